import { must } from '#base/must'

/** Signs of which GB18030 has only a wide form of two bytes; the narrow ones take four and few printers know them. */
const WIDE_SIGNS: Readonly<Record<string, string>> = {
  '\u00A5': '\uFFE5',
  '\u00A3': '\uFFE1',
  '\u00A2': '\uFFE0',
  '\u2212': '-',
}

/** Everything that is not drawn: control characters, joiners, marks of direction, variation selectors. */
const UNDRAWN = /[\p{Cc}\p{Cf}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu
/** Every space but the ideographic one, which is a character of its own on a printer. */
const SPACES = /[\t\n\r\u2028\u2029]|(?!\u3000)\p{Zs}/gu

/**
 * A text as a printer can take it: one line, composed, without control characters. A product's name can never become
 * a command, such as the one that opens the drawer.
 */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(SPACES, ' ')
    .replaceAll(UNDRAWN, '')
    .replaceAll(/[\u00A5\u00A3\u00A2\u2212]/g, (sign) => WIDE_SIGNS[sign] ?? sign)
}

/**
 * Half-width columns of a printable text. A printer in Chinese mode draws every single byte narrow and every longer
 * code as a full square, so only ASCII is narrow: that is East Asian width with all ambiguous characters wide.
 */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += character <= '\u007F' ? 1 : 2
  return columns
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const inWord = (piece: string): boolean => /^[!-~]$/.test(piece)

/**
 * A printable text in lines of at most so many columns. Words stay whole where they fit on a line, characters always
 * do; a cluster of marks wider than a line is the only thing that is taken apart.
 */
export function wrap(text: string, columns: number): string[] {
  must(columns >= 2, 'R1: a line has room for one full-width character')
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text, columns)) {
    if (columnsOf(line) + columnsOf(piece) <= columns) {
      line += piece
      continue
    }
    const space = Math.max(0, line.lastIndexOf(' '))
    const splitsWord = line.slice(0, space).trim() !== '' && inWord(piece) && inWord(line.slice(-1))
    lines.push((splitsWord ? line.slice(0, space) : line).trimEnd())
    // A space at the break is the break.
    line = splitsWord ? line.slice(space + 1) + piece : piece === ' ' ? '' : piece
  }
  if (line.trimEnd() !== '' || lines.length === 0) lines.push(line.trimEnd())
  return lines
}

function piecesOf(text: string, columns: number): string[] {
  return [...graphemes.segment(text)].flatMap(({ segment }) =>
    columnsOf(segment) <= columns ? [segment] : [...segment],
  )
}
