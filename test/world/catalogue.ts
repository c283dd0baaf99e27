import { expect, test } from 'vitest'

type Tree = { readonly [key: string]: string | Tree }

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  )
}

/** Chinese has no singular, so `_one` stands in English only. */
const plain = (all: [string, string][]) =>
  all
    .map(([key]) => key)
    .filter((key) => !key.endsWith('_one'))
    .toSorted()
/** The variables of a text, in no order. */
const variables = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].toSorted()

/** What every app's catalogue promises; `same` are names that are the same in every language. */
export function testCatalogue({ en, zhCN, same }: { en: Tree; zhCN: Tree; same: ReadonlySet<string> }): void {
  const english = leaves(en)
  const chinese = leaves(zhCN)

  test('both languages say the same things', () => {
    expect(plain(chinese)).toEqual(plain(english))
    expect(english.length).toBeGreaterThan(100)
  })

  test('a singular in English has its plural', () => {
    const keys = new Set(english.map(([key]) => key))
    for (const key of keys) if (key.endsWith('_one')) expect(keys).toContain(key.replace(/_one$/, '_other'))
  })

  test('no text is empty', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('a text uses the same variables in both languages', () => {
    const there = new Map(english)
    for (const [key, text] of chinese)
      expect([key, variables(text)]).toEqual([key, variables(there.get(key) ?? '')])
  })

  test('Chinese text is Chinese', () => {
    const latin = chinese.filter(
      ([, text]) =>
        !/[\u4e00-\u9fff：，。–]/.test(text) && !same.has(text.replace(/\{\{\w+\}\}/g, '').trim()),
    )
    const words = latin.filter(([, text]) => /[A-Za-z]{3,}/.test(text.replace(/\{\{\w+\}\}/g, '')))
    expect(words).toEqual([])
  })
}
