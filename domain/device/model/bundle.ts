import { z } from 'zod'
import { canonical } from '#base/fingerprint'
import { anInstant } from '#base/instant'
import { must } from '#base/must'

/**
 * A log's tail as a file on a stick, or head office's answer to it (promises §4.4). The content decides, never the
 * name. In a row:
 *
 *     magic 8 · length of header 4 · header · length of payload 4 · payload · signature 64
 *
 * The header is canonical JSON anybody may read: no names, no numbers of members. The payload is sealed to whom it is
 * for: it holds personal data. The signature is the sender's over header and payload. Lengths are unsigned, big end
 * first.
 */
export const MAGIC = 'ZHIJIB1\n'
/** A file at most, and what its content may come to when it is unpacked. */
export const MOST_BUNDLE_BYTES = 64 * 1024 * 1024
export const MOST_EXPANSION = 10
export const MOST_PLAIN_BYTES = 128 * 1024 * 1024
const MOST_HEADER_BYTES = 4096
const SIGNATURE_BYTES = 64

const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

export const bundleHeader = z.strictObject({
  v: z.literal(1),
  /** `log`: from a till, for head office. `answer`: the other way. */
  t: z.enum(['log', 'answer']),
  chain: z.guid(),
  device: z.guid(),
  epoch: z.int().min(1),
  /** The first and last number of the log; of an answer both are the mark. */
  from: z.int().min(0),
  to: z.int().min(0),
  /** Events, or pieces of an answer. */
  count: z.int().min(0),
  totals: z.strictObject({ minor: z.int().min(0), points: z.int().min(0) }),
  /** The public keys of who signed it (Ed25519) and of whom it is sealed to (X25519), base64. */
  signKey: key,
  sealedTo: key,
  /** The latest moment head office had signed when it was made. */
  anchor: anInstant,
})
export type BundleHeader = z.output<typeof bundleHeader>

export const BUNDLE_FAULTS = [
  'bundle_too_large',
  'bundle_unreadable',
  'bundle_not_ours',
  'device_unknown',
  'bundle_signature_wrong',
  'bundle_content_wrong',
] as const
export type BundleFault = (typeof BUNDLE_FAULTS)[number]

/** What a bundle needs of whoever writes it. All take their time; none reads a clock. */
export type WritePorts = Readonly<{
  /** X25519 with a key of its own, HKDF-SHA-256, AES-256-GCM; `bound` is authenticated with it. */
  seal: (plain: Uint8Array, bound: Uint8Array) => Promise<Uint8Array>
  sign: (bytes: Uint8Array) => Promise<Uint8Array>
  /** SHA-256. */
  hash: (bytes: Uint8Array) => Promise<Uint8Array>
  gzip: (bytes: Uint8Array) => Promise<Uint8Array>
}>

/** What it needs of whoever reads it. */
export type ReadPorts = Readonly<{
  /** Whether it is for us at all, before anything costs time. */
  admit: (header: BundleHeader) => Promise<'bundle_not_ours' | 'device_unknown' | null>
  verify: (header: BundleHeader, bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>
  /** Null when it was not sealed to us, or was touched. */
  open: (sealed: Uint8Array, bound: Uint8Array) => Promise<Uint8Array | null>
  hash: WritePorts['hash']
  /** Null when it is no gzip, or comes to more than `most` bytes: never more is unpacked than that. */
  gunzip: (bytes: Uint8Array, most: number) => Promise<Uint8Array | null>
}>

const utf8 = new TextEncoder()

/** Writes a bundle of text lines, none of which holds a line break. */
export async function writeBundle(
  header: BundleHeader,
  lines: readonly string[],
  ports: WritePorts,
): Promise<Uint8Array> {
  must(!lines.some((line) => line.includes('\n')), 'bundle: a line is a line')
  const head = utf8.encode(canonical(bundleHeader.parse(header)))
  const plain = utf8.encode(lines.map((line) => `${line}\n`).join(''))
  must(plain.length <= MOST_PLAIN_BYTES, 'bundle: a log is split before it is written')
  const payload = await ports.seal(padded(await ports.gzip(plain), plain.length), head)
  const signature = await ports.sign(await manifest(head, payload, ports))
  return joined(utf8.encode(MAGIC), u32(head.length), head, u32(payload.length), payload, signature)
}

/**
 * What packs very well is filled up with zeros, so that a reader who unpacks ten times a payload at most can always
 * read what was written honestly.
 */
function padded(packed: Uint8Array, plainBytes: number): Uint8Array {
  const least = Math.max(packed.length, Math.ceil(plainBytes / MOST_EXPANSION))
  const room = new Uint8Array(4 + least)
  room.set(u32(packed.length))
  room.set(packed, 4)
  return room
}

/** What the signature is taken over: both parts by their hashes, under a name of its own. */
async function manifest(
  head: Uint8Array,
  payload: Uint8Array,
  { hash }: Pick<WritePorts, 'hash'>,
): Promise<Uint8Array> {
  return joined(utf8.encode('zhiji bundle 1\n'), await hash(head), await hash(payload))
}

export type Opened = Readonly<{ header: BundleHeader; lines: readonly string[] }>

/** The header alone, as anybody may read it; what it says is not proven by it. */
export function readHeader(bytes: Uint8Array): BundleHeader | BundleFault {
  const parts = partsOf(bytes)
  return typeof parts === 'string' ? parts : parts.header
}

/**
 * Reads a whole bundle, cheapest check first; nothing of it is believed unless all of them hold. Faults in order of
 * precedence: `BUNDLE_FAULTS`.
 */
export async function readBundle(bytes: Uint8Array, ports: ReadPorts): Promise<Opened | BundleFault> {
  const parts = partsOf(bytes)
  if (typeof parts === 'string') return parts
  const { header, head, payload, signature } = parts
  const no = await ports.admit(header)
  if (no !== null) return no
  if (!(await ports.verify(header, await manifest(head, payload, ports), signature)))
    return 'bundle_signature_wrong'
  const packed = await ports.open(payload, head)
  if (packed === null) return 'bundle_not_ours'
  const plain = await unpacked(packed, ports)
  if (plain === null) return 'bundle_content_wrong'
  const lines = linesOf(plain)
  return lines === null ? 'bundle_content_wrong' : { header, lines }
}

async function unpacked(packed: Uint8Array, { gunzip }: ReadPorts): Promise<Uint8Array | null> {
  if (packed.length < 4) return null
  const length = readU32(packed, 0)
  if (length > packed.length - 4) return null
  const most = Math.min(MOST_PLAIN_BYTES, (packed.length - 4) * MOST_EXPANSION)
  return gunzip(packed.subarray(4, 4 + length), most)
}

function linesOf(plain: Uint8Array): string[] | null {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain)
  } catch {
    return null
  }
  if (text === '') return []
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : null
}

type Parts = Readonly<{
  header: BundleHeader
  head: Uint8Array
  payload: Uint8Array
  signature: Uint8Array
}>

function partsOf(bytes: Uint8Array): Parts | BundleFault {
  if (bytes.length > MOST_BUNDLE_BYTES) return 'bundle_too_large'
  const magic = utf8.encode(MAGIC)
  if (bytes.length < magic.length + 8 || magic.some((byte, at) => bytes[at] !== byte))
    return 'bundle_unreadable'
  const headAt = magic.length + 4
  const headLength = readU32(bytes, magic.length)
  if (headLength > MOST_HEADER_BYTES || bytes.length < headAt + headLength + 4) return 'bundle_unreadable'
  const payloadAt = headAt + headLength + 4
  const payloadLength = readU32(bytes, headAt + headLength)
  // Not a byte more and not a byte less: whatever is behind would be signed by nobody.
  if (bytes.length !== payloadAt + payloadLength + SIGNATURE_BYTES) return 'bundle_unreadable'
  const head = bytes.subarray(headAt, headAt + headLength)
  const header = headerOf(head)
  if (header === null) return 'bundle_unreadable'
  const payload = bytes.subarray(payloadAt, payloadAt + payloadLength)
  return { header, head, payload, signature: bytes.subarray(payloadAt + payloadLength) }
}

/** Only the one canonical text is a header: a key written twice or in another order is none. */
function headerOf(head: Uint8Array): BundleHeader | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head)
    const read = bundleHeader.safeParse(JSON.parse(text))
    return read.success && canonical(read.data) === text ? read.data : null
  } catch {
    return null
  }
}

function u32(n: number): Uint8Array {
  return Uint8Array.of((n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255)
}

const readU32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) * 2 ** 24 +
  (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
