import type { Wish } from '#base/endpoint'
import { oneSnapshot } from '#db/read-only'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import type { breakage, BREAKAGE_VERDICTS } from './contract/value.ts'
import { valueSpan } from './value-span.ts'
import { bySubject, subjects } from './value-subject.ts'

/** Fewer closed months than this say nothing about how months differ. */
export const LEAST_CLOSED_MONTHS = 3

type Month = Readonly<{ month: string; given: number; cameBack: number; died: number; open: number }>
type Rate = Readonly<{
  closedMonths: number
  verdict: (typeof BREAKAGE_VERDICTS)[number]
  rateBps: number | null
  lowBps: number | null
  highBps: number | null
}>

const share = (part: number, whole: number): number => Math.round((part / whole) * 10_000)

/**
 * The share that died, from closed months only: months of which nothing is open, counted from the first month on. A
 * later month that happens to be used up early must not stand for those whose value still waits to be used or to die.
 */
export function rateOf(months: readonly Month[]): Rate {
  const firstOpen = months.findIndex((month) => month.open > 0)
  const closed = firstOpen < 0 ? months : months.slice(0, firstOpen)
  const closedMonths = closed.length
  const unknown = { closedMonths, rateBps: null, lowBps: null, highBps: null }
  if (closedMonths === 0) return { ...unknown, verdict: 'nothing_closed' }
  if (closedMonths < LEAST_CLOSED_MONTHS) return { ...unknown, verdict: 'too_little' }
  const sum = (of: 'given' | 'died') => closed.reduce((all, month) => all + month[of], 0)
  const each = closed.map((month) => share(month.died, month.given))
  return {
    closedMonths,
    verdict: 'known',
    rateBps: share(sum('died'), sum('given')),
    lowBps: Math.min(...each),
    highBps: Math.max(...each),
  }
}

/** W42: what was given out in a month has died, is open, or came back; nothing else can become of it. */
export async function report(work: Work, wish: Wish<typeof breakage>) {
  await oneSnapshot(work)
  const { on, end: to, zone, branchId } = await valueSpan(work, wish)
  const vintages = await ledger.vintages(work.tx, { to, zone, branchId })
  const name = await subjects(work)
  const rows = [...new Set(vintages.map(({ unit }) => unit))].flatMap((unit) => {
    const subject = name(unit)
    if (subject === null) return []
    const months = vintages
      .filter((one) => one.unit === unit)
      .map(({ month, given, died, open }) => ({ month, given, cameBack: given - died - open, died, open }))
    return [{ ...subject, months, ...rateOf(months) }]
  })
  return { on, branchId, rows: rows.sort(bySubject) }
}
