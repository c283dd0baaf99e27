/** Characters that are the same byte in the default alphabet of SMS (GSM 03.38) and in ASCII. */
const PLAIN = /^[A-Za-z0-9 \r\n!"#%&'()*+,\-./:;<=>?]*$/
/** Units of one message, and of a part that carries a header to be put together by (GSM 03.40). */
const WHOLE = { plain: 160, ucs2: 70 } as const
const PART = { plain: 153, ucs2: 67 } as const

export type SmsPieces = Readonly<{ alphabet: 'plain' | 'ucs2'; pieces: readonly string[] }>

/**
 * A text as the messages it is sent in: plain Latin in the default alphabet, everything else in UCS-2. A character of
 * two units, such as 𠮷 or an emoji, is never torn.
 */
export function smsPieces(text: string): SmsPieces {
  const alphabet = PLAIN.test(text) ? 'plain' : 'ucs2'
  if (text.length <= WHOLE[alphabet]) return { alphabet, pieces: [text] }
  return { alphabet, pieces: cut(text, PART[alphabet]) }
}

/** How many messages a provider bills for a text. */
export const smsCount = (text: string): number => smsPieces(text).pieces.length

function cut(text: string, units: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of text) {
    if (piece.length + character.length > units) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return piece === '' ? pieces : [...pieces, piece]
}
