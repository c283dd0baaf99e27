import type { Seal } from '../head-office.ts'

/**
 * SHA-256 (FIPS 180-4) in plain arithmetic: the page has no package and, opened from a file, no WebCrypto either. It is
 * compared with the one of Node.
 */
const ROUNDS = constants(64, 1 / 3)
const START = constants(8, 1 / 2)

/** The first 32 bits of the fractions of roots of the first primes, where the standard has its numbers from. */
function constants(count: number, power: number): Uint32Array {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((p) => n % p !== 0)) primes.push(n)
  return Uint32Array.from(primes, (p) => Math.floor((p ** power % 1) * 2 ** 32))
}

const right = (x: number, by: number): number => (x >>> by) | (x << (32 - by))

export function sha256(text: string): Uint8Array {
  const bytes = padded(new TextEncoder().encode(text))
  const view = new DataView(bytes.buffer)
  const state = Uint32Array.from(START)
  const words = new Uint32Array(64)
  for (let at = 0; at < bytes.length; at += 64) {
    for (let t = 0; t < 16; t++) words[t] = view.getUint32(at + 4 * t)
    block(state, words)
  }
  const out = new DataView(new ArrayBuffer(32))
  for (const [at, word] of state.entries()) out.setUint32(4 * at, word)
  return new Uint8Array(out.buffer)
}

/** A one, zeros, and the length in bits, up to whole blocks. */
function padded(bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  all.set(bytes)
  all[bytes.length] = 0x80
  const view = new DataView(all.buffer)
  view.setUint32(all.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(all.length - 4, (bytes.length << 3) >>> 0)
  return all
}

function block(state: Uint32Array, words: Uint32Array): void {
  for (let t = 16; t < 64; t++) {
    const [early, late] = [words[t - 15] as number, words[t - 2] as number]
    const s0 = right(early, 7) ^ right(early, 18) ^ (early >>> 3)
    const s1 = right(late, 17) ^ right(late, 19) ^ (late >>> 10)
    words[t] = (words[t - 16] as number) + s0 + (words[t - 7] as number) + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as Eight
  for (let t = 0; t < 64; t++) {
    const s1 = right(e, 6) ^ right(e, 11) ^ right(e, 25)
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (ROUNDS[t] as number) + (words[t] as number)) | 0
    const s0 = right(a, 2) ^ right(a, 13) ^ right(a, 22)
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] as number) + word
}
type Eight = [number, number, number, number, number, number, number, number]

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))

/** The same words as the seal of Node, so that a seed is the same night in both. */
export const pageSeal: Seal = {
  hash: (text) => Array.from(sha256(text), (byte) => HEX[byte]).join(''),
  sign: (key, text) => btoa(String.fromCharCode(...sha256(`signed with ${key}\n${text}`))),
}
