import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { today } from '#domain/org/index'
import { passUnit, UNITS } from './contract.ts'
import { creditKey } from './on-account.ts'
import * as store from './store/coupons.ts'

/** What can be spent: principal and bonus together in minor units. */
export type SpendableOf = Readonly<{ points: number; minor: number }>
export type CouponHeld = Readonly<{ id: string; code: string; expiresOn: BusinessDay | null }>

/** The balances of many members less what is held, in one statement; who never had any is absent. */
export async function spendableOf(
  work: Work,
  memberIds: readonly string[],
): Promise<Map<string, SpendableOf>> {
  const wanted = { holderIds: [...new Set(memberIds)], units: UNITS, purpose: 'member' }
  const found = new Map<string, SpendableOf>()
  for (const { holderId, unit, free } of await ledger.balancesOfMany(work.tx, wanted)) {
    const { points, minor } = found.get(holderId) ?? { points: 0, minor: 0 }
    found.set(
      holderId,
      unit === 'points' ? { points: points + free, minor } : { points, minor: minor + free },
    )
  }
  return found
}

/** Uses left of these passes, by member; who has none is absent. One statement. */
export async function passesOfMany(
  work: Work,
  memberIds: readonly string[],
  codes: readonly string[],
): Promise<Map<string, { code: string; count: number }[]>> {
  if (codes.length === 0) return new Map()
  const codeOf = new Map<string, string>(codes.map((code) => [passUnit(code), code]))
  const wanted = { holderIds: [...new Set(memberIds)], units: [...codeOf.keys()], purpose: 'member' }
  const found = new Map<string, { code: string; count: number }[]>()
  for (const { holderId, unit, free } of await ledger.balancesOfMany(work.tx, wanted)) {
    const code = codeOf.get(unit)
    if (code !== undefined && free > 0)
      found.set(holderId, [...(found.get(holderId) ?? []), { code, count: free }])
  }
  return found
}

/** W16: how much more each of these members may buy on account; who was never given a credit line is absent. */
export async function creditRoomOf(work: Work, memberIds: readonly string[]): Promise<Map<string, number>> {
  const { unit, purpose } = creditKey('')
  const rows = await ledger.owingOfMany(work.tx, { holderIds: [...new Set(memberIds)], unit, purpose })
  return new Map(rows.map(({ holderId, balance, floor }) => [holderId, balance - (floor ?? 0)]))
}

/** C4: the coupons that many members could show today, by their lots; who has none is absent. Two statements. */
export async function couponsOfMany(
  work: Work,
  memberIds: readonly string[],
): Promise<Map<string, CouponHeld[]>> {
  const asked = { holderIds: [...new Set(memberIds)], unitsLike: 'coupon:', purpose: 'member', at: work.at }
  const lots = await ledger.freeLots(work.tx, asked)
  if (lots.length === 0) return new Map()
  const ids = lots.map((lot) => lot.id)
  const rows = new Map((await store.couponsBy(work.tx, { ids, secrets: [] })).map((row) => [row.id, row]))
  const on = await today(work)
  const found = new Map<string, CouponHeld[]>()
  for (const { id, holderId } of lots) {
    const row = rows.get(id)
    if (!row || row.voided || (row.expiresOn !== null && row.expiresOn < on)) continue
    const { code, expiresOn } = row
    found.set(holderId, [...(found.get(holderId) ?? []), { id, code, expiresOn }])
  }
  return found
}

/** Whose coupons and opening balances these are: of what their events do not say. */
export const holdersBehind = (work: Work, ids: readonly string[]): Promise<string[]> =>
  store.holdersBehind(work.tx, ids)
