import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedFile } from '#test/world/data'
import { runInsight } from './insight.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-apart-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function zhiji(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const language = args.includes('--lang') ? [] : ['--lang', 'en']
  const code = await runInsight([...args, ...language], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

async function answerTo(...args: string[]) {
  const { code, out, err } = await zhiji(...args, '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

async function csv(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

const near = (value: number, wanted: number, relative = 1e-6): void =>
  expect(Math.abs(value / wanted - 1), `${value} is not ${wanted}`).toBeLessThan(relative)

const hillstrom = () => [
  'lift',
  '--file',
  sharedFile('hillstrom_odd/email_experiment.csv.gz'),
  '--arm',
  'segment',
  '--control',
  'No E-Mail',
]
const womens = () => [...hillstrom(), '--treated', 'Womens E-Mail']

test('lift: visits of the Mens mail, as published', async () => {
  const found = await answerTo(
    ...hillstrom(),
    '--treated',
    'Mens E-Mail',
    '--metric',
    'visit',
    '--kind',
    'binary',
  )
  expect(found).toMatchObject({
    kind: 'binary',
    n: { control: 10586, treated: 10778 },
    df: null,
    cuped: null,
    capped: null,
  })
  near(found.diff, 0.07498914)
  near(found.se, 0.004795105)
  near(found.interval[0], 0.065587305)
  near(found.interval[1], 0.084387411)
  near(found.p, 2.53577e-54, 2e-6)
  near(found.means.treated, 1974 / 10778, 1e-12)
  near(found.srm.p, 0.394504394)
  expect(found.verdict).toEqual({
    kind: 'worked',
    reasons: [],
    sentence: 'It worked: +7.50 % per member (between +6.56 % and +8.44 %).',
  })
  expect(found.relative.interval[0]).toBeGreaterThan(0.5)
})

test('lift: spend of the Womens mail, Welch, capped beside it', async () => {
  const found = await answerTo(...womens(), '--metric', 'spend')
  expect(found.kind).toBe('mean')
  near(found.diff, 0.58798884)
  near(found.df, 18083.759)
  near(found.interval[0], 0.23127384)
  near(found.interval[1], 0.94470384)
  // Seven in a thousand bought: a cap at the 99th percentile would leave nothing to compare.
  expect(found.capped).toBeNull()
})

test('lift: one whale is capped', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => `${i % 2 ? 't' : 'c'},${i === 7 ? 100_000 : i % 10}\n`)
  const file = await csv('whale.csv', `arm,y\n${rows.join('')}`)
  const args = ['--file', file, '--arm', 'arm', '--control', 'c', '--treated', 't', '--metric', 'y']
  const found = await answerTo('lift', ...args)
  expect(found.capped).toMatchObject({ cap: 9, touched: 1 })
  expect(found.capped.se).toBeLessThan(found.se / 100)
  expect((await zhiji('lift', ...args)).out).toContain('Capped at 9.0000 (1 members)')
})

test('lift: CUPED with one covariate has one θ, with five a list', async () => {
  const one = await answerTo(...womens(), '--metric', 'visit', '--covariate', 'history')
  near(one.cuped.theta, 8.62064988e-5)
  near(one.cuped.diff, 0.04467882)
  near(one.cuped.se, 0.00460518)
  const names = ['recency', 'history', 'mens', 'womens', 'newbie'].flatMap((name) => ['--covariate', name])
  const five = await answerTo(...womens(), '--metric', 'visit', ...names)
  expect(five.cuped.theta).toHaveLength(5)
  near(five.cuped.diff, 0.04535914)
  near(five.cuped.se, 0.00456083)
})

test('lift: a conversion that looks sure once is not when looked at every day', async () => {
  const found = await answerTo(...womens(), '--metric', 'conversion')
  near(found.anytime.interval[1] - found.diff, 0.003546045)
  near(found.anytime.p, 0.198564, 4e-6)
})

test('lift: the story by recency and spend is refused, the one by category told', async () => {
  const found = await answerTo(...womens(), '--metric', 'visit', '--by', 'recency,history', '--by', 'womens')
  expect(found.by.map((b: { by: string; story: string }) => [b.by, b.story])).toEqual([
    ['womens', 'differ'],
    ['recency, history', 'refuse'],
  ])
  near(found.by[0].cells[1].diff, 0.070894469)
  // Bands follow one another.
  const names = found.by[1].cells.map((c: { name: string }) => c.name)
  expect([names[0], names.at(-1)]).toEqual(['1 · ≤ 50.62', '12 · > 380.41'])
  const { out } = await zhiji(...womens(), '--metric', 'visit', '--by', 'womens', '--by', 'newbie')
  expect(out).toMatch(/By womens the lift differs[\s\S]*By newbie no difference can be told from chance/)
})

test('lift: a split that is not the planned one cannot be judged', async () => {
  const args = [...womens(), '--metric', 'visit', '--share', 'No E-Mail=1', '--share', 'Womens E-Mail=9']
  expect(await answerTo(...args)).toMatchObject({
    srm: { light: 'red', arms: { 'No E-Mail': 10586, 'Womens E-Mail': 10636 } },
    verdict: { kind: 'cannot_judge', reasons: ['split_broken'] },
  })
  expect((await zhiji(...args, '--lang', 'zh')).out).toMatch(/^无法判断：各组人数与计划比例不符/)
})

test('cohorts of CDNOW, and of a file without amounts', async () => {
  const cdnow = sharedFile('cdnow_sample/transactions.csv.gz')
  const found = await answerTo(
    'cohorts',
    '--file',
    cdnow,
    '--member',
    'customer_id',
    '--date',
    'date',
    '--as-of',
    '1998-07-01',
  )
  const months = (k: number) => found.cohorts[k].buyers.slice(0, 7)
  expect(months(0)).toEqual([781, 124, 95, 70, 65, 77, 65])
  expect(months(1)).toEqual([857, 134, 110, 75, 77, 75, 61])
  expect(months(2)).toEqual([719, 87, 84, 78, 63, 64, 55])
  // July 1998 has one day: no share, and no fall.
  expect([found.cohorts[0].rates.at(-1), found.cohorts[0].complete.at(-1)]).toEqual([null, false])
  const grocery = sharedFile('grocery_elog/purchases.csv.gz')
  const groceries = await answerTo('cohorts', '--file', grocery, '--member', 'cust', '--date', 'date')
  expect(groceries.members).toBe(1525)
})

test('survivors are projected by the shifted beta-geometric', async () => {
  const args = ['cohorts', '--survivors', '1000,631,468,382,326,289,262,241', '--horizon', '12']
  const found = await answerTo(...args)
  near(found.model.alpha, 0.704077, 1e-4)
  near(found.model.beta, 1.182043, 1e-4)
  expect(found.model.logLikelihood).toBeCloseTo(-1680.26519, 4)
  expect(found.projected).toHaveLength(13)
  expect((await zhiji(...args)).out).toContain('Shifted beta-geometric')
})

test('trend: a rising shop, and dates as an old export writes them', async () => {
  const line = await csv('line.csv', 'd,a\n2024-01-05,100\n2024-02-05,120\n2024-03-05,140\n2024-04-30,160\n')
  const found = await answerTo(
    'trend',
    '--file',
    line,
    '--date',
    'd',
    '--amount',
    'a',
    '--from',
    '2024-01-01',
  )
  expect(found.trend).toMatchObject({
    direction: 'rising',
    slope: expect.closeTo(2000, 8),
    next: expect.closeTo(18_000, 6),
  })
  const retail = [
    '--file',
    sharedFile('retail_response/transactions.csv.gz'),
    '--member',
    'customer_id',
    '--date',
    'trans_date',
    '--amount',
    'tran_amount',
  ]
  const shop = await answerTo('trend', ...retail)
  expect(shop).toMatchObject({ from: '2011-05-16', asOf: '2015-03-16', rows: 125_000 })
  expect(shop.months[0].month).toBe('2011-06')
  expect(shop.months.at(-1).month).toBe('2015-02')
  expect(shop.trend.seasonRemoved).toBe(true)
  expect(shop.members.looked + shop.members.tooLittle).toBe(6889)
})

test('trend: CDNOW falls because nobody new came; who came back is told apart', async () => {
  const file = sharedFile('cdnow_sample/transactions.csv.gz')
  const found = await answerTo(
    'trend',
    '--file',
    file,
    '--member',
    'customer_id',
    '--date',
    'date',
    '--amount',
    'amount',
  )
  expect(found.trend.slope).toBeLessThan(0)
  expect(found.returning.months[0]).toMatchObject({ month: '1997-02', members: 781 })
  expect(Math.abs(found.returning.trend.percentPerPeriod)).toBeLessThan(
    Math.abs(found.trend.percentPerPeriod),
  )
})

test('baskets of real receipts, pieces below one left out; quoted cells and plain files alike', async () => {
  const journey = sharedFile('complete_journey/transactions_sample.csv.gz')
  const args = ['--basket', 'basket_id', '--product', 'product_id', '--quantity', 'quantity', '--least', '5']
  const found = await answerTo('baskets', '--file', journey, ...args)
  expect(found.rows).toBe(75_000)
  expect(found.baskets).toBeLessThanOrEqual(47_243)
  for (const pair of found.pairs) {
    expect(pair.together).toBeGreaterThanOrEqual(5)
    expect(pair.lowerLift).toBeGreaterThan(1)
  }
  const plain = await csv('plain.csv', gunzipSync(readFileSync(journey)).toString('utf8'))
  expect(await answerTo('baskets', '--file', plain, ...args)).toEqual(found)
})

test('baskets: one family is not paired, and a wholly returned basket is none', async () => {
  const rows = Array.from({ length: 60 }, (_, b) =>
    b < 30 ? `${b},A,1,f\n${b},B,1,f\n${b},C,1,g\n` : `${b},D,1,h\n`,
  ).join('')
  const file = await csv('family.csv', `r,p,q,fam\n${rows}99,A,-1,f\n`)
  const args = ['baskets', '--file', file, '--basket', 'r', '--product', 'p', '--quantity', 'q']
  const found = await answerTo(...args, '--family', 'fam')
  expect(found).toMatchObject({ baskets: 60, products: 4 })
  expect(found.pairs.map((p: { a: string; b: string }) => `${p.a}${p.b}`)).toEqual(['AC', 'BC'])
  expect(found.pairs[0].conviction).toBeNull()
})

test('power: sizes, chances and the smallest effect, as R says', async () => {
  expect((await answerTo('power', '--base', '0.5', '--to', '0.75', '--n', '50')).achieved).toBeCloseTo(
    0.7401659,
    7,
  )
  const sizes = await answerTo('power', '--base', '0.05', '--to', '0.06', '--held', '0.05')
  expect(sizes.perArm).toBeCloseTo(8157.731, 2)
  expect(sizes.inAll).toBeCloseTo(79224.11, 1)
  const means = await answerTo('power', '--sd', '1', '--difference', '0.5')
  expect(means.perArm).toBeCloseTo(63.76576, 4)
  expect((await answerTo('power', '--sd', '1', '--difference', '1', '--n', '20')).achieved).toBeCloseTo(
    0.8689528,
    7,
  )
  const list = await answerTo('power', '--base', '0.05', '--members', '10000', '--held', '0.05')
  expect(list.detectableRelative).toBeCloseTo(0.56, 2)
  expect((await answerTo('power', '--base', '0.05')).table).toHaveLength(5)
})

test.each([
  [['lift', '--file', 'x.csv'], '--arm is missing'],
  [['power'], '--base is missing'],
  [['power', '--base', '1.2'], '--base "1.2": a number that makes sense here'],
  [['power', '--base', '0.05', '--to', '0.05'], '--to "0.05"'],
  [['trend', '--file', 'no/such.csv', '--date', 'd', '--amount', 'a'], 'no/such.csv cannot be read'],
  [['cohorts', '--survivors', '10,12,9'], '--survivors "10,12,9"'],
  [
    ['baskets', '--file', 'x', '--basket', 'b', '--product', 'p', '--least', '0'],
    '--least "0": a whole number from 1',
  ],
  [['trend', '--wrong'], "Unknown option '--wrong'"],
])('%j is not understood: %s', async (args, message) => {
  const { code, out, err } = await zhiji(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})

test('what is wrong in the file is said with its place', async () => {
  const file = await csv('bad.csv', 'arm,y\nc,1\nt,x\n')
  const args = (control: string, metric: string) => [
    'lift',
    '--file',
    file,
    '--arm',
    'arm',
    '--control',
    control,
    '--treated',
    't',
    '--metric',
    metric,
  ]
  expect((await zhiji(...args('c', 'y'))).err).toContain('Row 3, column "y": "x" – not a plain number.')
  expect((await zhiji(...args('c', 'z'))).err).toContain('There is no column "z". Columns found: arm, y.')
  const good = await csv('good.csv', `arm,y\n${'c,1\nc,3\nt,0\nt,1\n'.repeat(3)}`)
  const asked = ['lift', '--file', good, '--arm', 'arm', '--treated', 't', '--metric', 'y']
  expect((await zhiji(...asked, '--control', 'nobody')).err).toContain('--control "nobody" is none of: c, t.')
  expect((await zhiji(...asked, '--control', 'c', '--kind', 'binary')).err).toContain(
    '"y: 3" is none of: 0, 1',
  )
  expect((await answerTo(...asked, '--control', 'c')).verdict).toMatchObject({
    kind: 'cannot_judge',
    reasons: ['too_few_members'],
  })
})

test('a broken gzip is refused', async () => {
  const whole = gzipSync(`arm,y\n${'c,1\nt,0\n'.repeat(4000)}`)
  const file = join(folder, 'broken.csv.gz')
  await writeFile(file, whole.subarray(0, whole.length - 20))
  const { code, err } = await zhiji(
    'lift',
    '--file',
    file,
    '--arm',
    'arm',
    '--control',
    'c',
    '--treated',
    't',
    '--metric',
    'y',
  )
  expect(code).toBe(2)
  expect(err).toContain('cannot be read')
})

test.each(['lift', 'cohorts', 'trend', 'baskets', 'power'])(
  '%s explains itself in both languages',
  async (question) => {
    expect(await zhiji(question, '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining(`zhiji insight ${question}`),
    })
    expect((await zhiji(question, '--help', '--lang', 'zh')).out).toMatch(
      new RegExp(`^用法：zhiji insight ${question}`),
    )
    expect((await zhiji('--help')).out).toContain(`  ${question} `)
  },
)

test('every question prints a table in Chinese', async () => {
  const cdnow = [
    '--file',
    sharedFile('cdnow_sample/transactions.csv.gz'),
    '--member',
    'customer_id',
    '--date',
    'date',
  ]
  const asked: [string, ...string[]][] = [
    ['有效果：', ...womens(), '--metric', 'visit', '--covariate', 'history', '--by', 'newbie'],
    ['截至 1998-06-30：会员 2357 人', 'cohorts', ...cdnow],
    ['全部销售：', 'trend', ...cdnow, '--amount', 'amount'],
    [
      '小票 ',
      'baskets',
      '--file',
      sharedFile('complete_journey/transactions_sample.csv.gz'),
      '--basket',
      'household_id',
      '--product',
      'product_id',
    ],
    ['会员数', 'power', '--base', '0.05'],
    ['每组需要 394 位', 'power', '--sd', '1', '--difference', '0.2'],
  ]
  for (const [words, ...args] of asked) {
    const { code, out } = await zhiji(...args, '--lang', 'zh')
    expect(code).toBe(0)
    expect(out).toContain(words)
    expect(out).not.toMatch(/undefined|NaN|null/)
  }
})
