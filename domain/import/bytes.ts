import { createGunzip, inflateRawSync } from 'node:zlib'
import { Readable } from 'node:stream'
import { unreadable } from './model/unreadable.ts'

export type Bytes = AsyncIterable<Uint8Array>
export const ENCODINGS = ['utf-8', 'gb18030'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** A compressed file may grow a hundredfold and to 4 GiB; beyond that it is a bomb, not a shop's table. */
const MOST_GROWTH = 100
const MOST_UNPACKED = 4 * 1024 ** 3
/** Growth is judged only once there is something to judge: tiny files of zeros are harmless. */
const GROWTH_FROM = 16 * 1024 ** 2

/** The bytes themselves, unpacked when they are gzip. Throws `file_too_large_inside` and `file_broken`. */
export async function* unpacked(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const { head, all } = await withHead(bytes, 2)
  if (!(head[0] === 0x1f && head[1] === 0x8b)) {
    yield* all
    return
  }
  let packed = 0
  let grown = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of all) {
      packed += chunk.length
      yield chunk
    }
  }
  const source = Readable.from(counted())
  const gunzip = createGunzip()
  source.on('error', (trouble) => gunzip.destroy(trouble))
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Uint8Array>) {
      grown += chunk.length
      if (grown > MOST_UNPACKED || (grown > GROWTH_FROM && grown > packed * MOST_GROWTH)) {
        throw unreadable('file_too_large_inside')
      }
      yield chunk
    }
  } catch (trouble) {
    // zlib says Z_…; anything else is not about the file.
    if (String((trouble as { code?: string }).code).startsWith('Z_')) throw unreadable('file_broken')
    throw trouble
  } finally {
    source.destroy()
  }
}

/** Unpacks one member of a ZIP no further than `most`, to see whether it holds what was announced. */
export function inflatedSize(packed: Uint8Array, most: number): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: most }).length
  } catch (trouble) {
    const tooLarge = (trouble as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw unreadable(tooLarge ? 'file_too_large_inside' : 'file_broken')
  }
}

/** The first bytes, and the whole again with them in front. */
export async function withHead(bytes: Bytes, count: number): Promise<{ head: Uint8Array; all: Bytes }> {
  const source = bytes[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < count) {
    const next = await source.next()
    if (next.done) break
    chunks.push(next.value)
    size += next.value.length
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* chunks
    for (;;) {
      const next = await source.next()
      if (next.done) return
      yield next.value
    }
  }
  return { head: Buffer.concat(chunks).subarray(0, count), all: all() }
}

/**
 * UTF-8 when every byte of the file is valid UTF-8, else GB18030; the whole file is read, because a name may
 * come late.
 */
export async function encodingOf(bytes: Bytes): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of bytes) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch (trouble) {
    if (trouble instanceof TypeError) return 'gb18030'
    throw trouble
  }
}

/**
 * Text of the bytes; a character cut by a chunk's end is put together again, and a byte-order mark is dropped. Bytes
 * that are no text refuse the file, because names full of question marks would be imported otherwise.
 */
export async function* textOf(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch (trouble) {
      if (trouble instanceof TypeError) throw unreadable('encoding_broken')
      throw trouble
    }
  }
  for await (const chunk of bytes) yield decoded(chunk)
  yield decoded()
}
