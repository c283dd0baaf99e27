import { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

export type Entry = Readonly<{ name: string; content: AsyncIterable<string> | Iterable<string> }>

const SIGN = { local: 0x04034b50, after: 0x08074b50, central: 0x02014b50, end: 0x06054b50 }
/** Sizes stand behind each entry, because they are not known before; names are UTF-8 (APPNOTE 4.4.4). */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
/** 1 January 1980, the first day a ZIP knows: the moment stands in the sheet. */
const DATE = 0x21

type Written = Readonly<{ name: Buffer; at: number; crc: number; packed: number; unpacked: number }>

/** A ZIP made while its entries are: memory holds a piece of one at a time. Up to 4 GB, which no report comes near. */
export async function* zipOf(entries: Iterable<Entry>): AsyncIterable<Uint8Array> {
  const written: Written[] = []
  let at = 0
  for (const { name, content } of entries) {
    const bytes = Buffer.from(name)
    const head = localHead(bytes)
    yield head
    const sums = { crc: 0, unpacked: 0 }
    let packed = 0
    for await (const piece of deflated(content, sums)) {
      packed += piece.length
      yield piece
    }
    yield numbers([SIGN.after, sums.crc, packed, sums.unpacked])
    written.push({ name: bytes, at, packed, ...sums })
    at += head.length + packed + 16
  }
  const directory = Buffer.concat(written.map(centralHead))
  yield directory
  yield endRecord(written.length, directory.length, at)
}

async function* deflated(
  content: Entry['content'],
  sums: { crc: number; unpacked: number },
): AsyncIterable<Uint8Array> {
  async function* counted() {
    for await (const text of content) {
      const bytes = Buffer.from(text)
      sums.crc = crc32(bytes, sums.crc)
      sums.unpacked += bytes.length
      yield bytes
    }
  }
  const deflate = createDeflateRaw()
  // What goes wrong on the way in comes out of the loop below.
  pipeline(Readable.from(counted()), deflate, () => undefined)
  for await (const piece of deflate) yield piece as Uint8Array
}

function numbers(of: readonly number[]): Buffer {
  const bytes = Buffer.alloc(of.length * 4)
  of.forEach((n, at) => bytes.writeUInt32LE(n >>> 0, at * 4))
  return bytes
}

function shorts(of: readonly number[]): Buffer {
  const bytes = Buffer.alloc(of.length * 2)
  of.forEach((n, at) => bytes.writeUInt16LE(n, at * 2))
  return bytes
}

function localHead(name: Buffer): Buffer {
  const words = shorts([VERSION, FLAGS, DEFLATED, 0, DATE])
  return Buffer.concat([numbers([SIGN.local]), words, numbers([0, 0, 0]), shorts([name.length, 0]), name])
}

function centralHead({ name, at, crc, packed, unpacked }: Written): Buffer {
  return Buffer.concat([
    numbers([SIGN.central]),
    shorts([VERSION, VERSION, FLAGS, DEFLATED, 0, DATE]),
    numbers([crc, packed, unpacked]),
    shorts([name.length, 0, 0, 0, 0]),
    numbers([0, at]),
    name,
  ])
}

const endRecord = (count: number, size: number, at: number): Buffer =>
  Buffer.concat([numbers([SIGN.end]), shorts([0, 0, count, count]), numbers([size, at]), shorts([0])])
