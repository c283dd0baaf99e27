import type { Happening } from '#base/happening'
import type { BusinessDay, Instant } from '#base/instant'
import { present } from '#base/must'
import type { Tiers } from '#domain/program/model/document'
import { memberRevived, tierMoved } from '../events.ts'
import { firstReview } from './review.ts'
import type { Cause, MeritRow, NewMove, Person, SingleRow, StandRow, Why } from './rows.ts'
import { codeAt, laterOf, rankOf, reachedRank, saidAt, windowFrom, type Merits } from './tiers.ts'

/** A member in an open book: the row, what counts from a day on, and whether the row is there. */
export type Stand = {
  row: StandRow
  merits: Merits
  /** The first day that counts now. */
  readonly from: BusinessDay
  readonly written: boolean
  changed: boolean
}

export type Merit = Readonly<{
  memberId: string
  /** The day it counts for: of the sale, also for what comes back of it. */
  day: BusinessDay
  spendMinor?: number
  visits?: number
  points?: number
  topUpMinor?: number
  /** The amount of one top-up; negative takes one of that amount off again. */
  oneTopUpMinor?: number
  /** A product that a tier is sold as, by how many: -1 when it comes back. */
  feeProductCode?: string
  feeCount?: number
  cause: Cause
  at: Instant
  /** Whoever did it, where one work carries out the wishes of many. */
  by?: Person
}>

/** T1, T2: a tier gained or lost, by the codes of the program; what a till tells its staff. */
export type TierMove = Readonly<{
  memberId: string
  from: string
  to: string
  up: boolean
  why: Why
}>

export type StandingBook = Readonly<{
  tiers: Tiers
  /** Today: the day tiers are judged for. */
  on: BusinessDay
  looking: boolean
  /** Whether the program asks anything of this room; otherwise nothing is read or written. */
  open: boolean
  stands: ReadonlyMap<string, Stand>
  merits: Map<string, MeritRow>
  singles: Map<string, SingleRow>
  moves: NewMove[]
  happenings: Happening[]
  newId: () => string
}>

export const standIn = (book: StandingBook, memberId: string): Stand =>
  present(book.stands.get(memberId), 'T1: a member is opened before anything is added')

export const fromOf = (tiers: Tiers, on: BusinessDay, row: StandRow): BusinessDay =>
  laterOf(windowFrom(tiers, on), row.countsFrom)

/**
 * T4, T5: adds what somebody did and moves the tier it reaches at once. Pure on the book. What comes back is added with
 * negative amounts for the day of its sale, and takes a tier only where nothing but it had reached that. `undo` gets
 * what takes it off again.
 */
export function addMerit(book: StandingBook, merit: Merit, undo?: (() => void)[]): TierMove | null {
  if (!book.open) return null
  const stand = standIn(book, merit.memberId)
  undo?.push(remember(book, stand, merit))
  // The row is what the next work about this member queues at, so it is there from the first merit on.
  if (!stand.written) stand.changed = true
  noteVisit(book, stand, merit)
  if (book.tiers.list.length === 0) return null
  const before = reachedRank(book.tiers, stand.merits)
  write(book, merit)
  if (merit.day >= stand.from) stand.merits = plus(stand.merits, merit)
  const after = reachedRank(book.tiers, stand.merits)
  const now = rankOf(book.tiers, stand.row.tier)
  const words = { cause: merit.cause, by: merit.by ?? null }
  if (after > now && !takes(merit)) {
    const why = merit.feeProductCode === undefined ? 'merit' : 'fee'
    return moveTo(book, stand, after, { ...words, why })
  }
  const least = Math.max(after, rankOf(book.tiers, stand.row.floor))
  const lost = after < now && now <= before && least < now
  if (!lost || book.tiers.onReturn === 'at_review') return null
  return moveTo(book, stand, least, { ...words, why: 'return' })
}

const takes = ({
  spendMinor = 0,
  visits = 0,
  points = 0,
  topUpMinor = 0,
  oneTopUpMinor = 0,
  feeCount = 0,
}: Merit) => [spendMinor, visits, points, topUpMinor, oneTopUpMinor, feeCount].some((one) => one < 0)

/** T10: whoever buys again is back among the living. */
function noteVisit(book: StandingBook, stand: Stand, merit: Merit): void {
  const { row } = stand
  const { spendMinor = 0, visits = 0 } = merit
  if (takes(merit) || (spendMinor === 0 && visits === 0)) return
  if (row.lastBoughtOn === null || row.lastBoughtOn < merit.day) {
    row.lastBoughtOn = merit.day
    stand.changed = true
  }
  if (row.archivedOn === null) return
  row.archivedOn = null
  stand.changed = true
  book.happenings.push(memberRevived({ memberId: row.memberId }))
}

function write(book: StandingBook, merit: Merit): void {
  const { memberId: originId, day } = merit
  const { spendMinor = 0, visits = 0, points = 0, topUpMinor = 0, oneTopUpMinor = 0, feeProductCode } = merit
  if (spendMinor !== 0 || visits !== 0 || points !== 0 || topUpMinor !== 0) {
    const row = book.merits.get(keyOf(merit)) ?? {
      originId,
      day,
      spendMinor: 0,
      visits: 0,
      points: 0,
      topUpMinor: 0,
    }
    row.spendMinor += spendMinor
    row.visits += visits
    row.points += points
    row.topUpMinor += topUpMinor
    book.merits.set(keyOf(merit), row)
  }
  for (const { kind, what, count } of singlesOf(oneTopUpMinor, feeProductCode, merit.feeCount ?? 1)) {
    const key = `${keyOf(merit)} ${kind} ${what}`
    const row = book.singles.get(key) ?? { originId, day, kind, what, count: 0 }
    row.count += count
    book.singles.set(key, row)
  }
}

type Single = Pick<SingleRow, 'kind' | 'what' | 'count'>

function singlesOf(oneTopUpMinor: number, feeProductCode: string | undefined, feeCount: number): Single[] {
  const found: Single[] = []
  if (oneTopUpMinor !== 0)
    found.push({ kind: 'one_top_up', what: String(Math.abs(oneTopUpMinor)), count: Math.sign(oneTopUpMinor) })
  if (feeProductCode !== undefined) found.push({ kind: 'fee', what: feeProductCode, count: feeCount })
  return found
}

const keyOf = ({ memberId, day }: Merit): string => `${memberId} ${day}`

/** What counts, with one thing more or less. */
export function plus(merits: Merits, merit: Omit<Merit, 'memberId' | 'day' | 'cause' | 'at'>): Merits {
  const { oneTopUpMinor = 0, feeProductCode, feeCount = 1 } = merit
  return {
    spendMinor: merits.spendMinor + (merit.spendMinor ?? 0),
    visits: merits.visits + (merit.visits ?? 0),
    points: merits.points + (merit.points ?? 0),
    topUpMinor: merits.topUpMinor + (merit.topUpMinor ?? 0),
    topUps:
      oneTopUpMinor === 0
        ? merits.topUps
        : counted(merits.topUps, Math.abs(oneTopUpMinor), Math.sign(oneTopUpMinor)),
    fees: feeProductCode === undefined ? merits.fees : counted(merits.fees, feeProductCode, feeCount),
  }
}

/** A list with so many more of something; of what is not there nothing is taken. */
function counted<Of>(list: readonly Of[], what: Of, count: number): Of[] {
  if (count >= 0) return [...list, ...Array.from({ length: count }, () => what)]
  let left = -count
  return list.filter((one) => one !== what || left-- <= 0)
}

type Moving = Readonly<{ why: Why; cause: Cause; by: Person | null; reason?: string }>

/** T1, T2: moves somebody to a tier, as a row and an event; null when already there. */
export function moveTo(book: StandingBook, stand: Stand, to: number, moving: Moving): TierMove | null {
  const { tiers, on } = book
  const { row } = stand
  const [from, code] = [rankOf(tiers, row.tier), codeAt(tiers, to)]
  if (row.tier === code) return null
  const up = to > from
  const said = (rank: number): string =>
    present(saidAt(tiers, rank), 'T1: somebody moves between tiers of the program')
  const { why, cause, by, reason = '' } = moving
  const move: NewMove = {
    id: book.newId(),
    memberId: row.memberId,
    no: row.moves + 1,
    from: row.tier ?? said(from),
    to: said(to),
    lowest: code === null,
    up,
    why,
    day: on,
    cause,
    reason,
    by,
  }
  Object.assign(row, { tier: code, since: on, moves: move.no, graceTo: null, warnedFor: null })
  if (why !== 'review') row.reviewOn = to === 0 ? null : firstReview(tiers, on)
  stand.changed = true
  book.moves.push(move)
  const told = { memberId: row.memberId, from: move.from, to: move.to, up, why }
  book.happenings.push({ ...tierMoved({ ...told, id: move.id, cause }), ...(by ? { by } : {}) })
  return told
}

/** Takes everything off again that was added since. */
function remember(book: StandingBook, stand: Stand, merit: Merit): () => void {
  const { merits, changed } = stand
  const row = { ...stand.row }
  const own = book.merits.get(keyOf(merit))
  const before = own && { ...own }
  const singles = [...book.singles].map(([key, one]) => [key, { ...one }] as const)
  const [moves, happenings] = [book.moves.length, book.happenings.length]
  return () => {
    Object.assign(stand, { merits, changed })
    Object.assign(stand.row, row)
    if (before) book.merits.set(keyOf(merit), before)
    else book.merits.delete(keyOf(merit))
    book.singles.clear()
    for (const [key, one] of singles) book.singles.set(key, one)
    book.moves.length = moves
    book.happenings.length = happenings
  }
}
