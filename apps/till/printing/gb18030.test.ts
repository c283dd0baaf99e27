import iconv from 'iconv-lite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeGb18030 } from './gb18030.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const decoder = new TextDecoder('gb18030', { fatal: true })

const basicPlane = Array.from({ length: 0x10000 }, (_, point) => point).filter(
  (point) => point < 0xd800 || point > 0xdfff,
)
const isPrivate = (point: number) => point >= 0xe000 && point <= 0xf8ff

/**
 * Characters that the edition of 2022 gave the two-byte codes that stood for private ones before: vertical forms and
 * eight rare ideographs. An encoder of the edition of 2005 gives them four bytes.
 */
const MOVED = [0xfe10, 0x9fb4].flatMap((first) =>
  Array.from({ length: first === 0xfe10 ? 10 : 8 }, (_, at) => first + at),
)

test('codes of the standard', () => {
  const codes = { A: '41', 茶: 'b2e8', '￥': 'a3a4', '€': 'a2e3', é: 'a8a6', ḿ: 'a8bc', '\u00a5': '81308436' }
  for (const [character, code] of Object.entries(codes)) expect(hex(encodeGb18030(character))).toBe(code)
  expect(hex(encodeGb18030('𠀀𠮷😀'))).toBe('953282369534b2359439fc36')
  expect(hex(encodeGb18030('\u{10000}\u{10ffff}'))).toBe('90308130e3329a35')
})

test('every character of the basic plane is read back as itself', () => {
  const wrong = basicPlane.filter((point) => {
    const character = String.fromCodePoint(point)
    return !isPrivate(point) && decoder.decode(encodeGb18030(character)) !== character
  })
  expect(wrong).toEqual([])
})

test('every character of the basic plane has the code an independent encoder gives it', () => {
  const differing = basicPlane.filter((point) => {
    const character = String.fromCodePoint(point)
    return !isPrivate(point) && hex(encodeGb18030(character)) !== hex(iconv.encode(character, 'gb18030'))
  })
  // A platform of the older edition agrees in these too.
  expect(differing.filter((point) => !MOVED.includes(point))).toEqual([])
})

test('characters beyond the basic plane follow the formula of the standard', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0x10000, max: 0x10ffff }), (point) => {
      const character = String.fromCodePoint(point)
      const bytes = encodeGb18030(character)
      expect(hex(bytes)).toBe(hex(iconv.encode(character, 'gb18030')))
      expect(decoder.decode(bytes)).toBe(character)
    }),
    { numRuns: 2_000 },
  )
})

test('half a pair and a code that was given away become the sign for a missing character', () => {
  expect(decoder.decode(encodeGb18030('a\ud842b\ue5e5c'))).toBe('a〓b〓c')
})

test('what has no code is never confused with the character that says so', () => {
  expect(hex(encodeGb18030('\ufffd'))).toBe('8431a437')
})
