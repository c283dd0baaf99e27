/**
 * GB18030, which browsers read but do not write. The tables are the platform's own decoder turned round at first use,
 * so nothing is copied by hand: a character gets its two-byte code where it has one, otherwise four bytes. Source of
 * the four-byte order: GB 18030-2022, also encoding.spec.whatwg.org.
 */
const TRAILS = 0xfe - 0x40
/** Four-byte codes of the basic plane, 0x81308130 and on, counted in their own order. */
const BASIC_CODES = 39_420
/** The place of U+10000 in the same order: 0x90308130. */
const FIRST_BEYOND = 189_000
/** 〓, which printers set for a character they lack: for half surrogates and the few codes GB18030 gave away. */
const GETA = [0xa1, 0xfe] as const

/** What a decoder says of a code it does not know; so the code of this very character cannot be read, but is known. */
const REPLACEMENT = 0xfffd
const REPLACEMENT_CODE = [0x84, 0x31, 0xa4, 0x37] as const

const tables: { pairs?: Uint16Array; places?: Int32Array } = {}

/** The GB18030 bytes of a text; what has no code becomes 〓. */
export function encodeGb18030(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  for (const character of text) bytes.push(...codeOf(character.codePointAt(0) ?? 0))
  return Uint8Array.from(bytes)
}

function codeOf(point: number): readonly number[] {
  if (point < 0x80) return [point]
  if (point === REPLACEMENT) return REPLACEMENT_CODE
  if (point > 0xffff) return fourBytes(point - 0x10000 + FIRST_BEYOND)
  tables.pairs ??= readPairs()
  const pair = tables.pairs[point] ?? 0
  if (pair !== 0) return [pair >> 8, pair & 0xff]
  // Few receipts ever need these, so they are read apart.
  tables.places ??= readPlaces()
  const place = tables.places[point] ?? -1
  return place < 0 ? GETA : fourBytes(place)
}

/** The code at a place of the four-byte order: digits of the bases 126, 10, 126, 10. */
function fourBytes(place: number): number[] {
  return [
    0x81 + Math.floor(place / 12_600),
    0x30 + (Math.floor(place / 1_260) % 10),
    0x81 + (Math.floor(place / 10) % 126),
    0x30 + (place % 10),
  ]
}

/** The pair of every character that has one, by code point; the first where a character has two. */
function readPairs(): Uint16Array {
  const codes: number[][] = []
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let at = 0; at <= TRAILS; at++) if (at !== 0x3f) codes.push([lead, 0x40 + at])
  }
  const pairs = new Uint16Array(0x10000)
  eachDecoded(codes, (point, at) => {
    const [lead = 0, trail = 0] = codes[at] ?? []
    if (pairs[point] === 0) pairs[point] = (lead << 8) | trail
  })
  return pairs
}

function readPlaces(): Int32Array {
  const places = new Int32Array(0x10000).fill(-1)
  const codes = Array.from({ length: BASIC_CODES }, (_, place) => fourBytes(place))
  eachDecoded(codes, (point, place) => (places[point] = place))
  return places
}

/** Decodes all codes in one go. A line feed parts them, so that one the platform does not know spoils no other. */
function eachDecoded(codes: readonly number[][], tell: (point: number, at: number) => void): void {
  const bytes = Uint8Array.from(codes.flatMap((code) => [...code, 0x0a]))
  const characters = new TextDecoder('gb18030').decode(bytes).split('\n')
  codes.forEach((_, at) => {
    const character = characters[at] ?? ''
    const point = character.codePointAt(0) ?? REPLACEMENT
    if (character.length === 1 && point >= 0x80 && point !== REPLACEMENT) tell(point, at)
  })
}
