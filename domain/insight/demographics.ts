import type { Wish } from '#base/endpoint'
import { addDays, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { birthdaysKnown, bornOn, celebrants, membersByAge, withdrawnMembers } from '#domain/member/index'
import { branches } from '#domain/org/index'
import { birthdayIn } from '#domain/program/model/holds'
import { AGE_BANDS, LEAST_MEMBERS, type birthdays, type demographics } from './contract/people.ts'
import { shareBps } from './model/measure.ts'
import { ages } from './model/people.ts'
import { reachOf, shopDay } from './reach.ts'
import * as quiet from './store/quiet.ts'

const GENDERS = ['female', 'male', 'other', 'unknown'] as const

/** Who members are, and where each buys most (C68). */
export async function demographicsReport(work: Work, wish: Wish<typeof demographics>) {
  const reach = await reachOf(work, wish)
  const today = await shopDay(work)
  const rows = await membersByAge(work, { on: today, branchIds: reach.ids, ids: null })
  const members = rows.reduce((all, row) => all + row.members, 0)
  const { withAge, meanAge, medianAge, bands } = ages(rows, AGE_BANDS)
  const counts = GENDERS.map((gender) => {
    const own = rows.filter((row) => (row.gender ?? 'unknown') === gender)
    const count = own.reduce((all, row) => all + row.members, 0)
    return { gender, members: count, shareBps: shareBps(count, members) }
  })
  const places = new Map((await branches(work)).map((branch) => [branch.id, branch]))
  const preferred = await quiet.preferredBranches(work.tx, { gone: await withdrawnMembers(work) })
  const buyers = preferred.reduce((all, row) => all + row.members, 0)
  return {
    today,
    members,
    withAge,
    meanAge,
    medianAge,
    ages: bands.map((band) => ({ ...band, shareBps: shareBps(band.members, withAge) })),
    genders: counts,
    stores: preferred.map(({ branchId, members: count }) => {
      const { name = '', region = '' } = places.get(branchId) ?? {}
      return { branchId, name, region, members: count, shareBps: shareBps(count, buyers) }
    }),
    buyers,
    verdict: members < LEAST_MEMBERS ? ('too_little' as const) : ('known' as const),
  }
}

/** The birthday calendar: who has one in the next days, whose own branch it is, and how to reach them. */
export async function birthdaysReport(work: Work, wish: Wish<typeof birthdays>) {
  const reach = await reachOf(work, wish)
  const from = wish.from ?? (await shopDay(work))
  const days = Array.from({ length: wish.days }, (_, at) => addDays(from, at))
  const keyed = days.flatMap((day) => keysOf(day).map((key) => ({ key, day })))
  const dayOf = new Map(keyed.map(({ key, day }) => [key, day]))
  const asked = { branchIds: reach.ids, ids: null, keys: keyed.map(({ key }) => key) }
  const counts = await bornOn(work, asked)
  const start = (wish.page - 1) * wish.rows
  const found = await celebrants(work, { ...asked, start, most: wish.rows })
  const names = new Map((await branches(work)).map((branch) => [branch.id, branch.name]))
  const { members, known } = await birthdaysKnown(work, asked)
  const perDay = days
    .map((day) => ({ day, members: keysOf(day).reduce((all, key) => all + (counts.get(key) ?? 0), 0) }))
    .filter((row) => row.members > 0)
  return {
    from,
    to: days.at(-1) ?? from,
    rows: found.map(({ birthOn, branchId, ...person }) => {
      const day = dayOf.get(birthOn.slice(5)) ?? from
      const turns = Number(day.slice(0, 4)) - Number(birthOn.slice(0, 4))
      return { ...person, day, turns, branchName: branchId === null ? null : (names.get(branchId) ?? null) }
    }),
    total: perDay.reduce((all, row) => all + row.members, 0),
    perDay,
    members,
    withBirthday: known,
  }
}

/** The birth days that are celebrated on a day: 28 February takes 29 February with it where there is none. */
function keysOf(day: BusinessDay): string[] {
  const own = day.slice(5)
  const leaps = birthdayIn(`2000-02-29` as BusinessDay, day.slice(0, 4))
  return leaps === day && own !== '02-29' ? [own, '02-29'] : [own]
}
