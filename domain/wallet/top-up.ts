import type { Wish } from '#base/endpoint'
import { businessDay } from '#base/instant'
import { add, money } from '#base/money'
import { Refusal } from '#base/refusal'
import { inOne } from '#db/in-one'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { branchesByCode, inScope, type Branch } from '#domain/org/index'
import { endOf, liveProgram, pointsForTopUp, type LiveProgram } from '#domain/program/index'
import { closingStandings, movedBy, type StandingBook } from '#domain/standing/index'
import type { previewTopUp, topUpMember, TopUpRefusal } from './contract/top-up.ts'
import { couponUnit, passUnit } from './contract.ts'
import { mustFitCap } from './cap.ts'
import { couponStatements, openCounts, type Counts } from './coupons.ts'
import { toppedUp } from './events.ts'
import { couponEnd, giveCoupons, keepCoupons, type NewCoupon } from './issue-coupon.ts'
import { namedCap, roomUnder } from './model/prepaid.ts'
import { offerFor, type Offer } from './model/top-up.ts'
import { heldIn, issue } from './moves.ts'
import { openPurses } from './purse.ts'
import * as store from './store/top-up.ts'
import { addTopUp, openMerit } from './top-up-merit.ts'

/**
 * W5, W6: takes money in once, however often the till retries, with all that comes along, in one transaction of the
 * ledger; never above the cap. A refusal is final for its id (X3).
 */
export async function topUp(work: Work, wish: Wish<typeof topUpMember>) {
  const plan = await planOf(work, wish)
  const till = await open(work, plan, { memberId: wish.memberId, looking: false })
  return once(work, wish, {
    room: 'wallet',
    kind: 'top_up',
    find: (id) => store.topUpById(work.tx, id),
    answer: async (row) => ({ ...row, tierMove: await movedBy(work, row.id) }),
    decide: (fingerprint) => take(work, { ...wish, fingerprint }, { plan, till }),
  })
}

async function take(
  work: Work,
  wish: Wish<typeof topUpMember> & { fingerprint: string },
  { plan, till }: Readonly<{ plan: Plan | TopUpRefusal; till: Till }>,
): Promise<store.TopUpRow> {
  if (typeof plan === 'string') throw new Refusal(plan)
  const coupons = couponsOf(work, plan.offer, wish)
  const row = { ...bring(till, plan, { ...wish, coupons }), ...rowOf(work, wish, plan) }
  addTopUp(work, till.standings, row)
  await ledger.closeBook(work, till.book)
  await store.insertTopUp(work, row)
  await keepCoupons(work, coupons, till.book.today)
  await inOne(work.tx, [
    ...couponStatements(work, { counts: till.counts, uses: [], back: [] }),
    ...(till.standings === null ? [] : closingStandings(work, till.standings)),
  ])
  work.record(toppedUp(row))
  return { ...row, at: work.at, byName: work.by.name }
}

/** The same decision on a book that is only looked at and never closed. */
export async function preview(work: Work, wish: Wish<typeof previewTopUp>) {
  const id = work.newId()
  const plan = await planOf(work, wish)
  if (typeof plan === 'string') throw new Refusal(plan)
  const till = await open(work, plan, { memberId: wish.memberId, looking: true })
  const coupons = couponsOf(work, plan.offer, { id, fingerprint: '', memberId: wish.memberId })
  const brought = bring(till, plan, { id, memberId: wish.memberId, coupons })
  const tierMove = addTopUp(work, till.standings, {
    ...brought,
    ...rowOf(work, { ...wish, id, fingerprint: '' }, plan),
  })
  const held = add(money(brought.principalAfterMinor), money(brought.bonusAfterMinor))
  return { ...brought, tierMove, roomMinor: roomUnder(brought.mostMinor, held) }
}

type Plan = Readonly<{ branch: Branch; program: LiveProgram; offer: Offer }>
type Words = Wish<typeof previewTopUp>

/** Everything about a top-up that does not depend on what the member holds; refusals in order of precedence. */
async function planOf(work: Work, wish: Words): Promise<Plan | TopUpRefusal> {
  const [member] = await membersById(work, [wish.memberId])
  const branch = (await branchesByCode(work, [wish.branchCode])).get(wish.branchCode)
  const program = await liveProgram(work)
  if (!member || member.withdrawnAt !== null) return 'member_unknown'
  if (!branch || !inScope(work, branch.id)) return 'branch_unknown'
  const offer = offerFor(program.document, wish)
  if (typeof offer === 'string') return offer
  // C23: beside what the level brings, points for the money itself.
  const points = offer.points + pointsForTopUp(program.document, offer.paidMinor)
  return { branch, program, offer: { ...offer, points } }
}

type Till = Readonly<{ counts: Counts; book: ledger.OpenBook; standings: StandingBook | null }>

/** Principal and bonus are opened for taking, so that what died is off them before the cap is looked at. */
async function open(
  work: Work,
  plan: Plan | TopUpRefusal,
  of: Readonly<{ memberId: string; looking: boolean }>,
): Promise<Till> {
  const { memberId, looking } = of
  const offer = typeof plan === 'string' ? null : plan.offer
  const coupons = offer?.coupons ?? []
  const limits = coupons.map(({ rule }) => ({ code: rule.code, scope: 'issued' }))
  const counts = await openCounts(work, { limits, others: [] }, looking)
  const gifts = [
    ...(offer?.passes ?? []).map(({ code }) => passUnit(code)),
    ...coupons.map(({ rule }) => couponUnit(rule.code)),
  ]
  const book = await openPurses(
    work,
    [
      { memberId, unit: 'principal', takes: true },
      { memberId, unit: 'bonus', takes: true },
      ...(['points', ...gifts] as const).map((unit) => ({ memberId, unit, takes: false })),
    ],
    { looking },
  )
  const on = book.today
  const standings =
    typeof plan === 'string' ? null : await openMerit(work, plan.program.document, { memberId, on, looking })
  return { counts, book, standings }
}

type Of = Readonly<{ id: string; fingerprint: string; memberId: string }>

/** One row and one lot for every coupon: each is used or voided by itself. */
function couponsOf(work: Work, offer: Offer, { id: causeId, fingerprint, memberId }: Of): NewCoupon[] {
  const each = { memberId, causeId, secretSha256: null, fingerprint }
  return offer.coupons.flatMap(({ rule, count }) =>
    Array.from({ length: count }, () => ({ ...each, id: work.newId(), rule })),
  )
}

type Wished = Readonly<{ id: string; memberId: string; coupons: readonly NewCoupon[] }>

/** Posts all that comes in to the open book; a book that is refused is never closed. */
function bring({ counts, book }: Till, { branch, program, offer }: Plan, wished: Wished) {
  const { memberId, id: causeId } = wished
  const { paidMinor, bonusMinor, points } = offer
  const { version: programVersion, document } = program
  countIssued(counts, offer)
  mustFitCap(book, document, { memberId, comingMinor: add(paidMinor, bonusMinor) })
  const words = { branchId: branch.id, programVersion, reason: null, reversesId: null }
  const transaction = ledger.begin(book, { kind: 'top_up', causeId, happenedAt: book.at, ...words })
  const side = { book, transaction }
  const bonusExpiresOn = endOf(book.today, document.storedValue.bonusExpiresAfterMonths)
  const pointsExpireOn = endOf(book.today, document.earning.expiresAfterMonths)
  // W9: principal has no last day, whatever the pack: it is the member's money.
  issue(side, { unit: 'principal', memberId, amount: paidMinor, expiresOn: null })
  issue(side, { unit: 'bonus', memberId, amount: bonusMinor, expiresOn: bonusExpiresOn })
  issue(side, { unit: 'points', memberId, amount: points, expiresOn: pointsExpireOn })
  const gifts = giftsOf(offer, side)
  for (const { kind, code, count, expiresOn } of gifts)
    if (kind === 'pass') issue(side, { unit: passUnit(code), memberId, amount: count, expiresOn })
  giveCoupons(side, wished.coupons)
  return {
    packageCode: offer.packageCode,
    paidMinor,
    bonusMinor,
    bonusExpiresOn: bonusMinor > 0 ? bonusExpiresOn : null,
    points,
    pointsExpireOn: points > 0 ? pointsExpireOn : null,
    gifts,
    principalAfterMinor: heldIn(book, 'principal', memberId),
    bonusAfterMinor: heldIn(book, 'bonus', memberId),
    pointsAfter: heldIn(book, 'points', memberId),
    mostMinor: namedCap(document.prepaid),
  }
}

function giftsOf(offer: Offer, { book }: ledger.Side): store.DatedGift[] {
  const passes = offer.passes.map(({ code, count, expiresAfterMonths }) => {
    const expiresOn = endOf(book.today, expiresAfterMonths)
    return { kind: 'pass' as const, code, count, expiresOn }
  })
  const coupons = offer.coupons.map(({ rule, count }) => {
    const expiresOn = couponEnd(rule, book.today)
    return { kind: 'coupon' as const, code: rule.code, count, expiresOn }
  })
  return [...passes, ...coupons]
}

/** C1: coupons of a package count against what may be issued of them in all. */
function countIssued(counts: Counts, offer: Offer): void {
  for (const { rule, count: more } of offer.coupons) {
    const issued = [...counts.values()].find((one) => one.code === rule.code && one.scope === 'issued')
    if (rule.most !== null && (issued?.used ?? 0) + more > rule.most)
      throw new Refusal('coupon_used_up', { couponCode: rule.code })
    if (issued) Object.assign(issued, { used: issued.used + more, most: issued.used + more, changed: true })
  }
}

function rowOf(work: Work, wish: Words & Of, { branch, program }: Plan) {
  return {
    id: wish.id,
    fingerprint: wish.fingerprint,
    memberId: wish.memberId,
    branchId: branch.id,
    day: businessDay(work.at, branch.zone, branch.closingHour),
    tender: wish.tender,
    seller: wish.seller ?? null,
    pack: program.document.prepaid.pack,
    programVersion: program.version,
  }
}
