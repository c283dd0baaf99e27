import type { Wish } from '#base/endpoint'
import { dayOfNumber } from '#base/instant'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import type * as contract from './contract/loyalty.ts'
import { LEAST_MEMBERS } from './contract/people.ts'
import { loyaltyLooks, USUAL_WEIGHTS, type Loyalty } from './model/loyalty-score.ts'
import { placesOfPage } from './model/page-places.ts'
import { buyersAmong, picked } from './model/purchase-days.ts'
import { lowerMedian } from './model/rank.ts'
import { viewAt, type View } from './standing.ts'
import { inTurns } from './turns.ts'

const BANDS = 10

/** How loyal each buyer is, by a formula everybody may read (C65). */
export async function loyaltyReport(work: Work, wish: Wish<typeof contract.loyalty>) {
  const seen = await viewAt(work, wish)
  const { columns, lists, asOfNumber: asOf } = seen
  const found = await seen.once('loyalty', () => inTurns(loyaltyLooks(columns, lists, { asOf })))
  const overview = seen.once('loyalty overview', () => overviewOf(seen, found))
  const { scoreFrom = 0, scoreTo = 100, descending } = wish
  const listed = scoredBetween(found.tenths, { from: scoreFrom, to: scoreTo })
  const start = (wish.page - 1) * wish.rows
  // Ties go by id, which is the order of the view, so that pages never overlap.
  const places = placesOfPage(listed, { key: found.tenths, descending, from: start, to: start + wish.rows })
  const { breadth: _, ...weights } = USUAL_WEIGHTS
  return {
    rows: await rowsOf(work, seen, { found, places: [...places] }),
    total: listed.length,
    asOf: seen.asOf,
    windowMonths: seen.windowMonths,
    members: found.members,
    ...overview,
    weights,
    verdict: found.members < LEAST_MEMBERS ? ('too_little' as const) : ('known' as const),
  }
}

async function rowsOf(
  work: Work,
  seen: View,
  { found: { tenths, placeOf }, places }: Readonly<{ found: Loyalty; places: readonly number[] }>,
) {
  const ids = places.map((at) => seen.memberIds.at(at))
  const people = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  return places.map((at, row) => {
    const memberId = ids[row] ?? ''
    const person = people.get(memberId)
    return {
      memberId,
      number: person?.number ?? '',
      name: person?.name ?? '',
      score: (tenths[at] ?? 0) / 10,
      parts: {
        recency: placeOf('recency', at),
        frequency: placeOf('frequency', at),
        money: placeOf('money', at),
        steadiness: placeOf('steadiness', at),
      },
      purchases: seen.columns.purchaseDays[at] ?? 0,
      lastDay: dayOfNumber(seen.columns.lastDay[at] ?? 0),
      spendMinor: seen.columns.spendMinor[at] ?? 0,
    }
  })
}

/** The places of whoever has a score between these two, both included. */
function scoredBetween(tenths: Int32Array, { from, to }: Readonly<{ from: number; to: number }>): Int32Array {
  const listed = new Int32Array(tenths.length)
  let size = 0
  for (let at = 0; at < tenths.length; at += 1) {
    const own = tenths[at] as number
    if (own < 0 || own / 10 < from || own / 10 > to) continue
    listed[size] = at
    size += 1
  }
  return listed.subarray(0, size)
}

function overviewOf({ columns }: View, { tenths }: Loyalty) {
  const [members, spendMinor] = [new Float64Array(BANDS), new Float64Array(BANDS)]
  for (let at = 0; at < tenths.length; at += 1) {
    const own = tenths[at] as number
    if (own < 0) continue
    const band = Math.min(BANDS - 1, Math.floor(own / 100))
    members[band] = (members[band] as number) + 1
    spendMinor[band] = (spendMinor[band] as number) + (columns.spendMinor[at] as number)
  }
  const buyers = buyersAmong(columns)
  return {
    medianScore: buyers?.length === 0 ? 0 : lowerMedian(picked(tenths, buyers)) / 10,
    bands: Array.from({ length: BANDS }, (_, band) => ({
      from: band * BANDS,
      to: (band + 1) * BANDS,
      members: members[band] as number,
      spendMinor: spendMinor[band] as number,
    })),
  }
}
