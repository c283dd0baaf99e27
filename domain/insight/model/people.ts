import type { AGE_BANDS } from '../contract/people.ts'

export type AgeCount = Readonly<{ age: number | null; members: number }>
export type AgeBand = Readonly<{ from: number; to: number | null; members: number }>
export type Ages = Readonly<{
  withAge: number
  meanAge: number | null
  medianAge: number | null
  bands: readonly AgeBand[]
}>

/** Nobody is older than this; what is, is a slip of the pen (118 in one public file stands for "unknown"). */
export const OLDEST = 110

/** Mean, median and bands of ages; whoever told none, or one that cannot be, is no part of them. */
export function ages(counts: readonly AgeCount[], bounds: typeof AGE_BANDS): Ages {
  const known = counts
    .flatMap(({ age, members }) => (age === null || age < 0 || age > OLDEST ? [] : [{ age, members }]))
    .toSorted((a, b) => a.age - b.age)
  const withAge = known.reduce((all, one) => all + one.members, 0)
  const years = known.reduce((all, one) => all + one.age * one.members, 0)
  return {
    withAge,
    meanAge: withAge === 0 ? null : years / withAge,
    medianAge: withAge === 0 ? null : (at(known, (withAge - 1) >> 1) + at(known, withAge >> 1)) / 2,
    bands: bounds.map((from, place) => {
      const next = bounds[place + 1]
      const own = known.filter((one) => one.age >= from && (next === undefined || one.age < next))
      return {
        from,
        to: next === undefined ? null : next - 1,
        members: own.reduce((all, one) => all + one.members, 0),
      }
    }),
  }
}

function at(known: readonly Readonly<{ age: number; members: number }>[], place: number): number {
  let seen = 0
  for (const one of known) {
    seen += one.members
    if (place < seen) return one.age
  }
  return 0
}

/** C61: more or as many came within a month as within the month before; too few say nothing. */
export function health(now: number, before: number, least: number): 'healthy' | 'warning' | 'too_little' {
  if (Math.max(now, before) < least) return 'too_little'
  return now >= before ? 'healthy' : 'warning'
}
