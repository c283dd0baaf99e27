import type { Wish } from '#base/endpoint'
import { addDays, addMonths } from '#base/instant'
import type { Work } from '#db/work'
import { LEAST_MEMBERS } from './contract/people.ts'
import type * as contract from './contract/signs.ts'
import { shareBps } from './model/measure.ts'
import { asOfDay } from './quiet.ts'
import * as store from './store/signs.ts'

const NOBODY = { members: 0, reachable: 0, points: 0, storedMinor: 0 }

/** Once, twice and three times the silence: the latest and the only ones that a letter may still reach come first. */
const TIMES = [2, 3] as const

/** Who has given no sign of life for so long, and what of value and ways to reach they still have (C77). */
export async function deadUsersReport(work: Work, wish: Wish<typeof contract.deadUsers>) {
  const asOf = await asOfDay(work, wish.asOf)
  const { months } = wish
  const before = addMonths(asOf, -months)
  const earlier = TIMES.map((times) => addMonths(asOf, -months * times))
  const found = await store.membersBySign(work.tx, { asOf, before, earlier })
  const of = (band: number) => {
    const { band: _, ...counted } = found.find((row) => row.band === band) ?? { band, ...NOBODY }
    return counted
  }
  const sum = (key: keyof typeof NOBODY) =>
    found.filter((row) => row.band >= 0).reduce((all, row) => all + row[key], 0)
  const members = found.reduce((all, row) => all + row.members, 0)
  const dead = {
    members: sum('members'),
    reachable: sum('reachable'),
    points: sum('points'),
    storedMinor: sum('storedMinor'),
  }
  const never = { never: true, fromMonths: null, toMonths: null, lastFrom: null, lastTo: null }
  const ends = [before, ...earlier]
  const bands = ends.map((lastTo, at) => {
    const next = ends[at + 1]
    return {
      never: false,
      fromMonths: months * (at + 1),
      toMonths: next === undefined ? null : months * (at + 2),
      lastFrom: next === undefined ? null : addDays(next, 1),
      lastTo,
    }
  })
  const rows = [never, ...bands].map((band, at) => {
    const counted = of(at)
    return { ...band, ...counted, shareBps: shareBps(counted.members, dead.members) }
  })
  const verdict = members < LEAST_MEMBERS ? ('too_little' as const) : ('known' as const)
  return {
    asOf,
    months,
    before,
    members,
    dead: { ...dead, shareBps: shareBps(dead.members, members) },
    rows,
    verdict,
  }
}

/** At which visit newcomers buy (C77), from every visit that something is known of. */
export async function visitFunnelReport(work: Work, wish: Wish<typeof contract.visitFunnel>) {
  const asOf = await asOfDay(work, wish.asOf)
  const after = addMonths(asOf, -wish.months)
  const { visitorsBy, boughtBy, ...sums } = await store.funnelOf(work.tx, { asOf, after })
  const steps = visitorsBy.map((visitors, at) => {
    const by = boughtBy[at] ?? 0
    return { visit: at + 1, visitors, boughtBy: by, shareBps: visitors === 0 ? null : shareBps(by, visitors) }
  })
  return {
    asOf,
    months: wish.months,
    joinedFrom: addDays(after, 1),
    ...sums,
    steps,
    verdict: funnelVerdict(sums),
  }
}

type Known = Readonly<{ visitors: number; withoutPurchase: number }>

function funnelVerdict({ visitors, withoutPurchase }: Known): 'known' | 'too_little' | 'purchases_only' {
  if (visitors < LEAST_MEMBERS) return 'too_little'
  return withoutPurchase < LEAST_MEMBERS ? 'purchases_only' : 'known'
}
