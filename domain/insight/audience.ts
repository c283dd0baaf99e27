import type { Wish } from '#base/endpoint'
import { dayNumber } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import type * as contract from './contract.ts'
import { placesOfPage } from './model/page-places.ts'
import {
  judge,
  standingAt,
  view,
  viewAt,
  whoever,
  type Judged,
  type Standing,
  type View,
} from './standing.ts'
import * as days from './store/days.ts'

/** Rows about members with the numbers and names that people know them by. */
export async function named<Row extends Readonly<{ memberId: string }>>(work: Work, rows: readonly Row[]) {
  const members = new Map(
    (
      await membersById(
        work,
        rows.map((row) => row.memberId),
      )
    ).map((m) => [m.id, m]),
  )
  return rows.map((row) => {
    const member = members.get(row.memberId)
    return { ...row, number: member?.number ?? '', name: member?.name ?? '' }
  })
}

const standingsAt = (seen: View, judged: Judged, places: Int32Array): Standing[] =>
  Array.from(places, (at) => present(standingAt(seen, judged, at), 'G4: whoever is found has bought'))

function spendAt({ columns }: View, places: Int32Array): number {
  let all = 0
  for (const at of places) all += columns.spendMinor[at] ?? 0
  return all
}

/** The members behind a figure (C58), sorted, a page at a time, with the count and money of all of them. */
export async function audience(work: Work, wish: Wish<typeof contract.audience>) {
  const seen = await viewAt(work, wish)
  const judged = judge(seen, wish)
  const found = whoever(seen, judged, wish)
  const page = await pageOf(work, seen, { found, ...wish })
  return {
    rows: await named(work, standingsAt(seen, judged, page)),
    total: found.length,
    asOf: seen.asOf,
    members: found.length,
    spendMinor: spendAt(seen, found),
  }
}

type Paged = Pick<Wish<typeof contract.audience>, 'sort' | 'descending' | 'page' | 'rows'>

async function pageOf(
  work: Work,
  seen: View,
  { found, sort, descending, page, rows }: Paged & Readonly<{ found: Int32Array }>,
): Promise<Int32Array> {
  const [from, to] = [(page - 1) * rows, page * rows]
  if (sort === 'number') {
    const way = descending ? -1 : 1
    const numbers = await numbersOf(work, seen, found)
    const of = (at: number) => numbers.get(at) ?? ''
    return found.toSorted((a, b) => (of(a) === of(b) ? a - b : of(a) < of(b) ? -way : way)).subarray(from, to)
  }
  const { spendMinor, purchaseDays, lastDay } = seen.columns
  const key = { spendMinor, purchases: purchaseDays, lastDay }[sort]
  // Ties go by id, which is the order of places.
  return placesOfPage(found, { key, descending, from, to })
}

async function numbersOf(work: Work, seen: View, found: Int32Array): Promise<Map<number, string>> {
  const places = new Map(Array.from(found, (at) => [seen.memberIds.at(at), at]))
  const members = await membersById(work, [...places.keys()])
  return new Map(members.map(({ id, number }) => [places.get(id) ?? -1, number]))
}

/** One member's place, and the purchase days as a heartbeat. */
export async function memberInsight(work: Work, wish: Wish<typeof contract.memberInsight>) {
  const seen = await view(work, wish)
  const at = seen.memberIds.placeOf(wish.memberId)
  const found = standingAt(seen, judge(seen, { countCut: 'mean', spendCut: 'mean' }), at)
  const { memberId: _, ...standing } = found ?? {}
  return {
    asOf: seen.asOf,
    standing: found ? (standing as Omit<Standing, 'memberId'>) : null,
    days: await days.daysOf(work.tx, wish.memberId),
  }
}

/** Purchases and money of members in [from, to), aligned with the ids asked for; nothing bought is zero. */
export async function spendBetween(
  work: Work,
  memberIds: readonly string[],
  from: Parameters<typeof dayNumber>[0],
  to: Parameters<typeof dayNumber>[0],
): Promise<{ purchases: Int32Array; purchaseDays: Int32Array; spendMinor: Float64Array }> {
  const rows = await days.columns(work.tx, { from, to, memberIds })
  const place = new Map(memberIds.map((id, at) => [id, at]))
  const purchases = new Int32Array(memberIds.length)
  const purchaseDays = new Int32Array(memberIds.length)
  const spendMinor = new Float64Array(memberIds.length)
  for (let row = 0; row < rows.day.length; row += 1) {
    const at = place.get(rows.memberIds[rows.member[row] ?? -1] ?? '') ?? -1
    purchases[at] = (purchases[at] ?? 0) + (rows.purchases[row] ?? 0)
    if ((rows.purchases[row] ?? 0) > 0) purchaseDays[at] = (purchaseDays[at] ?? 0) + 1
    spendMinor[at] = (spendMinor[at] ?? 0) + (rows.spendMinor[row] ?? 0)
  }
  return { purchases, purchaseDays, spendMinor }
}
