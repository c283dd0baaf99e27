import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { template, templates } from '#test/world/programs'
import { readProgramFile } from './file.ts'
import { readYaml } from './yaml.ts'

const shop = { currency: 'CNY' }
const read = (text: string) => readProgramFile(text, shop)
const found = (text: string) =>
  read(text).findings.map(({ code, path, place }) => [code, path.join('.'), place.line, place.column])

test.each([
  [
    'earning:\n  points: 1\n  perMinor: 100\n  regularPriseOnly: true\n',
    'unknown_key',
    'earning.regularPriseOnly',
    4,
    3,
  ],
  [
    'earning: { points: 1, perMinor: 100 }\ntopUps:\n  - code: A\n    nameZh: 甲\n',
    'fill_in',
    'topUps.0.nameEn',
    3,
    5,
  ],
  ['earning: { points: one, perMinor: 100 }\n', 'wrong_kind', 'earning.points', 1, 12],
  ['earning: { points: 1.5, perMinor: 100 }\n', 'wrong_kind', 'earning.points', 1, 12],
  ['earning: { points: 1, perMinor: 0 }\n', 'too_small', 'earning.perMinor', 1, 23],
  ['earning: { points: 1, perMinor: 100, combine: all }\n', 'not_one_of', 'earning.combine', 1, 38],
  [
    'earning: { points: 1, perMinor: 100 }\nearning: { points: 2, perMinor: 100 }\n',
    'key_twice',
    'earning',
    2,
    1,
  ],
  ['a: &a [1]\nearning: *a\n', 'alias_not_allowed', 'earning', 2, 10],
  ['earning: !!js/function "f"\n', 'tag_not_allowed', 'earning', 1, 10],
  ['earning: !money 5\n', 'tag_not_allowed', 'earning', 1, 10],
  ['earning: { points: 1, perMinor: 100\n', 'not_yaml', 'earning.perMinor', 2, 1],
  ['', 'nothing_in_it', '', 1, 1],
  ['just words', 'nothing_in_it', '', 1, 1],
  ['- 1\n', 'nothing_in_it', '', 1, 1],
  ['program: null\n', 'fill_in', '', 1, 1],
  [
    'nmae: { zh: 甲, en: A }\nprogram: { earning: { points: 1, perMinor: 100 } }\n',
    'unknown_key',
    'nmae',
    1,
    1,
  ],
])('%j is %s at %s, line %i column %i', (text, code, path, line, column) => {
  expect(found(text)).toContainEqual([code, path, line, column])
})

test.each([
  ['brackets', '['.repeat(900_000)],
  ['braces', '{a: '.repeat(200_000)],
  ['dashes', '- '.repeat(400_000)],
  ['indents', Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}k:`).join('\n')],
  ['text', 'x'.repeat(1_000_001)],
  ['characters of three bytes', '知'.repeat(400_000)],
  [
    'a page of aliases',
    `a: &a [x,x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: [*a, *a]`).join('\n')}`,
  ],
  ['a million keys', Array.from({ length: 60_000 }, (_, at) => `k${at}: 1`).join('\n')],
  ['__proto__', '__proto__: { earning: { points: 1 } }\nconstructor: 1\n'],
])('hostile %s are refused with a place, in good time', (_, text) => {
  const began = performance.now()
  const { document, findings } = read(text)
  expect(document).toBeNull()
  expect(findings.length).toBeGreaterThan(0)
  expect(findings.every((one) => one.place.line >= 1 && one.place.column >= 1)).toBe(true)
  expect(performance.now() - began).toBeLessThan(10_000)
})

test('whatever the text, the reader answers with findings or a document, and never throws', () => {
  const lines = fc.array(fc.constantFrom(...templates.flatMap((one) => one.text.split('\n'))), {
    maxLength: 30,
  })
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    lines.map((some) => some.join('\n')),
    fc.json(),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const { document, findings } = read(text)
      const musts = findings.filter((one) => one.level === 'must')
      expect(document === null ? musts.length > 0 : true).toBe(true)
      for (const { place, path } of findings) {
        expect(place.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length + 1)
        expect(Array.isArray(path)).toBe(true)
      }
    }),
    { numRuns: 400 },
  )
})

test('whatever is put in a place of a program, the finding names a place at, above or below it', () => {
  const whole = template('three-tiers-birthday').program
  const places = fc.constantFrom(
    ['earning', 'points'],
    ['tiers', 'list'],
    ['tiers', 'list', 1, 'ways'],
    ['coupons', 0, 'kind'],
    ['claims', 0, 'couponCode'],
    ['pointsAsMoney'],
  )
  fc.assert(
    fc.property(places, fc.jsonValue({ maxDepth: 3 }), (path, value) => {
      const broken: unknown = structuredClone(whole)
      const held = path
        .slice(0, -1)
        .reduce<unknown>((from, key) => (from as Record<string, unknown>)[key], broken)
      ;(held as Record<string | number, unknown>)[path.at(-1) ?? ''] = value
      const at = path.join('.')
      for (const one of read(stringify({ program: broken })).findings) {
        if (one.level === 'warn' || one.code === 'code_unknown') continue
        const there = one.path.join('.')
        expect([at.startsWith(there), there.startsWith(at)]).toContain(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('a document says the same as YAML, as JSON and under a cover', () => {
  for (const { program, text } of templates) {
    const musts = (of: string) => read(of).findings.map(({ code, path }) => [code, path])
    expect(musts(stringify(program))).toEqual(musts(text))
    expect(musts(JSON.stringify(program))).toEqual(musts(text))
  }
})

test('the key of a slip is told which one was meant', () => {
  const [slip] = read('earning: { points: 1, perMinor: 100, regularPriseOnly: true }').findings
  expect(slip?.details).toEqual({ key: 'regularPriseOnly', meant: 'regularPriceOnly' })
})

test('places count lines of Windows too', () => {
  const { placeOf } = readYaml('earning:\r\n  points: 1\r\n')
  expect(placeOf(['earning', 'points'])).toEqual({ line: 2, column: 3 })
})
