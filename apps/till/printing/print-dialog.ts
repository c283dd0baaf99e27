/** The part of a window that the print dialog needs. */
export type DialogDoor = Readonly<{
  print(): void
  addEventListener(name: 'afterprint', heard: () => void, options: Readonly<{ once: true }>): void
}>

/**
 * Prints the page, which shows a `PaperSheet`, by the browser's own dialog; also the way to a PDF. A browser never
 * tells whether paper came out, so the answer is only that the dialog was shown and is gone.
 */
export function throughDialog(door: DialogDoor): Promise<'shown'> {
  return new Promise((done) => {
    // Listening first: where the dialog blocks the page, the event comes before `print` returns.
    door.addEventListener('afterprint', () => done('shown'), { once: true })
    door.print()
  })
}
