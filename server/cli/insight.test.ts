import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInsight } from './insight.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-insight-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function zhiji(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runInsight([...args, '--lang', args.includes('--lang') ? 'zh' : 'en'], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

async function sales(text: string | Buffer): Promise<string> {
  const file = join(folder, `${Math.abs(text.length * 7919)}-${String(text).length}.csv`)
  await writeFile(file, text)
  return file
}

const columns = ['--member', 'customer_id', '--date', 'date', '--amount', 'amount']
const cdnow = ['--file', 'domain/demo/cdnow/transactions.csv.gz', ...columns]
const CSV = 'customer_id,date,amount\n'

test('rfm of a gzipped file as JSON', async () => {
  const { code, out } = await zhiji('rfm', ...cdnow, '--as-of', '1998-07-01', '--json')
  expect(code).toBe(0)
  const found = JSON.parse(out) as Record<string, unknown>
  expect(found).toMatchObject({
    asOf: '1998-07-01',
    rows: 6919,
    members: 2357,
    cuts: { r: [513, 487, 443, 153], f: [1, 1, 2, 4], m: [1536, 3195, 5925, 13049] },
    counts: { r: [482, 471, 463, 470, 471], f: [1218, 0, 403, 358, 378], m: [481, 462, 472, 471, 471] },
    nonEmptyCells: 60,
  })
  expect(found['cells']).toMatchObject({ '555': 233, '111': 177 })
})

test('quadrants with means and with fixed lines', async () => {
  const mean = JSON.parse((await zhiji('quadrants', ...cdnow, '--as-of', '1998-07-01', '--json')).out)
  expect(mean).toMatchObject({
    people: { confidant: 501, butterfly: 92, barnacle: 235, passerby: 1529 },
    revenueMinor: { confidant: 16361446, butterfly: 1523366, barnacle: 1627981, passerby: 4896401 },
    countCut: { kind: 'mean', value: 3 },
  })
  const lines = ['--count-cut', '3', '--spend-cut', '100.00']
  const fixed = JSON.parse(
    (await zhiji('quadrants', ...cdnow, '--as-of', '1998-07-01', ...lines, '--json')).out,
  )
  expect(fixed).toMatchObject({ people: { confidant: 512, butterfly: 103, barnacle: 224, passerby: 1518 } })
})

test('ladder and pareto', async () => {
  const steps = JSON.parse((await zhiji('ladder', ...cdnow, '--since', '1997-09-30', '--json')).out)
  expect(steps.steps.map((s: { members: number }) => s.members)).toEqual([
    2357, 1139, 736, 527, 378, 283, 223, 159, 123, 101,
  ])
  expect(steps.asOf).toBe('1998-06-30')
  expect(steps.moves.oneToTwo).toBeGreaterThan(0)
  const best = JSON.parse((await zhiji('pareto', ...cdnow, '--json')).out)
  expect(best.topFifth.members).toBe(472)
  expect(best.curve.at(-1)).toEqual({ members: 2357, spendMinor: 24_409_194 })
})

test.each(['rfm', 'quadrants', 'ladder', 'pareto'])(
  '%s prints a table in both languages',
  async (question) => {
    const chinese = await zhiji(question, ...cdnow, '--lang', 'zh')
    expect(chinese).toMatchObject({ code: 0, err: '' })
    expect(chinese.out).toMatch(/截至 1998-06-30：有消费的会员 2357 人/)
    expect((await zhiji(question, ...cdnow)).out).toMatch(/As of 1998-06-30: 2357 members/)
  },
)

test('the day itself counts, later days do not; a window leaves old purchases out', async () => {
  const file = await sales(
    gzipSync(`\ufeff${CSV}a,2024-01-05 10:30,10\nb,2024-03-05T23:59:59Z,20\na,2024-03-06,5\n`),
  )
  const found = async (...more: string[]) =>
    JSON.parse(
      (await zhiji('rfm', '--file', file, ...columns, '--as-of', '2024-03-05', '--json', ...more)).out,
    )
  expect(await found()).toMatchObject({ rows: 3, members: 2, spendMinor: 3000, cuts: { r: [60, 60, 0, 0] } })
  expect(await found('--window-months', '1')).toMatchObject({ members: 1, spendMinor: 2000, windowMonths: 1 })
})

test.each([
  [`${CSV}a,2024-01-01,1\nb,2024-13-01,2\n`, 'Row 3, column "date": "2024-13-01" – not a date (YYYY-MM-DD).'],
  [`${CSV}a,2024-01-01,1.005\n`, 'Row 2, column "amount": "1.005" – more decimals than the currency has'],
  [`${CSV}a,2024-01-01,"1,5"\n`, 'Row 2, column "amount": "1,5" – not a plain number.'],
  [`${CSV},2024-01-01,1\n`, 'Row 2, column "customer_id": "" – no member is named.'],
  [
    'who,date,amount\na,2024-01-01,1\n',
    'There is no column "customer_id". Columns found: who, date, amount.',
  ],
  [`${CSV}a,2024-01-01\n`, 'Row 2 cannot be read as CSV'],
  [CSV, 'The file holds no sales.'],
  ['', 'The file holds no sales.'],
  [`${CSV}a,2024-01-01,-3\n`, 'Nobody bought in the days that count as of 2024-01-01.'],
])('a bad file %j is refused: %s', async (text, message) => {
  const { code, out, err } = await zhiji('rfm', '--file', await sales(text), ...columns)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})

test.each([
  [['rfm', ...columns], '--file is missing'],
  [['rfm', ...cdnow, '--as-of', '1998-02-30'], '--as-of "1998-02-30" is not a date'],
  [['rfm', ...cdnow, '--groups', '1'], '--groups "1": a whole number from 2 to 20'],
  [['quadrants', ...cdnow, '--spend-cut', 'much'], '--spend-cut "much": a number, mean or median'],
  [['quadrants', ...cdnow, '--count-cut', '2.5'], '--count-cut "2.5": a number, mean or median'],
  [['sorcery', ...cdnow], '"sorcery" is none of the questions'],
  [[], 'none of the questions'],
  [['rfm', ...cdnow, '--wrong'], "Unknown option '--wrong'"],
  [['rfm', '--file', 'no/such/file.csv', ...columns], 'no/such/file.csv cannot be read'],
  [['rfm', '--file', 'tools', ...columns], 'tools cannot be read'],
])('%j is not understood: %s', async (args, message) => {
  const { code, out, err } = await zhiji(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})

test('a broken gzip is refused, not half read', async () => {
  const whole = gzipSync(`${CSV}${'a,2024-01-01,1\n'.repeat(5000)}`)
  const { code, err } = await zhiji(
    'rfm',
    '--file',
    await sales(whole.subarray(0, whole.length - 20)),
    ...columns,
  )
  expect(code).toBe(2)
  expect(err).toContain('cannot be read')
})

test('help is given in both languages and needs no file', async () => {
  expect(await zhiji('--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Usage: zhiji insight'),
  })
  expect(await zhiji('--help', '--lang', 'zh')).toMatchObject({
    code: 0,
    out: expect.stringContaining('用法'),
  })
})
