import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addDays, day, daysBetween, type BusinessDay } from '#base/instant'
import { pastCouponReport } from '#domain/import/index'
import { enrolment } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { recordSale } from '#domain/sale/contract'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { rowsOf, sharedFile } from '#test/world/data'
import { importFile } from '#test/world/import'
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

/** What the files say, counted here by other means than the report's. */
function reference() {
  const [sent, used, coupons, windows] = [
    read('campaigns'),
    read('coupon_redemptions'),
    read('coupons'),
    read('campaign_descriptions'),
  ]
  const distinct = (rows: readonly Record<string, string>[], key: string) =>
    new Set(rows.map((row) => row[key])).size
  return windows.map((window) => {
    const id = window['campaign_id']
    const of = (rows: readonly Record<string, string>[]) => rows.filter((row) => row['campaign_id'] === id)
    const [own, uses, listed] = [of(sent), of(used), of(coupons)]
    const upcs = distinct(listed, 'coupon_upc')
    const users = distinct(uses, 'household_id')
    return {
      row: [
        id,
        '',
        window['start_date'],
        window['end_date'],
        upcs,
        distinct(listed, 'product_id'),
        upcs * own.length,
        own.length,
        uses.length,
        users,
        Math.round((users * 10_000) / own.length),
        0,
      ],
      uses: new Map(
        [...new Set(listed.map((row) => row['coupon_upc'] ?? ''))].map((upc) => [
          upc,
          uses.filter((row) => row['coupon_upc'] === upc).length,
        ]),
      ),
    }
  })
}

test('The Complete Journey: all 27 campaigns come in from their files as history, and nothing is owed', async () => {
  const w = await world({ at: '2018-03-05T04:00:00.000Z' })
  const households = [...new Set(read('campaigns').map((row) => row['household_id']))]
  expect(households).toHaveLength(1_559)
  await importFile(w, { kind: 'members', bytes: Buffer.from(`会员号\n${households.join('\n')}\n`) })
  const take = (name: string) => {
    const bytes = readFileSync(sharedFile(`complete_journey/${name}.csv.gz`))
    return importFile(w, { kind: 'pastCoupons', name: `${name}.csv.gz`, bytes })
  }
  const files = []
  // In no particular order: what a row means hangs on no other file.
  for (const name of ['coupon_redemptions', 'coupons', 'campaign_descriptions', 'campaigns'])
    files.push((await take(name)).file)
  expect(files.map((file) => [file.imported, file.duplicates, file.refused])).toEqual([
    [2_102, 0, 0],
    [111_332, 4_872, 0],
    [27, 0, 0],
    [6_589, 0, 0],
  ])
  const filters = JSON.stringify({ from: '2016-11-14', to: '2018-02-28' })
  const { parts } = await w.call(reportSheet, { code: 'coupons', language: 'en', filters: filters as never })
  const [live, campaigns] = parts.map((part) => part.rows)
  const expected = reference()
  expect(live).toEqual([])
  expect(campaigns?.toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual(
    expected.map(({ row }) => row).toSorted((a, b) => Number(a[0]) - Number(b[0])),
  )
  const sum = (at: number) => campaigns?.reduce((all, row) => all + Number(row[at]), 0)
  // The figures of the data's own description: 2,102 redemptions of 491 of 981 coupons.
  expect([campaigns?.length, sum(7), sum(8)]).toEqual([27, 6_589, 2_102])
  // A look holds the first of the coupons; all of them are what the room answers.
  const rows = await w.work((work) => pastCouponReport(work, { from: '2016-11-14', to: '2018-02-28' }))
  const coupons = rows.filter((row) => row.coupon !== null)
  expect(coupons).toHaveLength(1_197)
  expect(new Set(coupons.map((row) => row.coupon)).size).toBe(981)
  expect(new Set(coupons.filter((row) => row.redeemed > 0).map((row) => row.coupon)).size).toBe(491)
  const uses = new Map(expected.map(({ row, uses: own }) => [row[0], own]))
  expect(coupons.map((row) => row.redeemed)).toEqual(
    coupons.map(({ campaign, coupon }) => uses.get(campaign)?.get(coupon ?? '')),
  )
  await w.audit()
}, 600_000)
