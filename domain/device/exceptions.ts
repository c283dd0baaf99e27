import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { inScope } from '#domain/org/index'
import type {
  deviceEvents,
  deviceExceptions,
  deviceLog,
  listShifts,
  settleException,
} from './contract/log.ts'
import { readEvent } from './model/event.ts'
import * as decisions from './store/decisions.ts'
import * as store from './store/exceptions.ts'
import * as gap from './store/gap.ts'
import * as log from './store/log.ts'
import * as shifts from './store/shifts.ts'
import { tillNames } from './tills.ts'

/** A4: what did not go as it should, with its evidence; charged to nobody. */
export async function list(work: Work, wish: Wish<typeof deviceExceptions>) {
  const { deviceId = null, branchId = null, kind = null, open = null, page, rows } = wish
  const { branchIds } = work.by
  const found = await store.listExceptions(work.tx, { deviceId, branchId, kind, open, branchIds, page, rows })
  const names = await tillNames(work)
  return { ...found, rows: found.rows.map((row) => shown(row, names)) }
}

function shown(row: store.ExceptionRow, names: ReadonlyMap<string, string>) {
  const { settledAt, settledBy, taken, reason, ...words } = row
  const settled =
    settledAt === null ? null : { at: settledAt, byName: settledBy ?? '', taken, reason: reason ?? '' }
  return { ...words, deviceName: names.get(row.deviceId) ?? '', settled }
}

/** Somebody has looked at it; the exception itself stays as it was. */
export async function settle(work: Work, wish: Wish<typeof settleException>) {
  const print = fingerprint(wish)
  const there = await store.lockException(work.tx, wish.exceptionId)
  const before = await store.settlementById(work.tx, wish.id)
  if (before && before.fingerprint !== print) throw new Refusal('settlement_id_reused')
  const row = there ? await store.exceptionById(work.tx, wish.exceptionId) : undefined
  if (!row || !inScope(work, row.branchId)) throw new Refusal('exception_unknown')
  if (!before && row.settledAt !== null) throw new Refusal('exception_settled')
  if (!before) await store.insertSettlement(work, { ...wish, fingerprint: print })
  const now = present(await store.exceptionById(work.tx, wish.exceptionId), 'D6: an exception stays')
  return { ...shown(now, await tillNames(work)), replayed: before !== undefined }
}

export async function events(work: Work, wish: Wish<typeof deviceEvents>) {
  const { deviceId = null, outcome = null, kind = null, undecided = null, page, rows } = wish
  const { branchIds } = work.by
  const of = { deviceId, outcome, kind, undecided, branchIds, page, rows }
  const found = await decisions.listEvents(work.tx, of)
  return { ...found, rows: found.rows.map(eventShown) }
}

function eventShown({ text, decidedAt, decidedBy, take, reason, ...row }: decisions.EventRow) {
  const event = readEvent(text)
  const decided =
    decidedAt === null
      ? null
      : { at: decidedAt, byName: decidedBy ?? '', take: take === true, reason: reason ?? '' }
  const said = typeof event === 'string' ? { wall: row.happenedAt, body: {} } : event
  return { ...row, wall: said.wall, body: said.body, decided }
}

/** O8: where a till's log stands, in count and amount, as the till itself can count it. */
export async function logShown(work: Work, { id }: Wish<typeof deviceLog>) {
  const row = await log.logOf(work.tx, id)
  if (!row || !inScope(work, row.store)) throw new Refusal('device_unknown')
  const waiting = await gap.firstWaiting(work.tx, { deviceId: id, epoch: row.epoch })
  const { status, epoch, mark, head, anchor: lastAnchor, lastEventAt } = row
  return {
    ...(await log.counts(work.tx, id)),
    deviceId: id,
    status,
    epoch,
    mark,
    head,
    lastAnchor,
    lastEventAt,
    missingFrom: waiting === null ? null : mark + 1,
    atTill: { count: row.pendingCount, minor: row.pendingMinor, at: row.pendingAt },
    forks: await decisions.forksOf(work.tx, id),
  }
}

export async function listOfShifts(work: Work, wish: Wish<typeof listShifts>) {
  const { branchId = null, deviceId = null, page, rows } = wish
  const found = await shifts.list(work.tx, { branchId, deviceId, branchIds: work.by.branchIds, page, rows })
  const names = await tillNames(work)
  return {
    ...found,
    rows: found.rows.map((row) => ({
      ...row,
      deviceName: names.get(row.deviceId) ?? '',
      differenceMinor:
        row.countedMinor === null || row.expectedMinor === null ? null : row.countedMinor - row.expectedMinor,
    })),
  }
}
