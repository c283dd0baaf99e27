import { expect, test } from 'vitest'
import { addDays, day, type BusinessDay } from '#base/instant'
import { saveSegment } from '#domain/insight/contract'
import { welch } from '#domain/insight/model/mean-difference'
import { sumsOf } from '#domain/insight/model/moments'
import { shareDifference } from '#domain/insight/model/proportion'
import { splitCheck } from '#domain/insight/model/srm'
import { enrolment } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { rowsOf, sharedFile } from '#test/world/data'
import type { TestWorld } from '#test/world/world'
import * as contract from './contract.ts'
import { campaignReport } from './contract/report.ts'

type Bought = Readonly<{ number: string; on: BusinessDay; minor: number }>

/** Members by their numbers and what they bought, as an import brings them. */
async function taken(w: TestWorld, numbers: readonly string[], bought: readonly Bought[]): Promise<void> {
  const people = numbers.map((number) => enrolment.parse({ id: w.newId(), number, source: 'import' }))
  for (let at = 0; at < people.length; at += 2000)
    await w.work((work) => enrolMany(work, people.slice(at, at + 2000)))
  const sales = bought.map(({ number, on, minor }) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: number,
      happenedAt: `${on}T04:00:00Z`,
      lines: [{ productCode: 'X', quantity: 1, unitPriceMinor: minor }],
    }),
  )
  for (let at = 0; at < sales.length; at += 2000)
    await w.work((work) => takeIn(work, sales.slice(at, at + 2000), { source: 'import' }))
  await w.settle()
}

type Past = Readonly<{ startsOn: BusinessDay; days: number; shareBps: number; control: readonly string[] }>

/** The report of an action of the past whose control group was drawn by whoever made it. */
async function pastReport(w: TestWorld, { startsOn, days, shareBps, control }: Past) {
  const segmentId = w.newId()
  const asOf = addDays(startsOn, -1)
  await w.call(saveSegment, { id: segmentId, name: `Past ${segmentId}`, rule: {}, asOf, windowMonths: 24 })
  const of = { channel: 'record' as const, windowDays: days, controlShareBps: shareBps }
  const { id } = await draft(w, segmentId, of)
  const controlNumbers = [...control]
  const launched = await w.call(contract.launchCampaign, { id, startsOn, controlNumbers })
  expect(launched).toMatchObject({ armsTold: true, control: control.length })
  return w.call(campaignReport, { id })
}

type Report = Awaited<ReturnType<typeof pastReport>>

/** What the statistics room knows of each mail against nobody mailed, of the odd rows: scipy and statsmodels. */
const MAILS = [
  {
    mail: 'Womens E-Mail',
    arms: [10_636, 10_586],
    buyers: [93, 62],
    share: { diff: 0.002887097, se: 0.001168303, low: 0.000592993, high: 0.005226823 },
    spend: { diff: 0.58798884, se: 0.18198861, df: 18_083.759, low: 0.23127384, high: 0.94470384 },
  },
  {
    mail: 'Mens E-Mail',
    arms: [10_778, 10_586],
    buyers: [118, 62],
    share: { diff: 0.005091436, se: 0.001246872, low: 0.002655682, high: 0.007592905 },
    spend: { diff: 0.46631929, se: 0.16574287, df: 19_701.582, low: 0.14144928, high: 0.79118931 },
  },
] as const
type Mailed = (typeof MAILS)[number]

/** What was caused is the same difference over everybody who was mailed; the rest would have bought anyway. */
function causedAsCompared(report: Report, { arms, buyers, share }: Mailed): void {
  expect(report.measured).toBe(true)
  expect((report.caused?.buyers.middle ?? 0) / arms[0]).toBeCloseTo(share.diff, 9)
  expect(report.caused?.buyers.low).toBeGreaterThan(0)
  expect(report.caused?.anyway).toBeCloseTo(buyers[1] / arms[1] / (buyers[0] / arms[0]), 9)
  expect(report.caused?.sales.low).toBeGreaterThan(0)
  expect(report.caused?.profit).toBeNull()
}

const MAILED_ON = day('2008-03-20')

/** Who was mailed and who was not, with what they had bought within a year before and in the two weeks after. */
async function hillstrom(w: TestWorld, mail: string): Promise<string[]> {
  const rows = rowsOf(sharedFile('hillstrom_odd/email_experiment.csv.gz'))
    .filter((row) => row['segment'] === mail || row['segment'] === 'No E-Mail')
    .map((row) => ({
      number: `H${row['row']}`,
      mailed: row['segment'] === mail,
      recency: Number(row['recency']),
      historyMinor: Math.round(Number(row['history']) * 100),
      spendMinor: Math.round(Number(row['spend']) * 100),
    }))
  const before = rows.map(({ number, recency, historyMinor: minor }) => ({
    number,
    minor,
    on: addDays(MAILED_ON, -30 * recency),
  }))
  const after = rows
    .filter((row) => row.spendMinor > 0)
    .map(({ number, spendMinor: minor }) => ({ number, minor, on: addDays(MAILED_ON, 13) }))
  await taken(
    w,
    rows.map((row) => row.number),
    [...before, ...after],
  )
  return rows.filter((row) => !row.mailed).map((row) => row.number)
}

test.each(MAILS)(
  'Hillstrom: the $mail as a past campaign gives the reference figures',
  async (of) => {
    const w = await campaignWorld()
    const control = await hillstrom(w, of.mail)
    const report = await pastReport(w, { startsOn: MAILED_ON, days: 14, shareBps: 5000, control })
    expect(report.arms.map((arm) => [arm.arm, arm.members, arm.buyers])).toEqual([
      ['treated', of.arms[0], of.buyers[0]],
      ['control', of.arms[1], of.buyers[1]],
    ])
    const { share, spend } = of
    expect(report.buyers?.diff).toBeCloseTo(share.diff, 9)
    expect(report.buyers?.se).toBeCloseTo(share.se, 9)
    expect(report.buyers?.interval.low).toBeCloseTo(share.low, 8)
    expect(report.buyers?.interval.high).toBeCloseTo(share.high, 8)
    // In cents, where the reference is in dollars.
    expect((report.spend?.raw.diff ?? 0) / 100).toBeCloseTo(spend.diff, 6)
    expect((report.spend?.raw.se ?? 0) / 100).toBeCloseTo(spend.se, 6)
    expect(report.spend?.raw.df).toBeCloseTo(spend.df, 2)
    expect((report.spend?.raw.interval.low ?? 0) / 100).toBeCloseTo(spend.low, 6)
    expect((report.spend?.raw.interval.high ?? 0) / 100).toBeCloseTo(spend.high, 6)
    expect(report.sampleRatio.p).toBeCloseTo(splitCheck(of.arms, [1, 1]).p, 9)
    expect(report.sampleRatio.state).toBe('fine')
    expect(report.verdict).toMatchObject({ kind: 'worked', soFar: false })
    causedAsCompared(report, of)
  },
  600_000,
)

/** Hours of the file as days from a first one; the offers of the third wave went out after fourteen days. */
const FIRST = day('2018-01-01')
const WAVE_HOURS = 336
const NEXT_WAVE_HOURS = 408

/** What every tenth member of the file did: enough to compare, and few enough to buy at a till one by one. */
function appEvents() {
  const events = rowsOf(sharedFile('starbucks_offers/events.csv.gz'))
  const some = new Set(
    rowsOf(sharedFile('starbucks_offers/members.csv.gz'))
      .filter((_, at) => at % 10 === 0)
      .map((row) => row['member_id'] ?? ''),
  )
  return events
    .filter((row) => some.has(row['member_id'] ?? ''))
    .map((row) => ({
      number: (row['member_id'] ?? '').slice(0, 24),
      event: row['event'] ?? '',
      hours: Number(row['time_hours']),
      minor: Math.round(Number(row['amount']) * 100),
    }))
}

test('Starbucks: an offer to three in four of the app’s members gives what the file itself says', async () => {
  const own = appEvents()
  const got = new Set(
    own.filter((row) => row.event === 'offer received' && row.hours === WAVE_HOURS).map((row) => row.number),
  )
  const bought = own
    .filter((row) => row.event === 'transaction' && row.minor > 0 && row.hours < NEXT_WAVE_HOURS)
    .map((row) => ({ ...row, on: addDays(FIRST, Math.floor(row.hours / 24)) }))
  const numbers = [...new Set(own.map((row) => row.number))]
  // A segment is of members who have bought; the window is the three days before the next wave.
  const known = [...new Set(bought.filter((row) => row.hours < WAVE_HOURS).map((row) => row.number))]
  const w = await campaignWorld()
  await taken(w, numbers, bought)
  const control = known.filter((number) => !got.has(number))
  const startsOn = addDays(FIRST, WAVE_HOURS / 24)
  const report = await pastReport(w, { startsOn, days: 3, shareBps: 2500, control })

  const inWindow = bought.filter((row) => row.hours >= WAVE_HOURS)
  const spendOf = (arm: readonly string[]) => {
    const sums = new Map(arm.map((number) => [number, 0]))
    for (const { number, minor } of inWindow)
      if (sums.has(number)) sums.set(number, (sums.get(number) ?? 0) + minor)
    return Float64Array.from(sums.values())
  }
  const [t, c] = [spendOf(known.filter((number) => got.has(number))), spendOf(control)]
  const buyers = (spend: Float64Array) => spend.filter((one) => one > 0).length
  const share = shareDifference({ hits: buyers(t), n: t.length }, { hits: buyers(c), n: c.length })
  const raw = welch(sumsOf(t), sumsOf(c))
  expect(report.arms).toMatchObject([
    { members: t.length, buyers: buyers(t), spendMinor: t.reduce((a, b) => a + b, 0) },
    { members: c.length, buyers: buyers(c), spendMinor: c.reduce((a, b) => a + b, 0) },
  ])
  expect(report.buyers).toMatchObject({
    diff: share.difference,
    interval: { low: share.low, high: share.high },
  })
  expect(report.spend?.raw.diff).toBeCloseTo(raw.difference, 8)
  expect(report.spend?.raw.se).toBeCloseTo(raw.se, 8)
  expect(report.sampleRatio.state).toBe('fine')
}, 300_000)

test('K17: arms are told for what was only recorded, and only of members of its segment', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 10 })
  const numbers = people.slice(0, 4).map((one) => one.number)
  const code = async (id: string, controlNumbers: string[]) =>
    (await w.ask(contract.launchCampaign, { id, controlNumbers })).body as { code?: string; control?: number }
  const sent = await draft(w, segmentId)
  expect(await code(sent.id, numbers)).toMatchObject({ code: 'arms_of_record_only' })
  const past = await draft(w, segmentId, { channel: 'record', controlShareBps: 4000 })
  expect(await code(past.id, ['NOBODY'])).toMatchObject({ code: 'control_not_in_segment' })
  expect(await code(past.id, numbers)).toMatchObject({ control: 4, treated: 6, armsTold: true })
})
