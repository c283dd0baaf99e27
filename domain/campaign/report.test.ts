import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, day } from '#base/instant'
import { enrolment } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { saveSegment } from '#domain/insight/contract'
import { covariateSums, cuped } from '#domain/insight/model/cuped'
import { capPooled, welch } from '#domain/insight/model/mean-difference'
import { sumsOf } from '#domain/insight/model/moments'
import { shareDifference } from '#domain/insight/model/proportion'
import { takeIn } from '#domain/sale/index'
import { recordSale, saleWish } from '#domain/sale/contract'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { outletsOf, sendAll, smsCarrier } from '#test/world/carrier'
import { publish } from '#test/world/shop'
import { rowsOf, sharedFile } from '#test/world/data'
import type { TestWorld } from '#test/world/world'
import { hear } from './hear.ts'
import * as contract from './contract.ts'
import { campaignReport } from './contract/report.ts'
import { assignments } from './store/campaigns.ts'

type Row = Readonly<{ member: string; day: string; minor: number }>

let w: TestWorld
let rows: Row[]
const numberOf = new Map<string, string>()
const START = day('1997-10-01')
const END = addDays(START, 273)

/** The CDNOW sample, and a campaign that is only recorded, begun the day after its segment was chosen. */
beforeAll(async () => {
  w = await campaignWorld({ closing: 'by hand' })
  rows = rowsOf(sharedFile('cdnow_sample/transactions.csv.gz')).map((row) => ({
    member: row['customer_id'] ?? '',
    day: row['date'] ?? '',
    minor: Math.round(Number(row['amount']) * 100),
  }))
  const numbers = [...new Set(rows.map((row) => row.member))]
  const people = numbers.map((number) => enrolment.parse({ id: w.newId(), number, source: 'import' }))
  for (const { id, number } of people) numberOf.set(id, number ?? '')
  await w.work((work) => enrolMany(work, people))
  const sales = rows.map((row) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: row.member,
      happenedAt: `${row.day}T04:00:00Z`,
      lines: [{ productCode: 'CD', quantity: 1, unitPriceMinor: row.minor }],
    }),
  )
  for (let at = 0; at < sales.length; at += 1000)
    await w.work((work) => takeIn(work, sales.slice(at, at + 1000), { source: 'import' }))
  await w.settle()
})
afterAll(async () => {
  await w.audit()
  await w.close()
})

async function recorded(more: Parameters<typeof draft>[2] = {}) {
  const segmentId = w.newId()
  await w.call(saveSegment, { id: segmentId, name: `All ${segmentId}`, rule: {}, asOf: '1997-09-30' })
  const campaign = await draft(w, segmentId, { channel: 'record', windowDays: 273, ...more })
  await w.call(contract.launchCampaign, { id: campaign.id, startsOn: START })
  const { memberIds, arms } = await w.work((work) => assignments(work.tx, campaign.id))
  return { campaign, memberIds, arms, report: await w.call(campaignReport, { id: campaign.id }) }
}

/** Straight from the file: what each member of an arm spent between two days. */
function fromFile(numbers: readonly string[], from: string, to: string) {
  const spend = new Map(numbers.map((number) => [number, 0]))
  const buyers = new Set<string>()
  for (const row of rows) {
    const so = spend.get(row.member)
    if (so === undefined || row.day < from || row.day >= to) continue
    spend.set(row.member, so + row.minor)
    buyers.add(row.member)
  }
  return { spend: Float64Array.from(spend.values()), buyers: buyers.size }
}

test('the numbers of a report are those of the pure statistics over the file', async () => {
  const { memberIds, arms, report } = await recorded()
  const arm = (name: string) => {
    const own = memberIds.filter((_, at) => arms[at] === name).map((id) => numberOf.get(id) ?? '')
    const after = fromFile(own, START, END)
    return { own, ...after, before: fromFile(own, addDays(START, -90), START).spend }
  }
  const [t, c] = [arm('treated'), arm('control')]
  // A fifth of 2,357 is 471.4: the draw decides which side the odd one falls on.
  expect(t.own.length + c.own.length).toBe(2357)
  expect([471, 472]).toContain(c.own.length)

  const raw = welch(sumsOf(t.spend), sumsOf(c.spend))
  expect(report.spend?.raw).toMatchObject({ diff: raw.difference, se: raw.se, df: raw.degrees })
  const capped = capPooled(t.spend, c.spend)
  const cappedDiff = welch(capped.treated, capped.control)
  expect(report.spend?.capped).toMatchObject({ diff: cappedDiff.difference, capMinor: capped.cap })
  const adjusted = cuped(covariateSums(t.spend, [t.before]), covariateSums(c.spend, [c.before]))
  expect(report.spend?.adjusted?.diff).toBeCloseTo(adjusted.difference, 8)
  expect(report.spend?.adjusted?.se).toBeCloseTo(adjusted.se, 8)
  const { treated, control, diff } = report.spend?.adjusted ?? { treated: 0, control: 0, diff: 1 }
  expect(treated - control).toBeCloseTo(diff, 8)
  const share = shareDifference({ hits: t.buyers, n: t.own.length }, { hits: c.buyers, n: c.own.length })
  expect(report.buyers).toMatchObject({
    diff: share.difference,
    interval: { low: share.low, high: share.high },
  })
  expect(report.arms).toMatchObject([
    { arm: 'treated', members: t.own.length, reached: 0, buyers: t.buyers },
    { arm: 'control', members: c.own.length, reached: 0, buyers: c.buyers },
  ])
  expect(report.sampleRatio.state).toBe('fine')
})

test('nothing was sent in 1997: no sign of an effect, and the words say what was compared', async () => {
  const { report } = await recorded({ marginBps: 4000 })
  expect(report.windowComplete).toBe(true)
  expect(report.verdict).toMatchObject({ kind: 'no_sign', soFar: false })
  expect(report.verdict.en).toContain('No sign of an effect')
  expect(report.verdict.en).toContain('This program sent nothing itself')
  expect(report.verdict.zh).toContain('没有看出效果')
  expect(report.verdict.zh).toMatch(/对照组 47[12] 人/)
  expect(`${report.verdict.en}${report.verdict.zh}`).not.toMatch(/significan|显著|\bp ?[=<]/)
  expect(report.ladder.treated.oneToTwo).toBeGreaterThan(report.ladder.control.oneToTwo)
})

test('the cost is taken off, and a costly campaign is said to have cost money', async () => {
  const { report } = await recorded({ messageCostMinor: 50_00 })
  expect(report.costMinor).toBe((report.arms[0]?.members ?? 0) * 50_00)
  expect(report.verdict.kind).toBe('cost_money')
  expect(report.total?.high).toBeLessThan(0)
})

test('another campaign to the same members at the same time is said beside the result', async () => {
  await recorded()
  const { report } = await recorded()
  expect(report.verdict.reasons).toContain('other_campaigns')
})

test('an open window is only so far', async () => {
  const { report } = await recorded({ windowDays: 366 })
  expect(report.windowComplete).toBe(false)
  expect(report.verdict.soFar).toBe(true)
  expect(report.verdict.zh).toContain('目前看来')
})

test('the forecast says beforehand what could be seen, by the days before', async () => {
  const segmentId = w.newId()
  await w.call(saveSegment, { id: segmentId, name: 'Recent', rule: { lastFrom: day('1998-01-01') } })
  const { id } = await draft(w, segmentId, { channel: 'record', messageCostMinor: 10 })
  const found = await w.call(contract.campaignForecast, { id })
  expect(found.treated + found.control).toBe(found.audience)
  expect(found.baseRateBps).toBeGreaterThan(0)
  expect(found.detectableBps).toBeGreaterThan(0)
  expect(found.detectableMinor).toBeGreaterThan(0)
  expect(found.costMinor).toBe(found.treated * 10)
  expect(found.warnings).toEqual([])
})

test('a handful of members cannot be judged, and still gets a report', async () => {
  const own = await campaignWorld()
  const { segmentId } = await segmentOf(own, { members: 2 })
  const { id } = await draft(own, segmentId, { channel: 'record' })
  expect((await own.call(contract.campaignForecast, { id })).warnings).toEqual(['too_small_to_judge'])
  await own.call(contract.launchCampaign, { id })
  const report = await own.call(campaignReport, { id })
  expect(report).toMatchObject({ spend: null, buyers: null, total: null })
  expect(report.verdict).toMatchObject({
    kind: 'cannot_judge',
    reasons: expect.arrayContaining(['too_few_members']),
  })
})

test('what members did besides buying stands beside it: arrivals, replies, refusals, the coupon', async () => {
  const own = await campaignWorld()
  const { segmentId, people } = await segmentOf(own, { members: 10 })
  await publish(own, {
    coupons: [{ code: 'TEA5', nameZh: '五元', nameEn: 'Five', open: false, kind: 'amount', minor: 5_00 }],
  })
  const carrier = await smsCarrier(own)
  const of = { channel: 'sms' as const, subject: '', body: '新茶', carrierId: carrier.id, couponCode: 'TEA5' }
  const { id } = await draft(own, segmentId, { ...of, joinTag: 'spring' })
  await own.call(contract.launchCampaign, { id })
  own.clock.advance(60_000)
  await sendAll(
    own,
    outletsOf(async (mail) => ({ outcome: 'taken', ref: mail.id })),
  )
  const sent = (await own.call(contract.listMessages, { id, state: 'sent' })).rows
  const [first, second, third] = sent.map((one) => people.find((person) => person.id === one.memberId))
  const receipts = [
    { id: sent[0]?.id ?? '', ref: null, delivered: true, code: '0' },
    { id: sent[1]?.id ?? '', ref: null, delivered: false, code: '1' },
  ]
  const replies = [
    { from: first?.mobile ?? '', text: '好的', ref: 'a' },
    { from: second?.mobile ?? '', text: '退订', ref: 'b' },
  ]
  own.clock.advance(60_000)
  await own.work((work) => hear(work, carrier.id, { receipts, replies }))
  const held = await own.call(issueCoupon, { id: own.newId(), memberId: third?.id ?? '', code: 'TEA5' })
  await own.call(recordSale, {
    id: own.newId(),
    branchCode: 'S1',
    memberNumber: third?.number ?? '',
    happenedAt: own.clock.now(),
    coupons: [{ couponId: held.id }],
    lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 30_00 }],
  })
  await own.settle()
  const report = await own.call(campaignReport, { id })
  expect(report.delivery).toMatchObject({ handed: sent.length, arrived: 1, lost: 1, failed: 0, waiting: 0 })
  expect(report.arms).toMatchObject([
    { arm: 'treated', reached: sent.length, replied: 2, stopped: 1, couponUsers: 1, couponUses: 1 },
    { arm: 'control', reached: 0, replied: 0, stopped: 0, couponUsers: 0, couponUses: 0 },
  ])
  expect(report).toMatchObject({ couponCode: 'TEA5', newMembers: 0, caused: null, measured: true })
})

test('whoever holds nobody out is told that nothing can be said of what it caused', async () => {
  const own = await campaignWorld()
  const { segmentId } = await segmentOf(own, { members: 6 })
  const { id } = await draft(own, segmentId, { channel: 'record', controlShareBps: 0 })
  expect(await own.call(contract.launchCampaign, { id })).toMatchObject({ treated: 6, control: 0 })
  const report = await own.call(campaignReport, { id })
  expect(report).toMatchObject({ measured: false, total: null, caused: null, buyers: null })
  expect(report.verdict).toMatchObject({ kind: 'cannot_judge', reasons: ['not_measured'] })
  expect(report.verdict.zh).toContain('没有设对照组')
  expect(report.verdict.en).toContain('nobody was held out')
})
