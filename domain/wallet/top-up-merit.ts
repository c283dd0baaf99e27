import type { BusinessDay } from '#base/instant'
import { inOne } from '#db/in-one'
import type { Work } from '#db/work'
import { liveProgram, type ProgramDocument } from '#domain/program/index'
import * as standing from '#domain/standing/index'

/** Whether top-ups reach a tier of the program; where they do not, nobody is asked where a member stands. */
export const reachesTiers = ({ tiers }: ProgramDocument): boolean =>
  tiers.list.some(({ ways }) => ways.some(({ by }) => by === 'top_up' || by === 'one_top_up'))

type Opening = Readonly<{ memberId: string; on: BusinessDay; looking: boolean }>

/** Opened after the purses, as by everybody; null where top-ups reach no tier. */
export async function openMerit(
  work: Work,
  document: ProgramDocument,
  { memberId, on, looking }: Opening,
): Promise<standing.StandingBook | null> {
  if (!reachesTiers(document)) return null
  return standing.openStandings(work, [memberId], { document, on, looking })
}

type ToppedUp = Readonly<{ id: string; memberId: string; day: BusinessDay; paidMinor: number }>

/** C15, C30: what is topped up counts for its branch's day, and so does how much came in at once. */
export function addTopUp(
  work: Work,
  book: standing.StandingBook | null,
  { id, memberId, day, paidMinor }: ToppedUp,
): standing.TierMove | null {
  if (book === null) return null
  const cause = { kind: 'top_up', id }
  const merit = { memberId, day, topUpMinor: paidMinor, oneTopUpMinor: paidMinor }
  return standing.addMerit(book, { ...merit, cause, at: work.at, by: work.by })
}

type GivenBack = Readonly<{
  id: string
  topUp: Readonly<{ memberId: string; day: BusinessDay; paidMinor: number }>
  holderId: string
  refundMinor: number
  on: BusinessDay
}>

/**
 * C15: what is paid back no longer counts, and the top-up is no longer one in one piece; on the day it was made. One
 * that never counted, because the program had no tiers then, takes nothing.
 */
export async function takeTopUpBack(work: Work, of: GivenBack): Promise<void> {
  const { document } = await liveProgram(work)
  const { id, topUp, holderId: memberId, refundMinor, on } = of
  const book = await openMerit(work, document, { memberId, on, looking: false })
  if (book === null || !(await standing.countsTopUp(work, topUp))) return
  const merit = { memberId, day: topUp.day, topUpMinor: -refundMinor, oneTopUpMinor: -topUp.paidMinor }
  standing.addMerit(book, { ...merit, cause: { kind: 'top_up_refund', id }, at: work.at, by: work.by })
  await inOne(work.tx, standing.closingStandings(work, book))
}
