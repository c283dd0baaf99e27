import type { Answer, Wish } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { livingMembers, membersById, numbersAfter } from '#domain/member/index'
import { chain, chainZone } from '#domain/org/index'
import { inSlices, today } from './audience.ts'
import type * as contract from './contract/holdout.ts'
import { holdoutBegun } from './events.ts'
import * as model from './model/holdout.ts'
import { SEND_JOB } from './port.ts'
import * as store from './store/holdout.ts'
import { respect } from './store/respect.ts'
import { saltOf } from './token.ts'

/** A period that is measured, up to the day on which it was over or the next began. */
export type Measured = store.HoldoutRow & Readonly<{ endsOn: BusinessDay }>

/** Measured periods, the newest first; one that was over on the day it began never was one. */
export const measuredOf = (rows: readonly store.HoldoutRow[]): Measured[] =>
  rows
    .flatMap((row): Measured[] => {
      const { startsOn, endsOn, nextOn } = row
      if (endsOn === null || nextOn === startsOn) return []
      return [{ ...row, endsOn: nextOn !== null && nextOn < endsOn ? nextOn : endsOn }]
    })
    .toReversed()

/** The draw of the chain that holds on a day; null where it holds nobody out. */
export async function drawOn(work: Work, on: BusinessDay): Promise<model.HoldoutDraw | null> {
  const draw = (await store.holdouts(work.tx)).findLast((row) => row.startsOn <= on)
  return draw === undefined || draw.cut === 0 ? null : draw
}

/** Of these members, those whom the chain holds out of everything at this moment. */
export async function heldOutOf(work: Work, memberIds: readonly string[]): Promise<ReadonlySet<string>> {
  const draw = await store.holdoutNow(work.tx)
  if (draw === null) return new Set()
  const people = await inSlices(memberIds, (slice) => membersById(work, slice))
  return new Set(people.flatMap(({ id, number }) => (model.isHeldBy(draw, number) ? [id] : [])))
}

const SLICE = 50_000

/** Everybody with their place in a draw, those who have left too; who has gone into another counts as that one. */
export async function* placesBy(work: Work, draw: model.HoldoutDraw, joinedBefore: BusinessDay) {
  for (let afterId: string | null = null; ;) {
    const rows = await numbersAfter(work, { joinedBefore, afterId, most: SLICE })
    for (const { id, number, isHere } of rows) yield { id, isHere, place: model.placeIn(draw, number) }
    const last: string | undefined = rows.length < SLICE ? undefined : rows.at(-1)?.id
    if (last === undefined) return
    afterId = last
  }
}

export async function show(work: Work): Promise<Answer<typeof contract.showHoldout>> {
  const rows = await store.holdouts(work.tx)
  const last = rows.at(-1)
  const state = last === undefined ? 'undecided' : last.cut > 0 ? 'on' : 'off'
  let heldNow = 0
  if (last !== undefined && state === 'on')
    for await (const { place, isHere } of placesBy(work, last, FOR_EVER)) {
      if (place === 'held' && isHere) heldNow += 1
    }
  return {
    state,
    offSince: state === 'off' ? (last?.startsOn ?? null) : null,
    members: await livingMembers(work, null),
    membersNeeded: model.FEWEST_FOR_HOLDOUT,
    heldNow,
    periods: measuredOf(rows).map((row) => viewOf(row)),
  }
}

const FOR_EVER = '9999-12-31' as BusinessDay

export const viewOf = ({ id, shareBps, startsOn, endsOn, nextOn }: Measured) => ({
  id,
  shareBps,
  startsOn,
  endsOn,
  current: nextOn === null,
})

/** K20: counts from the very next message: whoever is being taken at this moment is waited for. */
export async function keep(
  work: Work,
  { id, shareBps, redraw }: Wish<typeof contract.keepHoldout>,
): Promise<Answer<typeof contract.keepHoldout>> {
  await respect(work.tx, 'update')
  const rows = await store.holdouts(work.tx)
  const known = rows.find((row) => row.id === id)
  if (known && known.shareBps !== shareBps) throw new Refusal('holdout_id_reused')
  if (known) return show(work)
  const last = rows.at(-1) ?? null
  const begins = shareBps > 0 && (last === null || last.cut === 0)
  if (begins && (await livingMembers(work, null)) < model.FEWEST_FOR_HOLDOUT)
    throw new Refusal('holdout_needs_members', { needed: model.FEWEST_FOR_HOLDOUT })
  const changes = redraw || last === null || last.shareBps !== shareBps
  if (changes) await begin(work, { id, shareBps, redraw, why: 'asked' })
  return show(work)
}

type Begin = Readonly<{
  id: string
  shareBps: number
  redraw: boolean
  why: Parameters<typeof holdoutBegun>[0]['why']
}>

/** The next period, from today on. The lock on the rules of respect is held. */
async function begin(work: Work, { id, shareBps, redraw, why }: Begin): Promise<void> {
  const before = (await store.holdouts(work.tx)).at(-1) ?? null
  const { salt } = await chain(work)
  const freshSalt = saltOf(salt, `holdout:${id}`)
  const startsOn = await today(work)
  const row = model.nextPeriod(before, { shareBps, startsOn, freshSalt, redraw })
  await store.insertHoldout(work, { ...row, nth: (before?.nth ?? 0) + 1, id })
  work.record(holdoutBegun({ id, shareBps, startsOn, why }))
  ask(work, SEND_JOB)
}

/**
 * K20: when a period is over, others are held out from that day on; and a chain that has grown large begins with the
 * usual share, unless somebody has decided otherwise.
 */
export async function turnHoldout(work: Work): Promise<void> {
  if ((await chainZone(work)) === null) return
  await respect(work.tx, 'update')
  const last = (await store.holdouts(work.tx)).at(-1)
  if (last === undefined) {
    if ((await livingMembers(work, null)) < model.BEGINS_BY_ITSELF) return
    await begin(work, { id: work.newId(), shareBps: model.USUAL_HOLDOUT_BPS, redraw: true, why: 'by_itself' })
    return
  }
  if (last.endsOn === null || (await today(work)) < last.endsOn) return
  await begin(work, { id: work.newId(), shareBps: last.shareBps, redraw: true, why: 'time_over' })
}
