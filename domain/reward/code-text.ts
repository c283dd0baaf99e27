import { createHash } from 'node:crypto'

/** Crockford's alphabet, which has no letters that read like digits: 32 of them, five bits each. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Sixteen letters are 80 bits: nobody guesses one of a million codes. */
export const CODE_LETTERS = 16

/** A code of random bytes, as it is printed: in groups of four. */
export function codeText(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, CODE_LETTERS), (byte) => LETTERS[byte & 31])
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** What is kept of a code; typed with or without its dashes, in either case, with O for 0 and I or L for 1. */
export const codeHash = (code: string): string =>
  createHash('sha256')
    .update(
      code
        .toUpperCase()
        .replaceAll(/[^0-9A-Z]/g, '')
        .replaceAll('O', '0')
        .replaceAll(/[IL]/g, '1'),
    )
    .digest('hex')
