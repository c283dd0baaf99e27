import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, printable, wrap } from './columns.ts'
import { encodeGb18030 } from './gb18030.ts'

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))

test('ASCII is narrow, everything else takes a full square', () => {
  expect(columnsOf('Tea 茶')).toBe(6)
  expect(columnsOf('￥1.00')).toBe(6)
  expect(columnsOf('“é”×')).toBe(8)
  expect(columnsOf('𠮷野')).toBe(4)
})

test('a text takes at least as many columns as a printer draws of its bytes: one each, two at most a character', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = printable(text)
      for (const character of clean) {
        const bytes = encodeGb18030(character).length
        expect(columnsOf(character)).toBe(bytes === 1 ? 1 : 2)
      }
    }),
  )
})

test('no text becomes a command or a second line, and the signs of money are those of GB18030', () => {
  expect(printable('绿茶\u001bp\u0000\u0019\u00fa')).toBe('绿茶pú')
  expect(printable('a\r\nb\tc\u00a0d\u3000e')).toBe('a  b c d\u3000e')
  expect(printable('\u00a51 \u00a32 \u22123')).toBe('￥1 ￡2 -3')
  expect(printable('cafe\u0301 \u200fאב\u202e ❤\ufe0f')).toBe('café אב ❤')
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(text)).not.toMatch(/\p{Cc}/u)
    }),
  )
})

test.each([
  ['明前龙井特级', 5, ['明前', '龙井', '特级']],
  ['green tea leaves', 10, ['green tea', 'leaves']],
  ['Supercalifragilistic', 8, ['Supercal', 'ifragili', 'stic']],
  ['  Supercalifragilistic', 8, ['  Superc', 'alifragi', 'listic']],
  ['龙井 tea龙井', 6, ['龙井', 'tea龙', '井']],
  ['𠮷𠮷𠮷', 4, ['𠮷𠮷', '𠮷']],
  ['', 8, ['']],
])('%s in lines of %i columns', (text, columns, lines) => {
  expect(wrap(text, columns)).toEqual(lines)
})

test('wrapping loses and cuts no character and no line is too wide', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 48 }), (text, columns) => {
      const clean = printable(text)
      const lines = wrap(clean, columns)
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns)
      const bare = (of: string) => of.replaceAll(/\s/g, '')
      expect(bare(lines.join(''))).toBe(bare(clean))
      for (const line of lines) {
        // A half of a pair at an edge could only come from a cut, unless it was alone in the text.
        if (!/\p{Cs}/u.test(clean)) expect(line).not.toMatch(/\p{Cs}/u)
      }
    }),
  )
})
