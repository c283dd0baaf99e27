import { expect, test } from 'vitest'
import { firstLanguage } from '#ui/kit/language.ts'
import { nextPath } from './next-path.ts'

test.each([
  ['/members?q=1', '/members?q=1'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in?next=%2F', '/'],
  [undefined, '/'],
])('after sign-in %j leads to %s', (wanted, path) => {
  expect(nextPath(wanted)).toBe(path)
})

test.each([
  ['en', ['zh-CN'], 'en'],
  [null, ['zh-TW', 'en'], 'zh-CN'],
  [null, ['de', 'en-GB', 'zh'], 'en'],
  [null, ['fr'], 'en'],
  ['klingon', ['zh'], 'zh-CN'],
] as const)('kept %s and browser %j speak %s', (kept, wanted, language) => {
  expect(firstLanguage(kept, wanted)).toBe(language)
})
