/**
 * Lists as PostgreSQL's own bytes (`array_send` in its source). As text every value of every row is quoted here and
 * parsed there, which costs both more than writing the row.
 */
type Kind = Readonly<{ oid: number; put: (bytes: Bytes, value: unknown) => boolean }>
/** A growing place to write in; `at` is where the next byte goes. */
export type Bytes = { room: Buffer; at: number }

const LENGTH = 4
const scratch: Bytes = { room: Buffer.allocUnsafe(1 << 16), at: 0 }

/** Makes room for so many more bytes. */
export function reserve(bytes: Bytes, more: number): void {
  if (bytes.at + more <= bytes.room.length) return
  const wider = Buffer.allocUnsafe(Math.max(bytes.room.length * 2, bytes.at + more))
  bytes.room.copy(wider, 0, 0, bytes.at)
  bytes.room = wider
}

/** Four bytes, for which there is room. */
export function putInt4(bytes: Bytes, value: number): void {
  bytes.room.writeInt32BE(value, bytes.at)
  bytes.at += 4
}

/** How many bytes it has, and they. Most text is short and plain, and then a loop beats a call of the system. */
export function putText(bytes: Bytes, text: string, before = 0): void {
  reserve(bytes, LENGTH + before + text.length * 3)
  const { room } = bytes
  const start = bytes.at + LENGTH + before
  let at = start
  if (text.length <= SHORT)
    for (let n = 0; n < text.length; n += 1) {
      const code = text.charCodeAt(n)
      if (code > 0x7f) break
      room[at++] = code
    }
  if (at - start < text.length) at = start + room.write(text, start, 'utf8')
  putInt4(bytes, at - start + before)
  bytes.at = at
}
const SHORT = 48

/** What a hexadecimal digit's code is worth; 255 for everything else. */
const WORTH = new Uint8Array(128).fill(255)
for (let n = 0; n < 16; n += 1) {
  WORTH[n.toString(16).charCodeAt(0)] = n
  WORTH[n.toString(16).toUpperCase().charCodeAt(0)] = n
}
const isDash = (at: number): boolean => at === 8 || at === 13 || at === 18 || at === 23

function putUuid(bytes: Bytes, value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 36) return false
  putInt4(bytes, 16)
  for (let at = 0; at < 36; at += 2) {
    if (isDash(at)) {
      if (value.charCodeAt(at) !== 45) return false
      at += 1
    }
    const high = WORTH[value.charCodeAt(at)] ?? 255
    const low = WORTH[value.charCodeAt(at + 1)] ?? 255
    if ((high | low) > 15) return false
    bytes.room[bytes.at++] = (high << 4) | low
  }
  return true
}

const whole = (value: unknown, limit: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= -limit && (value as number) < limit

function putInt8Of(bytes: Bytes, value: number): void {
  putInt4(bytes, 8)
  putInt4(bytes, Math.floor(value / 2 ** 32))
  bytes.room.writeUInt32BE(value >>> 0, bytes.at)
  bytes.at += 4
}

function putInt8(bytes: Bytes, value: unknown): boolean {
  if (!whole(value, 2 ** 53)) return false
  putInt8Of(bytes, value)
  return true
}

function putInteger(bytes: Bytes, value: unknown): boolean {
  if (!whole(value, 2 ** 31)) return false
  putInt4(bytes, 4)
  putInt4(bytes, value)
  return true
}

function putSmall(bytes: Bytes, value: unknown): boolean {
  if (!whole(value, 2 ** 15)) return false
  putInt4(bytes, 2)
  bytes.room.writeInt16BE(value, bytes.at)
  bytes.at += 2
  return true
}

/** PostgreSQL's years begin with 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1)
const DAY_MS = 86_400_000
const DAY_LENGTH = 10
/** The last one of each: a batch says the same day and moment again and again. */
const lastDay = { text: '', days: 0 }
const lastMoment = { text: '', micros: 0 }

function putDate(bytes: Bytes, value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== DAY_LENGTH) return false
  if (value !== lastDay.text) {
    const ms = Date.parse(`${value}T00:00:00.000Z`)
    // What is no day at all is told by PostgreSQL, in its words.
    if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, DAY_LENGTH) !== value) return false
    lastDay.text = value
    lastDay.days = (ms - EPOCH_MS) / DAY_MS
  }
  putInt4(bytes, 4)
  putInt4(bytes, lastDay.days)
  return true
}

function putMoment(bytes: Bytes, value: unknown): boolean {
  if (typeof value !== 'string') return false
  if (value !== lastMoment.text) {
    const ms = Date.parse(value)
    const micros = (ms - EPOCH_MS) * 1000
    if (!Number.isSafeInteger(micros) || new Date(ms).toISOString() !== value) return false
    lastMoment.text = value
    lastMoment.micros = micros
  }
  putInt8Of(bytes, lastMoment.micros)
  return true
}

function putString(bytes: Bytes, value: unknown): boolean {
  if (typeof value !== 'string') return false
  putText(bytes, value)
  return true
}

/** The first byte is the version of the form; what follows is the text. */
function putJson(bytes: Bytes, value: unknown): boolean {
  if (typeof value !== 'string') return false
  const start = bytes.at + LENGTH
  putText(bytes, value, 1)
  bytes.room[start] = 1
  return true
}

/** By the names that statements give in `$1::uuid[]`. */
const KINDS: Readonly<Record<string, Kind>> = {
  uuid: { oid: 2950, put: putUuid },
  bigint: { oid: 20, put: putInt8 },
  int: { oid: 23, put: putInteger },
  smallint: { oid: 21, put: putSmall },
  text: { oid: 25, put: putString },
  json: { oid: 114, put: putString },
  jsonb: { oid: 3802, put: putJson },
  date: { oid: 1082, put: putDate },
  timestamptz: { oid: 1184, put: putMoment },
}

/** A head of twenty bytes, and the widest of the values with a fixed width. */
const HEAD = 20
const WIDEST = LENGTH + 16

/** The list in PostgreSQL's bytes, or null where a value is not plainly of the kind: then it goes as text. */
export function arrayBytes(kind: string, values: readonly unknown[]): Buffer | null {
  scratch.at = 0
  return putList(scratch, kind, values) ? Buffer.from(scratch.room.subarray(0, scratch.at)) : null
}

/** The same into bytes of the caller; false, and some bytes more, where it has to go as text. */
export function putList(bytes: Bytes, kind: string, values: readonly unknown[]): boolean {
  const of = KINDS[kind]
  if (!of) return false
  reserve(bytes, HEAD)
  putInt4(bytes, values.length === 0 ? 0 : 1)
  putInt4(bytes, 1)
  putInt4(bytes, of.oid)
  if (values.length > 0) {
    putInt4(bytes, values.length)
    putInt4(bytes, 1)
  }
  for (const value of values) {
    reserve(bytes, WIDEST)
    if (value === null || value === undefined) putInt4(bytes, -1)
    else if (!of.put(bytes, value)) return false
  }
  return true
}

const LISTS = /\$(\d+)::(\w+)\[\]/g

/** Which of a statement's parameters are lists of a kind with bytes of its own: index and kind. */
export function listsIn(text: string): readonly (readonly [at: number, kind: string])[] {
  return [...text.matchAll(LISTS)].flatMap(([, no, kind = '']) =>
    Object.hasOwn(KINDS, kind) ? [[Number(no) - 1, kind] as const] : [],
  )
}
