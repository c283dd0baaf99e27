let bytes = new Uint8Array(256)
const encoder = new TextEncoder()

/** UTF-8 of the text in the shared buffer; ids are ASCII nearly always, and then nothing is allocated. */
function encode(text: string): number {
  if (bytes.length < text.length * 3) bytes = new Uint8Array(text.length * 6)
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return encoder.encodeInto(text, bytes).written
    bytes[i] = code
  }
  return text.length
}

const mixed = (k: number): number => {
  const once = Math.imul(k, 0xcc9e2d51)
  return Math.imul((once << 15) | (once >>> 17), 0x1b873593)
}

/** MurmurHash3_x86_32 of the text's UTF-8 (Appleby's public-domain algorithm), as an unsigned 32-bit integer. */
export function murmur3(text: string, seed = 0): number {
  const length = encode(text)
  const whole = length & ~3
  let h = seed | 0
  for (let i = 0; i < whole; i += 4) {
    h ^= mixed(byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24))
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
  }
  let rest = 0
  for (let i = length - 1; i >= whole; i -= 1) rest = (rest << 8) | byte(i)
  h ^= mixed(rest)
  h ^= length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const byte = (at: number): number => bytes[at] as number
