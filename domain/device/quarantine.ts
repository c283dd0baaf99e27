import type { Wish } from '#base/endpoint'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { soldReceipts } from '#domain/sale/index'
import { inScope } from '#domain/org/index'
import { carryOut, finish, open } from './carry-out.ts'
import { returnedBy, waitsUntil } from './carry-sales.ts'
import type { decideQuarantine } from './contract/log.ts'
import { note, type Judged } from './doing.ts'
import { quarantineDecided } from './events.ts'
import { worthOf, type Outcome } from './model/answer.ts'
import { readEvent } from './model/event.ts'
import type { Placed } from './model/receive.ts'
import * as decisions from './store/decisions.ts'
import * as store from './store/log.ts'
import { tillById } from './tills.ts'

/**
 * D4: people decide of one event that was put aside. Taken, it is carried out now, as if it had come in order: real
 * customers paid real money. Left, it stays where it is. Decided once for ever.
 */
export async function decide(work: Work, wish: Wish<typeof decideQuarantine>) {
  const print = fingerprint(wish)
  const asked = await eventOf(work, wish)
  // The till's log first, as for everything that judges its events.
  if (asked) await store.lockLog(work.tx, asked.deviceId)
  const before = await decisions.decisionById(work.tx, wish.id)
  if (before && before.fingerprint !== print) throw new Refusal('quarantine_decision_id_reused')
  if (before) return { ...before, replayed: true }
  if (asked === undefined) throw new Refusal('device_event_unknown')
  const event = present(await store.lockEvent(work.tx, asked.hash), 'D4: an event that was found is there')
  if (!isAside(event)) throw new Refusal('event_not_quarantined')
  if (await decisions.decided(work.tx, event.hash)) throw new Refusal('quarantine_decided')
  const told: Judged = wish.take
    ? await takeOne(work, event)
    : { outcome: event.outcome as Outcome, code: event.code }
  const outcome = told.outcome as Outcome
  const row = {
    id: wish.id,
    fingerprint: print,
    eventHash: event.hash,
    take: wish.take,
    outcome,
    code: told.code,
  }
  await decisions.insertDecision(work, { ...row, reason: wish.reason })
  const { id, take, reason } = wish
  work.record(quarantineDecided({ id, deviceId: event.deviceId, eventId: event.id, take, outcome, reason }))
  return { ...row, eventId: event.id, replayed: false }
}

const isAside = ({ outcome }: store.KeptEvent): boolean => outcome === 'quarantined' || outcome === 'refused'

async function eventOf(
  work: Work,
  wish: Wish<typeof decideQuarantine>,
): Promise<store.KeptEvent | undefined> {
  const found = (await store.eventsById(work.tx, wish.eventId)).filter((one) => inScope(work, one.storeId))
  const asked = found.filter((one) => wish.hash === undefined || one.hash === wish.hash)
  const open = asked.filter(isAside)
  if (open.length > 1) throw new Refusal('event_in_two_branches')
  return open[0] ?? asked[0]
}

/** Carries out one kept event now, and writes what became of it. */
async function takeOne(work: Work, kept: store.KeptEvent): Promise<Judged> {
  const till = present(await tillById(work, kept.deviceId), 'D4: an event has its till')
  const placed = placedOf(kept)
  const doing = await open(work, till, [placed.event])
  const judged = present((await carryOut(doing, [placed])).get(kept.hash), 'D2: every event is judged')
  // A return may be taken without its sale having come: people decided so, and it waits for nothing any more.
  const told: Judged = judged.outcome === 'waiting' ? { outcome: 'refused', code: 'sale_missing' } : judged
  const { outcome, code } = told
  must(outcome !== 'waiting', 'D4: what was decided waits for nothing')
  await store.judge(work.tx, { hash: kept.hash, outcome, code, earned: told.earned ?? null })
  await finish(doing)
  return told
}

function placedOf({ text, hash }: store.KeptEvent): Placed {
  const event = readEvent(text)
  must(typeof event !== 'string', 'D1: what was kept can be read')
  return { event, text, hash, outcome: 'take', why: 'in_order' }
}

/** Returns looked at in one step of the job. */
const MOST = 50

/**
 * Carries out returns whose sale has come, from whatever till; after thirty days people are told instead (§4.6). A
 * sale that never comes is no reason to lose what was paid out.
 */
export async function followReturns(work: Work): Promise<'more' | 'done'> {
  let after = ''
  for (;;) {
    const rows = await store.waitingReturns(work.tx, { after, most: MOST })
    const wanted = rows.flatMap((row) => row.waitsFor ?? [])
    const there = new Set((await soldReceipts(work, wanted, { looking: true })).map((one) => one.id))
    const due = rows.find((row) => there.has(row.waitsFor ?? '') || waitsUntil(row.receivedAt) <= work.at)
    if (due) {
      await follow(work, due, there.has(due.waitsFor ?? ''))
      return 'more'
    }
    if (rows.length < MOST) return 'done'
    after = rows.at(-1)?.hash ?? ''
  }
}

async function follow(work: Work, row: store.KeptEvent, found: boolean): Promise<void> {
  await store.lockLog(work.tx, row.deviceId)
  const kept = await store.lockEvent(work.tx, row.hash)
  if (kept?.outcome !== 'waiting') return
  if (found) {
    await takeOne(work, kept)
    return
  }
  const till = present(await tillById(work, kept.deviceId), 'D4: an event has its till')
  const placed = placedOf(kept)
  const doing = await open(work, till, [placed.event])
  const evidence = { returnsSaleId: returnedBy(placed.event.body), receivedAt: kept.receivedAt }
  note(doing, placed, 'sale_missing', {
    subject: kept.waitsFor,
    amount: worthOf(placed.event).minor,
    evidence,
  })
  await store.judge(work.tx, { hash: kept.hash, outcome: 'quarantined', code: 'sale_missing', earned: null })
  await finish(doing)
}
