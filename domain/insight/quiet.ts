import type { Wish } from '#base/endpoint'
import { addDays, addMonths, type BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { livingMembers, membersByAge, membersByBranch, withdrawnMembers } from '#domain/member/index'
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
import { shareBps } from './model/measure.ts'
import { ages, health } from './model/people.ts'
import { reachOf, type Place } from './reach.ts'
import * as days from './store/days.ts'
import * as store from './store/quiet.ts'

/** The day as of which is looked: the last one with a sale to a member, unless said. */
export async function asOfDay(work: Work, asked: BusinessDay | undefined): Promise<BusinessDay> {
  const known = await days.knownDays(work.tx)
  if (!known) throw new Refusal('no_sales_yet')
  return asked ?? known.last
}

/** Of whom a report speaks: everybody who is with us, or who joined at the branches that are looked at. */
async function whom(work: Work, place: Place): Promise<store.Whom> {
  const { ids } = await reachOf(work, place)
  return { gone: await withdrawnMembers(work), joinedAt: ids }
}

async function livingOf(work: Work, { joinedAt }: store.Whom): Promise<number> {
  if (joinedAt === null) return livingMembers(work, null)
  const joined = await membersByBranch(work)
  return joinedAt.reduce((all, id) => all + (joined.get(id) ?? 0), 0)
}

type Bounds = readonly number[]
const after = (asOf: BusinessDay, months: Bounds) => months.map((count) => addMonths(asOf, -count))

/** Members by months since their last purchase, beside how many there were a month before. */
async function bandsOf(work: Work, of: Readonly<{ asOf: BusinessDay; months: Bounds; people: store.Whom }>) {
  const { asOf, months, people } = of
  const before = addMonths(asOf, -1)
  const now = await store.lastBought(work.tx, { asOf, after: after(asOf, months), ...people })
  const then = await store.lastBought(work.tx, { asOf: before, after: after(before, months), ...people })
  const buyers = now.reduce((all, one) => all + one, 0)
  const bands = now.map((members, at) => {
    const to = months[at]
    const lastTo = at === 0 ? asOf : addMonths(asOf, -(months[at - 1] ?? 0))
    return {
      fromMonths: at === 0 ? 0 : (months[at - 1] ?? null),
      toMonths: to ?? null,
      members,
      beforeMembers: then[at] ?? 0,
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
  const { bands, buyers, before } = await bandsOf(work, { asOf, months: ACTIVITY_MONTHS, people })
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
  const { bands, buyers, before } = await bandsOf(work, { asOf, months: RECENCY_MONTHS, people })
  const ends = Array.from({ length: MONTHS }, (_, at) => addMonths(asOf, at + 1 - MONTHS))
  const spans = ends.map((until) => ({ after: addMonths(until, -1), until }))
  const counts = await store.boughtWithin(work.tx, { spans, ...people })
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
  const span = { after: addMonths(asOf, -windowMonths), until: asOf, ...people }
  const times = await store.timesBought(work.tx, { ...span, most: MOST_TIMES })
  const earlier = addMonths(asOf, -1)
  const then = await store.timesBought(work.tx, {
    after: addMonths(earlier, -windowMonths),
    until: earlier,
    ...people,
    most: 2,
  })
  const { buyers, repeaters } = counted(times)
  const thenCounted = counted(then)
  const rateBps = shareBps(repeaters, buyers)
  const judged = rateBps >= GOOD_REPEAT_BPS ? ('above' as const) : ('below' as const)
  const some = { ...span, most: MOST_PORTRAYED }
  const back = await store.drawnBuyers(work.tx, { ...some, repeat: true, all: repeaters })
  const lone = await store.drawnBuyers(work.tx, { ...some, repeat: false, all: buyers - repeaters })
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

function counted(times: readonly store.TimesRow[]) {
  const members = (least: number) =>
    times.filter((row) => row.days >= least).reduce((all, row) => all + row.members, 0)
  return { buyers: members(1), repeaters: members(2) }
}

async function portrait(
  work: Work,
  times: readonly store.TimesRow[],
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
