import type { FileReply, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { ask } from '#db/jobs'
import { may, type Work } from '#db/work'
import { answerPieces } from './answer-pieces.ts'
import { answerTo } from './answer.ts'
import { open, packed, seal, sha256, unpacked } from './bundle-ports.ts'
import type { bundleAnswer, importBundle, showBundle } from './contract/bundle.ts'
import { headKeys, signBytes } from './keys.ts'
import { readLogBundle, type LogBundle } from './model/bundle-log.ts'
import { writeAnswerBundle, type AnswerPiece } from './model/bundle-answer.ts'
import type { ReadPorts } from './model/bundle.ts'
import { hashedText, NO_HASH, readEvent, segmentText, type Segment } from './model/event.ts'
import { oldestBackup } from './model/forgetting.ts'
import { emptyLog, receive } from './model/receive.ts'
import * as store from './store/bundles.ts'
import * as gap from './store/gap.ts'
import * as log from './store/log.ts'
import { growOldMarks } from './store/old-marks.ts'
import { leasesOf } from './store/reservations.ts'
import { takeSegment } from './take-segments.ts'
import type { Till } from './till.ts'
import { keyOfTill, sealKeyOf, tillById } from './tills.ts'
import { hashOf, signatureGood } from './verify.ts'

/** Segments carried out at once; what is left follows one by one, each in a work of its own. */
const AT_ONCE = 8
export const FOLLOW_BUNDLES = 'device.bundles'
/** Whoever sells or syncs may bring in a stick, at any branch: the log decides what it is, not the place. */
function mustBeAllowed(work: Work): void {
  if (!may(work.by, 'sale.record') && !may(work.by, 'device.sync') && !may(work.by, 'device.manage'))
    throw new Refusal('not_allowed')
}

/**
 * X6: brings in a till's log from a file. Everything of it is verified before anything is kept; then each segment is
 * carried out whole, by the same function that takes it from the network. Bringing it in again changes nothing.
 */
export async function bring(work: Work, wish: Wish<typeof importBundle>) {
  mustBeAllowed(work)
  const sha = sha256(wish.bytes).toString('hex')
  const print = fingerprint({ id: wish.id, sha })
  const before = await store.bundleById(work.tx, wish.id)
  if (before && before.fingerprint !== print) throw new Refusal('bundle_id_reused')
  if (before) return { ...(await stateOf(work, before)), replayed: true }
  const bundle = await readLogBundle(wish.bytes, await portsOf(work))
  if (typeof bundle === 'string') throw new Refusal(bundle)
  const till = present(await tillById(work, bundle.header.device), 'D1: whose bundle was verified is known')
  await mustHold(work, till, bundle)
  await keep(work, { id: wish.id, print, sha, bundle })
  for (let done = 0; done < AT_ONCE; done++) if (!(await step(work, wish.id))) break
  const row = present(await store.bundleById(work.tx, wish.id), 'X6: a bundle that was kept is there')
  if (row.segmentsDone < row.segments) ask(work, FOLLOW_BUNDLES)
  return { ...(await stateOf(work, row)), replayed: false }
}

/** Every segment of it is signed by the till and holds together, or nothing of the file is kept. */
async function mustHold(work: Work, till: Till, { segments }: LogBundle): Promise<void> {
  const keyOf = keyOfTill(work, till.id)
  for (const segment of segments) {
    const { device, epoch, from, to, head, signature } = segment
    const text = segmentText(till.chainId, { device, epoch, from, to, head })
    const key = await keyOf(epoch)
    const signed = key !== null && signatureGood({ key, text, signature })
    const fault = faultAlone(till, segment, signed)
    if (fault !== null) throw new Refusal('bundle_segment_wrong', { from, fault })
  }
}

/** What is wrong with a segment by itself, whatever head office knows of the log. */
function faultAlone(till: Till, segment: Segment, signed: boolean): string | null {
  const arrived = segment.events.map((text) => ({ text, hash: hashOf(hashedText(text)) }))
  const first = readEvent(segment.events[0] ?? '')
  const head = typeof first === 'string' ? NO_HASH : first.prev
  const before = {
    ...emptyLog({ chain: till.chainId, device: till.id, store: till.storeId }, segment.epoch),
    head,
  }
  const log = { ...before, mark: segment.from - 1 }
  const told = receive(log, segment, { signed, arrived, known: new Map() })
  return told.kind === 'refused' ? told.fault : null
}

type Keeping = Readonly<{ id: string; print: string; sha: string; bundle: LogBundle }>

async function keep(work: Work, { id, print, sha, bundle }: Keeping): Promise<void> {
  const { header, segments } = bundle
  const { device: deviceId, epoch, from, to, count: events } = header
  await store.insertBundle(work, {
    id,
    deviceId,
    epoch,
    from,
    to,
    events,
    fingerprint: print,
    sha256: sha,
    segments: segments.length,
  })
  await store.insertSegments(work.tx, id, segments)
}

/** Carries out the next segment; whether there was one. */
async function step(work: Work, bundleId: string): Promise<boolean> {
  const bundle = present(await store.lockBundle(work.tx, bundleId), 'X6: a bundle that was kept is there')
  const till = present(await tillById(work, bundle.deviceId), 'X6: a bundle has its till')
  // The till's log before its segment, as everybody: two bundles of one till go on one after the other.
  const own = await log.lockLog(work.tx, till.id)
  const segment = await store.takeNext(work.tx, bundleId)
  if (!segment) return false
  const { fault } = await takeSegment(work, { till, keyOf: keyOfTill(work, till.id) }, segment)
  if (fault !== null) await store.sayFault(work.tx, { id: bundleId, fault })
  if (own?.readsOldMarks === true)
    await growOldMarks(work.tx, { deviceId: till.id, oldest: oldestBackup(work.at) })
  return true
}

/** One segment in a work of its own, until all bundles are done; a killed program goes on where it stopped. */
export async function follow(work: Work): Promise<'more' | 'done'> {
  const id = await store.oldestOpen(work.tx)
  if (id === null) return 'done'
  await step(work, id)
  return 'more'
}

async function stateOf(work: Work, row: store.BundleRow) {
  const till = present(await tillById(work, row.deviceId), 'X6: a bundle has its till')
  const own = present(await log.logOf(work.tx, row.deviceId), 'D2: a till has a log')
  const behind = await gap.firstWaiting(work.tx, { deviceId: row.deviceId, epoch: own.epoch })
  const { id, deviceId, epoch, from, to, events, segments, segmentsDone, fault, at: importedAt, byName } = row
  const told = await store.outcomesOf(work.tx, row)
  const judged = told.applied + told.duplicates + told.quarantined + told.refused
  return {
    id,
    deviceId,
    epoch,
    from,
    to,
    events,
    segments,
    segmentsDone,
    fault,
    importedAt,
    byName,
    ...told,
    waiting: Math.max(0, events - judged),
    deviceName: till.name,
    state: segmentsDone < segments ? ('running' as const) : ('done' as const),
    mark: own.mark,
    missingFrom: behind === null ? null : own.mark + 1,
    frozen: own.status === 'frozen',
  }
}

export async function show(work: Work, { id }: Wish<typeof showBundle>) {
  mustBeAllowed(work)
  const row = await store.bundleById(work.tx, id)
  if (!row) throw new Refusal('bundle_unknown')
  return stateOf(work, row)
}

/** How head office reads: with its own key, and the till's by the epoch that the header names. */
export async function portsOf(work: Work): Promise<ReadPorts> {
  const head = await headKeys(work)
  return {
    admit: async (header) => {
      if (header.chain !== head.chainId || header.sealedTo !== head.sealKey) return 'bundle_not_ours'
      return (await tillById(work, header.device)) ? null : 'device_unknown'
    },
    verify: async (header, bytes, signature) => {
      const key = await keyOfTill(work, header.device)(header.epoch)
      const text = Buffer.from(signature).toString('base64')
      return key !== null && key === header.signKey && signatureGood({ key, text: bytes, signature: text })
    },
    open: async (sealed, bound) => open(sealed, { privateKey: head.sealPrivate, bound }),
    hash: async (bytes) => sha256(bytes),
    gunzip: unpacked,
  }
}

/** Head office's answer for the stick, sealed to the till: its mark, the policy, leases and fresh rows. */
export async function answer(work: Work, { id }: Wish<typeof bundleAnswer>): Promise<FileReply> {
  mustBeAllowed(work)
  const row = await store.bundleById(work.tx, id)
  if (!row) throw new Refusal('bundle_unknown')
  if (row.segmentsDone < row.segments) throw new Refusal('bundle_running')
  const till = present(await tillById(work, row.deviceId), 'X6: a bundle has its till')
  const own = present(await log.logOf(work.tx, till.id), 'D2: a till has a log')
  const head = await headKeys(work)
  const to = present(await sealKeyOf(work, till.id, own.epoch), 'D1: a till has keys in its epoch')
  const header = {
    chain: till.chainId,
    device: till.id,
    epoch: own.epoch,
    mark: own.mark,
    signKey: head.signKey,
    sealedTo: to,
    anchor: work.at,
  }
  const content = await writeAnswerBundle(header, await piecesOf(work, till, row), {
    seal: async (plain, bound) =>
      seal(plain, { to: Buffer.from(to, 'base64'), bound, dice: work.randomBytes(44) }),
    sign: (bytes) => signBytes(work, bytes),
    hash: async (bytes) => sha256(bytes),
    gzip: packed,
  })
  return { name: `zhiji-${hashOf(id).slice(0, 8)}.zjb`, type: 'application/octet-stream', content }
}

async function piecesOf(work: Work, till: Till, row: store.BundleRow): Promise<AnswerPiece[]> {
  const hashes = await log.hashesOf(work.tx, row)
  const leases = await leasesOf(work.tx, { deviceId: till.id, at: work.at })
  return [
    { what: 'answer', sealed: await answerTo(work, till, [{ fault: null, hashes }]) },
    ...(await answerPieces(work, till)),
    ...leases.map(({ text, signature }) => ({ what: 'reservation' as const, sealed: { text, signature } })),
  ]
}
