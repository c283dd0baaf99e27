import type { BusinessDay } from '#base/instant'
import { must } from '#base/must'
import { inOne, type Statement } from '#db/in-one'
import type { Work } from '#db/work'
import type { ProgramDocument } from '#domain/program/index'
import { fromOf, type Stand, type StandingBook } from './model/book.ts'
import { newStand, type StandRow } from './model/rows.ts'
import { LAST_DAY, noMerits } from './model/tiers.ts'
import * as store from './store/stands.ts'

export type OpeningStandings = Readonly<{
  document: ProgramDocument
  /** Today in the chain's zone: the day tiers are judged for. */
  on: BusinessDay
  /** Only looks: nothing is locked, and the book cannot be closed. */
  looking?: boolean
}>

/** Whether a program asks for tiers or archives anybody; one that does not costs no statement. */
export const needsStandings = ({ tiers }: Pick<ProgramDocument, 'tiers'>): boolean =>
  tiers.list.length > 0 || tiers.archiveAfterMonths !== null

/**
 * Opens a book over where members stand and locks them in one order for everybody. Whoever opens purses too opens those
 * first. What they did is read behind the locks: of two sales that reach a tier together, the second sees the first.
 */
export async function openStandings(
  work: Work,
  memberIds: readonly string[],
  how: OpeningStandings,
): Promise<StandingBook> {
  const ids = needsStandings(how.document) ? [...new Set(memberIds)] : []
  const rows = ids.length === 0 ? [] : await store.stands(work.tx, ids, how.looking !== true)
  return bookOver(work, { ids, rows }, how)
}

type Found = Readonly<{ ids: readonly string[]; rows: readonly StandRow[] }>

/** A book over rows that the caller has locked. */
export async function bookOver(
  work: Work,
  { ids, rows }: Found,
  { document, on, looking = false }: OpeningStandings,
): Promise<StandingBook> {
  const { tiers } = document
  const known = new Map(rows.map((row) => [row.memberId, row]))
  const found = ids.map((id) => known.get(id) ?? newStand(id))
  const spans = found.map((row) => ({ memberId: row.memberId, from: fromOf(tiers, on, row), to: LAST_DAY }))
  const merits = tiers.list.length === 0 ? new Map() : await store.meritsIn(work.tx, spans)
  const stands = new Map(
    found.map((row, at): [string, Stand] => [
      row.memberId,
      {
        row,
        merits: merits.get(row.memberId) ?? noMerits,
        from: spans[at]?.from ?? on,
        written: known.has(row.memberId),
        changed: false,
      },
    ]),
  )
  const none = { merits: new Map(), singles: new Map(), moves: [], happenings: [] }
  const open = needsStandings(document)
  return { tiers, on, looking, open, stands, newId: work.newId, ...none }
}

/** What the book decided, as parts of one statement, with its events; nothing when nothing was added. */
export function closingStandings(work: Work, book: StandingBook): Statement[] {
  const changed = [...book.stands.values()].filter((one) => one.changed)
  const idle = changed.length + book.merits.size + book.singles.size === 0
  must(idle || !book.looking, 'T1: a look writes nothing')
  if (idle) return []
  work.record(...book.happenings)
  const inOrder = changed.toSorted((a, b) => (a.row.memberId < b.row.memberId ? -1 : 1))
  return [
    ...store.standStatements(inOrder),
    ...store.meritStatements([...book.merits.values()]),
    ...store.singleStatements([...book.singles.values()]),
    ...store.moveStatements(work, book.moves),
  ]
}

/** Writes what the book decided. */
export const closeStandings = (work: Work, book: StandingBook): Promise<void> =>
  inOne(work.tx, closingStandings(work, book))
