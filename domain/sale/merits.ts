import type { Work } from '#db/work'
import * as standing from '#domain/standing/index'
import type { Doing, Effect, Moves } from './apply.ts'
import { heirOf, type Asked, type Facts } from './facts.ts'
import type { Judged, Line, Tender } from './model/judge.ts'
import type { Returning, Sold } from './model/returns.ts'
import { otherwise } from './model/weights.ts'

/** What was paid in money counts towards a tier; what points, bonus and vouchers paid was given away before. */
const paid = (totalMinor: number, tenders: readonly Tender[]): number =>
  Math.max(0, totalMinor - otherwise(tenders))

/** A product that a tier is sold as, among these lines. */
function feeIn({ program }: Facts, lines: readonly Line[]) {
  const fees = program.document.tiers.list.flatMap((tier) =>
    tier.ways.flatMap((way) => way.productCode ?? []),
  )
  const line = lines.find((one) => fees.includes(one.productCode))
  return line && { feeProductCode: line.productCode, feeCount: 1 }
}

/** C15: a sale counts towards its member's tier, and moves it at once. */
export function meritOfSale(
  moves: Moves,
  { wish, facts, memberId, day, by }: Doing,
  { judged, effect }: Readonly<{ judged: Judged; effect: Effect }>,
): standing.TierMove | null {
  if (memberId === null) return null
  const merit = {
    memberId,
    day,
    spendMinor: paid(judged.totalMinor, judged.tenders),
    visits: 1,
    points: effect.earned,
    cause: { kind: 'sale', id: wish.id },
    at: wish.happenedAt,
    by,
    ...feeIn(facts, judged.lines),
  }
  return standing.addMerit(moves.standing, merit, moves.book.undo)
}

/** What comes back no longer counts, on the day it was sold. */
export function meritOfReturn(
  moves: Moves,
  { wish, facts, by }: Doing,
  { back, sold, effect }: Readonly<{ back: Returning; sold: Sold; effect: Effect }>,
): standing.TierMove | null {
  if (sold.memberId === null) return null
  const fee = feeIn(facts, back.lines)
  const merit = {
    // Whoever has gone into another since counts for that one now (N10).
    memberId: heirOf(facts, sold) ?? sold.memberId,
    day: sold.day,
    spendMinor: 0 - paid(back.totalMinor, back.tenders),
    visits: back.complete ? -1 : 0,
    points: effect.earned,
    cause: { kind: 'return', id: wish.id },
    at: wish.happenedAt,
    by,
    ...(fee && { ...fee, feeCount: -1 }),
  }
  return standing.addMerit(moves.standing, merit, moves.book.undo)
}

/** Where the members of a batch stand; locked after their wallets, in the order of their ids, as a top-up does. */
export function openStandings(
  work: Work,
  asked: readonly Asked[],
  facts: Facts,
): Promise<standing.StandingBook> {
  const memberIds = asked.flatMap(({ wish }) => [
    facts.holders.get(wish.memberNumber ?? '')?.memberId ?? [],
    ownersOf(facts, wish.returnsSaleId),
  ])
  const { document } = facts.program
  return standing.openStandings(work, [...new Set(memberIds.flat())], {
    document,
    on: facts.today,
    looking: facts.from.looking === true,
  })
}

/** Whose sale it was, and who that has become. */
function ownersOf(facts: Facts, saleId: string | undefined): string[] {
  const sold = facts.sold.get(saleId ?? '')
  return sold ? [sold.memberId ?? [], heirOf(facts, sold) ?? []].flat() : []
}

/** Whether it is the end of its round, and whether nothing comes after it in the work. */
