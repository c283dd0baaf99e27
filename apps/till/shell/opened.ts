import { instant } from '#base/instant'
import type { SealedText } from '#domain/device/model/policy'
import { tillClock, type TillClock } from '#domain/device/model/till-clock'
import { introduceCaller, newId } from '#ui/call.ts'
import { signedByHeadOffice } from '../keys.ts'
import { spoken } from '#ui/kit/language.ts'
import { madeNumber } from '../members/made-number.ts'
import { NOTHING_YET } from '../outbox/heaps.ts'
import { hashMobile } from '../outbox/feeds.ts'
import { askRoom, askVoucher, findCoupon, lineOf } from '../outbox/line.ts'
import { countedOn, makeOutbox, type OwnOutbox } from '../outbox/outbox.ts'
import { keptPolicy } from '../outbox/policy.ts'
import { makeStick } from '../outbox/stick.ts'
import { makeSync, type Sync } from '../outbox/sync.ts'
import { askToKeep } from '../settings/storage.ts'
import { heldOn } from '../shelf/held.ts'
import { keptOn } from '../shelf/kept.ts'
import { openOwnLog, type OwnLog } from '../shelf/own-log.ts'
import { membersOn } from '../shelf/members.ts'
import { productsOn } from '../shelf/products.ts'
import { counted, receiptsOn } from '../shelf/receipts.ts'
import { closeOver, reservationsOn } from '../shelf/reservations.ts'
import type { Shelf } from '../shelf/shelf.ts'
import { writtenOn } from '../shelf/read-back.ts'
import { mayWrite, type Kept, type Till, type TillState } from '../till-context.ts'
import type { AsideEvent, SyncState } from '../outbox/sync-state.ts'
import { forgetEnrolment, type Enrolled } from './enrolling.ts'
import { listen, type Keys } from './keyboard.ts'
import { keptSession } from './session.ts'
import { makeStore, type OwnStore } from './till-store.ts'
import { beWriter } from './writer.ts'

export type Opened = Readonly<{ till: Till; store: OwnStore; keys: Keys; close: () => void }>

/** Before anything was signed there is no moment to hold on to. */
const LONG_AGO = instant('2000-01-01T00:00:00.000Z')

const QUIET: SyncState = {
  online: navigator.onLine,
  busy: false,
  pending: 0,
  conservation: NOTHING_YET,
  forgotten: 0,
  unproven: false,
  lastAnswerAt: null,
  nextTryAt: null,
  trouble: null,
  standing: 'good',
}

/** Puts the till together from what this device keeps. Nothing in it waits for a network. */
export async function openTill(shelf: Shelf, enrolled: Enrolled): Promise<Opened> {
  const { identity, secrets } = enrolled
  introduceCaller({ language: spoken, signedOut: () => undefined, token: () => secrets.token })
  const kept = keptOn(shelf)
  const clock = tillClock((await kept.get<typeof LONG_AGO>('anchor')) ?? LONG_AGO, {
    wallMs: () => Date.now(),
    monoMs: () => performance.now(),
  })
  const store = makeStore(await firstState(shelf, clock))
  const signed = (kind: 'policy' | 'reservation' | 'answer') => (sealed: SealedText) =>
    signedByHeadOffice(secrets.headSignKey, kind, sealed)
  const log = await openOwnLog(shelf, enrolled, { clock, policy: () => store.get().policy })
  const products = productsOn(shelf)
  const reservations = reservationsOn(shelf, {
    ...identity,
    now: clock.now,
    signed: signed('reservation'),
    ask: askVoucher,
    askRoom,
    findCoupon,
  })
  const outbox = makeOutbox({ shelf, kept, identity, clock, store, log, signed })
  const line = lineOf(shelf, { reservations, productsChanged: products.changed })
  const sync = makeSync(line, outbox, { nowMs: () => Date.now(), chance: () => Math.random() })
  const parts = { shelf, enrolled, kept, clock, store, log, products, reservations, outbox, sync }
  const till = tillOf(parts)
  if (mayWrite(store.get())) await sayStarted(till)
  const { keys, stop } = listen(document)
  const leave = start(parts, till.record)
  return {
    till,
    store,
    keys,
    close: () => {
      stop()
      leave()
    },
  }
}

type Parts = Readonly<{
  shelf: Shelf
  enrolled: Enrolled
  kept: Kept
  clock: TillClock
  store: OwnStore
  log: OwnLog
  products: ReturnType<typeof productsOn>
  reservations: ReturnType<typeof reservationsOn>
  outbox: OwnOutbox
  sync: Sync
}>

/** What the screens stand on, made of its parts. */
function tillOf(parts: Parts): Till {
  const { shelf, enrolled, kept, clock, store, products, reservations, sync } = parts
  const { identity } = enrolled
  const policy = () => store.get().policy
  return {
    identity,
    now: clock.now,
    newId,
    nextMemberNumber: async () => madeNumber(identity.code, await counted(shelf, 'members made')),
    record: recordBy(parts),
    products,
    members: membersOn(shelf, {
      hashMobile: (mobile) => hashMobile(shelf, mobile),
      now: clock.now,
      denied: (id) => policy()?.deny.includes(id) ?? false,
    }),
    reservations,
    receipts: receiptsOn(shelf, {
      deviceCode: identity.code,
      now: clock.now,
      store: () => policy() ?? { zone: 'UTC', closingHour: 0 },
    }),
    held: heldOn(shelf),
    kept,
    written: writtenOn(shelf),
    syncNow: sync.now,
    aside: (most = 100) => aside(shelf, most),
    enrolAnew: async () => {
      await forgetEnrolment(shelf)
      location.reload()
    },
    stick: makeStick({ ...parts, productsChanged: products.changed }),
  }
}

/** Writes down, then sends at once where there is a line; the screen waits for the disk and for nothing else. */
function recordBy({ store, log, outbox, sync }: Parts): Till['record'] {
  return async (kind, body, more) => {
    if (!mayWrite(store.get())) throw new Error('till: this window reads and does not write')
    const recorded = await outbox.written(() => log.record(kind, body, more ?? {}))
    // Without a line it waits for the next try: each sale would otherwise begin one.
    if (store.get().sync.online) void sync.now()
    const { id, seq, at } = recorded
    return { id, seq, at }
  }
}

async function firstState(shelf: Shelf, clock: TillClock): Promise<TillState> {
  const kept = keptOn(shelf)
  const policy = await keptPolicy(kept)
  const heaps = await countedOn(shelf)
  // A window that waited for the other to close opens anew: the log went on without it.
  const writer = await beWriter(() => location.reload())
  const before = await kept.get<Pick<SyncState, 'lastAnswerAt' | 'standing'>>('last answer')
  return {
    policy,
    cashier: keptSession(policy),
    clock: clock.behind() ? 'behind' : 'good',
    writer,
    sync: {
      ...QUIET,
      ...heaps,
      ...before,
    },
  }
}

/** Head office learns from the log itself which version wrote what follows. */
async function sayStarted(till: Pick<Till, 'kept' | 'record'>): Promise<void> {
  if ((await till.kept.get('version said')) === __TILL_VERSION__) return
  await till.record('mark', { what: 'started', version: __TILL_VERSION__ })
  await till.kept.set('version said', __TILL_VERSION__)
}

type Starting = Pick<Parts, 'sync' | 'clock' | 'store' | 'shelf'>

/** Looks at the clock and at what is over now and then, and at head office once the line is back; answers its end. */
function start({ sync, clock, store, shelf }: Starting, record: Till['record']): () => void {
  void askToKeep()
  const back = () => void sync.now()
  const gone = () => store.set({ sync: { ...store.get().sync, online: false } })
  let running = false
  // One pass at a time: a slow disk must not write the same closing twice.
  const closing = async () => {
    if (running || !mayWrite(store.get())) return
    running = true
    await closeOver(shelf, { now: clock.now, record }).catch(reportError)
    running = false
  }
  const look = () => {
    const told = clock.behind() ? 'behind' : 'good'
    if (told !== store.get().clock) store.set({ clock: told })
    void closing()
  }
  const timer = setInterval(look, 30_000)
  addEventListener('online', back)
  addEventListener('offline', gone)
  void closing()
  if (store.get().writer) sync.start()
  return () => {
    sync.stop()
    clearInterval(timer)
    removeEventListener('online', back)
    removeEventListener('offline', gone)
  }
}

async function aside(shelf: Shelf, most: number): Promise<readonly AsideEvent[]> {
  const rows = await shelf.events.where('outcome').anyOf('quarantined', 'refused').toArray()
  return rows
    .toSorted((a, b) => b.epoch - a.epoch || b.seq - a.seq)
    .slice(0, most)
    .flatMap(({ outcome, ...row }) => (outcome === 'pending' ? [] : [{ ...row, outcome }]))
}
