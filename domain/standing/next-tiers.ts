import { addDays, addMonths, day, type BusinessDay } from '#base/instant'
import { all } from '#db/all'
import type { Work } from '#db/work'
import { today } from '#domain/org/index'
import type { ProgramDocument } from '#domain/program/index'
import type { Tiers } from '#domain/program/model/document'
import { bookOver } from './book.ts'
import { standIn } from './model/book.ts'
import { missingOf, rankOf, type Missing } from './model/tiers.ts'
import * as store from './store/stands.ts'

/** The next tier up and what is missing by each way that counts something; `until` is the last day this holds. */
export type NextTier = Readonly<{
  code: string
  ways: readonly Missing[]
  /** Null for ever: nothing that counts leaves the window by the day alone. */
  until: BusinessDay | null
}>

/**
 * What each member lacks to the next tier, for whoever tells them at a counter (C15). Whoever has the highest tier, and
 * whose next one nothing that is counted reaches, is absent. A plain read of all of them at once.
 */
export async function nextTiersOf(
  work: Work,
  memberIds: readonly string[],
  document: ProgramDocument,
): Promise<Map<string, NextTier>> {
  const { tiers } = document
  const ids = [...new Set(memberIds)]
  if (tiers.list.length < 2 || ids.length === 0) return new Map()
  const [rows, on] = await all([store.stands(work.tx, ids, false), today(work)])
  const book = await bookOver(work, { ids, rows }, { document, on, looking: true })
  const spans = ids.map((memberId) => ({ memberId, from: standIn(book, memberId).from, to: on }))
  const firsts = tiers.window === 'rolling' ? await store.firstMerits(work.tx, spans) : new Map()
  return new Map(
    ids.flatMap((memberId): [string, NextTier][] => {
      const { row, merits } = standIn(book, memberId)
      const next = tiers.list[rankOf(tiers, row.tier) + 1]
      const ways = next ? missingOf(next, merits).filter(({ missing }) => missing > 0) : []
      if (!next || ways.length === 0) return []
      const first: BusinessDay | null = firsts.get(memberId) ?? null
      return [[memberId, { code: next.code, ways, until: lastDayOf(tiers, { on, first }) }]]
    }),
  )
}

/** The last day on which everything that counts now still does; `first` is the earliest day that counts. */
function lastDayOf(
  { window, windowMonths }: Tiers,
  { on, first }: Readonly<{ on: BusinessDay; first: BusinessDay | null }>,
): BusinessDay | null {
  if (window === 'ever') return null
  if (window === 'calendar_year') return day(`${on.slice(0, 4)}-12-31`)
  // A day less than the first that is out for sure: months differ in length, and too short is never false.
  return first === null ? null : addDays(addMonths(first, windowMonths), -2)
}
