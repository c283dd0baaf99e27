import { expect, test } from 'vitest'
import { functionsOf } from './functions.ts'
import { importsOf } from './imports.ts'
import { lex } from './lex.ts'

const kinds = (text: string, jsx = false) => lex(text, jsx).map((t) => `${t.kind} ${t.text}`)

test('strings, templates, comments and regular expressions are not code, and their code is', () => {
  expect(kinds("a = 'x // y' // any")).toEqual(['word a', 'punct =', 'string x // y', 'comment // any'])
  expect(kinds('`a ${b(`c ${d}`)} e`')).toEqual([
    'template a ${} e',
    'word b',
    'punct (',
    'template c ${}',
    'word d',
    'punct )',
  ])
  expect(kinds('x = /[/"]\'/g / 2')).toEqual(['word x', 'punct =', 'regex /[/"]\'/g', 'punct /', 'number 2'])
  expect(kinds('a / b / c')).toEqual(['word a', 'punct /', 'word b', 'punct /', 'word c'])
})

test('an apostrophe between tags is text, and code in braces is code', () => {
  const text = "const a = <p title=\"it's\">Don't {b ? <i>c</i> : 'd'} `stop</p>\nconst z = any"
  const tokens = lex(text, true)
  expect(tokens.filter((t) => t.kind === 'jsxText').map((t) => t.text)).toEqual(["Don't ", 'c', ' `stop'])
  expect(tokens.find((t) => t.attribute === 'title')?.text).toBe("it's")
  expect(tokens.at(-1)).toMatchObject({ kind: 'word', text: 'any', line: 2 })
})

test('type parameters of an arrow are not a tag', () => {
  expect(kinds("const f = <T,>(x: T) => 'a'", true).at(-1)).toBe('string a')
  expect(kinds("type F = <T>(x: T) => 'a'", true).at(-1)).toBe('string a')
})

test('every way of reaching another file is an import', () => {
  const text = `import a from './a.ts'
    import type { B } from '#base/b'
    import './c.ts'
    export { d } from '../d.ts'
    export * from 'zod/v4/core'
    const e = await import('node:fs')
    const from = 'x'
    export const f = 1`
  const found = importsOf('domain/wallet/spend.ts', lex(text, false))
  expect(found.map((one) => one.path || one.package)).toEqual([
    'domain/wallet/a.ts',
    'base/b',
    'domain/wallet/c.ts',
    'domain/d.ts',
    'zod',
    'node:fs',
  ])
})

test('functions are measured from their name to their last brace, whatever their return type', () => {
  const text = `export async function one(a: string): Promise<{ b: number }> {
      return { b: 1 }
    }
    const two = (a: string): { b: number } => {
      return { b: 1 }
    }
    const three = { four(a: string) {
      if (a) { return 1 }
      return 2
    } }
    const five = a ? b(c) : { d: 1 }`
  const file = { ...emptyFile, code: lex(text, false) }
  expect(functionsOf(file)).toEqual([
    { name: 'one', line: 1, lines: 3 },
    { name: 'two', line: 4, lines: 3 },
    { name: 'four', line: 7, lines: 4 },
  ])
})

const emptyFile = {
  path: 'base/x.ts',
  text: '',
  tokens: [],
  code: [],
  imports: [],
  area: 'base',
  room: '',
  inside: 'x.ts',
  isTest: false,
}
