import type { CouponRule } from '#domain/program/index'
import * as wallet from '#domain/wallet/index'
import { dayOf, heirOf, type Asked, type Facts } from './facts.ts'
import { paidBy } from './model/returns.ts'

/** The purses a batch may touch, and the closed lots its returns may fill again. */
export function purseWishes(
  asked: readonly Asked[],
  facts: Facts,
): { wishes: wallet.PurseWish[]; alsoLots: string[] } {
  const wishes: wallet.PurseWish[] = []
  const alsoLots = new Set<string>()
  for (const one of asked) {
    const memberId = facts.holders.get(one.wish.memberNumber ?? '')?.memberId
    if (memberId === undefined) continue
    addOf(facts, one, memberId, { wishes, alsoLots })
  }
  return { wishes, alsoLots: [...alsoLots] }
}

type Needs = Readonly<{ wishes: wallet.PurseWish[]; alsoLots: Set<string> }>

function addOf(facts: Facts, asked: Asked, memberId: string, { wishes, alsoLots }: Needs): void {
  const { wish } = asked
  const paid = new Set(wish.tenders.filter((tender) => tender.amountMinor > 0).map((tender) => tender.kind))
  const takes = (unit: wallet.WalletUnit, most: Bound = {}) =>
    wishes.push({ memberId, unit, takes: true, ...most })
  // What waits is a hold on its lot, and a hold is placed on accounts that are open with their lots.
  const waits = facts.program.document.earning.pendingDays > 0
  if (wish.kind === 'return' || waits) takes('points')
  else if (paid.has('points')) takes('points', mostPoints(facts, asked))
  else wishes.push({ memberId, unit: 'points', takes: false })
  if (paid.has('stored_value'))
    for (const unit of ['principal', 'bonus'] as const) takes(unit, mostStored(asked))
  for (const { kind, code } of wish.tenders)
    if (kind === 'voucher' && code !== undefined) takes(wallet.couponUnit(code))
  for (const { passCode } of wish.lines) if (passCode !== undefined) takes(wallet.passUnit(passCode))
  for (const shown of shownBy(facts, wish)) takes(wallet.couponUnit(shown.code))
  // Nothing comes back to one member of what another one burned, unless that one has gone into this one.
  const sold = facts.sold.get(wish.returnsSaleId ?? '')
  const owner = sold?.memberId ?? null
  if (!sold || owner === null || (owner !== memberId && heirOf(facts, sold) !== memberId)) return
  if (owner !== memberId) wishes.push({ memberId: owner, unit: 'points', takes: true })
  for (const [unit, lots] of facts.value.get(sold.id)?.burned ?? []) {
    wishes.push({ memberId: owner, unit, takes: true })
    for (const lot of lots) alsoLots.add(lot.lotId)
  }
}

type Bound = Pick<wallet.PurseWish, 'most'>

/** What a sale spends at the most; nothing bounds a return, or what a till did that asked nobody. */
const bounded = ({ wish, stamp }: Asked, most: number): Bound =>
  wish.kind === 'return' || wish.returnsSaleId !== undefined || stamp !== undefined ? {} : { most }

function mostPoints(facts: Facts, asked: Asked): Bound {
  const rule = facts.program.document.pointsAsMoney
  const tenders = asked.wish.tenders.filter((one) => one.kind === 'points')
  const steps = rule === null ? 0 : Math.ceil(paidBy(tenders, 'points') / rule.minor) * rule.points
  return bounded(asked, steps * tenders.length)
}

const mostStored = (asked: Asked): Bound => bounded(asked, paidBy(asked.wish.tenders, 'stored_value'))

/** The coupons a wish shows, as far as anybody knows them. */
export const shownBy = (facts: Facts, wish: Asked['wish']): wallet.Shown[] =>
  wish.coupons.flatMap((ref) => wallet.shown(facts.coupons, ref) ?? [])

/** Whether a batch touches what members owe on account. */
export const onAccount = (asked: readonly Asked[], facts: Facts): string[] => [
  ...new Set(
    asked.flatMap(({ wish }) => {
      const sold = facts.sold.get(wish.returnsSaleId ?? '')
      const paid = sold?.tenders ?? wish.tenders
      const memberId = sold?.memberId ?? facts.holders.get(wish.memberNumber ?? '')?.memberId
      return memberId !== undefined && paid.some((tender) => tender.kind === 'on_account') ? [memberId] : []
    }),
  ),
]

/** The stores that may lose something: where tills did not ask, and where a loss comes back with its goods. */
export const losesAt = (asked: readonly Asked[], facts: Facts): string[] => [
  ...new Set(
    asked.flatMap(({ wish, stamp }) => {
      const sold = facts.sold.get(wish.returnsSaleId ?? '')
      const lost = sold?.tenders.some((tender) => tender.kind === 'offline_loss') ? [sold.branchId] : []
      const branch = facts.branches.get(wish.branchCode)
      return stamp === undefined || !branch ? lost : [...lost, branch.id]
    }),
  ),
]

const ruleOf = (facts: Facts, code: string): CouponRule | undefined =>
  facts.program.document.coupons.find((rule) => rule.code === code)

/** The counts that uses of the batch are measured against, and those that its returns may take from. */
export function countsWanted(asked: readonly Asked[], facts: Facts): wallet.CountsWanted {
  const limits: { code: string; scope: string }[] = []
  const others: { code: string; scope: string }[] = []
  for (const { wish } of asked) {
    const branch = facts.branches.get(wish.branchCode)
    if (!branch) continue
    const memberId = facts.holders.get(wish.memberNumber ?? '')?.memberId ?? null
    const where = { memberId, branchId: branch.id, day: dayOf(facts, wish) }
    for (const { code } of shownBy(facts, wish)) {
      const rule = ruleOf(facts, code)
      if (!rule) continue
      limits.push(...wallet.limitsOf(rule, where).map(({ scope }) => ({ code, scope })))
      others.push(...wallet.scopesOf(where).map((scope) => ({ code, scope })))
    }
    for (const use of facts.value.get(wish.returnsSaleId ?? '')?.uses ?? [])
      others.push(...wallet.scopesOf(use).map((scope) => ({ code: use.code, scope })))
  }
  return { limits, others }
}
