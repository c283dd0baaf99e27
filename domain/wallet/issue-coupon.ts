import type { Wish } from '#base/endpoint'
import { addDays, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { inOne } from '#db/in-one'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { today } from '#domain/org/index'
import { liveProgram, type CouponRule } from '#domain/program/index'
import { validOn } from '#domain/program/model/coupon-price'
import type { findCoupon, issueCoupon, memberCoupons, voidCoupon } from './contract/coupon.ts'
import { couponUnit } from './contract.ts'
import { couponsShown, openCounts, stateOf, couponStatements } from './coupons.ts'
import { couponIssued, couponVoided } from './events.ts'
import { endDue } from './hold.ts'
import { issue } from './moves.ts'
import { chainKey, openPurses, purseKey } from './purse.ts'
import { secretHash, secretText } from './secret.ts'
import * as store from './store/coupons.ts'

/** The last day of a coupon issued today: its own days, or its rule's end, whichever comes first. */
export function couponEnd(rule: CouponRule, from: BusinessDay): BusinessDay | null {
  const ends = [rule.daysAlive === null ? null : addDays(from, rule.daysAlive), rule.to].filter(
    (d) => d !== null,
  )
  return ends.sort()[0] ?? null
}

export type NewCoupon = Readonly<{
  id: string
  rule: CouponRule
  memberId: string
  causeId: string
  secretSha256: string | null
  fingerprint: string
}>

/**
 * Gives out coupons in an open book, a lot of one each; the caller has opened the purses of their units and writes the
 * rows with `keepCoupons` in the same work.
 */
export function giveCoupons(side: ledger.Side, coupons: readonly NewCoupon[]): void {
  const { today: from } = side.book
  for (const { id, rule, memberId } of coupons)
    issue(side, {
      unit: couponUnit(rule.code),
      memberId,
      amount: 1,
      expiresOn: couponEnd(rule, from),
      lotId: id,
    })
}

export async function keepCoupons(work: Work, coupons: readonly NewCoupon[], on: BusinessDay): Promise<void> {
  await store.insertCoupons(
    work,
    coupons.map(({ rule, ...coupon }) => ({ ...coupon, code: rule.code, expiresOn: couponEnd(rule, on) })),
  )
  for (const { id, rule, memberId, causeId } of coupons)
    work.record(couponIssued({ id, code: rule.code, memberId, causeId }))
}

/** One coupon for one member, by hand (C32). A retry gets the same answer, but never the secret again. */
export async function issueOne(work: Work, wish: Wish<typeof issueCoupon>) {
  const print = fingerprint(wish)
  const on = await today(work)
  const { document, version } = await liveProgram(work)
  const rule = document.coupons.find((one) => one.code === wish.code)
  const counts = await openCounts(
    work,
    { limits: rule ? [{ code: rule.code, scope: 'issued' }] : [], others: [] },
    false,
  )
  const [done] = await store.couponsBy(work.tx, { ids: [wish.id], secrets: [] })
  if (done && done.fingerprint !== print) throw new Refusal('coupon_id_reused')
  if (done) return { ...(await one(work, done.id, on)), secret: null, replayed: true }
  if ((await membersById(work, [wish.memberId])).length === 0) throw new Refusal('member_unknown')
  if (!rule || rule.open) throw new Refusal('coupon_unknown')
  if (!validOn({ from: null, to: rule.to }, on)) throw new Refusal('coupon_not_valid_today')
  const issued = [...counts.values()][0]
  if (rule.most !== null && issued && issued.used >= rule.most) throw new Refusal('coupon_used_up')

  const secret = wish.withSecret ? secretText(work.randomBytes(16)) : null
  const { id, memberId } = wish
  const secretSha256 = secret === null ? null : secretHash(secret)
  const coupon: NewCoupon = { id, rule, memberId, causeId: id, secretSha256, fingerprint: print }
  const book = await openPurses(work, [{ unit: couponUnit(rule.code), memberId, takes: false }])
  const words = { branchId: null, programVersion: version, reason: null, reversesId: null }
  const transaction = ledger.begin(book, { kind: 'coupon', causeId: id, happenedAt: work.at, ...words })
  giveCoupons({ book, transaction }, [coupon])
  if (issued) Object.assign(issued, { used: issued.used + 1, most: issued.used + 1, changed: true })
  await ledger.closeBook(work, book)
  await keepCoupons(work, [coupon], on)
  await inOne(work.tx, couponStatements(work, { counts, uses: [], back: [] }))
  return { ...(await one(work, id, on)), secret, replayed: false }
}

async function one(work: Work, id: string, on: BusinessDay) {
  const [shown] = await stateOf(work, await store.couponsBy(work.tx, { ids: [id], secrets: [] }), on)
  return present(shown, 'W52: a coupon that was issued is there')
}

export async function ofMember(work: Work, { memberId }: Wish<typeof memberCoupons>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  return { rows: await stateOf(work, await store.couponsOfMember(work.tx, memberId), await today(work)) }
}

/** The codes of the coupons that a member could show today, one entry a coupon. */
export async function couponsHeld(work: Work, memberId: string): Promise<string[]> {
  const on = await today(work)
  const rows = await stateOf(work, await store.couponsOfMember(work.tx, memberId), on)
  return rows.filter((one) => one.state === 'issued').map((one) => one.code)
}

export type CouponState = Awaited<ReturnType<typeof stateOf>>[number]['state']

/** How these coupons stand today, by their ids. */
export async function couponStates(
  work: Work,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CouponState>> {
  const rows = ids.length === 0 ? [] : await store.couponsBy(work.tx, { ids, secrets: [] })
  return new Map((await stateOf(work, rows, await today(work))).map(({ id, state }) => [id, state]))
}

export async function find(work: Work, { secret }: Wish<typeof findCoupon>) {
  const known = await couponsShown(work, [{ secret }])
  const row = known.bySecret.get(secretHash(secret))
  if (!row) throw new Refusal('coupon_not_found')
  return { ...(await one(work, row.id, await today(work))), memberId: row.memberId }
}

/** Takes an unspent coupon away again; twice is once. */
export async function makeVoid(work: Work, { couponId, reason }: Wish<typeof voidCoupon>) {
  const on = await today(work)
  const [row] = await store.couponsBy(work.tx, { ids: [couponId], secrets: [] })
  if (!row) throw new Refusal('coupon_not_found')
  const unit = couponUnit(row.code)
  const book = await openPurses(work, [{ unit, memberId: row.memberId, takes: true }])
  const ended = endDue(book)
  // Looked up again behind the lock: another may have made it void meanwhile.
  const before = await one(work, couponId, on)
  if (before.state === 'void') return before
  const words = { branchId: null, programVersion: null, reason, reversesId: null }
  const transaction = ledger.begin(book, {
    kind: 'coupon_void',
    causeId: couponId,
    happenedAt: work.at,
    ...words,
  })
  const side = { book, transaction }
  if (ledger.takeUpTo(side, purseKey(unit, row.memberId), 1, { lotId: couponId }) < 1)
    throw new Refusal('coupon_spent')
  ledger.move(side, chainKey(unit, 'issued'), 1)
  await ledger.closeBook(work, book)
  await store.insertVoiding(work, couponId, reason)
  work.record(...ended, couponVoided({ id: couponId, reason }))
  return one(work, couponId, on)
}
