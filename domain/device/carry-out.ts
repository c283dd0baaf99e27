import type { Instant } from '#base/instant'
import { present } from '#base/must'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { carryEnrolment } from './carry-enrolment.ts'
import { carryGift } from './carry-gift.ts'
import { carrySales, fences } from './carry-sales.ts'
import { carryTopUp } from './carry-top-up.ts'
import { carryMark, carryShift } from './carry-words.ts'
import { aside, note, type Doing, type Judged } from './doing.ts'
import type { ExceptionKind } from './contract/log.ts'
import { limitsOf } from './limits-of.ts'
import type { DeviceEvent } from './model/event.ts'
import { worthOf } from './model/answer.ts'
import { NO_HASH } from './model/event.ts'
import { happenedAt, type Placed } from './model/receive.ts'
import { graceUntil } from './model/reservation.ts'
import { returnOne } from './spend-reservation.ts'
import { aliasesOf } from './store/aliases.ts'
import { insertDiscounts } from './store/discounts.ts'
import { insertEReceipts } from './store/e-receipts.ts'
import { insertExceptions } from './store/exceptions.ts'
import * as store from './store/log.ts'
import { insertUses, lockReservations } from './store/reservations.ts'
import type { Till } from './till.ts'

/** Followed by a job, because the sale a return waits for may be anybody's. */
export const FOLLOW_RETURNS = 'device.returns'

/** Reads and locks what events of one till need to be carried out; reservations before any purse. */
export async function open(work: Work, till: Till, events: readonly DeviceEvent[]): Promise<Doing> {
  const done = await store.applied(
    work.tx,
    events.map((one) => one.id),
  )
  const memberIds = events.flatMap((one) => memberOf(one) ?? [])
  const wanted = [...new Set(events.flatMap((one) => one.reservation ?? []))].sort()
  const reservations = new Map((await lockReservations(work.tx, wanted)).map((row) => [row.id, row]))
  for (const row of reservations.values())
    if (row.returnedAt === null && work.at >= graceUntil(row.expiresAt) && (await returnOne(work, row)))
      reservations.set(row.id, { ...row, returnedAt: work.at })
  return {
    work,
    till,
    limits: await limitsOf(work, till),
    done,
    sold: new Set(),
    aliases: await aliasesOf(work.tx, [...new Set(memberIds)]),
    reservations,
    notes: [],
    uses: [],
    discounts: [],
    eReceipts: [],
  }
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whom an event says it is about; null where it says nothing we could read. */
export function memberOf({ kind, id, body }: DeviceEvent): string | null {
  if (kind === 'enrolment') return id
  const memberId = body['memberId']
  return typeof memberId === 'string' && GUID.test(memberId) ? memberId.toLowerCase() : null
}

/** NUL and halves of characters, as canonical text writes them: no database can keep what they would become. */
const TORN = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i

/**
 * D2: carries out events of one till in their order, each once for ever. What is to be put aside is; sales in a row go
 * into the intake as one batch.
 */
export async function carryOut(doing: Doing, all: readonly Placed[]): Promise<Map<string, Judged>> {
  const judged = new Map<string, Judged>()
  let run: Placed[] = []
  const flush = async () => {
    for (const [hash, one] of await carrySales(doing, run)) judged.set(hash, one)
    run = []
  }
  for (const placed of all) {
    const { event, outcome, why, hash } = placed
    if (outcome === 'quarantine') {
      judged.set(hash, aside(why))
      continue
    }
    if (TORN.test(placed.text)) {
      judged.set(hash, aside('body_unknown'))
      continue
    }
    if (event.kind !== 'sale' || run.some((one) => one.event.id === event.id)) await flush()
    if (doing.done.has(event.id)) judged.set(hash, { outcome: 'duplicate', code: null })
    else if (event.kind !== 'sale') judged.set(hash, await carryOne(doing, placed))
    else {
      run.push(placed)
      if (fences(placed)) await flush()
    }
  }
  await flush()
  for (const placed of all)
    noteAside(doing, placed, present(judged.get(placed.hash), 'D2: every event is judged'))
  return judged
}

function carryOne(doing: Doing, placed: Placed): Promise<Judged> {
  const { kind } = placed.event
  if (kind === 'enrolment') return carryEnrolment(doing, placed)
  if (kind === 'top_up') return carryTopUp(doing, placed)
  if (kind === 'gift') return carryGift(doing, placed)
  return kind === 'shift' ? carryShift(doing, placed) : carryMark(doing, placed)
}

const ASIDE: Readonly<Record<string, ExceptionKind>> = {
  device_revoked: 'device_revoked',
  device_frozen: 'device_frozen',
  epoch_over: 'epoch_over',
  body_unknown: 'body_unknown',
  sale_missing: 'sale_missing',
}

/** O4: whatever is put aside is an exception with its amounts. */
function noteAside(doing: Doing, placed: Placed, { outcome, code }: Judged): void {
  if (outcome !== 'quarantined' || code === null) return
  const { minor, points } = worthOf(placed.event)
  const evidence = { minor, points, kind: placed.event.kind }
  note(doing, placed, ASIDE[code] ?? 'refused', {
    subject: code,
    amount: minor,
    memberId: memberOf(placed.event),
    evidence,
  })
}

/** A clock that is off by more than this is worth a word; the moment itself is clamped in any case (O6). */
const CLOCK_MINUTES = 5

function noteClock(doing: Doing, all: readonly Placed[]): void {
  const off = all.find(({ event }) => {
    const { at, clamped } = happenedAt(event, doing.work.at)
    return clamped && Math.abs(Date.parse(at) - Date.parse(event.wall)) > CLOCK_MINUTES * 60_000
  })
  if (off)
    note(doing, off, 'clock_clamped', { evidence: { anchor: off.event.anchor, receivedAt: doing.work.at } })
}

/** Writes the rows of events that were judged, with all that was noted about them. */
export async function write(
  doing: Doing,
  all: readonly Placed[],
  { judged, otherBranch }: Readonly<{ judged: Map<string, Judged>; otherBranch: boolean }>,
): Promise<void> {
  const { work, till } = doing
  noteClock(doing, all)
  const own = new Set(all.map((one) => one.hash))
  const before = await store.kept(
    work.tx,
    all.map((one) => one.event.prev).filter((prev) => !own.has(prev)),
  )
  const rows = all.map((placed): store.NewEvent => {
    const { event, hash } = placed
    const one = present(judged.get(hash), 'D2: every event is judged')
    const { at, clamped } = happenedAt(event, work.at)
    const follows =
      event.prev !== NO_HASH && (own.has(event.prev) || before.has(event.prev)) ? event.prev : null
    const memberId = memberOf(event)
    return {
      ...worthOf(event),
      hash,
      follows,
      clamped,
      otherBranch,
      epoch: event.epoch,
      seq: event.seq,
      id: event.id,
      kind: event.kind,
      text: placed.text,
      happenedAt: at,
      memberId: doing.aliases.get(memberId ?? '')?.heirId ?? memberId,
      way: wayOf(event),
      reservationId: event.reservation,
      placed: placed.why,
      outcome: one.outcome,
      code: one.code,
      earned: one.earned ?? null,
      waitsFor: one.waitsFor ?? null,
    }
  })
  await store.insertEvents(work, { deviceId: till.id, storeId: till.storeId }, rows)
  await finish(doing)
}

/** What was noted and used, once the rows of their events are there. */
export async function finish(doing: Doing): Promise<void> {
  const { work } = doing
  await insertExceptions(work, doing.notes)
  await insertUses(work, doing.uses)
  await insertDiscounts(work, doing.discounts)
  await insertEReceipts(work, doing.eReceipts)
  if (doing.sold.size > 0 && (await store.waitsFor(work.tx, [...doing.sold]))) ask(work, FOLLOW_RETURNS)
}

function wayOf({ body }: DeviceEvent): string | null {
  const { way } = body
  return typeof way === 'string' ? way.slice(0, 20) : null
}

/** The latest moment of ours that these events show the till to have seen; a till cannot have seen the future. */
export function latestAnchor(all: readonly Placed[], receivedAt: Instant): Instant | null {
  const seen = all.map(({ event }) => (event.anchor > receivedAt ? receivedAt : event.anchor))
  return seen.reduce<Instant | null>((most, one) => (most === null || one > most ? one : most), null)
}
