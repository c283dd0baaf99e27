import type { Wish } from '#base/endpoint'
import { dayOfNumber } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import type * as contract from './contract/loyalty.ts'
import { LEAST_MEMBERS } from './contract/people.ts'
import { loyaltyScores, USUAL_WEIGHTS, type Loyalty } from './model/loyalty-score.ts'
import { placesOfPage } from './model/page-places.ts'
import { buyersOf, picked } from './model/purchase-days.ts'
import { lowerMedian } from './model/rank.ts'
import { viewAt, type View } from './standing.ts'

const BANDS = 10

/** How loyal each buyer is, by a formula everybody may read (C65). */
export async function loyaltyReport(work: Work, wish: Wish<typeof contract.loyalty>) {
  const seen = await viewAt(work, wish)
  const found = seen.once('loyalty', () => loyaltyScores(seen.columns, seen.lists, { asOf: seen.asOfNumber }))
  const { scoreFrom = 0, scoreTo = 100, descending } = wish
  const buyers = buyersOf(seen.columns)
  const listed = buyers.filter((at) => {
    const score = found.scores[at] as number
    return score >= scoreFrom && score <= scoreTo
  })
  const start = (wish.page - 1) * wish.rows
  // Ties go by id, which is the order of the view, so that pages never overlap.
  const places = placesOfPage(listed, { key: found.scores, descending, from: start, to: start + wish.rows })
  const { breadth: _, ...weights } = USUAL_WEIGHTS
  return {
    rows: await rowsOf(work, seen, { found, places: [...places] }),
    total: listed.length,
    asOf: seen.asOf,
    windowMonths: seen.windowMonths,
    members: found.members,
    medianScore: buyers.length === 0 ? 0 : lowerMedian(picked(found.scores, buyers)),
    weights,
    bands: bandsOf(seen, buyers, found.scores),
    verdict: found.members < LEAST_MEMBERS ? ('too_little' as const) : ('known' as const),
  }
}

async function rowsOf(
  work: Work,
  seen: View,
  { found, places }: Readonly<{ found: Loyalty; places: readonly number[] }>,
) {
  const ids = places.map((at) => seen.memberIds.at(at))
  const people = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  return places.map((at, row) => {
    const memberId = ids[row] ?? ''
    const person = people.get(memberId)
    const part = (of: Float64Array): number => of[at] ?? 0
    const { recency, frequency, money, steadiness } = found.places
    return {
      memberId,
      number: person?.number ?? '',
      name: person?.name ?? '',
      score: part(found.scores),
      parts: {
        recency: part(recency),
        frequency: part(frequency),
        money: part(money),
        steadiness: part(steadiness),
      },
      purchases: seen.columns.purchaseDays[at] ?? 0,
      lastDay: dayOfNumber(seen.columns.lastDay[at] ?? 0),
      spendMinor: seen.columns.spendMinor[at] ?? 0,
    }
  })
}

function bandsOf(seen: View, buyers: Int32Array, scores: Float64Array) {
  const bands = Array.from({ length: BANDS }, (_, band) => ({
    from: band * BANDS,
    to: (band + 1) * BANDS,
    members: 0,
    spendMinor: 0,
  }))
  for (const at of buyers) {
    const band = present(
      bands[Math.min(BANDS - 1, Math.floor((scores[at] as number) / BANDS))],
      'a score has a band',
    )
    band.members += 1
    band.spendMinor += seen.columns.spendMinor[at] ?? 0
  }
  return bands
}
