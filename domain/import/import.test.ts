import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { listMembers } from '#domain/member/contract'
import { listProducts } from '#domain/goods/contract'
import { listSales, salesByDay, showSale } from '#domain/sale/contract'
import { showWallet, valueReport } from '#domain/wallet/contract'
import { rowsOf, sharedFile } from '#test/world/data'
import { importFile, tryFile, upload } from '#test/world/import'
import { world, type TestWorld } from '#test/world/world'
import * as contract from './contract.ts'

const csv = (...lines: string[]) => Buffer.from(`${lines.join('\n')}\n`)
const created = { createMissingMembers: true }

const SALES = csv(
  '小票号,会员号,日期,商品编码,数量,单价',
  'A1,1001,2026-02-01 10:00,P1,2,10.00',
  'A1,1001,2026-02-01 10:01,P2,1,5.50',
  'A2,,2026-02-02 11:00,P1,1,10.00',
  'CA1,1001,2026-02-03 09:00,P2,-1,5.50',
)

const points = async (w: TestWorld, number: string) => {
  const { rows } = await w.call(listMembers, { q: number })
  return (await w.call(showWallet, { memberId: rows[0]?.id ?? '' })).pointsBalance
}

test('sales come in with receipts, lines, returns and the members they name, through the live intake', async () => {
  const w = await world()
  const { file, made } = await importFile(w, { kind: 'sales', bytes: SALES, options: created })
  expect(file).toMatchObject({ rowsTotal: 4, rowsDone: 4, imported: 4, duplicates: 0, refused: 0 })
  expect(made).toMatchObject({ sales: 3, members: 1 })
  // 25.50 earn 25 points; 5.50 coming back without its sale takes 5.
  expect(await points(w, '1001')).toBe(20)
  const { rows } = await w.call(listSales, { q: 'A1' })
  const sale = await w.call(showSale, { id: rows[0]?.id ?? '' })
  expect(sale).toMatchObject({
    totalMinor: 25_50,
    source: 'import',
    day: '2026-02-01',
    byName: expect.any(String),
  })
  expect(sale.lines.map((line) => [line.productCode, line.quantity, line.chargedMinor])).toEqual([
    ['P1', 2, 20_00],
    ['P2', 1, 5_50],
  ])
})

test('importing the same file again changes nothing, and a trial says so beforehand', async () => {
  const w = await world()
  await importFile(w, { kind: 'sales', bytes: SALES, options: created })
  const before = await w.call(salesByDay, { from: '2026-01-01', to: '2026-12-31' })
  const again = await upload(w, { kind: 'sales', bytes: SALES, options: created })
  expect(await tryFile(w, again)).toMatchObject({ rows: 4, toImport: 0, duplicates: 4, refused: 0 })
  const { file } = await importFile(w, { kind: 'sales', bytes: SALES, options: created })
  expect(file).toMatchObject({ imported: 0, duplicates: 4, refused: 0 })
  expect(await w.call(salesByDay, { from: '2026-01-01', to: '2026-12-31' })).toEqual(before)
})

test('a whole import can be undone; afterwards the same file imports anew', async () => {
  const w = await world()
  const { id } = await importFile(w, { kind: 'sales', bytes: SALES, options: created })
  await w.call(contract.undoImport, { id })
  await w.settle()
  expect((await w.call(contract.showImport, { id })).file).toMatchObject({ state: 'undone', imported: 0 })
  expect((await w.call(salesByDay, { from: '2026-01-01', to: '2026-12-31' })).totalMinor).toBe(0)
  expect((await w.call(valueReport, {})).pointsOutstanding).toBe(0)
  expect((await w.call(listMembers, {})).total).toBe(0)
  const { file } = await importFile(w, { kind: 'sales', bytes: SALES, options: created })
  expect(file.imported).toBe(4)
  expect(await points(w, '1001')).toBe(20)
})

test('undoing keeps a member who has bought since', async () => {
  const w = await world()
  const { id } = await importFile(w, { kind: 'sales', bytes: SALES, options: created })
  const later = csv('小票号,会员号,日期,商品编码,数量,单价', 'B9,1001,2026-03-01 10:00,P1,1,10.00')
  await importFile(w, { kind: 'sales', bytes: later })
  await w.call(contract.undoImport, { id })
  await w.settle()
  expect((await w.call(listMembers, {})).rows.map((m) => m.number)).toEqual(['1001'])
  expect(await points(w, '1001')).toBe(10)
})

test('bad rows are refused one by one, by number and reason; the rest comes in; all are counted', async () => {
  const w = await world()
  const bytes = csv(
    '小票号,会员号,日期,商品编码,数量,单价',
    'A1,1001,2026-02-01 10:00,P1,1,10.00',
    'A1,1001,2026-02-01 10:00,P1,1,10.00',
    'A2,9999,2026-02-30 10:00,P1,1,10.00',
    'A3,1001,2026-02-02 10:00,P1,0,10.00',
    'A4,1001,2026-02-02 10:00,P1,1,-3',
    'A5,,2026-02-02 10:00,P1,-5,0',
    'A6,1001,2026-02-02 10:00,P1,1,0.001',
    'A7,1001,2026-02-02 10:00,P1,1,abc',
    'A8,1001,2026-02-02 10:00,P1,1,10.00',
    'A8,1002,2026-02-02 10:00,P1,1,10.00',
  )
  const id = await upload(w, { kind: 'sales', bytes, options: created })
  const trial = await tryFile(w, id)
  const { file } = await importFile(w, { kind: 'sales', bytes, options: created })
  expect(trial).toMatchObject({ rows: 10, toImport: 2, duplicates: 1, refused: 7 })
  expect(file).toMatchObject({ rowsDone: 10, imported: 2, duplicates: 1, refused: 7 })
  expect(trial.bad.map((row) => [row.rowNo, row.code]).sort()).toEqual(
    [
      [3, 'repeated_line'],
      [4, 'not_a_time'],
      [5, 'quantity_zero'],
      [6, 'price_negative'],
      [7, 'not_a_sale'],
      [8, 'too_many_decimals'],
      [9, 'not_a_number'],
      [11, 'receipt_two_members'],
    ].sort(),
  )
})

test('the rows left out come back as a file with their reasons', async () => {
  const w = await world()
  const bytes = csv('小票号,日期,商品编码,数量,单价', 'A1,nonsense,=1+1,1,1')
  const { id } = await importFile(w, { kind: 'sales', bytes })
  const reply = await w.ask(contract.refusedRowsFile, { id })
  expect(reply.text).toContain('2,refused,not_a_time,A1,nonsense,')
  expect(reply.text).toContain("'=1+1")
})

test('members come with number, profile and consent; a mobile twice is refused', async () => {
  const w = await world()
  const bytes = csv(
    '会员号,姓名,性别,生日,手机,同意短信',
    'AH000000001,王芳,女,1990/2/28,13800138000,是',
    'AH000000002,李明,男,19851231,13800138000,否',
    ',赵六,,,13900139000,',
  )
  const { file, reasons } = await importFile(w, { kind: 'members', bytes })
  expect(file).toMatchObject({ imported: 2, refused: 1 })
  expect(reasons).toMatchObject([{ code: 'mobile_taken', rows: 1 }])
  const { rows } = await w.call(listMembers, { q: '王芳' })
  expect(rows[0]).toMatchObject({
    number: 'AH000000001',
    gender: 'female',
    birthOn: '1990-02-28',
    source: 'import',
  })
})

test('products and opening balances come in, and go again with their file', async () => {
  const w = await world()
  await importFile(w, { kind: 'members', bytes: csv('会员号', '1', '2') })
  const goods = csv('商品编码,商品名称,零售价', 'P1,珍珠霜,"1,048.00"')
  await importFile(w, { kind: 'products', bytes: goods })
  expect((await w.call(listProducts, {})).rows).toMatchObject([{ code: 'P1', priceMinor: 1_048_00 }])

  const bytes = csv('会员号,积分,储值余额,赠金', '1,120,300.50,20', '2,0,0,0', '3,5,,')
  const { id, file } = await importFile(w, { kind: 'balances', bytes })
  expect(file).toMatchObject({ imported: 1, refused: 2 })
  const totals = { pointsOutstanding: 120, principalMinor: 300_50, bonusMinor: 20_00 }
  expect(await w.call(valueReport, {})).toMatchObject(totals)
  expect((await importFile(w, { kind: 'balances', bytes })).file.duplicates).toBe(1)
  await w.call(contract.undoImport, { id })
  await w.settle()
  expect(await w.call(valueReport, {})).toMatchObject({
    pointsOutstanding: 0,
    principalMinor: 0,
    bonusMinor: 0,
  })
})

test('the same table is read from UTF-8 with a mark, GB18030, gzip and XLSX alike', async () => {
  const text = SALES.toString()
  const cells = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((value) => ({ value, type: String })))
  const xlsx = await writeXlsx(cells).toBuffer()
  const forms = [Buffer.from(`\uFEFF${text}`), iconv.encode(text, 'gb18030'), gzipSync(text), xlsx]
  for (const bytes of forms) {
    const w = await world()
    // Parts of seven bytes cut characters in two.
    const partBytes = bytes === forms[1] ? 7 : contract.PART_BYTES
    const { file } = await importFile(w, { kind: 'sales', bytes, options: created, partBytes })
    expect(file).toMatchObject({ imported: 4, refused: 0 })
    expect(await points(w, '1001')).toBe(20)
  }
})

test('a mapping is remembered for the next file with the same columns', async () => {
  const w = await world()
  const odd = csv('a,b,c', '2026-02-01,1,10')
  const mapping = { soldAt: 'a', memberNumber: 'b', amount: 'c' }
  await importFile(w, { kind: 'sales', bytes: odd, mapping, options: { ...created, sourceName: 'till 7' } })
  const id = w.newId()
  await w.call(contract.openImport, { id, kind: 'sales', name: 'x.csv', sizeBytes: odd.length })
  await w.call(contract.sendPart, { id, no: 1, bytes: odd })
  const seen = await w.call(contract.endUpload, { id, parts: 1 })
  expect(seen).toMatchObject({ savedBefore: true, mapping, options: { sourceName: 'till 7' } })
})

test('a file that is no table is refused with a reason, and parts must all be there', async () => {
  const w = await world()
  const send = async (bytes: Uint8Array, parts = 1) => {
    const id = w.newId()
    await w.call(contract.openImport, { id, kind: 'sales', name: 'x', sizeBytes: bytes.length })
    await w.call(contract.sendPart, { id, no: 1, bytes })
    return (await w.ask(contract.endUpload, { id, parts })).body
  }
  expect(await send(Buffer.from('only a header\n'))).toMatchObject({ code: 'file_unreadable' })
  expect(await send(gzipSync('x').subarray(0, 12))).toMatchObject({ code: 'file_unreadable' })
  expect(await send(Buffer.from('PK\u0003\u0004 nothing inside'))).toMatchObject({ code: 'file_unreadable' })
  expect(await send(SALES, 2)).toMatchObject({ code: 'parts_missing' })
})

test('a gzip bomb is stopped before it unfolds', async () => {
  const w = await world()
  const bytes = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const id = w.newId()
  await w.call(contract.openImport, { id, kind: 'sales', name: 'x', sizeBytes: bytes.length })
  await w.call(contract.sendPart, { id, no: 1, bytes })
  expect((await w.ask(contract.endUpload, { id, parts: 1 })).body).toMatchObject({ code: 'file_unreadable' })
})

test('Online Retail: every one of 245,903 rows is imported, refused with a reason, or a duplicate', async () => {
  const w = await world()
  const bytes = readFileSync(sharedFile('online_retail/transactions_2010-12_to_2011-06.csv.gz'))
  const id = await upload(w, { kind: 'sales', bytes, options: created })
  const trial = await tryFile(w, id)
  await w.call(contract.runImport, { id })
  await w.settle()
  const { file, reasons, made } = await w.call(contract.showImport, { id })

  expect(file).toMatchObject({ state: 'done', rowsTotal: 245_903, rowsDone: 245_903 })
  expect(file.imported + file.duplicates + file.refused).toBe(245_903)
  expect(file).toMatchObject({
    imported: trial.toImport,
    duplicates: trial.duplicates,
    refused: trial.refused,
  })
  expect(reasons).toEqual([
    { outcome: 'duplicate', code: 'repeated_line', rows: 2012 },
    { outcome: 'refused', code: 'not_a_sale', rows: 758 },
    { outcome: 'refused', code: 'too_many_decimals', rows: 1 },
  ])
  expect(made.members).toBe(3002)
  expect(made.sales).toBe(trial.receipts)
}, 300_000)

test('Starbucks: every one of 17,000 members is accounted for', async () => {
  const w = await world()
  const path = sharedFile('starbucks_offers/members.csv.gz')
  const { file, made } = await importFile(w, { kind: 'members', bytes: readFileSync(path) })
  expect(file).toMatchObject({ rowsTotal: 17_000, imported: 17_000, duplicates: 0, refused: 0 })
  expect(made.members).toBe(rowsOf(path).length)
  const women = await w.call(listMembers, { filters: [{ field: 'gender', op: 'is', value: 'female' }] })
  expect(women.total).toBe(rowsOf(path).filter((row) => row['gender'] === 'F').length)
})
