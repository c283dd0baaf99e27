import type { Happening } from '#base/happening'
import { money } from '#base/money'
import { present } from '#base/must'
import type { BusinessDay } from '#base/instant'
import type { Actor } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { endOf, splitValue, type CouponRule } from '#domain/program/index'
import { pointsOf } from '#domain/program/model/earn'
import { COUPON_REFUSALS } from '#domain/wallet/contract/coupon'
import * as standing from '#domain/standing/index'
import * as wallet from '#domain/wallet/index'
import type { Facts, Stamp } from './facts.ts'
import type { Judged, SaleRefusal, Tender } from './model/judge.ts'
import { otherwise } from './model/weights.ts'
import type { SaleWish } from './contract/wish.ts'
import type { Quotas } from './quotas.ts'
import type { Exception } from './stamped.ts'
import type { Seen } from './store/sales.ts'

/** The open book of a batch, and what its decisions leave to write beside it. */
export type Moves = Readonly<{
  book: ledger.OpenBook
  counts: wallet.Counts
  uses: wallet.CouponUse[]
  back: { useId: string; causeId: string }[]
  /** Holds whose time was over when the book was opened. */
  ended: readonly Happening[]
  /** Members who may not spend: asked behind the locks, so that no freeze slips in between. */
  frozen: ReadonlySet<string>
  /** What became of these ids before: asked behind the locks, so that a twin that held them has ended (X2, X3). */
  seen: ReadonlyMap<string, Seen>
  /** Where members stand, locked where the program asks for it. */
  standing: standing.StandingBook
  quotas: Quotas
  /** What was accepted of tills that did not ask, although our rules say otherwise. */
  exceptions: Exception[]
}>

/** One wish with all that its value needs. */
export type Doing = Readonly<{
  wish: SaleWish
  facts: Facts
  memberId: string | null
  branchId: string
  day: BusinessDay
  by: Actor
  coupons: readonly wallet.Shown[]
  /** Of a till that did not ask. */
  stamp?: Stamp
}>

export type Effect = Readonly<{ earned: number; burned: number; couponsBack: readonly string[] }>

/** One transaction a sale: everything it moves stands or falls together, and is found by its cause. */
export function beginFor(moves: Moves, { wish, branchId, facts }: Doing): ledger.Side {
  const transaction = ledger.begin(moves.book, {
    kind: wish.kind,
    causeId: wish.id,
    happenedAt: wish.happenedAt,
    branchId,
    programVersion: facts.program.version,
    reason: wish.reason ?? null,
    reversesId: null,
  })
  return { book: moves.book, transaction }
}

/** Takes what a sale spends, then gives what it earns: nobody pays with the points of the same sale. */
export function applySale(moves: Moves, doing: Doing, judged: Judged): Effect | SaleRefusal {
  const { memberId, facts } = doing
  const no = useCoupons(moves, doing)
  if (no) return no
  if (memberId === null) return { earned: 0, burned: 0, couponsBack: [] }
  if (earns(facts, judged) === 0 && !spends(doing, judged)) return { earned: 0, burned: 0, couponsBack: [] }
  const side = beginFor(moves, doing)
  const wrong =
    takeShown(side, doing) ?? takePasses(side, memberId, judged) ?? takeTenders(side, doing, judged)
  if (wrong) return wrong
  // Only now is it known how much of the stored value was bonus.
  const earned = give(side, doing, judged, memberId)
  return { earned, burned: judged.payment.points, couponsBack: [] }
}

/** Gives what a sale earns, with its last day; answers how much. */
export function give(
  side: ledger.Side,
  { facts, day, wish }: Doing,
  judged: Judged,
  memberId: string,
): number {
  const earned = earns(facts, judged)
  const { expiresAfterMonths, pendingDays } = facts.program.document.earning
  const expiresOn = endOf(day, expiresAfterMonths)
  const lotId = side.book.newId()
  wallet.issue(side, { unit: 'points', memberId, amount: earned, expiresOn, lotId })
  if (pendingDays > 0)
    wallet.pend(side, { unit: 'points', memberId, causeId: wish.id, lotId, days: pendingDays })
  return earned
}

/** Whether a sale moves value; a coupon open to all is only counted. */
const spends = ({ coupons, wish, facts }: Doing, judged: Judged): boolean =>
  coupons.some((shown) => shown.couponId !== null || !ruleOf(facts, shown.code)?.open) ||
  judged.lines.some((line) => line.passCount > 0) ||
  wish.tenders.some(
    (t) => ['points', 'stored_value', 'voucher', 'on_account'].includes(t.kind) && t.amountMinor > 0,
  )

export const ruleOf = (facts: Facts, code: string): CouponRule | undefined =>
  facts.program.document.coupons.find((rule) => rule.code === code)

/** Points are earned on money: what points, bonus and vouchers paid earns nothing, or value would breed value (L6). */
function earns(facts: Facts, judged: Judged): number {
  const lines = judged.lines.map(({ chargedMinor, earnTimes }) => ({ chargedMinor, times: earnTimes }))
  return pointsOf(facts.program.document, lines, otherwise(judged.tenders))
}

/** What is refused must not depend on the order coupons were shown in (promises C3). */
function useCoupons(moves: Moves, doing: Doing): SaleRefusal | null {
  const refused = doing.coupons.map((shown) => useCoupon(moves, doing, shown))
  return COUPON_REFUSALS.find((code) => refused.includes(code)) ?? null
}

/** Counts one coupon against its limits and notes its use; or the code of what stands in the way. */
export function useCoupon(
  moves: Moves,
  { facts, memberId, branchId, day, wish }: Doing,
  shown: wallet.Shown,
) {
  const rule = present(ruleOf(facts, shown.code), 'S8: a coupon that lowered the price is in the program')
  if (memberId === null && (shown.memberId !== null || wallet.needsMember(rule))) return 'coupon_needs_member'
  if (shown.memberId !== null && shown.memberId !== memberId) return 'coupon_of_another_member'
  const reached = wallet.countUse(moves.counts, moves.book, rule, { memberId, branchId, day })
  if (reached) return reached
  const { code, couponId } = shown
  const words = { id: moves.book.newId(), code, couponId, memberId, branchId, day }
  moves.uses.push({ ...words, causeId: wish.id, onReturn: rule.onReturn })
  moves.book.undo.push(() => void moves.uses.pop())
  return null
}

function takeShown(side: ledger.Side, { coupons, facts, memberId }: Doing): SaleRefusal | null {
  for (const shown of coupons) {
    const rule = ruleOf(facts, shown.code)
    if (rule && !wallet.takeCoupon(side, rule, { shown, memberId })) return 'coupon_spent'
  }
  return null
}

export function takePasses(side: ledger.Side, memberId: string, judged: Judged): SaleRefusal | null {
  for (const { passCode, passCount } of judged.lines) {
    if (passCode === null || passCount === 0) continue
    const unit = wallet.passUnit(passCode)
    if (!wallet.spend(side, { unit, memberId, amount: passCount })) return 'not_enough_passes'
  }
  return null
}

/** What is held first, then kind by kind: what is refused must not depend on the order tenders were keyed in. */
function takeTenders(side: ledger.Side, doing: Doing, judged: Judged): SaleRefusal | null {
  const all = judged.tenders.flatMap((tender, at): Taking[] => {
    const holdId = doing.wish.tenders[at]?.holdId ?? null
    return tender.amountMinor === 0 ? [] : [{ tender, holdId, points: judged.payment.points }]
  })
  const held = all.filter(({ holdId }) => holdId !== null)
  const refused = held.map((taking) => takeTender(side, doing, taking))
  const wrong = HOLD_REFUSALS.find((code) => refused.includes(code))
  if (wrong) return wrong
  for (const kind of TAKEN_IN_TURN)
    for (const taking of all.filter(({ tender, holdId }) => holdId === null && tender.kind === kind)) {
      const short = takeTender(side, doing, taking)
      if (short) return short
    }
  return null
}

const HOLD_REFUSALS = ['hold_unknown', 'hold_over', 'hold_differs'] as const
const TAKEN_IN_TURN = ['voucher', 'points', 'stored_value', 'on_account'] as const

type Taking = Readonly<{ tender: Tender; holdId: string | null; points: number }>

function takeTender(
  side: ledger.Side,
  doing: Doing,
  { tender, holdId, points: burned }: Taking,
): SaleRefusal | null {
  const memberId = present(doing.memberId, 'S8: value is spent by members only')
  if (tender.kind === 'points') {
    tender.points = burned
    if (holdId !== null)
      return settle(side, doing, { holdId, wanted: [{ unit: 'points', memberId, amount: burned }] })
    return wallet.spend(side, { unit: 'points', memberId, amount: burned }) ? null : 'not_enough_points'
  }
  if (tender.kind === 'voucher') {
    const unit = wallet.couponUnit(present(tender.code, 'S8: a voucher has a code'))
    return wallet.spend(side, { unit, memberId, amount: tender.count }) ? null : 'not_enough_vouchers'
  }
  if (tender.kind === 'on_account')
    return wallet.chargeOnAccount(side, memberId, tender.amountMinor) ? null : 'over_credit_line'
  return tender.kind === 'stored_value' ? takeStored(side, doing, { tender, holdId, memberId }) : null
}

type Stored = Readonly<{ tender: Tender; holdId: string | null; memberId: string }>

/** Principal and bonus in the order of the program; or all of it from the unit a hold reserved. */
function takeStored(
  side: ledger.Side,
  doing: Doing,
  { tender, holdId, memberId }: Stored,
): SaleRefusal | null {
  const { amountMinor: amount } = tender
  if (holdId !== null) {
    const wanted = (['principal', 'bonus'] as const).map((unit) => ({ unit, memberId, amount }))
    const wrong = settle(side, doing, { holdId, wanted })
    if (wrong) return wrong
    const hold = present(side.book.holds.get(holdId), 'S8: what was settled was held')
    const principal =
      ledger.accountOf(side.book, wallet.purseKey('principal', memberId)).id === hold.accountId
    Object.assign(tender, principal ? { principalMinor: amount } : { bonusMinor: amount })
    return null
  }
  const held = {
    principal: money(wallet.freeOf(side.book, 'principal', memberId)),
    bonus: money(wallet.freeOf(side.book, 'bonus', memberId)),
  }
  const split = splitValue(doing.facts.program.document.storedValue.order, held, amount)
  if (!split) return 'not_enough_money'
  if (!wallet.spend(side, { unit: 'principal', memberId, amount: split.principal })) return 'not_enough_money'
  if (!wallet.spend(side, { unit: 'bonus', memberId, amount: split.bonus })) return 'not_enough_money'
  Object.assign(tender, { principalMinor: split.principal, bonusMinor: split.bonus })
  return null
}

type Wanted = Readonly<{ unit: wallet.WalletUnit; memberId: string; amount: number }>

type Settling = Readonly<{ holdId: string; wanted: readonly Wanted[] }>

function settle(side: ledger.Side, { facts }: Doing, { holdId, wanted }: Settling): SaleRefusal | null {
  const hold = side.book.holds.get(holdId)
  const known = facts.holds.get(holdId)
  // One that ended before is over, whoever ended it: the answer must not depend on whether a job has been there.
  const over =
    known && wanted.some(({ unit, memberId }) => known.unit === unit && known.holderId === memberId)
  if (!hold && over && known.lotId === null) return 'hold_over'
  const own = wanted.find(
    ({ unit, memberId }) =>
      ledger.accountOf(side.book, wallet.purseKey(unit, memberId)).id === hold?.accountId,
  )
  if (!hold || !own || hold.lotId !== null) return 'hold_unknown'
  if (!ledger.stands(hold, side.book.at)) return 'hold_over'
  if (own.amount > hold.amount) return 'hold_differs'
  wallet.settle(side, own.unit, hold, own.amount)
  return null
}
