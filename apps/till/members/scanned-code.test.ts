import { expect, test } from 'vitest'
import { codeIn } from './scanned-code.ts'

test.each([
  [' AH000000001\n', 'AH000000001'],
  ['https://shop.example/m?card=AH000000001&x=1', 'AH000000001'],
  ['https://shop.example/m#card=A%201', 'A 1'],
  ['https://shop.example/other', 'https://shop.example/other'],
])('%s says %s', (text, code) => {
  expect(codeIn(text)).toBe(code)
})
