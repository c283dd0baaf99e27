import { Readable } from 'node:stream'
import { createGunzip, inflateRawSync } from 'node:zlib'
import { Refusal } from '#base/refusal'

export type Bytes = AsyncIterable<Uint8Array>

/** A packed file may grow a hundredfold: real tables reach 30, only bombs go beyond. */
export const MOST_GROWTH = 100
/** Below one MiB growth is harmless, and tiny tables of equal rows do grow more than a hundredfold. */
const SMALL = 1024 * 1024
/** Unpacked, in bytes: several tens of millions of rows. */
export const MOST_INSIDE = 8 * 1024 ** 3
/** Enough text after the first foreign letter to tell UTF-8 from GB18030 without doubt. */
const EVIDENCE = 256 * 1024

/** The file is not what it should be; `reason` says how, `row` where it is known. */
export const unreadable = (reason: string, details: Record<string, unknown> = {}): Refusal =>
  new Refusal('file_unreadable', { reason, ...details })

/** The bytes inside: unpacked when they are gzip, else as they are. Refuses bombs and broken packing. */
export async function* unpacked(bytes: Bytes, most = MOST_INSIDE): AsyncGenerator<Uint8Array> {
  const { head, rest } = await headOf(bytes, 2)
  const packed = head[0] === 0x1f && head[1] === 0x8b
  if (packed) yield* gunzipped(rest, most)
  else yield* atMost(rest, most)
}

/** The first bytes, and the whole stream again with them in front. */
export async function headOf(bytes: Bytes, count: number): Promise<{ head: Uint8Array; rest: Bytes }> {
  const source = bytes[Symbol.asyncIterator]()
  const read: Uint8Array[] = []
  let size = 0
  while (size < count) {
    const next = await source.next()
    if (next.done === true) break
    read.push(next.value)
    size += next.value.length
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    try {
      yield* read
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
    } finally {
      await source.return?.()
    }
  }
  return { head: Buffer.concat(read).subarray(0, count), rest: again() }
}

async function* atMost(bytes: Bytes, most: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > most) throw unreadable('file_too_large_inside', { most })
    yield chunk
  }
}

async function* gunzipped(bytes: Bytes, most: number): AsyncGenerator<Uint8Array> {
  const seen = { packed: 0, plain: 0 }
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      seen.packed += chunk.length
      yield chunk
    }
  }
  const source = Readable.from(counted(), { objectMode: false })
  const gunzip = createGunzip()
  source.on('error', (trouble) => gunzip.destroy(trouble))
  source.pipe(gunzip)
  try {
    for await (const chunk of gunzip) {
      seen.plain += (chunk as Buffer).length
      const bomb = seen.plain > SMALL && seen.plain > seen.packed * MOST_GROWTH
      if (bomb || seen.plain > most) throw unreadable('file_too_large_inside', { most })
      yield chunk as Buffer
    }
  } catch (trouble) {
    if (((trouble as { code?: string }).code ?? '').startsWith('Z_')) throw unreadable('gzip_broken')
    throw trouble
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/** Unpacks one member of a zip to see its true size; a member larger than `most` refuses the file. */
export function trueSize(packed: Uint8Array, most: number): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: most }).length
  } catch (trouble) {
    const tooLarge = (trouble as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw unreadable(tooLarge ? 'file_too_large_inside' : 'zip_broken')
  }
}

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le'

/**
 * The text of the bytes. Both encodings agree on ASCII, so the decision waits for the first other byte and then looks
 * at what follows: valid UTF-8 by accident is practically impossible for Chinese text.
 */
export async function* textOf(bytes: Bytes): AsyncGenerator<string> {
  const { head, rest } = await headOf(bytes, 3)
  let decoder = markedBy(head)
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const chunk of rest) {
    if (decoder) {
      yield decoded(decoder, chunk)
      continue
    }
    if (waiting.length === 0 && chunk.every((byte) => byte < 0x80)) {
      yield Buffer.from(chunk).toString('latin1')
      continue
    }
    waiting.push(chunk)
    size += chunk.length
    if (size < EVIDENCE) continue
    const evidence = Buffer.concat(waiting)
    decoder = decoderOf(encodingOf(evidence, false))
    waiting = []
    yield decoded(decoder, evidence)
  }
  const left = Buffer.concat(waiting)
  decoder ??= decoderOf(encodingOf(left, true))
  yield decoded(decoder, left)
  yield decoded(decoder, null)
}

function markedBy(head: Uint8Array): TextDecoder | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return decoderOf('utf-8')
  if (head[0] === 0xff && head[1] === 0xfe) return decoderOf('utf-16le')
  return null
}

const decoderOf = (encoding: Encoding): TextDecoder => new TextDecoder(encoding, { fatal: true })

/** `whole`: nothing follows, so a letter cut in two at the end is an error, not a chunk's end. */
export function encodingOf(bytes: Uint8Array, whole: boolean): 'utf-8' | 'gb18030' {
  try {
    decoderOf('utf-8').decode(bytes, { stream: !whole })
    return 'utf-8'
  } catch (trouble) {
    if (trouble instanceof TypeError) return 'gb18030'
    throw trouble
  }
}

function decoded(decoder: TextDecoder, chunk: Uint8Array | null): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch (trouble) {
    if (trouble instanceof TypeError) throw unreadable('encoding_broken', { encoding: decoder.encoding })
    throw trouble
  }
}
