import type { BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import { inOne } from '#db/in-one'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { endOf, type CouponRule, type LiveProgram } from '#domain/program/index'
import { validOn } from '#domain/program/model/coupon-price'
import { couponUnit } from './contract.ts'
import { couponStatements, openCounts, type Counts } from './coupons.ts'
import { couponEnd, giveCoupons, keepCoupons, type NewCoupon } from './issue-coupon.ts'
import { issue } from './moves.ts'
import { openPurses } from './purse.ts'

/** What somebody is given beside a sale, on joining or on an occasion: points and coupons. */
export type GiftsWish = Readonly<{
  memberId: string
  points: number
  coupons: readonly Readonly<{ rule: CouponRule; count: number }>[]
}>
export type GiftsOpen = Readonly<{ wish: GiftsWish; book: ledger.OpenBook; counts: Counts }>
export type GiftsGiven = Readonly<{
  points: number
  pointsExpireOn: BusinessDay | null
  coupons: readonly Readonly<{ id: string; code: string; expiresOn: BusinessDay | null }>[]
}>

/** Locks what the gifts will touch; with `principal` what the member paid in as well. */
export async function openGifts(
  work: Work,
  wish: GiftsWish,
  { looking, principal = false }: Readonly<{ looking: boolean; principal?: boolean }>,
): Promise<GiftsOpen> {
  const { memberId, coupons } = wish
  const limits = coupons.map(({ rule }) => ({ code: rule.code, scope: 'issued' }))
  const counts = await openCounts(work, { limits, others: [] }, looking)
  const units = ['points' as const, ...coupons.map(({ rule }) => couponUnit(rule.code))]
  const purses = units.map((unit) => ({ memberId, unit, takes: false }))
  const paid = principal ? [{ memberId, unit: 'principal' as const, takes: true }] : []
  const book = await openPurses(work, [...purses, ...paid], { looking })
  return { wish, book, counts }
}

/** Refuses gifts that are no longer to be had: `coupon_not_valid_today`, `coupon_used_up`. */
export function mustBeGivable({ wish, book, counts }: GiftsOpen): void {
  for (const { rule, count } of wish.coupons) {
    const couponCode = rule.code
    if (!validOn({ from: null, to: rule.to }, book.today))
      throw new Refusal('coupon_not_valid_today', { couponCode })
    const issued = issuedOf(counts, couponCode)
    if (rule.most !== null && (issued?.used ?? 0) + count > rule.most)
      throw new Refusal('coupon_used_up', { couponCode })
  }
}

const issuedOf = (counts: Counts, code: string) =>
  [...counts.values()].find((one) => one.code === code && one.scope === 'issued')

export type GiftsCause = Readonly<{
  /** What the ledger calls it: `joining`, `claim`. */
  kind: string
  id: string
  fingerprint: string
  branchId: string | null
  program: LiveProgram
}>

/** Gives everything in one transaction of the ledger and closes the book; no points and no coupons move nothing. */
export async function giveGifts(work: Work, open: GiftsOpen, cause: GiftsCause): Promise<GiftsGiven> {
  const { wish, book, counts } = open
  const { memberId, points } = wish
  const { version: programVersion, document } = cause.program
  const each = { memberId, causeId: cause.id, secretSha256: null, fingerprint: cause.fingerprint }
  const coupons: NewCoupon[] = wish.coupons.flatMap(({ rule, count }) =>
    Array.from({ length: count }, () => ({ ...each, id: work.newId(), rule })),
  )
  const pointsExpireOn = points > 0 ? endOf(book.today, document.earning.expiresAfterMonths) : null
  if (points > 0 || coupons.length > 0) {
    const words = { branchId: cause.branchId, programVersion, reason: null, reversesId: null }
    const happened = { kind: cause.kind, causeId: cause.id, happenedAt: book.at }
    const side = { book, transaction: ledger.begin(book, { ...happened, ...words }) }
    issue(side, { unit: 'points', memberId, amount: points, expiresOn: pointsExpireOn })
    giveCoupons(side, coupons)
  }
  for (const { rule, count } of wish.coupons) {
    const issued = issuedOf(counts, rule.code)
    const used = (issued?.used ?? 0) + count
    if (issued) Object.assign(issued, { used, most: used, changed: true })
  }
  await ledger.closeBook(work, book)
  await keepCoupons(work, coupons, book.today)
  await inOne(work.tx, couponStatements(work, { counts, uses: [], back: [] }))
  const told = coupons.map(({ id, rule }) => ({
    id,
    code: rule.code,
    expiresOn: couponEnd(rule, book.today),
  }))
  return { points, pointsExpireOn, coupons: told }
}
