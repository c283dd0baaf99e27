import type { BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { Statement } from '#db/in-one'
import type { Work } from '#db/work'
import type { CouponRule } from '#domain/program/index'
import * as ledger from '#domain/ledger/index'
import type { CouponRefusal } from './contract/coupon.ts'
import { couponUnit } from './contract.ts'
import { asTheyAreNow } from './coupons-moved.ts'
import { settle, spend } from './moves.ts'
import { purseKey } from './purse.ts'
import { secretHash } from './secret.ts'
import * as store from './store/coupons.ts'

export type CouponUse = store.Use
/** How a coupon is shown: one issued to a member, its secret, or the code of one. */
export type CouponRef =
  | Readonly<{ couponId: string; holdId?: string | undefined }>
  | Readonly<{ secret: string }>
  | Readonly<{ code: string }>

/** A coupon as it was shown, known or not. `couponId` is null where any of that code will do. */
export type Shown = Readonly<{
  code: string
  couponId: string | null
  memberId: string | null
  holdId: string | null
}>
export type KnownCoupons = Readonly<{
  byId: ReadonlyMap<string, store.CouponRow>
  bySecret: ReadonlyMap<string, store.CouponRow>
}>

/** Looks up the coupons that a batch shows by id or secret; one that moved with a merge leads to where it is now. */
export async function couponsShown(work: Work, refs: readonly CouponRef[]): Promise<KnownCoupons> {
  const ids = refs.flatMap((ref) => ('couponId' in ref ? [ref.couponId] : []))
  const secrets = refs.flatMap((ref) => ('secret' in ref ? [secretHash(ref.secret)] : []))
  const rows = await store.couponsBy(work.tx, { ids, secrets })
  const now = await asTheyAreNow(work, rows)
  return {
    byId: new Map(rows.map((row) => [row.id, now.get(row.id) ?? row])),
    bySecret: new Map(rows.map((row) => [row.secretSha256 ?? '', now.get(row.id) ?? row])),
  }
}

/** What a reference means; null for a coupon nobody knows. */
export function shown(known: KnownCoupons, ref: CouponRef): Shown | null {
  if ('code' in ref) return { code: ref.code, couponId: null, memberId: null, holdId: null }
  const row = 'couponId' in ref ? known.byId.get(ref.couponId) : known.bySecret.get(secretHash(ref.secret))
  if (!row) return null
  const holdId = 'couponId' in ref ? (ref.holdId ?? null) : null
  return { code: row.code, couponId: row.id, memberId: row.memberId, holdId }
}

type Count = { readonly code: string; readonly scope: string; used: number; most: number; changed: boolean }
/** Locked counts of the limits a batch may reach. */
export type Counts = Map<string, Count>
type Where = Readonly<{ memberId: string | null; branchId: string; day: BusinessDay }>
type Limit = Readonly<{ scope: string; most: number; code: CouponRefusal }>

/** The limits of a rule that one use counts against, in order of precedence (promises C1, C2). */
export function limitsOf(rule: CouponRule, { memberId, branchId, day }: Where): Limit[] {
  const limits: (Limit | null)[] = [
    rule.most === null || !rule.open ? null : { scope: 'all', most: rule.most, code: 'coupon_used_up' },
    rule.mostPerMember === null
      ? null
      : { scope: `member:${memberId}`, most: rule.mostPerMember, code: 'coupon_member_limit' },
    rule.mostPerMemberDay === null
      ? null
      : { scope: `member:${memberId}:${day}`, most: rule.mostPerMemberDay, code: 'coupon_day_limit' },
    rule.mostPerBranch === null
      ? null
      : { scope: `branch:${branchId}`, most: rule.mostPerBranch, code: 'coupon_branch_limit' },
    rule.mostPerDay === null
      ? null
      : { scope: `day:${day}`, most: rule.mostPerDay, code: 'coupon_daily_limit' },
  ]
  return limits.filter((limit) => limit !== null)
}

export const needsMember = (rule: CouponRule): boolean =>
  !rule.open || rule.mostPerMember !== null || rule.mostPerMemberDay !== null

export type CountsWanted = Readonly<{
  /** Counts that a limit asks for; made where they do not exist yet. */
  limits: readonly store.CountKey[]
  /** Counts that are kept current where they exist, whether a limit asks for them today or not. */
  others: readonly store.CountKey[]
}>

/** Locks counts to the end of the work, in one order for everybody. */
export async function openCounts(work: Work, wanted: CountsWanted, looking: boolean): Promise<Counts> {
  const byKey = (keys: readonly store.CountKey[]) => [
    ...new Map(keys.map((key) => [countKey(key), key])).values(),
  ]
  const rows = await store.lockCounts(work.tx, {
    make: byKey(wanted.limits),
    all: byKey([...wanted.limits, ...wanted.others]),
    looking,
  })
  return new Map(rows.map((row) => [countKey(row), { ...row, most: row.used, changed: false }]))
}

const countKey = ({ code, scope }: store.CountKey): string => `${code} ${scope}`

/** Counts one use against every limit of its rule, or says which one is reached. */
export function countUse(
  counts: Counts,
  book: ledger.Book,
  rule: CouponRule,
  where: Where,
): CouponRefusal | null {
  const limits = limitsOf(rule, where)
  for (const { scope, most, code } of limits)
    if ((counts.get(countKey({ code: rule.code, scope }))?.used ?? 0) >= most) return code
  for (const scope of scopesOf(where)) step(counts, book, { code: rule.code, scope, by: 1 })
  return null
}

/** Takes a use off every count that has it. */
export function uncountUse(counts: Counts, book: ledger.Book, use: CouponUse): void {
  for (const scope of scopesOf(use)) step(counts, book, { code: use.code, scope, by: -1 })
}

/** Every scope that may count a use. */
export const scopesOf = ({ memberId, branchId, day }: Where): string[] => [
  'all',
  `branch:${branchId}`,
  `member:${memberId}`,
  `member:${memberId}:${day}`,
  `day:${day}`,
]

function step(counts: Counts, book: ledger.Book, of: { code: string; scope: string; by: number }): void {
  const count = counts.get(countKey(of))
  if (!count) return
  const before = { ...count }
  count.used += of.by
  // Whoever counts a use has asked every limit first; a limit lowered later does not stop a use from coming back.
  count.most = Math.max(count.most, count.used)
  count.changed = true
  book.undo.push(() => void Object.assign(count, before))
}

/**
 * Takes a coupon out of what a member holds; one open to all is only counted. Answers false when it is gone or held.
 */
export function takeCoupon(
  side: ledger.Side,
  rule: CouponRule,
  of: Readonly<{ shown: Shown; memberId: string | null }>,
): boolean {
  if (rule.open && of.shown.couponId === null) return true
  const memberId = present(of.memberId, 'W52: an issued coupon belongs to a member')
  const unit = couponUnit(rule.code)
  const hold = of.shown.holdId === null ? undefined : side.book.holds.get(of.shown.holdId)
  if (hold && ledger.stands(hold, side.book.at) && hold.lotId === of.shown.couponId) {
    settle(side, unit, hold, 1)
    return true
  }
  const one = of.shown.couponId === null ? {} : { lotId: of.shown.couponId }
  return spend(side, { unit, memberId, amount: 1, ...one })
}

/** The state of a coupon, from its lot: one for every channel (promises C4). */
export async function stateOf(work: Work, rows: readonly store.CouponRow[], on: BusinessDay) {
  const ids = rows.map((row) => row.id)
  const lots = new Map((await ledger.lotStates(work.tx, ids, work.at)).map((lot) => [lot.id, lot]))
  return rows.map((row) => {
    const lot = lots.get(row.id)
    const there = (lot?.remaining ?? 0) > 0
    const state = row.voided
      ? ('void' as const)
      : !there
        ? lot?.expired
          ? ('expired' as const)
          : ('redeemed' as const)
        : lot?.held
          ? ('held' as const)
          : row.expiresOn !== null && row.expiresOn < on
            ? ('expired' as const)
            : ('issued' as const)
    const { id, code, issuedAt, expiresOn, causeId, memberId } = row
    return { id, code, state, issuedAt, expiresOn, causeId, memberId }
  })
}

/** Uses, returns and counts of a batch, as parts of one statement. */
export const couponStatements = (
  work: Work,
  of: Readonly<{
    counts: Counts
    uses: readonly CouponUse[]
    back: readonly Readonly<{ useId: string; causeId: string }>[]
  }>,
): Statement[] => [
  ...store.insertUses(work, of.uses),
  ...store.insertReturns(work, of.back),
  ...store.updateCounts([...of.counts.values()].filter((count) => count.changed)),
]

export const couponPurse = (code: string, memberId: string): ledger.AccountKey =>
  purseKey(couponUnit(code), memberId)

export const standingUses = (work: Work, causeIds: readonly string[]): Promise<CouponUse[]> =>
  store.standingUses(work.tx, causeIds)
