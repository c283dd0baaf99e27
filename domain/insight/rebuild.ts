import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { countUpTo, eventsBetween, heldPlace, readAgain, type Place } from '#db/events'
import { ask, type Step } from '#db/jobs'
import type { Work } from '#db/work'
import { branches } from '#domain/org/index'
import type * as contract from './contract/rebuilding.ts'
import { readEverybody } from './facts.ts'
import { deltasOf } from './refresh.ts'
import { addToDays } from './store/days.ts'
import { retell, takeTurn } from './store/history.ts'
import * as store from './store/rebuilding.ts'
import { mendBranches, mendMonth, nextMonth } from './store/sold-again.ts'

export const REBUILD_JOB = 'insight.rebuild'
/** The reader whose place the days stand at. */
export const DAYS_READER = 'insight.member_day'
/** Readers to whom hearing an event twice changes nothing: they are sent back to the beginning of the log. */
const RETELLERS = ['insight.bill', 'insight.deed']

const SALES = ['sale.recorded', 'sale.voided']
/** Parts of a second or so: between two of them the live reader goes on. */
const EVENTS = 5_000
const DAYS = 50_000

/**
 * Asks for everything insight keeps to be made anew from the log (G23). One at a time: while one is under way it is the
 * answer to whoever asks for another.
 */
export async function startRebuilding(work: Work, { id }: Wish<typeof contract.startRebuilding>) {
  const same = await store.byId(work.tx, id)
  const open = same ?? (await store.lockOpen(work.tx))
  if (open) return told(open)
  const eventsWaiting = await countUpTo(work.tx, {
    upTo: await heldPlace(work.tx, DAYS_READER),
    kinds: SALES,
  })
  await store.begin(work, { id, eventsWaiting })
  await readAgain(work.tx, RETELLERS)
  await readEverybody(work)
  ask(work, REBUILD_JOB)
  return latestRebuilding(work)
}

export async function latestRebuilding(work: Work) {
  const row = await store.latest(work.tx)
  if (!row) throw new Refusal('rebuilding_unknown')
  return told(row)
}

const told = ({ horizon: _h, seq: _s, afterId: _a, membersDone: _m, ...row }: store.RebuildingRow) => row

/**
 * One part of a rebuilding. The log is read beside the days that are, then both are compared, member by member, while
 * the live reader stands still at the place both have read to; what differs is mended. Sales go on all the while.
 */
export async function rebuildOn(work: Work): Promise<Step> {
  const row = await store.lockOpen(work.tx)
  if (!row) return 'done'
  const upTo = await heldPlace(work.tx, DAYS_READER)
  if (row.membersDone) return mendSold(work, row)
  if (await readPart(work, row, upTo)) return 'more'
  const part = await store.nextPart(work.tx, { afterId: row.afterId, days: DAYS })
  const turn = await takeTurn(work.tx)
  const { days, memberIds } = await store.mendDays(work.tx, part)
  if (memberIds.length > 0) await retell(work.tx, memberIds, turn)
  const stale = await store.staleHistories(work.tx, part)
  if (stale.length > 0) await retell(work.tx, stale, turn)
  const mended = new Set([...memberIds, ...stale]).size
  const cells = await mendBranches(work.tx, part)
  await store.noteCompared(work.tx, row.id, { afterId: part.toId, days, mended, cells })
  return 'more'
}

/** What was sold, a month at a time, straight from the sales that the log tells up to the same place. */
async function mendSold(work: Work, row: store.RebuildingRow): Promise<Step> {
  const month = await nextMonth(work.tx, row.soldMonth)
  if (month === null) {
    await store.end(work, row.id)
    return 'done'
  }
  const zones = (await branches(work)).map(({ id, zone }) => ({ branchId: id, zone }))
  await store.noteMonth(work.tx, row.id, { month, cells: await mendMonth(work.tx, { month, zones }) })
  return 'more'
}

/** Whether there is more to read than one step should: what came in between never keeps it from going on. */
async function readPart(work: Work, row: store.RebuildingRow, upTo: Place): Promise<boolean> {
  const events = await eventsBetween(work.tx, { after: row, upTo, kinds: SALES, most: EVENTS })
  const last = events.at(-1)
  if (!last) return false
  const deltas = deltasOf(events)
  if (deltas.length > 0) await addToDays(work.tx, deltas, 'again')
  await store.noteRead(work.tx, row.id, { horizon: last.horizon, seq: last.seq, events: events.length })
  return events.length === EVENTS
}
