import { addMonths, type BusinessDay } from '#base/instant'
import { must } from '#base/must'
import { add, less, money, nothing, shareHalfUp, type Money } from '#base/money'

export const PACKS = ['none', 'cn'] as const
export type PackCode = (typeof PACKS)[number]
export const REFUND_CAUSES = ['trader', 'consumer', 'withdrawal_7_days'] as const
/** Why a top-up is given back: the trader's doing, the consumer's wish, or second thoughts within seven days. */
export type RefundCause = (typeof REFUND_CAUSES)[number]

/** What the law of a country says of prepaid cards, as data. Amounts are minor units of that country's currency. */
export type PrepaidPack = Readonly<{
  code: PackCode
  /** The most one named card may hold after a credit; null is no cap. */
  namedMostMinor: Money | null
  bearerMostMinor: Money | null
  /** Named stored value never ends; a bearer card is suspended after so many years at the least, never forfeited. */
  namedNeverEnds: boolean
  bearerLeastYears: number | null
  /** Days from payment within which an untouched top-up comes back whole; null gives no such right. */
  withdrawalDays: number | null
  /** Whether the trader's doing and the consumer's wish are counted differently. */
  countsByCause: boolean
  /** How long purchases and refunds are kept. */
  recordYears: number
  sources: readonly string[]
}>

export const prepaidPacks: Readonly<Record<PackCode, PrepaidPack>> = {
  none: {
    code: 'none',
    namedMostMinor: null,
    bearerMostMinor: null,
    namedNeverEnds: false,
    bearerLeastYears: null,
    withdrawalDays: null,
    countsByCause: false,
    recordYears: 0,
    sources: [],
  },
  cn: {
    code: 'cn',
    namedMostMinor: money(5_000_00),
    bearerMostMinor: money(1_000_00),
    namedNeverEnds: true,
    bearerLeastYears: 3,
    withdrawalDays: 7,
    countsByCause: true,
    recordYears: 5,
    sources: [
      '单用途商业预付卡管理办法（试行），商务部令2012年第9号，2016年修订：限额、有效期、资料保存',
      '最高人民法院 法释〔2025〕4号，2025-05-01起施行：第十四至二十条、第二十二条、第二十四条',
    ],
  },
}

/** What a chain sets in its program; it may set lower caps than the law, never higher ones. */
export type PrepaidRules = Readonly<{
  pack: PackCode
  namedMostMinor: number | null
  bearerMostMinor: number | null
}>

/** The most a named member's principal and bonus may come to after a credit (promises M6); null is no cap. */
export const namedCap = (rules: PrepaidRules): Money | null =>
  lower(prepaidPacks[rules.pack].namedMostMinor, rules.namedMostMinor)

/** The same of a card that names nobody. */
export const bearerCap = (rules: PrepaidRules): Money | null =>
  lower(prepaidPacks[rules.pack].bearerMostMinor, rules.bearerMostMinor)

function lower(law: Money | null, own: number | null): Money | null {
  const caps = [law, own].filter((cap) => cap !== null)
  return caps.length === 0 ? null : money(Math.min(...caps))
}

/** What may still come in: never below zero, null without a cap. */
export const roomUnder = (cap: Money | null, held: Money): Money | null =>
  cap === null ? null : money(Math.max(0, cap - held))

/**
 * The last day before a bearer card needs to be activated again (法释〔2025〕4号 art. 24): its balance is suspended, never
 * lost. Null where the law names no such day, and for named cards.
 */
export function bearerActiveUntil(pack: PrepaidPack, issuedOn: BusinessDay): BusinessDay | null {
  return pack.bearerLeastYears === null ? null : addMonths(issuedOn, pack.bearerLeastYears * 12)
}

/**
 * What became of a top-up. `usedCharged` is what left its principal and bonus, at the price charged; `usedListed` is
 * what the same goods cost without discount. What died unused was not consumed and counts as not used.
 */
export type Consumption = Readonly<{
  paid: Money
  gift: Money
  usedCharged: Money
  usedListed: Money
  cause: RefundCause
  daysSincePaid: number
  /** Nothing that came with it was used: neither money nor a pass nor a coupon. */
  untouched: boolean
}>

export const REFUND_RULES = ['withdrawal', 'gift_in_proportion', 'undiscounted', 'as_charged'] as const
/** Which rule counted; the console cites its article. */
export type RefundRule = (typeof REFUND_RULES)[number]
export type RefundAnswer = Readonly<{
  rule: RefundRule
  /** What is held against the payment for what was consumed; may exceed it (art. 20: the excess is not claimed). */
  countedMinor: Money
  refundMinor: Money
}>
export type WithdrawalRefusal = 'withdrawal_too_late' | 'withdrawal_touched'

/**
 * What comes back of a top-up, without interest: what was paid less what was consumed, counted by the pack (法释〔2025〕4号
 * arts. 14, 15, 18, 19, 20). The trader's doing counts consumption at the charged price and the gift's share of it as
 * gift; the consumer's wish counts it undiscounted and in full. Halves of a fen count as consumed.
 */
export function topUpRefund(pack: PrepaidPack, so: Consumption): RefundAnswer | WithdrawalRefusal {
  const { paid, gift, usedCharged, usedListed } = so
  must(paid > 0 && gift >= 0, 'W7: something was paid, and a gift is never negative')
  must(usedCharged >= 0 && usedCharged <= add(paid, gift), 'W7: no more is used than came in')
  must(usedListed >= usedCharged, 'W7: no price is below what was charged')
  if (so.cause === 'withdrawal_7_days') return withdrawal(pack, so)
  if (!pack.countsByCause) return counted(paid, usedCharged, 'as_charged')
  if (so.cause === 'consumer') return counted(paid, usedListed, 'undiscounted')
  return counted(paid, shareHalfUp(usedCharged, paid, add(paid, gift)), 'gift_in_proportion')
}

function withdrawal(pack: PrepaidPack, so: Consumption): RefundAnswer | WithdrawalRefusal {
  if (pack.withdrawalDays === null || so.daysSincePaid > pack.withdrawalDays) return 'withdrawal_too_late'
  if (!so.untouched || so.usedCharged > 0) return 'withdrawal_touched'
  return counted(so.paid, nothing, 'withdrawal')
}

const counted = (paid: Money, countedMinor: Money, rule: RefundRule): RefundAnswer => ({
  rule,
  countedMinor,
  refundMinor: money(Math.max(0, paid - countedMinor)),
})

/** Simple interest on what comes back (art. 16), a figure of its own: a rate in basis points a year of 365 days. */
export function interestOn(refund: Money, rate: Readonly<{ bps: number; days: number }>): Money {
  must(rate.bps >= 0 && rate.days >= 0, 'W7: interest is never negative')
  return shareHalfUp(refund, rate.bps * rate.days, 10_000 * 365)
}

/** Whether interest runs: second thoughts bring back the principal alone (art. 14). */
export const bearsInterest = (cause: RefundCause): boolean => cause !== 'withdrawal_7_days'

/** What is left of a top-up in its lots, and what of its gift died unused. */
export type Left = Readonly<{ principal: Money; bonus: Money; bonusDied: Money }>
export type TakenOut = Readonly<{
  /** Paid back out of principal; the rest of the principal is kept for what was consumed. */
  principalRefunded: Money
  principalKept: Money
  /** Paid back out of bonus, because the law counts part of the principal consumed as gift. */
  bonusRefunded: Money
  bonusVoid: Money
  /** The same out of bonus that had died. */
  diedRefunded: Money
}>

/**
 * Which lots a refund empties. Nothing is left: what is not paid back is void. Principal pays first; where the law's
 * count and the order of spending differ, bonus stands in, and then bonus that had died.
 */
export function takeOut(refund: Money, left: Left): TakenOut {
  const principalRefunded = money(Math.min(refund, left.principal))
  const more = less(refund, principalRefunded)
  const bonusRefunded = money(Math.min(more, left.bonus))
  const diedRefunded = less(more, bonusRefunded)
  must(diedRefunded <= left.bonusDied, 'W7: no more comes back than came in and was not consumed')
  return {
    principalRefunded,
    principalKept: less(left.principal, principalRefunded),
    bonusRefunded,
    bonusVoid: less(left.bonus, bonusRefunded),
    diedRefunded,
  }
}

/** What a pass is worth still: by the count left, or by the days left of one without a count (art. 22). */
export type PassUse = Readonly<{ paid: Money; whole: number; used: number }>

/** Half a fen falls to the member, who did not have what it pays for. */
export function passRefund({ paid, whole, used }: PassUse): Money {
  must(whole > 0 && used >= 0, 'W7: a pass has a count or a length')
  return shareHalfUp(paid, Math.max(0, whole - used), whole)
}

export type Spent = Readonly<{ causeId: string; amount: Money }>
/** What a receipt cost without discount, and what was charged. */
export type Prices = Readonly<{ listedMinor: number; chargedMinor: number }>

/**
 * The undiscounted price of what a top-up paid for (art. 19): of every receipt its share, in the proportion of listed
 * to charged. A return has a receipt of its own and takes its share off. Where no receipt is known – value handed on,
 * corrected by hand – it counts as it left. Never below what was charged.
 */
export function listedPrice(used: Money, spent: readonly Spent[], known: ReadonlyMap<string, Prices>): Money {
  let dearer: Money = nothing
  for (const { causeId, amount } of spent) {
    const prices = known.get(causeId)
    if (!prices || prices.chargedMinor <= 0 || prices.listedMinor <= prices.chargedMinor) continue
    dearer = add(dearer, less(shareHalfUp(amount, prices.listedMinor, prices.chargedMinor), amount))
  }
  return money(used + Math.max(0, dearer))
}
