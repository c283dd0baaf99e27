import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { daysBetween, businessDay, day, instant, instantOfMs, msOf } from '#base/instant'
import { changeProfile, showMember } from '#domain/member/contract'
import { quoteSale, recordSale } from '#domain/sale/contract'
import { issueCoupon, memberCoupons } from '#domain/wallet/contract/coupon'
import { showWallet } from '#domain/wallet/contract'
import { basket, coupon, memberWith, publish, stormWorld, type Member } from '#test/storm/shop'
import { give } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'

/**
 * A last day and the moment it ends in the chain's zone, worked out by hand from the zones' published rules. The branch
 * lies elsewhere: only the chain's zone counts (promises L4).
 */
const ENDS = [
  { zone: 'Asia/Shanghai', on: '2026-12-31', ends: '2026-12-31T16:00:00.000Z' },
  { zone: 'Pacific/Kiritimati', on: '2028-02-29', ends: '2028-02-29T10:00:00.000Z' },
  { zone: 'Pacific/Pago_Pago', on: '2026-12-31', ends: '2027-01-01T11:00:00.000Z' },
  { zone: 'Asia/Kolkata', on: '2028-02-29', ends: '2028-02-29T18:30:00.000Z' },
  { zone: 'Asia/Kathmandu', on: '2026-12-31', ends: '2026-12-31T18:15:00.000Z' },
  // Clocks go back half an hour on this day.
  { zone: 'Australia/Lord_Howe', on: '2026-04-05', ends: '2026-04-05T13:30:00.000Z' },
  { zone: 'Pacific/Chatham', on: '2026-04-05', ends: '2026-04-05T11:15:00.000Z' },
  // Clocks go forward on this day.
  { zone: 'America/New_York', on: '2026-03-08', ends: '2026-03-09T04:00:00.000Z' },
  { zone: 'America/St_Johns', on: '2026-03-08', ends: '2026-03-09T02:30:00.000Z' },
  { zone: 'Europe/London', on: '2026-10-25', ends: '2026-10-26T00:00:00.000Z' },
  // The day after begins at one o'clock: its first hour does not exist.
  { zone: 'Africa/Cairo', on: '2026-04-23', ends: '2026-04-23T22:00:00.000Z' },
  { zone: 'America/Santiago', on: '2026-09-05', ends: '2026-09-06T04:00:00.000Z' },
] as const

/** What remains of points by PostgreSQL's own table of zones. */
async function inSql(w: TestWorld, memberId: string, zone: string): Promise<number> {
  return w.work(async ({ tx, at }) => {
    const { rows } = await sql<{ alive: number }>`
      select coalesce(sum(l.remaining) filter (where l.expires_on is null
               or l.expires_on >= (${at}::timestamptz at time zone ${zone})::date), 0)::bigint as alive
        from ledger.lot l join ledger.account a on a.id = l.account_id
       where a.holder_id = ${memberId} and a.unit = 'points'`.execute(tx)
    return rows[0]?.alive ?? 0
  })
}

/** Whether value whose last day this is can still be used, asked everywhere it shows. */
async function verdicts(w: TestWorld, { id, number }: Member, zone: string) {
  const of = { memberNumber: number, fen: 10_00 }
  const [own] = (await w.call(memberCoupons, { memberId: id })).rows
  const points = basket(w, { ...of, tenders: [{ kind: 'points', amountMinor: 10_00 }] })
  const byCoupon = basket(w, { ...of, coupons: [{ couponId: own?.id ?? '' }] })
  const seen = await w.call(showWallet, { memberId: id })
  const before = {
    view: seen.pointsAvailable === 1_000 && seen.lots.every(({ alive }) => alive),
    couponView: seen.counts.some(({ code, available }) => code === 'OWN' && available === 1),
    list: own?.state === 'issued',
    sql: (await inSql(w, id, zone)) === 1_000,
    quote: (await w.ask(quoteSale, points)).status === 200,
    couponQuote: (await w.ask(quoteSale, byCoupon)).status === 200,
  }
  const sale = await w.ask(recordSale, points)
  const couponSale = await w.ask(recordSale, byCoupon)
  if (sale.status !== 200) expect(sale.body['code']).toBe('not_enough_points')
  if (couponSale.status !== 200) expect(couponSale.body['code']).toBe('coupon_spent')
  return { ...before, sale: sale.status === 200, couponSale: couponSale.status === 200 }
}

const everywhere = (alive: boolean) => ({
  view: alive,
  couponView: alive,
  list: alive,
  sql: alive,
  quote: alive,
  couponQuote: alive,
  sale: alive,
  couponSale: alive,
})

test.each(ENDS)(
  '$on in $zone ends at $ends, for points and coupons, wherever one looks',
  async ({ zone, on, ends }) => {
    const branch = zone.startsWith('Pacific') ? 'America/New_York' : 'Pacific/Kiritimati'
    const at = instantOfMs(msOf(instant(ends)) - 3 * 86_400_000)
    const w = await stormWorld({}, { at, zones: { chain: zone, branch } })
    const daysAlive = daysBetween(businessDay(at, zone, 0), day(on))
    await publish(w, { coupons: [coupon('OWN', { daysAlive, minor: 10_00 })] })
    const three = await Promise.all(
      ['1', '2', '3'].map((number) =>
        memberWith(w, number, [{ unit: 'points', amount: 1_000, expiresOn: on }]),
      ),
    )
    for (const { id: memberId } of three) {
      const own = await w.call(issueCoupon, { id: w.newId(), memberId, code: 'OWN' })
      expect(own.expiresOn).toBe(on)
    }
    for (const [nth, seconds] of [-1, 0, 1].entries()) {
      w.clock.set(instantOfMs(msOf(instant(ends)) + seconds * 1_000))
      expect(await verdicts(w, three[nth] as Member, zone), `${seconds} s`).toEqual(everywhere(seconds < 0))
    }
  },
)

test('saving a profile a hundred times, or the program, moves no last day', async () => {
  const w = await stormWorld({ coupons: [coupon('OWN', { daysAlive: 30 })] })
  const { id: memberId } = await memberWith(w, '0001', [
    { unit: 'points', amount: 1_000, expiresOn: '2026-12-31' },
  ])
  await give(w, memberId, [{ unit: 'bonus', amount: 5_00, expiresOn: '2026-11-30' }])
  await w.call(issueCoupon, { id: w.newId(), memberId, code: 'OWN' })
  const ends = async () => {
    const { lots } = await w.call(showWallet, { memberId })
    const coupons = (await w.call(memberCoupons, { memberId })).rows
    return [...lots, ...coupons]
      .sort((a, b) => (a.expiresOn ?? '').localeCompare(b.expiresOn ?? ''))
      .map(({ id, expiresOn }) => [id, expiresOn])
  }
  const before = await ends()
  expect(before.map(([, on]) => on)).toEqual(['2026-04-01', '2026-04-01', '2026-11-30', '2026-12-31'])
  for (let n = 0; n < 100; n += 1) {
    w.clock.advance(3_600_000)
    const { version } = await w.call(showMember, { id: memberId })
    await w.call(changeProfile, { id: memberId, version, name: `名字${n}` })
  }
  await publish(w, {
    coupons: [coupon('OWN', { daysAlive: 3 })],
    storedValue: { bonusExpiresAfterMonths: 1 },
  })
  expect(await ends()).toEqual(before)
})
