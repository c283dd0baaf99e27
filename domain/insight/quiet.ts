import type { Wish } from '#base/endpoint'
import { addDays, addMonths, dayNumber, type BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { livingMembers, membersByAge, membersByBranch } from '#domain/member/index'
import { whoCounts, whom, type Whom } from './among.ts'
import {
  ACTIVITY_MONTHS,
  AGE_BANDS,
  GOOD_REPEAT_BPS,
  LEAST_MEMBERS,
  RECENCY_MONTHS,
  type activity,
  type recency,
  type repeatRate,
} from './contract/people.ts'
import { memberIds } from './model/histories.ts'
import { shareBps } from './model/measure.ts'
import { ages, health } from './model/people.ts'
import { boughtWithin, drawnBuyers, lastBought, timesBought, type Times } from './model/silence.ts'
import { historiesSeen } from './seen.ts'
import * as days from './store/days.ts'

/** The day as of which is looked: the last one with a sale to a member, unless said. */
export async function asOfDay(work: Work, asked: BusinessDay | undefined): Promise<BusinessDay> {
  const known = await days.knownDays(work.tx)
  if (!known) throw new Refusal('no_sales_yet')
  return asked ?? known.last
}

async function livingOf(work: Work, { joinedAt }: Whom): Promise<number> {
  if (joinedAt === null) return livingMembers(work, null)
  const joined = await membersByBranch(work)
  return joinedAt.reduce((all, id) => all + (joined.get(id) ?? 0), 0)
}

type Bounds = readonly number[]
const after = (asOf: BusinessDay, months: Bounds) => months.map((count) => dayNumber(addMonths(asOf, -count)))

type Looking = Readonly<{ asOf: BusinessDay; windowMonths: number | null; people: Whom }>

/** What those of whom a report speaks bought up to a day, ever or in its window. */
async function boughtBy(work: Work, { people, ...lens }: Looking) {
  const { ids, columns, lists } = (await historiesSeen(work, lens)).histories
  const own = memberIds(ids)
  return { ids: own, columns, lists, who: await whoCounts(work, own, people) }
}

type Bought = Awaited<ReturnType<typeof boughtBy>>

/** Members by months since their last purchase, beside how many there were a month before. */
function bandsOf({ lists, who }: Bought, { asOf, months }: Readonly<{ asOf: BusinessDay; months: Bounds }>) {
  const before = addMonths(asOf, -1)
  const at = (day: BusinessDay) => lastBought(lists, who, { asOf: dayNumber(day), after: after(day, months) })
  const [now, then] = [at(asOf), at(before)]
  const buyers = now.reduce((all, one) => all + one, 0)
  const bands = now.map((members, place) => {
    const to = months[place]
    const lastTo = place === 0 ? asOf : addMonths(asOf, -(months[place - 1] ?? 0))
    return {
      fromMonths: place === 0 ? 0 : (months[place - 1] ?? null),
      toMonths: to ?? null,
      members,
      beforeMembers: then[place] ?? 0,
      lastFrom: to === undefined ? null : addDays(addMonths(asOf, -to), 1),
      lastTo,
    }
  })
  return { bands, buyers, before }
}

/** Who is active: a purchase within three months, and the rest by how long they have been quiet (C69). */
export async function activityReport(work: Work, wish: Wish<typeof activity>) {
  const asOf = await asOfDay(work, wish.asOf)
  const people = await whom(work, wish)
  const bought = await boughtBy(work, { asOf, windowMonths: null, people })
  const { bands, buyers, before } = bandsOf(bought, { asOf, months: ACTIVITY_MONTHS })
  const living = await livingOf(work, people)
  // Whoever bought and is counted as a buyer is living too; the rest of the living never bought.
  const members = Math.max(living, buyers)
  const never = {
    fromMonths: null,
    toMonths: null,
    members: members - buyers,
    beforeMembers: members - bands.reduce((all, band) => all + band.beforeMembers, 0),
    lastFrom: null,
    lastTo: null,
  }
  const inThree = (of: 'members' | 'beforeMembers') =>
    bands.filter((band) => (band.toMonths ?? 99) <= 3).reduce((all, band) => all + band[of], 0)
  return {
    asOf,
    before,
    members,
    active: inThree('members'),
    activeBefore: inThree('beforeMembers'),
    activeBps: shareBps(inThree('members'), members),
    bands: [...bands, never].map((band) => ({ ...band, shareBps: shareBps(band.members, members) })),
    verdict: members < LEAST_MEMBERS ? ('too_little' as const) : ('known' as const),
  }
}

/** A year of month ends is what a report card shows. */
const MONTHS = 12

/** When members last came, and whether more came within a month than a month ago (C61). */
export async function recencyReport(work: Work, wish: Wish<typeof recency>) {
  const asOf = await asOfDay(work, wish.asOf)
  const people = await whom(work, wish)
  const bought = await boughtBy(work, { asOf, windowMonths: null, people })
  const { bands, buyers, before } = bandsOf(bought, { asOf, months: RECENCY_MONTHS })
  const ends = Array.from({ length: MONTHS }, (_, at) => addMonths(asOf, at + 1 - MONTHS))
  const spans = ends.map((until) => ({ from: dayNumber(addMonths(until, -1)) + 1, to: dayNumber(until) }))
  const counts = boughtWithin(bought.lists, bought.who, spans)
  const months = ends.map((until, at) => ({ until, members: counts[at] ?? 0 }))
  const [withinMonthBefore = 0, withinMonth = 0] = counts.slice(-2)
  return {
    asOf,
    before,
    buyers,
    bands: bands.map((band) => ({ ...band, shareBps: shareBps(band.members, buyers) })),
    withinMonth,
    withinMonthBefore,
    health: health(withinMonth, withinMonthBefore, LEAST_MEMBERS),
    months,
  }
}

/** The last row of the table stands for everybody who came more often. */
const MOST_TIMES = 10
/** Enough to tell an age to a month, and read in a moment. */
const MOST_PORTRAYED = 20_000

/** How many buyers came back, and what tells them from those who did not (C67). */
export async function repeatReport(work: Work, wish: Wish<typeof repeatRate>) {
  const asOf = await asOfDay(work, wish.asOf)
  const people = await whom(work, wish)
  const { windowMonths } = wish
  const bought = await boughtBy(work, { asOf, windowMonths, people })
  const times = timesBought(bought.columns, bought.who, MOST_TIMES)
  const before = await boughtBy(work, { asOf: addMonths(asOf, -1), windowMonths, people })
  const then = timesBought(before.columns, before.who, 2)
  const { buyers, repeaters } = counted(times)
  const thenCounted = counted(then)
  const rateBps = shareBps(repeaters, buyers)
  const judged = rateBps >= GOOD_REPEAT_BPS ? ('above' as const) : ('below' as const)
  const drawn = (repeat: boolean, all: number) =>
    drawnBuyers({ ...bought, ...bought.columns }, { repeat, all, most: MOST_PORTRAYED })
  const [back, lone] = [drawn(true, repeaters), drawn(false, buyers - repeaters)]
  return {
    asOf,
    windowMonths,
    buyers,
    repeaters,
    rateBps,
    beforeRateBps: thenCounted.buyers === 0 ? null : shareBps(thenCounted.repeaters, thenCounted.buyers),
    goodBps: GOOD_REPEAT_BPS,
    verdict: buyers < LEAST_REPEAT ? ('too_little' as const) : judged,
    times: times.map(({ days: count, members, spendMinor }) => ({ days: count, members, spendMinor })),
    repeat: await portrait(
      work,
      times.filter((row) => row.days > 1),
      { ids: back, on: asOf },
    ),
    once: await portrait(
      work,
      times.filter((row) => row.days === 1),
      { ids: lone, on: asOf },
    ),
  }
}

/** Fewer buyers than this make a share of nothing. */
const LEAST_REPEAT = 10

function counted(times: readonly Times[]) {
  const members = (least: number) =>
    times.filter((row) => row.days >= least).reduce((all, row) => all + row.members, 0)
  return { buyers: members(1), repeaters: members(2) }
}

async function portrait(
  work: Work,
  times: readonly Times[],
  of: Readonly<{ ids: readonly string[]; on: BusinessDay }>,
) {
  const sum = (key: 'members' | 'spendMinor' | 'purchaseDays') =>
    times.reduce((all, row) => all + row[key], 0)
  const members = sum('members')
  const rows =
    of.ids.length === 0 ? [] : await membersByAge(work, { on: of.on, branchIds: null, ids: of.ids })
  const told = rows.filter((row) => row.gender !== null)
  const count = (some: typeof rows) => some.reduce((all, row) => all + row.members, 0)
  return {
    members,
    spendMinor: sum('spendMinor'),
    perDayMinor: sum('purchaseDays') === 0 ? 0 : Math.round(sum('spendMinor') / sum('purchaseDays')),
    purchaseDays: members === 0 ? 0 : sum('purchaseDays') / members,
    meanAge: ages(rows, AGE_BANDS).meanAge,
    femaleBps:
      told.length === 0 ? null : shareBps(count(told.filter((row) => row.gender === 'female')), count(told)),
  }
}
