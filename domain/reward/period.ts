import { addDays, businessDay, type BusinessDay } from '#base/instant'
import { money, type Money } from '#base/money'
import { must, present } from '#base/must'
import type { LoggedEvent } from '#db/events'
import { ask, type Step } from '#db/jobs'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById, survivorsOf } from '#domain/member/index'
import { chainZone, today } from '#domain/org/index'
import { programs, versionsBy, type LiveProgram, type ProgramDocument } from '#domain/program/index'
import { buyersAfter, netSpends } from '#domain/sale/index'
import { buyerOf, standingsOf } from '#domain/standing/index'
import * as wallet from '#domain/wallet/index'
import { periodClosed, periodRewarded } from './events.ts'
import { periodOf } from './model/claim.ts'
import { rewardOf, type PeriodRule } from './model/period.ts'
import * as store from './store/period.ts'

export const CLOSING = 'reward.period_closing'
/** Members a step rewards: each is a purse that its sales wait for meanwhile. */
const MOST = 200

type Rule = NonNullable<ProgramDocument['periodReward']>

/** R20: a program that rewards spend opens the period its publication lies in, whenever its event is read. */
export async function followPrograms(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  await store.lockPeriods(work.tx)
  const zone = await chainZone(work)
  for (const event of events) {
    // The body is the program room's own event, versioned by its kind.
    const { periodReward: rule } = event.body['document'] as ProgramDocument
    if (!rule || zone === null || (await store.currentPeriod(work.tx))) continue
    const { from, to } = periodOf(rule.every, businessDay(event.recordedAt, zone, 0))
    await store.insertPeriod(work, { id: work.newId(), runFrom: from, from, to })
    ask(work, CLOSING)
  }
}

/**
 * R22: closes the period that has ended, so many members a step, and opens the next. Killed in between, it goes on
 * behind the last member it wrote; the key of a row lets none be rewarded twice.
 */
export async function closePeriods(work: Work): Promise<Step> {
  await store.lockPeriods(work.tx)
  const period = await store.currentPeriod(work.tx)
  if (!period || period.to >= (await today(work))) return 'done'
  if (period.state === 'open') return begin(work, period)
  return rewardSome(work, period)
}

/** By the rule that is live when the closing begins; without one any more, the period is dropped. */
async function begin(work: Work, period: store.PeriodRow): Promise<Step> {
  const { live } = await programs(work)
  const { periodReward: rule, coupons } = live.document
  if (rule === null) {
    await store.endPeriod(work, period.id, 'dropped')
    return 'more'
  }
  const voucher = coupons.find((one) => one.code === rule.couponCode)
  must(
    voucher !== undefined && voucher.minor > 0,
    'R20: a period is rewarded in a voucher that is worth something',
  )
  const { bps, couponCode, delivery } = rule
  const by = { programVersion: live.version, bps, couponCode, couponMinor: voucher.minor, delivery }
  await store.beginClosing(work.tx, period.id, by)
  return 'more'
}

type Closing = Readonly<{ period: store.PeriodRow; program: LiveProgram; rule: Rule }>

async function closingOf(work: Work, period: store.PeriodRow): Promise<Closing> {
  const law = 'R20: a period is closed by the version it began to be closed by'
  const [program] = await versionsBy(work, [present(period.programVersion, law)])
  const found = present(program, law)
  return { period, program: found, rule: present(found.document.periodReward, law) }
}

async function rewardSome(work: Work, period: store.PeriodRow): Promise<Step> {
  const closing = await closingOf(work, period)
  const span = { from: period.runFrom, to: period.to }
  const originIds = await buyersAfter(work, { after: period.doneTo, most: MOST, ...span })
  const last = originIds.at(-1)
  if (last === undefined) return finish(work, closing)
  await rewardAll(work, closing, originIds)
  await store.noteDone(work.tx, period.id, last)
  return 'more'
}

/** The next one is of the length that the program says by now; a program that stopped rewarding opens none. */
async function finish(work: Work, { period }: Closing): Promise<Step> {
  await store.endPeriod(work, period.id, 'closed')
  work.record(periodClosed(period))
  const { periodReward: rule } = (await programs(work)).live.document
  if (rule === null) return 'done'
  const from = addDays(period.to, 1)
  const { to } = periodOf(rule.every, from)
  await store.insertPeriod(work, { id: work.newId(), runFrom: period.runFrom, from, to })
  return 'more'
}

async function rewardAll(work: Work, closing: Closing, originIds: readonly string[]): Promise<void> {
  const { period, program, rule } = closing
  const span = { from: period.runFrom, to: period.to, regularPriceOnly: rule.regularPriceOnly }
  const totals = new Map((await netSpends(work, originIds, span)).map((one) => [one.memberId, one.netMinor]))
  const before = new Map(
    (await store.lastRewards(work.tx, originIds, period.runFrom)).map((one) => [one.originId, one]),
  )
  const heirs = await survivorsOf(work, originIds)
  const holders = new Map(originIds.map((id) => [id, heirs.get(id) ?? id]))
  const entitled = await entitledOf(work, [...holders.values()], closing)
  const unit = wallet.couponUnit(rule.couponCode)
  const wishes = [...entitled].map((memberId) => ({ memberId, unit, takes: false }))
  const book = await wallet.openPurses(work, wishes)
  const voucher = present(
    program.document.coupons.find((one) => one.code === rule.couponCode),
    'R20: a period is rewarded in a voucher of its program',
  )
  const expiresOn = wallet.couponEnd(voucher, book.today)
  const rows = originIds.flatMap((originId) => {
    const memberId = present(holders.get(originId), 'R21: whoever bought has an heir')
    const of = { total: totals.get(originId) ?? money(0), before: before.get(originId) }
    const row = rowOf(work, closing, { originId, memberId, expiresOn, may: entitled.has(memberId), ...of })
    return of.before === undefined && row.totalMinor === 0 ? [] : [row]
  })
  for (const row of rows.filter((one) => one.units > 0)) {
    const words = { branchId: null, programVersion: program.version, reason: null, reversesId: null }
    const happened = { kind: 'period_reward', causeId: row.id, happenedAt: work.at }
    const side = { book, transaction: ledger.begin(book, { ...happened, ...words }) }
    wallet.issue(side, { unit, memberId: row.memberId, amount: row.units, expiresOn, lotId: row.id })
    work.record(periodRewarded({ ...row, couponCode: rule.couponCode }))
  }
  await ledger.closeBook(work, book)
  await store.insertRewards(work, rows)
}

/** Whoever is a living member; what others spent is carried over, so that nothing is lost by a late renewal. */
async function entitledOf(work: Work, ids: readonly string[], { program }: Closing): Promise<Set<string>> {
  const living = (await membersById(work, ids)).filter((one) => one.withdrawnAt === null).map((one) => one.id)
  const stands = await standingsOf(work, living, program.document)
  return new Set([...stands.values()].flatMap((one) => (buyerOf(one) === null ? [] : [one.memberId])))
}

type Of = Readonly<{
  originId: string
  memberId: string
  expiresOn: BusinessDay | null
  may: boolean
  total: Money
  before: store.LastReward | undefined
}>

function rowOf(work: Work, { period, rule }: Closing, of: Of): store.NewReward {
  const { originId, memberId, total: totalMinor, before, may } = of
  const beforeMinor = before?.totalMinor ?? money(0)
  const carried = { leftMinor: before?.leftMinor ?? money(0), restMinor: before?.restMinor ?? money(0) }
  const spent = money(totalMinor - beforeMinor)
  const base = money(carried.leftMinor + spent)
  const none = { ...carried, leftMinor: base, givenMinor: money(0), units: 0 }
  const unitMinor = present(period.couponMinor, 'R20: a period that is closed has its voucher')
  const due = may ? rewardOf(spent, carried, ruleOf(rule, unitMinor)) : none
  return {
    id: work.newId(),
    periodId: period.id,
    originId,
    memberId,
    totalMinor,
    beforeMinor,
    carriedMinor: carried.leftMinor,
    restBeforeMinor: carried.restMinor,
    ...due,
    expiresOn: due.units > 0 ? of.expiresOn : null,
  }
}

export const ruleOf = ({ bps, leastMinor }: Rule, unitMinor: Money): PeriodRule => ({
  bps,
  leastMinor: money(leastMinor),
  unitMinor,
})
