import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProgram } from './program.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-program-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function zhiji(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runProgram(args.includes('--lang') ? args : [...args, '--lang', 'en'], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const TIERS = 'domain/program/templates/three-tiers-birthday.yaml'
const CLUB = 'domain/program/templates/clubcard.yaml'

test('a whole program may go live: 0, in both languages', async () => {
  expect(await zhiji('check', TIERS)).toEqual({ code: 0, out: `${TIERS}: It may go live.\n`, err: '' })
  expect((await zhiji('check', TIERS, '--lang', 'zh')).out).toContain('可以发布')
})

test('a program with a blank may not: 1, with the line', async () => {
  const { code, out } = await zhiji('check', CLUB)
  expect(code).toBe(1)
  expect(out).toMatch(/clubcard\.yaml:\d+:\d+ error periodReward\.every: fill this in\n/)
  const told = JSON.parse((await zhiji('check', CLUB, '--json')).out)
  expect(told).toMatchObject({
    ready: false,
    findings: [{ code: 'fill_in', path: ['periodReward', 'every'], column: 29 }],
  })
})

test('a warning alone is no error', async () => {
  const path = await file('warn.yaml', 'earning: { points: 1, perMinor: 100 }\n')
  const { code, out } = await zhiji('check', path, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    ready: true,
    findings: [{ level: 'warn', code: 'points_never_end', line: 1 }],
  })
})

const lines = [{ productCode: 'TEA', unitPriceMinor: 10000, quantity: 2 }]

test('explain prices a basket and says which rules counted', async () => {
  const basket = await file('gold.json', JSON.stringify({ buyer: { tier: 'GOLD' }, on: '2026-03-04', lines }))
  const { code, out } = await zhiji('explain', TIERS, '--basket', basket, '--json')
  expect(code).toBe(0)
  const told = JSON.parse(out)
  expect(told).toMatchObject({ listedMinor: 20000, totalMinor: 18000, points: 270 })
  const applied = told.rules.filter((one: { applied: boolean }) => one.applied)
  expect(applied.map((one: { part: string }) => one.part)).toContain('tier_price')
  const words = await zhiji('explain', TIERS, '--basket', basket, '--lang', 'zh')
  expect(words.out).toContain('应收: ¥180.00，积分: 270')
  expect(words.out).toContain('金卡会员')
})

test('somebody who is no member pays the list price and earns nothing', async () => {
  const basket = await file('nobody.json', JSON.stringify({ on: '2026-03-04', lines }))
  const told = JSON.parse((await zhiji('explain', TIERS, '--basket', basket, '--json')).out)
  expect(told).toMatchObject({ totalMinor: 20000, points: 0 })
})

test('a basket that the program refuses is 1, with the reason', async () => {
  const basket = await file('refused.json', JSON.stringify({ on: '2026-03-04', coupons: ['NONE'], lines }))
  const { code, out } = await zhiji('explain', TIERS, '--basket', basket, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ refused: 'coupon_unknown' })
})

test('a program that cannot go live explains nothing', async () => {
  const basket = await file('any.json', JSON.stringify({ lines }))
  const { code, out, err } = await zhiji('explain', CLUB, '--basket', basket)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('periodReward.every')
})

test('templates are listed and printed, and what is printed checks as what is shipped', async () => {
  const { rows } = JSON.parse((await zhiji('list', '--json')).out)
  expect(rows).toHaveLength(14)
  expect((await zhiji('list', '--lang', 'zh')).out).toContain('真子丽人卡')
  const printed = await zhiji('template', 'three-tiers-birthday')
  const path = await file('mine.yaml', printed.out)
  expect((await zhiji('check', path)).code).toBe(0)
})

test.each([
  [['check'], 'Usage'],
  [[], 'Usage'],
  [['sorcery', TIERS], 'Usage'],
  [['check', TIERS, '--wrong'], "Unknown option '--wrong'"],
  [['check', 'no/such.yaml'], 'no/such.yaml cannot be read'],
  [['check', TIERS, '--currency', 'yuan'], '"yuan" is no currency code'],
  [['template', 'nothing'], 'There is no template "nothing". There are: chain-organisation'],
  [['explain', TIERS], '--basket is missing'],
  [['explain', TIERS, '--basket', TIERS], 'Basket domain/program/templates/three-tiers-birthday.yaml'],
])('%j is not understood: %s', async (args, message) => {
  const { code, out, err } = await zhiji(...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

test('a basket with a slip is refused by its place', async () => {
  const basket = await file(
    'slip.json',
    JSON.stringify({ lines: [{ productCode: 'TEA', unitPriceMinor: 'ten' }] }),
  )
  expect((await zhiji('explain', TIERS, '--basket', basket)).err).toContain('lines.0.unitPriceMinor')
})
