import { addDays, type BusinessDay } from '#base/instant'
import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { boughtAfter, lastBoughtBetween, membersWhere } from '#domain/insight/index'
import {
  bornOnDates,
  everybody,
  joinedBetween,
  stillHere,
  type Slice,
  type Somebody,
} from '#domain/member/index'
import { chainZone, today } from '#domain/org/index'
import { festivalDay } from '#domain/reward/model/festivals'
import type { Trigger } from './contract/rule.ts'
import { lunarBirthDatesOn } from './lunar.ts'
import { birthDatesOn, occasionDays, periodKey, silenceDays } from './model/rule.ts'
import { make, type Due } from './make.ts'
import * as store from './store/rules.ts'

export const RULES_JOB = 'care.rules'
const SLICE = 2_000

/** What a rule looks at on a day: when it was last done, and what day it is. */
export type Looking = Readonly<{ today: BusinessDay; doneTo: BusinessDay | null }>

/**
 * D3: every active rule looks at the days it has not looked at. One rule a work, so that a rule of a million members
 * keeps no other one waiting; a rule that is done with today is passed over.
 */
export async function lookAtRules(work: Work): Promise<'more' | 'done'> {
  if ((await chainZone(work)) === null) return 'done'
  const on = await today(work)
  for (const rule of await store.rules(work.tx)) {
    if (!rule.active) continue
    const { trigger } = rule.document
    if (trigger.kind === 'purchase' || trigger.kind === 'tier') continue
    const doneTo = await store.placeOf(work.tx, rule.ruleId)
    if (doneTo !== null && doneTo >= on) continue
    for await (const due of dueOf(work, trigger, { today: on, doneTo })) await make(work, rule, due)
    await store.setPlace(work.tx, rule.ruleId, on)
    return 'more'
  }
  return 'done'
}

/** Whom a trigger that looks at days finds on those that it has not looked at; nobody for one that follows events. */
export async function* dueOf(work: Work, trigger: Trigger, at: Looking): AsyncGenerator<readonly Due[]> {
  if (trigger.kind === 'birthday') yield* birthdays(work, trigger, at)
  else if (trigger.kind === 'festival') yield* festivals(work, trigger, at)
  else if (trigger.kind === 'no_return') yield* notReturned(work, trigger.days, at)
  else if (trigger.kind === 'silent') yield* silent(work, trigger.days, at)
  else if (trigger.kind === 'standing') yield* standing(work, trigger, at)
}

/** Slices of a question, until one is not full. */
async function* slices<Row extends { id: string }>(
  ask: (slice: Slice) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let afterId: string | null = null; ;) {
    const rows: Row[] = await ask({ afterId, most: SLICE })
    if (rows.length > 0) yield rows
    if (rows.length < SLICE) return
    afterId = rows.at(-1)?.id ?? null
  }
}

type Of<Kind extends Trigger['kind']> = Extract<Trigger, { kind: Kind }>

/** C38: reminded so many days before, and never later than the day itself. */
async function* birthdays(work: Work, { calendar, daysBefore }: Of<'birthday'>, at: Looking) {
  for (const on of occasionDays(daysBefore, at)) {
    const dates = birthDatesOn(on, calendar, lunarBirthDatesOn)
    if (dates.length === 0) continue
    for await (const rows of slices((slice) => bornOnDates(work, dates, slice)))
      yield rows.map((who) => occasion(who, { key: `birthday ${on.slice(0, 4)}`, on, daysBefore, at }))
  }
}

/** C39: festivals of a year that the calendar does not know are passed over; the page of the calendar says so. */
async function* festivals(work: Work, { festival, daysBefore }: Of<'festival'>, at: Looking) {
  for (const on of occasionDays(daysBefore, at)) {
    if (festivalDay(festival, Number(on.slice(0, 4))) !== on) continue
    for await (const rows of slices((slice) => everybody(work, slice)))
      yield rows.map((who) => occasion(who, { key: `${festival} ${on.slice(0, 4)}`, on, daysBefore, at }))
  }
}

type Occasion = Readonly<{ key: string; on: BusinessDay; daysBefore: number; at: Looking }>

function occasion(who: Somebody, { key, on, daysBefore, at }: Occasion): Due {
  const reminded = addDays(on, -daysBefore)
  return { who, instance: key, eventOn: on, dueOn: reminded < at.today ? at.today : reminded }
}

/** C77: registered on a day, and bought nothing after it. */
async function* notReturned(work: Work, days: number, at: Looking) {
  const span = silenceDays(days, at)
  if (span === null) return
  for await (const rows of slices((slice) => joinedBetween(work, span, slice))) {
    const back = await boughtAfter(
      work,
      rows.map(({ id, joinedOn }) => ({ memberId: id, day: joinedOn })),
    )
    yield rows
      .filter(({ id }) => !back.has(id))
      .map((who) => ({ who, instance: 'no_return', eventOn: who.joinedOn, dueOn: at.today }))
  }
}

/** C77: silent since the last purchase; every silence is one instance. */
async function* silent(work: Work, days: number, at: Looking) {
  const span = silenceDays(days, at)
  if (span === null) return
  for (let afterId: string | null = null; ;) {
    const ids: string[] = await lastBoughtBetween(work, span, { afterId, most: SLICE })
    const rows = await stillHere(work, ids)
    // Which day it was does not matter: a silence ends with the next purchase, and the next one ends on another day.
    yield rows.map((who) => ({ who, instance: `silent ${at.today}`, eventOn: null, dueOn: at.today }))
    if (ids.length < SLICE) return
    afterId = ids.at(-1) ?? null
  }
}

/** C48: where insight sees them today; once, or once in each period. */
async function* standing(work: Work, { where, windowMonths, every }: Of<'standing'>, at: Looking) {
  const ids = await membersWhere(work, where, windowMonths)
  const instance = periodKey(every, at.today)
  for (let from = 0; from < ids.length; from += SLICE) {
    const rows = await stillHere(work, ids.slice(from, from + SLICE))
    yield rows.map((who) => ({ who, instance, eventOn: null, dueOn: at.today }))
  }
}

/** A purchase that was told too late is followed up all the same, for so many days. */
const LATE_DAYS = 3

type Bought = Readonly<{
  kind: 'sale' | 'return'
  memberId: string | null
  day: BusinessDay
  totalMinor: number
}>

/** C43: a call so many days after a purchase, once a day and member; noted at once, so that the calendar has it. */
export async function followPurchases(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  for (const rule of await active(work, 'purchase'))
    await make(work, rule, await dueAfterPurchases(work, rule.document.trigger, events))
}

/** C48: a rise to a tier is somebody to greet. */
export async function followRises(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  for (const rule of await active(work, 'tier'))
    await make(work, rule, await dueAfterRises(work, rule.document.trigger, events))
}

async function active(work: Work, kind: Trigger['kind']): Promise<store.RuleRow[]> {
  const rules = await store.rules(work.tx)
  return rules.filter((rule) => rule.active && rule.document.trigger.kind === kind)
}

/** Whom the purchases just told make due by a trigger of that kind; nobody by any other. */
export async function dueAfterPurchases(
  work: Work,
  trigger: Trigger,
  events: readonly LoggedEvent[],
): Promise<Due[]> {
  if (trigger.kind !== 'purchase') return []
  const earliest = addDays(await today(work), -LATE_DAYS)
  // The body is the sale room's own event, versioned by its kind.
  const bought = events.map(({ body }) => body as Bought).filter(({ kind }) => kind === 'sale')
  const wanted = bought.flatMap(({ memberId, day, totalMinor }) =>
    memberId !== null && totalMinor >= trigger.leastMinor && addDays(day, trigger.daysAfter) >= earliest
      ? [{ memberId, day }]
      : [],
  )
  return stillHereOf(work, wanted, ({ day }) => ({
    instance: `purchase ${day}`,
    eventOn: day,
    dueOn: addDays(day, trigger.daysAfter),
  }))
}

/** Whom the moves just told make due by a trigger of that kind; rebuilds and merges are nobody's news. */
export async function dueAfterRises(
  work: Work,
  trigger: Trigger,
  events: readonly LoggedEvent[],
): Promise<Due[]> {
  if (trigger.kind !== 'tier') return []
  const on = await today(work)
  const rises = events.flatMap(({ subjectId, body }) => {
    const { id, to, up, why } = body as { id: string; to: string; up: boolean; why: string }
    return up && to === trigger.tier && subjectId !== null && why !== 'rebuilt' && why !== 'merge'
      ? [{ memberId: subjectId, id }]
      : []
  })
  return stillHereOf(work, rises, ({ id }) => ({ instance: `tier ${id}`, eventOn: on, dueOn: on }))
}

/** What is due for members who are still with us, in the order given. */
async function stillHereOf<One extends Readonly<{ memberId: string }>>(
  work: Work,
  wanted: readonly One[],
  say: (one: One) => Omit<Due, 'who'>,
): Promise<Due[]> {
  const ids = wanted.map((one) => one.memberId)
  const people = new Map((await stillHere(work, ids)).map((who) => [who.id, who]))
  return wanted.flatMap((one) => {
    const who = people.get(one.memberId)
    return who === undefined ? [] : [{ who, ...say(one) }]
  })
}
