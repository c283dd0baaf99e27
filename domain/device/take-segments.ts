import { present } from '#base/must'
import type { Work } from '#db/work'
import { carryOut, latestAnchor, open, write } from './carry-out.ts'
import { deviceFrozen } from './events.ts'
import { worthOf } from './model/answer.ts'
import { hashedText, readEvent, segmentText, type Segment } from './model/event.ts'
import { receive, type Arrived, type Looked, type Placed, type Received } from './model/receive.ts'
import { returnClosed } from './spend-reservation.ts'
import { insertExceptions } from './store/exceptions.ts'
import * as gap from './store/gap.ts'
import * as store from './store/log.ts'
import type { Till } from './till.ts'
import { hashOf, signatureGood } from './verify.ts'

/** What became of one segment: the fault when nothing of it was believed, else the hashes of its events. */
export type SegmentTold = Readonly<{ fault: string | null; hashes: readonly string[] }>

/** The public keys of a till, by epoch: what its segments are verified by. */
export type KeyOf = (epoch: number) => Promise<string | null>

/**
 * D1–D4: takes one segment of a till, whatever way it came. The till's log is locked first; everything that follows
 * from the segment is in the same work as its mark, so a crash leaves both or neither. What waited behind a gap that
 * is closed now goes on at once.
 */
export async function takeSegment(
  work: Work,
  of: Readonly<{ till: Till; keyOf: KeyOf }>,
  segment: Segment,
): Promise<SegmentTold> {
  const { till, keyOf } = of
  const row = present(await store.lockLog(work.tx, till.id), 'D2: a till has a log')
  const log = { ...row, chain: till.chainId }
  const arrived = segment.events.map((text): Arrived => ({ text, hash: hashOf(hashedText(text)) }))
  const looked = await look(work, { till, keyOf, segment, arrived })
  const received = receive(log, segment, looked)
  if (received.kind === 'refused') return { fault: received.fault, hashes: [] }
  if (received.kind === 'gap') {
    await gap.keepWaiting(work, segment, { arrived, minors: arrived.map(minorOf) })
    return { fault: null, hashes: arrived.map((one) => one.hash) }
  }
  await take(work, till, { received, segment, known: looked.known })
  if (received.kind === 'received' && segment.epoch === log.epoch) await goOn(work, till)
  await returnClosed(work, { deviceId: till.id, storeId: till.storeId })
  return { fault: null, hashes: arrived.map((one) => one.hash) }
}

type Looking = Readonly<{ till: Till; keyOf: KeyOf; segment: Segment; arrived: readonly Arrived[] }>

async function look(work: Work, { till, keyOf, segment, arrived }: Looking): Promise<Looked> {
  const { device, epoch, from, to, head, signature } = segment
  const key = device === till.id ? await keyOf(epoch) : null
  const text = segmentText(till.chainId, { device, epoch, from, to, head })
  const signed = key !== null && signatureGood({ key, text, signature })
  const known = signed
    ? await store.knownHashes(work.tx, { deviceId: till.id, epoch, from, to })
    : new Map<number, string>()
  return { signed, arrived, known }
}

function minorOf({ text }: Arrived): number {
  const event = readEvent(text)
  return typeof event === 'string' ? 0 : worthOf(event).minor
}

type Judging = Readonly<{
  received: Received & { kind: 'fork' | 'received' }
  segment: Segment
  known: ReadonlyMap<number, string>
}>

async function take(work: Work, till: Till, { received, segment, known }: Judging): Promise<void> {
  const { placed, log } = received
  const isFork = received.kind === 'fork'
  const events = placed.map((one) => one.event)
  const doing = await open(work, till, events)
  const judged = await carryOut(doing, placed)
  await write(doing, placed, { judged, otherBranch: isFork })
  if (isFork) await noteFork(work, till, { placed, known, epoch: segment.epoch })
  const believed = placed.filter((one) => one.outcome === 'take')
  await store.saveLog(work.tx, log, {
    anchor: latestAnchor(believed, work.at),
    lastEventAt: placed.length > 0 ? work.at : null,
  })
}

type Forked = Readonly<{ placed: readonly Placed[]; known: ReadonlyMap<number, string>; epoch: number }>

/** D3: the evidence, once per number and content, and one exception for whoever has to look. */
async function noteFork(work: Work, till: Till, { placed, known, epoch }: Forked): Promise<void> {
  for (const { event, hash: otherHash } of placed) {
    const hash = known.get(event.seq)
    if (hash === undefined || hash === otherHash) continue
    const of = { deviceId: till.id, epoch, seq: event.seq, hash, otherHash }
    if (!(await store.insertFork(work, of))) continue
    work.record(deviceFrozen({ deviceId: till.id, epoch, seq: event.seq }))
    await insertExceptions(work, [
      {
        kind: 'fork',
        deviceId: till.id,
        storeId: till.storeId,
        eventHash: otherHash,
        eventId: event.id,
        memberId: null,
        subject: String(event.seq),
        amount: worthOf(event).minor,
        lossMinor: 0,
        beyondBound: false,
        evidence: { epoch, seq: event.seq, hash, otherHash },
      },
    ])
  }
}

/** What waited for the numbers that have come now. */
async function goOn(work: Work, till: Till): Promise<void> {
  for (;;) {
    const log = present(await store.logOf(work.tx, till.id), 'D2: a till has a log')
    const next = await gap.takeWaiting(work.tx, { deviceId: till.id, epoch: log.epoch, mark: log.mark })
    if (!next) return
    const { hashes, ...segment } = next
    const arrived = segment.events.map((text, at): Arrived => ({ text, hash: hashes[at] ?? '' }))
    const { from, to, epoch } = segment
    const known = await store.knownHashes(work.tx, { deviceId: till.id, epoch, from, to })
    // Its signature was verified before it was kept.
    const received = receive({ ...log, chain: till.chainId }, segment, { signed: true, arrived, known })
    if (received.kind === 'fork' || received.kind === 'received')
      await take(work, till, { received, segment, known })
  }
}

/**
 * A till begins a new life of its log. What waited behind a gap of the old one is put aside: nothing will come that
 * it could follow.
 */
export async function endEpoch(work: Work, till: Till): Promise<void> {
  const log = await store.lockLog(work.tx, till.id)
  if (!log) return
  for (;;) {
    const most = Number.MAX_SAFE_INTEGER - 1
    const next = await gap.takeWaiting(work.tx, { deviceId: till.id, epoch: log.epoch, mark: most })
    if (!next) return
    const kept = await store.eventsByHash(work.tx, next.hashes)
    const placed = next.events.flatMap((text, at): Placed[] => {
      const event = readEvent(text)
      const hash = next.hashes[at] ?? ''
      if (typeof event === 'string' || kept.some((one) => one.hash === hash)) return []
      return [{ event, text, hash, outcome: 'quarantine', why: 'epoch_over' }]
    })
    const events = placed.map((one) => one.event)
    const doing = await open(work, till, events)
    await write(doing, placed, { judged: await carryOut(doing, placed), otherBranch: false })
  }
}
