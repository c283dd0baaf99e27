import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { showImport } from '#domain/import/contract'
import { quadrants } from '#domain/insight/contract'
import { listMembers } from '#domain/member/contract'
import { salesByDay } from '#domain/sale/contract'
import { importJobs } from '#domain/import/jobs'
import { valueReport } from '#domain/wallet/contract'
import { makeRunner } from '../jobs.ts'
import { upload } from '#test/world/import'
import { world, type TestWorld } from '#test/world/world'
import { runImport } from './import.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-import-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

let files = 0
async function saved(text: string | Buffer, name = `sales-${++files}.csv`): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** Runs the command over the world's database, as a terminal in English or Chinese would. */
async function zhiji(w: TestWorld, args: string[], { lang = 'C', isTTY = false } = {}) {
  vi.stubEnv('DATABASE_URL', w.url)
  vi.stubEnv('LC_ALL', lang)
  const said = { out: '', err: '' }
  const code = await runImport(args, {
    out: { write: (text) => (said.out += text) },
    err: { isTTY, write: (text: string) => (said.err += text) },
  })
  return { code, ...said }
}

const HEADER = '小票号,会员号,日期,商品编码,数量,单价\n'
const SALES = `${HEADER}A1,1001,2026-02-01 10:00,P1,2,10.00
A1,1001,2026-02-01 10:01,P2,1,5.50
A2,,2026-02-02 11:00,P1,1,10.00
A3,1001,2026-02-30 11:00,P1,1,10.00
CA1,1001,2026-02-03 09:00,P2,-1,5.50
`
const YEAR = { from: '2026-01-01', to: '2026-12-31' }

test('a sales file comes in, its kind told by its columns, and insight knows it at once', async () => {
  const w = await world()
  const file = await saved(gzipSync(SALES))
  const { code, out } = await zhiji(w, [file, '--create-members', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    file: { kind: 'sales', state: 'done', rowsTotal: 5, imported: 4, duplicates: 0, refused: 1 },
    made: { sales: 3, members: 1 },
    reasons: [{ outcome: 'refused', code: 'not_a_time', rows: 1 }],
  })
  expect(await w.call(valueReport, {})).toMatchObject({ pointsOutstanding: 20 })
  // No job of the world has run: the command itself has read the sales into insight's columns.
  expect(await w.call(quadrants, {})).toMatchObject({ members: 1, spendMinor: 20_00 })
})

test('the same file again changes nothing; undone it is gone; then it comes in anew', async () => {
  const w = await world()
  const file = await saved(SALES)
  const first = JSON.parse((await zhiji(w, [file, '--create-members', '--json'])).out)
  const before = await w.call(salesByDay, YEAR)
  const again = JSON.parse((await zhiji(w, [file, '--create-members', '--json'])).out)
  expect(again.file).toMatchObject({ imported: 0, duplicates: 4, refused: 1 })
  expect(await w.call(salesByDay, YEAR)).toEqual(before)

  const undone = await zhiji(w, ['--undo', first.file.id])
  expect(undone).toMatchObject({ code: 0, out: expect.stringContaining('undone') })
  expect(await w.call(salesByDay, YEAR)).toMatchObject({ totalMinor: 0 })
  expect((await w.call(listMembers, {})).total).toBe(0)
  const anew = JSON.parse((await zhiji(w, [file, '--create-members', '--json'])).out)
  expect(anew.file).toMatchObject({ imported: 4, refused: 1 })
})

test('a trial run writes nothing and says what would happen; the checked file is then imported by its id', async () => {
  const w = await world()
  const file = await saved(SALES)
  const trial = await zhiji(w, [file, '--create-members', '--check'])
  expect(trial).toMatchObject({
    code: 0,
    out: expect.stringContaining('5 rows: 4 imported, 0 duplicates, 1 refused'),
  })
  expect(await w.call(salesByDay, YEAR)).toMatchObject({ rows: [] })
  const { file: checked } = JSON.parse((await zhiji(w, [file, '--create-members', '--check', '--json'])).out)
  const { code, out } = await zhiji(w, ['--resume', checked.id, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out).file).toMatchObject({ id: checked.id, state: 'done', imported: 4 })
})

test('columns, branch, date order and the handling of repeated lines are what the command says', async () => {
  const w = await world()
  const file = await saved(
    'no,when,what,n,cost,extra\nX1,3/2/2026,P1,1,10.004,a\nX1,3/2/2026,P1,1,10.004,a\nX2,4/2/2026,P1,1,2.00,b\n',
  )
  const map = ['receiptNo=no', 'soldAt=when', 'code=what', 'quantity=n', 'unitPrice=cost', 'memberNumber=']
  const words = ['--kind', 'sales', '--date-format', 'dmy', '--branch', 'S1', '--repeated-lines', 'real']
  const more = ['--round-prices', '--cancellation-prefix', 'X2', '--source', 'till 7']
  const { code, out } = await zhiji(w, [
    file,
    ...map.flatMap((m) => ['--map', m]),
    ...words,
    ...more,
    '--json',
  ])
  expect(code).toBe(0)
  expect(JSON.parse(out).file).toMatchObject({ imported: 3, duplicates: 0, refused: 0 })
  const { rows } = await w.call(salesByDay, YEAR)
  expect(rows.map((row) => [row.day, row.totalMinor])).toEqual([
    ['2026-02-03', 20_00],
    ['2026-02-04', -2_00],
  ])
})

test('members, products and balances are told by their columns', async () => {
  const w = await world()
  const kindOf = async (text: string) => {
    const { out } = await zhiji(w, [await saved(text), '--json'])
    const { file } = JSON.parse(out)
    return [file.kind, file.state, file.imported]
  }
  expect(await kindOf('会员号,姓名,手机\n1,王芳,13800138000\n')).toEqual(['members', 'done', 1])
  expect(await kindOf('商品编码,商品名称,零售价\nP1,珍珠霜,48.00\n')).toEqual(['products', 'done', 1])
  expect(await kindOf('会员号,积分,储值余额\n1,120,300.50\n')).toEqual(['balances', 'done', 1])
})

test('two workers on one file at once import every row once', async () => {
  const w = await world()
  const line = (n: number) => `R${n},M${n % 50},2026-02-0${(n % 9) + 1} 10:00,P${n % 7},1,${n % 100}.00\n`
  const text = HEADER + Array.from({ length: 6_000 }, (_, n) => line(n)).join('')
  const id = await upload(w, {
    kind: 'sales',
    bytes: Buffer.from(text),
    options: { createMissingMembers: true },
  })
  const other = makeRunner(w.world, importJobs(w.world))
  const working = zhiji(w, ['--resume', id, '--json'])
  const answered = new AbortController()
  const others = (async () => {
    while (!answered.signal.aborted) await other.run('import.work')
  })()
  const { code, out } = await working
  answered.abort()
  await others
  expect(code).toBe(0)
  const { file, made } = JSON.parse(out)
  expect(file).toMatchObject({ state: 'done', rowsDone: 6_000, imported: 6_000, duplicates: 0, refused: 0 })
  expect(made).toMatchObject({ sales: 6_000, members: 50 })
  const total = Array.from({ length: 6_000 }, (_, n) => (n % 100) * 100).reduce((a, b) => a + b, 0)
  expect(await w.call(salesByDay, YEAR)).toMatchObject({ receipts: 6_000, totalMinor: total })
})

test('progress is written over on a terminal, in its language', async () => {
  const w = await world()
  const { err, out } = await zhiji(w, [await saved(SALES)], { lang: 'zh_CN.UTF-8', isTTY: true })
  expect(err).toContain('\r\u001b[K导入中：0 / 5 行')
  expect(err).toMatch(/已完成：5 \/ 5 行/)
  expect(out).toContain('共 5 行：导入 1 行，重复 0 行，拒绝 4 行')
  expect(out).toMatch(/拒绝 {2}member_number_unknown {2}3 行/)
})

test.each([
  [['--wrong'], "Unknown option '--wrong'"],
  [[], 'Say which file to import.'],
  [['no/such/file.csv'], 'no/such/file.csv cannot be read'],
  [['tools'], 'tools cannot be read'],
  [['a.csv', 'b.csv'], 'Name one file'],
  [
    ['package.json', '--kind', 'cats'],
    '--kind "cats": one of members, products, sales, balances, pastCoupons.',
  ],
  [['package.json', '--date-format', 'ydm'], '--date-format "ydm": one of'],
  [['package.json', '--map', 'soldAt'], '--map "soldAt": write FIELD=COLUMN.'],
  [['--undo', 'yesterday'], '--undo "yesterday" is not the id of an import.'],
])('%j is not understood: %s', async (args, message) => {
  vi.stubEnv('LC_ALL', 'C')
  const said = { out: '', err: '' }
  const io = {
    out: { write: (text: string) => (said.out += text) },
    err: { write: (text: string) => (said.err += text) },
  }
  expect(await runImport(args, io)).toBe(2)
  expect(said.out).toBe('')
  expect(said.err).toContain(message)
  expect(said.err).toContain('Usage: zhiji import')
})

test('what the file does not have is refused, and nothing of it stays behind', async () => {
  const w = await world()
  const file = await saved(SALES)
  const refused = async (...args: string[]) => {
    const { code, err } = await zhiji(w, args)
    expect(code).toBe(2)
    return err
  }
  expect(await refused(file, '--map', 'soldAt=Zeit')).toContain('Zeit')
  expect(await refused(file, '--map', 'colour=日期')).toContain('there is no field "colour"')
  expect(await refused(file, '--map', 'soldAt=')).toContain('soldAt')
  expect(await refused(file, '--branch', 'S9')).toContain('S9')
  expect(await refused('--resume', w.newId())).toContain('no such import')
  expect((await w.get('/imports')).body).toMatchObject({ total: 0 })
  expect((await zhiji(w, [await saved('only a header\n')])).code).toBe(1)
})

test('without a chain it says what to do first', async () => {
  const w = await world({ bare: true })
  const { code, err } = await zhiji(w, [await saved(SALES)], { lang: 'zh_CN' })
  expect(code).toBe(1)
  expect(err).toContain('还没有初始化')
})

test('help is given in both languages', async () => {
  const w = await world({ bare: true })
  expect((await zhiji(w, ['--help'])).out).toContain('Usage: zhiji import FILE')
  expect((await zhiji(w, ['-h'], { lang: 'zh_CN' })).out).toContain('用法：zhiji import 文件')
})

test('an import that a signal interrupts keeps what is committed, and goes on when told to', async () => {
  const w = await world()
  const line = (n: number) => `R${n},,2026-02-01 10:00,P1,1,1.00\n`
  const file = await saved(HEADER + Array.from({ length: 6_000 }, (_, n) => line(n)).join(''))
  const working = zhiji(w, [file, '--json'], { isTTY: true })
  const begun = async () => process.listenerCount('SIGTERM') > 0 && (await firstRows(w)) > 0
  await vi.waitUntil(begun, { timeout: 60_000 })
  process.emit('SIGTERM')
  const { code, err } = await working
  expect(code).toBe(130)
  const id = /--resume (\S+)/.exec(err)?.[1] ?? ''
  const { file: half } = await w.call(showImport, { id })
  expect(half.state).toBe('running')
  expect(half.rowsDone).toBeLessThan(6_000)
  const { out } = await zhiji(w, ['--resume', id, '--json'])
  expect(JSON.parse(out).file).toMatchObject({ state: 'done', imported: 6_000, duplicates: 0 })
})

async function firstRows(w: TestWorld): Promise<number> {
  const { body } = await w.get<{ rows: { rowsDone: number }[] }>('/imports')
  return body.rows[0]?.rowsDone ?? 0
}
