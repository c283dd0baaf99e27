import { addDays, addMonths, day, type BusinessDay } from '#base/instant'
import { birthdayIn } from '#domain/program/model/holds'
import { FESTIVALS, type Claim } from '#domain/program/model/rewards'
import { festivalDay, type Festival } from './festivals.ts'

/** One time that an occasion comes round, and the days, both included, on which it is collected. */
export type Instance = Readonly<{
  /** What makes it this one: a birthday of a year, a festival of a year, a quarter. */
  key: string
  festival: Festival | null
  /** The occasion itself; of a month, quarter or year its first day. */
  on: BusinessDay
  from: BusinessDay
  to: BusinessDay
}>

export type LifeEvent = Readonly<{ kind: string; on: BusinessDay; forWhom: string }>

/**
 * R11: the instances of a claim that can be collected on a day, the one that ends first leading. A life event is one
 * when somebody asks for it.
 */
export function instancesOn(
  claim: Claim,
  on: BusinessDay,
  of: Readonly<{ birthOn: BusinessDay | null; lifeEvent: LifeEvent | null }>,
): Instance[] {
  const all = allAround(claim, on, of)
  return all.filter(({ from, to }) => from <= on && on <= to).sort((a, b) => (a.to < b.to ? -1 : 1))
}

function allAround(
  claim: Claim,
  on: BusinessDay,
  { birthOn, lifeEvent }: Readonly<{ birthOn: BusinessDay | null; lifeEvent: LifeEvent | null }>,
): Instance[] {
  const year = Number(on.slice(0, 4))
  // A window may reach over New Year from either side.
  const years = [year - 1, year, year + 1]
  if (claim.occasion === 'birthday')
    return years.flatMap((one) =>
      birthOn === null || birthOn.slice(0, 4) > String(one)
        ? []
        : [around(claim, `birthday ${one}`, birthdayIn(birthOn, String(one)))],
    )
  if (claim.occasion === 'festival')
    return years.flatMap((one) =>
      // None named means all of them.
      (claim.festivals.length === 0 ? FESTIVALS : claim.festivals).flatMap((festival) => {
        const at = festivalDay(festival, one)
        return at === null ? [] : [{ ...around(claim, `${festival} ${one}`, at), festival }]
      }),
    )
  if (claim.occasion === 'life_event') {
    if (lifeEvent === null) return []
    const { kind, on: at, forWhom } = lifeEvent
    return [around(claim, `${kind} ${at} ${forWhom}`.trim(), at)]
  }
  return [periodOf(claim.occasion, on)]
}

const around = ({ daysBefore, daysAfter }: Claim, key: string, on: BusinessDay): Instance => ({
  key,
  festival: null,
  on,
  from: addDays(on, -daysBefore),
  to: addDays(on, daysAfter),
})

const MONTHS = { month: 1, quarter: 3, half_year: 6, year: 12 } as const
export type Every = keyof typeof MONTHS

/** The month, quarter, half or whole year that a day lies in. */
export function periodOf(every: Every, on: BusinessDay): Instance {
  const months = MONTHS[every]
  const [year, month] = [on.slice(0, 4), Number(on.slice(5, 7))]
  const first = Math.floor((month - 1) / months)
  const from = day(`${year}-${String(first * months + 1).padStart(2, '0')}-01`)
  const key =
    every === 'month'
      ? `${year}-${String(month).padStart(2, '0')}`
      : every === 'year'
        ? year
        : `${year}-${every === 'quarter' ? 'Q' : 'H'}${first + 1}`
  return { key, festival: null, on: from, from, to: addDays(addMonths(from, months), -1) }
}

/** R12: how many, by what was spent in the twelve months before; 0 below the lowest band. */
export function countFor({ bands }: Claim, spentMinor: number): number {
  const reached = bands.filter((band) => band.fromMinor <= spentMinor)
  return reached.toSorted((a, b) => b.fromMinor - a.fromMinor)[0]?.count ?? 0
}

/** The twelve months that a band looks back on, the day itself included. */
export const yearTo = (on: BusinessDay) => ({ from: addDays(addMonths(on, -12), 1), to: on })
