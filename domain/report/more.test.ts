import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { enrolMember } from '#domain/member/contract'
import { openBranch } from '#domain/org/contract'
import { publishProgram } from '#domain/program/contract'
import { recordSale, salesByDay } from '#domain/sale/contract'
import { liability } from '#domain/wallet/contract/value'
import { launchCampaign } from '#domain/campaign/contract'
import { campaignReport } from '#domain/campaign/contract/report'
import { careRule, nightOf, person } from '#test/world/care'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { give } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { reportFile, reportSheet, type Filters, type ReportCode } from './contract.ts'
import { CAMPAIGNS_A_PAGE } from './sheets-actions.ts'

const sheet = (w: TestWorld, code: ReportCode, filters: Filters = {}) =>
  w.call(reportSheet, { code, language: 'zh-CN', filters: JSON.stringify(filters) as never })

async function csv(w: TestWorld, code: ReportCode, filters: Filters = {}): Promise<string[][]> {
  const asked = { code, format: 'csv' as const, language: 'zh-CN' as const, filters: JSON.stringify(filters) }
  const reply = await w.ask(reportFile, asked as never)
  return parse(reply.bytes, { bom: true, relax_column_count: true }) as string[][]
}

/** A shop that earns points and rounds cash down to ten fen. It has two branches. */
async function shop(): Promise<TestWorld> {
  const w = await world()
  const document = {
    earning: { points: 1, perMinor: 100 },
    cashRounding: { stepMinor: 10, mode: 'down' as const },
  }
  await w.call(publishProgram, { id: w.newId(), document } as never)
  const second = w.newId()
  await w.call(openBranch, { id: second, code: 'S2', name: '南京路店' })
  for (const [number, branchId] of [
    ['1', w.branchId],
    ['2', second],
  ])
    await w.call(enrolMember, { id: w.newId(), number, source: 'qr', branchId } as never)
  return w
}

type Tender = Readonly<{ kind: string; amountMinor: number }>
const sell = (w: TestWorld, priceMinor: number, tenders: readonly Tender[], more: object = {}) =>
  w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'P', quantity: 1, unitPriceMinor: priceMinor }],
    tenders,
    ...more,
  } as never)

test('Z1: takings by tender and by day are the money of the receipts, rounding and returns and all', async () => {
  const w = await shop()
  const first = await sell(w, 45_37, [{ kind: 'cash', amountMinor: 45_30 }], { memberNumber: '1' })
  await sell(w, 300_00, [{ kind: 'card', amountMinor: 300_00 }], { branchCode: 'S2' })
  await sell(w, 20_00, [
    { kind: 'cash', amountMinor: 5_00 },
    { kind: 'wechat', amountMinor: 15_00 },
  ])
  const items = [{ no: 1, quantity: 1 }]
  await sell(w, 0, [{ kind: 'cash', amountMinor: 45_30 }], {
    kind: 'return',
    returnsSaleId: first.id,
    lines: [],
    items,
    memberNumber: '1',
  })
  const told = await sheet(w, 'takings')
  const [tenders, days] = told.parts
  expect(tenders?.rows).toEqual([
    ['银行卡', 1, 300_00, 0, 300_00],
    ['现金', 3, 50_30, 45_30, 5_00],
    ['微信支付', 1, 15_00, 0, 15_00],
  ])
  const receipts = await w.call(salesByDay, { from: '2026-02-01', to: '2026-03-31' })
  expect(days?.totals).toEqual(['合计', 3, receipts.totalMinor, receipts.memberMinor, 0, 320_00])
  expect(tenders?.totals).toEqual(['合计', null, 365_30, 45_30, 320_00])
  expect(receipts.totalMinor).toBe(320_00)
  const rows = await csv(w, 'takings')
  expect(rows).toContainEqual(['合计', '', '365.30', '45.30', '320.00'])
  const branch = await sheet(w, 'takings', { branchId: w.branchId })
  expect(branch.parts[0]?.totals?.[4]).toBe(20_00)
})

test('Z1: the age of value by branch is what the ledger says is held', async () => {
  const w = await shop()
  await sell(w, 500_00, [{ kind: 'cash', amountMinor: 500_00 }], { memberNumber: '1' })
  await sell(w, 300_00, [{ kind: 'cash', amountMinor: 300_00 }], { memberNumber: '2', branchCode: 'S2' })
  const person = await w.call(enrolMember, { id: w.newId(), number: '3', source: 'import' } as never)
  await give(w, person.id, [
    { unit: 'points', amount: 70 },
    { unit: 'principal', amount: 88_00 },
  ])
  await w.settle()
  const told = await sheet(w, 'ages')
  const [money, counts] = told.parts
  expect(money?.rows.map((row) => [row[0], row[2], row[7]])).toEqual([
    ['储值本金', '全部门店', 88_00],
    ['储值本金', '接入等（无门店）', 88_00],
  ])
  expect(counts?.rows.map((row) => [row[2], row[7]]).toSorted()).toEqual(
    [
      ['全部门店', 870],
      ['人民路店', 500],
      ['南京路店', 300],
      ['接入等（无门店）', 70],
    ].toSorted(),
  )
  const ledger = await w.call(liability, {})
  expect(ledger.rows.map((row) => [row.kind, row.held])).toEqual([
    ['points', 870],
    ['principal', 88_00],
  ])
  const one = await sheet(w, 'ages', { branchId: w.branchId })
  expect(one.parts.flatMap((part) => part.rows.map((row) => [row[2], row[7]]))).toEqual([['人民路店', 500]])
})

test('who joined is counted once, by month, source and branch', async () => {
  const w = await shop()
  const told = await sheet(w, 'joins')
  expect(told.parts.map((part) => part.totals?.[1])).toEqual([2, 2, 2, 2])
  expect(told.parts[3]?.rows.map((row) => row[1])).toEqual([1, 1, 0])
  // The word for all months is whole, though a month is cut from a day.
  const english = await w.ask(reportFile, { code: 'joins', format: 'csv', language: 'en', filters: {} })
  expect(english.bytes.toString()).toContain('All together,2,2')
  expect(told.parts[1]?.rows).toEqual([['扫码', 2, 2]])
  expect(told.parts[2]?.rows.map((row) => row[0])).toEqual(['人民路店', '南京路店'])
  const branch = await sheet(w, 'joins', { branchId: w.branchId })
  expect(branch.parts[0]?.totals).toEqual(['合计', 1, 1])
})

test('a campaign in the list is the campaign of its own page', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 40 })
  const { id } = await draft(w, segmentId)
  await w.call(launchCampaign, { id } as never)
  await w.settle()
  const own = await w.call(campaignReport, { id } as never)
  const [treated, control] = own.arms
  const told = await sheet(w, 'campaigns')
  expect(told.parts[0]?.rows.map((row) => row.slice(1, 4))).toEqual([
    [own.startsOn, treated?.members, control?.members],
  ])
  expect(told.parts[0]?.rows[0]?.slice(6, 8)).toEqual([treated?.spendMinor, own.costMinor])
  expect([told.pages, told.head[1]?.[1]]).toEqual([1, '全部 1 个活动'])
  // Fifty newer ones push it to the second page, which the head of the first one says.
  w.clock.advance(1_000)
  for (let at = 0; at < CAMPAIGNS_A_PAGE; at += 1) await draft(w, segmentId)
  const first = await sheet(w, 'campaigns')
  expect([first.pages, first.parts[0]?.rows.length]).toEqual([2, 0])
  expect(first.head[1]?.[1]).toBe('共 51 个活动，从新到旧第 1–50 个')
  const second = await sheet(w, 'campaigns', { page: '2' })
  expect(second.parts[0]?.rows).toEqual(told.parts[0]?.rows)
  expect((await sheet(w, 'campaigns', { page: '3' })).head[1]?.[1]).toBe('共 51 个活动，本页没有')
  const cashier = await w.as('cashier')
  const asked = { code: 'campaigns' as const, language: 'en' as const, filters: {} }
  expect((await cashier.ask(reportSheet, asked)).body['code']).toBe('not_allowed')
})

test('care is told by day and by rule', async () => {
  const w = await world({ at: '2025-06-04T04:00:00.000Z' })
  await person(w, 'A', { birthOn: '1990-06-20' })
  await careRule(w, { trigger: { kind: 'birthday', calendar: 'solar', daysBefore: 15 } })
  await nightOf(w, '2025-06-05')
  const told = await sheet(w, 'care', { from: '2025-06-01', to: '2025-06-30' })
  expect(told.parts[0]?.rows).toEqual([['2025-06-05', 1, 0, 0]])
  expect(told.parts[1]?.rows.map((row) => row.slice(1, 6))).toEqual([['启用', 1, 0, 0, 0]])
})
