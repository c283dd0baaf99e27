import { endUpload, openImport, PART_BYTES, sendPart } from '#domain/import/contract'
import type { ImportFile } from '#domain/import/contract'
import { call } from '#ui/call.ts'
import type { Kind } from './guess.ts'

type Sending = Readonly<{ id: string; file: File; kind: Kind; sent: (bytes: number) => void }>

/** Sends a file in parts and ends the upload; the same id sends the same file once, however often it is tried. */
export async function sendFile({ id, file, kind, sent }: Sending): Promise<ImportFile> {
  await call(openImport, { id, kind, name: file.name, sizeBytes: file.size })
  const parts = Math.ceil(file.size / PART_BYTES)
  for (let no = 1; no <= parts; no += 1) {
    const from = (no - 1) * PART_BYTES
    const bytes = new Uint8Array(await file.slice(from, from + PART_BYTES).arrayBuffer())
    await call(sendPart, { id, no, bytes })
    sent(from + bytes.length)
  }
  const { file: ready } = await call(endUpload, { id, parts })
  return ready
}
