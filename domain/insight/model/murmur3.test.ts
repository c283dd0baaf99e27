import { expect, test } from 'vitest'
import { murmur3 } from './murmur3.ts'

test.each([
  ['', 0, '00000000'],
  ['', 1, '514e28b7'],
  ['test', 0, 'ba6bd213'],
  ['Hello, world!', 0x9747b28c, '24884cba'],
  ['The quick brown fox jumps over the lazy dog', 0, '2e4ff723'],
  ['spring:会员42', 0, 'a0c64fd7'],
])('the hash of %j under seed %d is %s', (text, seed, wanted) => {
  expect(murmur3(text, seed).toString(16).padStart(8, '0')).toBe(wanted)
})

test('long texts, Chinese too, are hashed whole', () => {
  const long = '会员'.repeat(5000)
  expect(murmur3(`${long}1`)).not.toBe(murmur3(`${long}2`))
  expect(murmur3(long)).toBe(murmur3(long))
})
