import { expect, test } from 'vitest'
import { fill, paperTexts } from './texts.ts'
import { PRINT_TROUBLES } from './trouble.ts'

type Tree = { readonly [key: string]: string | Tree }

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  )
const places = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()

test('both languages say the same with the same places, and say something', () => {
  const english = new Map(leaves(paperTexts('en')))
  const chinese = leaves(paperTexts('zh-CN'))
  expect(chinese.map(([key]) => key).toSorted()).toEqual([...english.keys()].toSorted())
  for (const [key, text] of chinese) {
    expect(text.trim(), key).not.toBe('')
    expect(places(text), key).toEqual(places(english.get(key) ?? ''))
  }
})

test('every trouble of printing has its sentence', () => {
  expect(Object.keys(paperTexts('en').trouble).toSorted()).toEqual(PRINT_TROUBLES.toSorted())
})

test('a place without a value is seen', () => {
  expect(fill('{{name}} × {{count}}', { name: 'A', count: 0 })).toBe('A × 0')
  expect(fill('as of {{when}}', {})).toBe('as of {{when}}')
})
