import { expect, test } from 'vitest'
import { addDays, day, daysBetween, type BusinessDay } from '#base/instant'
import { enrolment } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { recordSale } from '#domain/sale/contract'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { rowsOf, sharedFile } from '#test/world/data'
import { publish } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { reportSheet } from './contract.ts'

/** Three of its 27 campaigns, whose windows meet; the data are complete for each of them. */
const CAMPAIGNS = ['26', '2', '4'] as const
const read = (name: string) => rowsOf(sharedFile(`complete_journey/${name}.csv.gz`))

type Mailing = Readonly<{
  code: string
  from: BusinessDay
  to: BusinessDay
  /** Who got its coupons, as many as each used, and one at least. */
  given: readonly Readonly<{ household: string; count: number }>[]
  used: readonly Readonly<{ household: string; on: BusinessDay }>[]
}>

function mailings(): Mailing[] {
  const [told, used, windows] = [read('campaigns'), read('coupon_redemptions'), read('campaign_descriptions')]
  return CAMPAIGNS.map((id): Mailing => {
    const of = windows.find((row) => row['campaign_id'] === id)
    const own = used
      .filter((row) => row['campaign_id'] === id)
      .map((row) => ({ household: row['household_id'] ?? '', on: day(row['redemption_date'] ?? '') }))
    const uses = (household: string) => own.filter((one) => one.household === household).length
    return {
      code: `CJ${id}`,
      from: day(of?.['start_date'] ?? ''),
      to: day(of?.['end_date'] ?? ''),
      given: told
        .filter((row) => row['campaign_id'] === id)
        .map((row) => row['household_id'] ?? '')
        .map((household) => ({ household, count: Math.max(1, uses(household)) })),
      used: own,
    }
  })
}

/** What happens on a day, in the order of the days; coupons are out before they are used. */
type Step = Readonly<{ on: BusinessDay; order: number; go: () => Promise<void> }>

async function replayed(w: TestWorld, of: readonly Mailing[]): Promise<void> {
  const numbers = [...new Set(of.flatMap((one) => one.given.map(({ household }) => household)))]
  const people = numbers.map((number) =>
    enrolment.parse({ id: w.newId(), number: `H${number}`, source: 'import' }),
  )
  await w.work((work) => enrolMany(work, people))
  const idOf = new Map(numbers.map((number, at) => [number, people[at]?.id ?? '']))
  const held = new Map<string, string[]>()
  const issue = async ({ code, given }: Mailing) => {
    for (const { household, count } of given)
      for (let at = 0; at < count; at += 1) {
        const id = w.newId()
        await w.call(issueCoupon, { id, memberId: (idOf.get(household) ?? '') as never, code })
        const key = `${code} ${household}`
        held.set(key, [...(held.get(key) ?? []), id])
      }
  }
  const use = async (code: string, household: string) => {
    const couponId = held.get(`${code} ${household}`)?.shift() ?? ''
    await w.call(recordSale, {
      id: w.newId(),
      branchCode: 'S1',
      happenedAt: w.clock.now(),
      memberNumber: `H${household}`,
      lines: [{ productCode: 'X', quantity: 1, unitPriceMinor: 10_00 }],
      coupons: [{ couponId: couponId as never }],
    })
  }
  const steps = of.flatMap((one): Step[] => [
    { on: one.from, order: 0, go: () => issue(one) },
    ...one.used.map(({ household, on }) => ({ on, order: 1, go: () => use(one.code, household) })),
  ])
  for (const { on, go } of steps.toSorted((a, b) =>
    a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1,
  )) {
    w.clock.set(`${on}T04:00:00.000Z`)
    await go()
  }
}

test('The Complete Journey: the coupon report says of each campaign what the files say', async () => {
  const of = mailings()
  const w = await world({ at: '2016-12-01T04:00:00.000Z' })
  const coupons = of.map(({ code, from, to }) => ({
    code,
    nameZh: code,
    nameEn: code,
    kind: 'amount' as const,
    minor: 1_00,
    daysAlive: daysBetween(from, to) + 1,
  }))
  await publish(w, { coupons })
  await replayed(w, of)
  w.clock.set(`${addDays(day('2017-04-30'), 5)}T04:00:00.000Z`)
  await w.job('wallet.expiry')

  const filters = JSON.stringify({ from: '2016-12-01', to: '2017-05-05' })
  const told = await w.call(reportSheet, { code: 'coupons', language: 'en', filters: filters as never })
  const rows = (told.parts[0]?.rows ?? []).map(([_, name, ...counts]) => [name, ...counts])
  const expected = of.map(({ code, given, used }) => {
    const issued = given.reduce((sum, one) => sum + one.count, 0)
    // The last is the face value of one.
    return [code, 0, issued, used.length, issued - used.length, 0, 0, 1_00]
  })
  expect(expected.map((row) => row.slice(0, 4))).toEqual([
    ['CJ26', 0, 128, 22],
    ['CJ2', 0, 51, 5],
    ['CJ4', 0, 86, 11],
  ])
  expect(rows.toSorted()).toEqual(expected.toSorted())
  await w.audit()
}, 600_000)
