import type { Asked } from '#base/endpoint'
import { must } from '#base/must'
import * as contract from '#domain/import/contract'
import type { TestWorld } from './world.ts'

export type ImportWish = Readonly<{
  kind: (typeof contract.KINDS)[number]
  bytes: Uint8Array
  name?: string
  mapping?: Record<string, string | null>
  options?: Partial<Asked<typeof contract.mapImport>['options']>
  /** Bytes of a part; small ones test that parts are put together. */
  partBytes?: number
}>

/** Sends a file and maps it, through the same endpoints as the console. */
export async function upload(w: TestWorld, wish: ImportWish): Promise<string> {
  const { kind, bytes, name = 'file.csv', partBytes = contract.PART_BYTES } = wish
  const id = w.newId()
  await w.call(contract.openImport, { id, kind, name, sizeBytes: bytes.length })
  const parts = Math.ceil(bytes.length / partBytes)
  for (let no = 1; no <= parts; no += 1) {
    await w.call(contract.sendPart, { id, no, bytes: bytes.subarray((no - 1) * partBytes, no * partBytes) })
  }
  const seen = await w.call(contract.endUpload, { id, parts })
  const mapping = wish.mapping ?? seen.mapping
  await w.call(contract.mapImport, { id, mapping, options: { ...seen.options, ...wish.options } })
  return id
}

/** Sends, maps and runs a file; answers where it stands then. */
export async function importFile(w: TestWorld, wish: ImportWish) {
  const id = await upload(w, wish)
  await w.call(contract.runImport, { id })
  await w.settle()
  const seen = await w.call(contract.showImport, { id })
  must(
    seen.file.state === 'done',
    `test: the import is done, it is ${seen.file.state} ${JSON.stringify(seen.file.trouble)}`,
  )
  return { id, ...seen }
}

/** A trial run of a file; answers what it found. */
export async function tryFile(w: TestWorld, id: string) {
  await w.call(contract.checkImport, { id })
  await w.settle()
  const seen = await w.call(contract.showImport, { id })
  must(
    seen.trial !== null,
    `test: the trial has ended, it is ${seen.file.state} ${JSON.stringify(seen.file.trouble)}`,
  )
  return seen.trial
}
