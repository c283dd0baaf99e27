import type { Wish } from '#base/endpoint'
import { businessDay, daysBetween, type BusinessDay } from '#base/instant'
import { add, money, sum, type Money } from '#base/money'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { branches, chain, inScope, type Branch } from '#domain/org/index'
import type { previewTopUpRefund, refundTopUp, TopUpRefundRefusal } from './contract/top-up.ts'
import type { WalletUnit } from './contract.ts'
import { couponVoided, topUpRefunded } from './events.ts'
import { frozenMembers } from './freeze.ts'
import {
  bearsInterest,
  interestOn,
  listedPrice,
  prepaidPacks,
  takeOut,
  topUpRefund,
  type Prices,
  type RefundAnswer,
  type TakenOut,
} from './model/prepaid.ts'
import type { Story } from './model/top-up.ts'
import { clawBack, heldIn } from './moves.ts'
import { chainKey, debtKey, purseKey } from './purse.ts'
import * as store from './store/top-up.ts'
import { takeTopUpBack } from './top-up-merit.ts'
import { giftsWhole, leftIn, lotsLeft, openSold, storyBehind, unitOf, type Sold } from './top-up-sold.ts'

/**
 * What receipts cost, listed and charged, by the cause of the spend. Only a later room knows receipts, so it hands this
 * in; a cause it does not know counts as it was charged.
 */
export type PricesOf = (work: Work, causeIds: readonly string[]) => Promise<ReadonlyMap<string, Prices>>

/**
 * W7, W8: gives a top-up back once, by the pack it was sold under, and takes what came with it. A refusal is final
 * for its id (X3).
 */
export async function refund(work: Work, wish: Wish<typeof refundTopUp>, pricesOf: PricesOf) {
  const sold = await openSold(work, wish.topUpId, false)
  const facts = sold && { ...sold, pricesOf }
  return once(work, wish, {
    room: 'wallet',
    kind: 'top_up_refund',
    find: (id) => store.refundBy(work.tx, { id }),
    answer: (row) => row,
    decide: (fingerprint) => giveBack(work, { ...wish, fingerprint }, facts),
  })
}

async function giveBack(
  work: Work,
  wish: Wish<typeof refundTopUp> & { fingerprint: string },
  facts: Facts | null,
): Promise<store.TopUpRefundRow> {
  const judged = await judge(work, wish, facts)
  const { id, fingerprint, note } = wish
  const row = { ...post(judged, id), id, fingerprint, note }
  await ledger.closeBook(work, judged.book)
  await takeTopUpBack(work, { ...row, topUp: judged.row, holderId: judged.holderId, on: judged.book.today })
  await store.insertRefund(work, row)
  await store.voidCoupons(work, judged.coupons, 'top_up_refund')
  work.record(
    topUpRefunded(row),
    ...judged.coupons.map((coupon) => couponVoided({ id: coupon, reason: 'top_up_refund' })),
  )
  return { ...row, at: work.at, byName: work.by.name }
}

/** The same decision on a book that is only looked at and never closed. */
export async function previewRefund(work: Work, wish: Wish<typeof previewTopUpRefund>, pricesOf: PricesOf) {
  const sold = await openSold(work, wish.topUpId, true)
  const facts = sold && { ...sold, pricesOf }
  return post(await judge(work, wish, facts), work.newId())
}

type Facts = Sold & Readonly<{ pricesOf: PricesOf }>
type Words = Wish<typeof previewTopUpRefund>
type Judged = Facts &
  Readonly<{
    branch: Branch
    /** The branch's business day: the drawer that pays out is counted by it. */
    day: BusinessDay
    cause: Words['cause']
    /** Coupons of the top-up that are still there; their ids are their lots'. */
    coupons: readonly string[]
    answer: RefundAnswer
    used: Money
    listed: Money
    interest: Readonly<{ interestBps: number; interestDays: number; interestMinor: number }>
    taken: TakenOut
    story: Story
  }>
const no = (code: TopUpRefundRefusal, details: Record<string, unknown> = {}) => new Refusal(code, details)

/** Decides behind the locks; refusals in order of precedence. */
async function judge(work: Work, wish: Words, facts: Facts | null): Promise<Judged> {
  if (!facts) throw no('top_up_unknown')
  const { row, book, holders, units } = facts
  const branch = (await branches(work)).find(({ id, code }) =>
    wish.branchCode === undefined ? id === row.branchId : code === wish.branchCode,
  )
  if (!branch || !inScope(work, branch.id)) throw no('branch_unknown')
  if (await store.refundBy(work.tx, { topUpId: row.id })) throw no('top_up_refunded_already')
  if ((await frozenMembers(work, holders)).size > 0) throw no('member_frozen')
  const keys = holders.flatMap((holder) => units.map((unit) => purseKey(unit, holder)))
  if (keys.some((key) => ledger.accountOf(book, key).held > 0)) throw no('has_active_holds')
  const { zone } = await chain(work)
  const paidOn = businessDay(row.at, zone, 0)
  const { terminatedOn = book.today } = wish
  if (terminatedOn > book.today || terminatedOn < paidOn) throw no('termination_day_wrong')
  return count(work, facts, { wish, branch, paidOn, terminatedOn })
}

type Case = Readonly<{ wish: Words; branch: Branch; paidOn: BusinessDay; terminatedOn: BusinessDay }>

/** The arithmetic of the pack over what the ledger says became of the top-up's own lots. */
async function count(work: Work, facts: Facts, so: Case): Promise<Judged> {
  const { row, book, pricesOf } = facts
  const { wish, branch, paidOn, terminatedOn } = so
  const story = await storyBehind(work, facts)
  const [paid, gift] = [money(row.paidMinor), money(row.bonusMinor)]
  const left = {
    principal: leftIn(facts, 'principal'),
    bonus: leftIn(facts, 'bonus'),
    bonusDied: money(story.died.get('bonus') ?? 0),
  }
  // What repaid an old debt never became a lot; it was had before, so it counts as used.
  const used = money(paid + gift - sum(Object.values(left)))
  const receipts = story.left.flatMap(({ unit, causeId, amount }) =>
    unit === 'principal' || unit === 'bonus' ? [{ causeId, amount: money(amount) }] : [],
  )
  const prices = await pricesOf(work, [...new Set(receipts.map(({ causeId }) => causeId))])
  const listed = listedPrice(used, receipts, prices)
  const consumption = {
    paid,
    gift,
    usedCharged: used,
    usedListed: listed,
    cause: wish.cause,
    daysSincePaid: daysBetween(paidOn, book.today),
    untouched: used === 0 && giftsWhole(facts, story),
  }
  const answer = topUpRefund(prepaidPacks[row.pack], consumption)
  if (typeof answer === 'string') throw no(answer)
  if (answer.refundMinor === 0)
    throw no('nothing_to_refund', {
      usedMinor: used,
      listedMinor: listed,
      countedMinor: answer.countedMinor,
    })

  const interestBps = bearsInterest(wish.cause) ? wish.interestBps : 0
  const interestDays = daysBetween(terminatedOn, book.today)
  const interestMinor = interestOn(answer.refundMinor, { bps: interestBps, days: interestDays })
  const interest = { interestBps, interestDays, interestMinor }
  const taken = takeOut(answer.refundMinor, left)
  const { cause } = wish
  const day = businessDay(work.at, branch.zone, branch.closingHour)
  const coupons = facts.units
    .filter((unit) => unit.startsWith('coupon:'))
    .flatMap((unit) => lotsLeft(facts, unit).map(({ lot }) => lot.id))
  return { ...facts, branch, day, cause, coupons, answer, used, listed, interest, taken, story }
}

/**
 * Takes everything of the top-up out of its lots. What is paid back goes to the chain's refunded side, in principal
 * and where the law counts so in bonus. What is neither paid back nor left is a correction by law and goes to the
 * adjusted side: it did not die, and nobody bought anything with it. Points, passes and coupons are taken back to the
 * side that issued them; points spent already become a debt (promises L2).
 */
function post(judged: Judged, causeId: string) {
  const { book, row, branch, cause, answer, taken, holderId } = judged
  const { memberId, programVersion } = row
  const words = { branchId: branch.id, programVersion, reason: cause, reversesId: null }
  const transaction = ledger.begin(book, { kind: 'top_up_refund', causeId, happenedAt: book.at, ...words })
  const side = { book, transaction }
  empty(side, judged, 'principal')
  ledger.move(side, chainKey('principal', 'refunded'), taken.principalRefunded)
  ledger.move(side, chainKey('principal', 'adjusted'), taken.principalKept)
  const bonusRefundedMinor = add(taken.bonusRefunded, taken.diedRefunded)
  empty(side, judged, 'bonus')
  ledger.move(side, chainKey('bonus', 'refunded'), bonusRefundedMinor)
  ledger.move(side, chainKey('bonus', 'expired'), 0 - taken.diedRefunded)
  ledger.move(side, chainKey('bonus', 'adjusted'), taken.bonusVoid)
  const pointsTaken = takePoints(side, judged)
  const gifts = giftsLeft(side, judged)
  return {
    topUpId: row.id,
    memberId,
    branchId: branch.id,
    day: judged.day,
    cause,
    ...answer,
    paidMinor: row.paidMinor,
    usedMinor: judged.used,
    listedMinor: judged.listed,
    ...judged.interest,
    tender: row.tender,
    principalRefundedMinor: taken.principalRefunded,
    principalKeptMinor: taken.principalKept,
    bonusRefundedMinor,
    bonusVoidMinor: taken.bonusVoid,
    pointsTaken,
    gifts,
    ...balances(book, holderId),
  }
}

function empty(side: ledger.Side, facts: Sold, unit: WalletUnit): number {
  let all = 0
  for (const { key, lot } of lotsLeft(facts, unit)) {
    all += lot.remaining
    ledger.drain(side, key, lot.id, lot.remaining)
  }
  return all
}

/** All that were given and did not die: first the very ones, the rest from whatever points there are, or as a debt. */
function takePoints(side: ledger.Side, judged: Judged): number {
  const given = judged.row.points - (judged.story.died.get('points') ?? 0)
  const back = empty(side, judged, 'points')
  ledger.move(side, chainKey('points', 'issued'), back)
  clawBack(side, { unit: 'points', memberId: judged.holderId, amount: given - back, firstFrom: [] })
  return given
}

function giftsLeft(side: ledger.Side, facts: Sold): store.Gift[] {
  const kinds = new Map(
    facts.row.gifts.map(({ kind, code }) => [unitOf({ kind, code, count: 0 }), { kind, code }]),
  )
  return [...kinds].flatMap(([unit, gift]) => {
    const count = empty(side, facts, unit)
    ledger.move(side, chainKey(unit, 'issued'), count)
    return count === 0 ? [] : [{ ...gift, count }]
  })
}

const balances = (book: ledger.Book, memberId: string) => ({
  principalAfterMinor: heldIn(book, 'principal', memberId),
  bonusAfterMinor: heldIn(book, 'bonus', memberId),
  pointsAfter: heldIn(book, 'points', memberId),
  pointsDebtAfter: 0 - (ledger.accountOf(book, debtKey('points', memberId)).balance ?? 0),
})
