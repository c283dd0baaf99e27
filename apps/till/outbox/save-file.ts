type Saving = Readonly<{ name: string; bytes: Uint8Array<ArrayBuffer> }>

/** What Chromium has for choosing a place, such as a stick; no type of the platform names it yet. */
type Chooser = { showSaveFilePicker?: (wish: { suggestedName: string }) => Promise<FileSystemFileHandle> }

/** Saves where the user chooses, else into the downloads; false when the user thought better of it. */
export async function saveFile({ name, bytes }: Saving): Promise<boolean> {
  const { showSaveFilePicker } = globalThis as Chooser
  if (showSaveFilePicker) {
    try {
      const handle = await showSaveFilePicker.call(globalThis, { suggestedName: name })
      const file = await handle.createWritable()
      await file.write(bytes)
      await file.close()
      return true
    } catch (trouble) {
      if (trouble instanceof DOMException && trouble.name === 'AbortError') return false
      // A place that cannot be written to, or a browser that asks for a touch: the downloads always work.
    }
  }
  const href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
  return true
}
