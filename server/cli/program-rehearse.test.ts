import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { salesRows, SALES_HEADER } from './bench-sales.ts'
import { runProgram } from './program.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-rehearse-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function zhiji(args: readonly string[], isTTY = false) {
  const said = { out: '', err: '' }
  const code = await runProgram(['rehearse', ...args, ...(args.includes('--lang') ? [] : ['--lang', 'en'])], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text: string) => (said.err += text), isTTY } as { write(text: string): unknown },
  })
  return { code, ...said }
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** Gold from 150 on with a tenth off, double points on goods of one kind, a point is a fen. */
const DRAFT = `
earning:
  points: 1
  perMinor: 100
  multipliers:
    - { code: WINE, nameZh: 酒类双倍, nameEn: Double on wine, times: 20000, categories: [酒] }
pointsAsMoney: { points: 100, minor: 100 }
tiers:
  list:
    - { code: PLAIN, nameZh: 普通, nameEn: Plain }
    - code: GOLD
      nameZh: 金卡
      nameEn: Gold
      discountBps: 1000
      ways: [{ by: spend, least: 15000 }]
`
const LIVE = `
earning: { points: 1, perMinor: 100 }
pointsAsMoney: { points: 100, minor: 100 }
`
/** Days mixed; R4 gave two yuan off by hand, R5 is of somebody unknown, C6 brings something back, R7 has no time. */
const SALES = `小票号,会员号,销售时间,商品编码,数量,单价,金额,类别
R2,ann,2026-02-03 10:00,TEA,1,100.00,100.00,茶
R1,ann,2026-02-02 10:00,TEA,1,100.00,100.00,茶
R3,ann,2026-02-04 10:00,MOUTAI,1,100.00,100.00,酒
R3,ann,2026-02-04 10:00,TEA,2,100.00,200.00,茶
R4,bob,2026-02-04 11:00,MOUTAI,1,20.00,18.00,酒
R5,,2026-02-05 11:00,TEA,1,100.00,100.00,茶
C6,ann,2026-02-06 11:00,TEA,1,100.00,100.00,茶
R7,bob,yesterday,TEA,1,100.00,100.00,茶
`

test('past sales are replayed in the order of their days, under the draft and beside the live program', async () => {
  const [draft, live] = [await file('draft.yaml', DRAFT), await file('live.yaml', LIVE)]
  const sales = await file('sales.csv', SALES)
  const { code, out, err } = await zhiji([draft, '--sales', sales, '--live', live, '--json'])
  expect([code, err]).toEqual([0, ''])
  const told = JSON.parse(out)
  expect(told).toMatchObject({
    sales: 5,
    members: 2,
    from: '2026-02-02',
    to: '2026-02-05',
    returns_left_out: 1,
    rows_left_out: 1,
    live: { chargedMinor: 618_00, givenMinor: 0, pointsIssued: 518, pointsCostMinor: 518 },
    // Ann is gold after her second day: 30 off, and 90 of what is left counts twice. Bob gets 18 twice.
    draft: {
      chargedMinor: 588_00,
      givenMinor: 30_00,
      pointsIssued: 100 + 100 + 180 + 180 + 36,
      tiers: [
        { code: 'PLAIN', members: 1 },
        { code: 'GOLD', members: 1 },
      ],
    },
    winners: 2,
    losers: 0,
    same: 0,
    most: [
      { memberId: 'ann', gainMinor: 30_00 + 60 },
      { memberId: 'bob', gainMinor: 18 },
    ],
  })
  expect(told.sales_per_minute).toBeGreaterThan(0)
  expect(told).not.toHaveProperty('alike')
})

test('without a live program the draft is compared with one that promises nothing; people see progress', async () => {
  const [draft, sales] = [await file('draft.yaml', DRAFT), await file('sales.csv', SALES)]
  const { out, err } = await zhiji([draft, '--sales', sales], true)
  expect(out).toContain('5 sales, 2 members, 2026-02-02 to 2026-02-05')
  expect(out).toMatch(/points issued +0 +596\n/)
  expect(out).toContain('Better off: 2, worse off: 0, as before: 0')
  expect(err).toContain('5 / 5')
  expect((await zhiji([draft, '--sales', sales, '--lang', 'zh'])).out).toMatch(
    /受益 2 人，受损 0 人，不变 0 人/,
  )
})

test('a program with a blank is told by its line: 1', async () => {
  const bad = await file('bad.yaml', 'earning: { points: 1, perMinor: null }\n')
  const sales = await file('sales.csv', SALES)
  const { code, out, err } = await zhiji([bad, '--sales', sales])
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/bad\.yaml:1:\d+ error earning\.perMinor/)
})

test.each([
  ['no file named', null, '--sales is missing'],
  ['no such file', undefined, 'cannot be read'],
  ['nothing in it', '', 'cannot be read (file_empty)'],
  ['no time', 'receipt,amount\n1,5\n', 'has no column for "销售时间 Sold at"'],
  ['no sale in it', 'sold_at,amount\nnever,5\n', 'There are no sales in'],
  ['a quote left open', 'sold_at,amount\n2026-02-02,"5\n', 'quote_not_closed'],
])('%s: 2, in words', async (_, text, words) => {
  const draft = await file('draft.yaml', DRAFT)
  const sales = typeof text === 'string' ? await file('bad.csv', text) : join(folder, 'nowhere.csv')
  const { code, out, err } = await zhiji([draft, ...(text === null ? [] : ['--sales', sales])])
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(words)
})

test('what the import left aside counts once, and the same file gives the same answer', async () => {
  const draft = await file('draft.yaml', DRAFT)
  const rows = salesRows({ receipts: 2_000, members: 100, seed: 5 })
  const sales = await file('many.csv', [SALES_HEADER, ...rows].join('\n'))
  const ask = async () => {
    const {
      seconds: _,
      sales_per_minute: __,
      ...told
    } = JSON.parse((await zhiji([draft, '--sales', sales, '--json'])).out)
    return told
  }
  const told = await ask()
  expect(told.sales + told.returns_left_out).toBe(2_000)
  expect(await ask()).toEqual(told)
})
