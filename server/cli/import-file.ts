import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { house, inWork, type Work, type World } from '#db/work'
import * as contract from '#domain/import/contract'
import { check, columnsOf, end, map, open, part, PART_BYTES, run } from '#domain/import/index'
import { guessKind } from '#domain/import/model/guessing'
import { wrong, type SendWish } from './import-wish.ts'

/**
 * Sends the file, maps it and asks for its import, all in one work: whatever is refused on the way leaves nothing
 * behind, and a killed command never leaves half a file. Answers the id of the import.
 */
export async function send(world: World, wish: SendWish): Promise<string> {
  const kind = wish.kind ?? guessKind(await columnsOf(() => createReadStream(wish.path)))
  return inWork(world, house, async (work) => {
    const { id, parts } = await upload(work, wish.path, kind)
    const seen = await end(work, contract.endUpload.input.parse({ id, parts }))
    const fields = seen.fields.map((field) => field.key)
    for (const field of Object.keys(wish.mapping)) {
      if (!fields.includes(field)) throw wrong({ kind: 'field', field, fields })
    }
    const mapping = { ...seen.mapping, ...wish.mapping }
    const options = { ...seen.options, ...wish.options }
    await map(work, contract.mapImport.input.parse({ id, mapping, options }))
    await (wish.check ? check : run)(work, { id })
    return id
  })
}

async function upload(work: Work, path: string, kind: (typeof contract.KINDS)[number]) {
  const { size: sizeBytes } = await stat(path)
  const name = basename(path).slice(-200)
  const opened = contract.openImport.input.safeParse({ id: work.newId(), kind, name, sizeBytes })
  if (!opened.success) {
    const [issue] = opened.error.issues
    throw wrong({ kind: 'unreadable', path, detail: `${issue?.path.join('.')}: ${issue?.message}` })
  }
  const { id } = opened.data
  await open(work, opened.data)
  let no = 0
  for await (const bytes of slices(path)) await part(work, { id, no: ++no, bytes })
  return { id, parts: no }
}

/** The file in pieces of exactly one part; a stream gives at most what is asked for, often less. */
async function* slices(path: string): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(path, { highWaterMark: PART_BYTES }) as AsyncIterable<Buffer>) {
    held.push(chunk)
    size += chunk.length
    while (size >= PART_BYTES) {
      const whole = Buffer.concat(held)
      yield whole.subarray(0, PART_BYTES)
      held = [whole.subarray(PART_BYTES)]
      size -= PART_BYTES
    }
  }
  if (size > 0) yield Buffer.concat(held)
}
