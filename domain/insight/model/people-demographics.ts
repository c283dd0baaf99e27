import { must } from '#base/must'

/** Whole years on a day, by calendar: born 29 February turns on 1 March of other years. Null when born later. */
export function ageOn(birth: string, on: string): number | null {
  const [by = 0, bm = 0, bd = 0] = birth.split('-').map(Number)
  const [y = 0, m = 0, d = 0] = on.split('-').map(Number)
  const age = y - by - (m < bm || (m === bm && d < bd) ? 1 : 0)
  return age >= 0 ? age : null
}

export type Demographics<Gender = string, Store = string> = Readonly<{
  members: number
  /** Members whose age is known, and over them the mean and the median in years. */
  ages: Readonly<{ known: number; mean: number | null; median: number | null; bands: readonly AgeBand[] }>
  genders: readonly Readonly<{ gender: Gender; people: number; share: number }>[]
  /** Each member counts for the store with the most visits, ties shared by the first named; most members first. */
  stores: readonly Readonly<{ store: Store; people: number }>[]
}>
export type AgeBand = Readonly<{ from: number; to: number | null; people: number }>

export const AGE_EDGES: readonly number[] = [0, 18, 25, 35, 45, 55, 65]

/** Nobody is older than this; what is, is a slip of the pen (118 in one public file stands for "unknown"). */
export const OLDEST = 110

export type Person<Gender = string, Store = string> = Readonly<{
  age: number | null
  gender: Gender | null
  /** Visits by store, in the shop's order of stores. */
  visits: readonly Readonly<{ store: Store; count: number }>[]
}>

/** Ages, genders and preferred stores (C68). What is unknown is left out of its own statistic only. */
export function demographics<G, S>(people: readonly Person<G, S>[]): Demographics<G, S> {
  const ages = people
    .map((p) => p.age)
    .filter((age): age is number => age !== null && age >= 0 && age <= OLDEST)
    .sort((a, b) => a - b)
  const middle = ages.length >> 1
  const median =
    ages.length % 2 === 1
      ? (ages[middle] as number)
      : ((ages[middle - 1] as number) + (ages[middle] as number)) / 2
  const known = people.map((p) => p.gender).filter((g): g is G & {} => g !== null)
  return {
    members: people.length,
    ages: {
      known: ages.length,
      mean: ages.length > 0 ? ages.reduce((a, b) => a + b, 0) / ages.length : null,
      median: ages.length > 0 ? median : null,
      bands: AGE_EDGES.map((from, k) => {
        const to = AGE_EDGES[k + 1] ?? null
        const inside = (age: number): boolean => age >= from && (to === null || age < to)
        return { from, to, people: ages.filter(inside).length }
      }),
    },
    genders: tally(known).map(([gender, n]) => ({ gender, people: n, share: n / known.length })),
    stores: tally(people.flatMap(favourite)).map(([store, n]) => ({ store, people: n })),
  }
}

function favourite<G, S>({ visits }: Person<G, S>): S[] {
  let best: Readonly<{ store: S; count: number }> | null = null
  for (const visit of visits) {
    must(visit.count >= 0, 'P1: visits are counted from 0')
    if (visit.count > (best?.count ?? 0)) best = visit
  }
  return best ? [best.store] : []
}

/** Values by how often they occur, most first, in order of first appearance among equals. */
function tally<T>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>()
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
