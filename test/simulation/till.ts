import { instantOfMs, msOf, type Instant } from '#base/instant'
import type { SaleBody } from '#domain/device/model/bodies'
import { eventText, type DeviceEvent, type EventKind, type Segment } from '#domain/device/model/event'
import { mayBurn, type ChargeRefusal, type LastKnown } from '#domain/device/model/offline'
import { judgePolicy, type Policy } from '#domain/device/model/policy'
import type { Reservation } from '#domain/device/model/reservation'
import type { Word } from '#domain/device/model/forgetting'
import { tillClock, type TillClock } from '#domain/device/model/till-clock'
import { eventRecord, recover, stateRecord, writeDown, type Gone } from '#domain/device/model/till-disk'
import {
  cutTail,
  EMPTY_HEAD,
  limitUseOf,
  nextEvent,
  setBack,
  signSegment,
  spentOf,
  type Logged,
  type LogState,
} from '#domain/device/model/till-log'
import { burningOf } from './burning.ts'
import { chargeRefusal } from './charging.ts'
import { CRASH, type Disk } from './disk.ts'
import { createdOf, hear, leftAfter, unsent, waiting, type Answer } from './hear.ts'
import type { Seal, Witness } from './head-office.ts'
import { OPEN, OWN } from './coupons.ts'
import { GIFT, PASS } from './house.ts'
import type { Reader } from './reader.ts'

export type Identity = Readonly<{
  chain: string
  store: string
  device: string
  epoch: number
  key: string
  /** When head office let it in: the first moment it signed for this till. */
  since: Instant
}>
export type Clock = Readonly<{ wall: () => Instant; mono: () => number }>

/** A till as a program that runs: what it has in memory is gone with a crash, and read back from its disk. */
export type SimTill = Readonly<{
  identity: Identity
  disk: Disk
  events: () => readonly Logged[]
  state: () => LogState
  now: () => Instant
  /** Whether it forgot the event under this number. */
  forgot: (seq: number) => boolean
  sell: (of: Sale) => Promise<DeviceEvent | ChargeRefusal>
  give: (of: Given) => Promise<DeviceEvent | ChargeRefusal>
  /** What burns nothing: money for a card, a new member, the drawer. */
  note: (
    kind: 'top_up' | 'enrolment' | 'shift',
    id: string,
    body: Record<string, unknown>,
  ) => Promise<DeviceEvent>
  /** What it would send, at most so many segments. */
  tail: (most: number) => Promise<readonly Segment[]>
  hear: (answer: Answer) => Promise<void>
  /** What head office has not answered. */
  waiting: () => readonly Logged[]
  /** What waits beyond these segments, as a request says it. */
  left: (segments: readonly Segment[]) => Heap
  /** All that was ever written in this life, what was forgotten since among it. */
  created: () => Heap
  /** Its life is over: head office may have been restored since it answered, so all of it is asked about once more. */
  end: () => void
  takePolicy: (policy: Policy, signed: boolean) => Promise<string | null>
  /** What head office says that members hold now. */
  know: (of: readonly Holds[]) => void
}>

export type Holds = Readonly<{ memberId: string; minor: number; points: number; roomMinor: number }>

/** What head office said when it was asked; null where the member has no account that it knows. */
export type AskedRoom = Readonly<{ roomMinor: number | null }>

/** How many events, and what they came to. */
export type Heap = Readonly<{ count: number; minor: number }>

export type Sale = Readonly<{
  id: string
  minor: number
  /** Paid in points, so many of them as there are fen; else in stored value where something is burned. */
  byPoints: boolean
  /** What takes something off: a member's own coupon, by its id, or the one that is open to all. */
  coupon: 'open' | Readonly<{ id: string }> | null
  member: Readonly<{ id: string; number: string }> | null
  /** Paid in cash where nothing is burned, or nothing but a coupon. */
  burn: 'voucher' | 'lease' | 'limit' | null
  /** Paid with so many uses of a pass, which then is all that is burned. */
  passes: number
  /** Paid later: it goes on the member's account, by the room head office has just said, or by what the till knows. */
  onAccount: Readonly<{ asked: AskedRoom | null }> | null
  reservation: Reservation | null
  /** Of what comes back: how many of the one thing that was sold. */
  quantity: number
  returns: DeviceEvent | null
  /** An older or newer program that writes a word we do not know. */
  odd: boolean
}>

/** Something handed over for points. */
export type Given = Readonly<{
  id: string
  points: number
  member: Readonly<{ id: string; number: string }>
  burn: 'voucher' | 'lease'
  reservation: Reservation
}>

export type Booting = Readonly<{
  identity: Identity
  disk: Disk
  clock: Clock
  boot: number
  seal: Seal
  reader: Reader
  witness: Witness
}>

/** Starts the program on what its disk holds; a torn last record goes, and what is broken is said. */
export function boot(of: Booting): SimTill {
  const { identity, disk } = of
  const running = readBack(of)
  const { events, memory, known } = running
  return {
    identity,
    disk,
    events: () => events,
    state: () => memory.state,
    now: () => running.time.now(),
    forgot: (seq) => memory.gone.some((one) => seq <= one.seq && seq > one.seq - one.count),
    sell: (sale) => sell(running, sale),
    give: (given) => give(running, given),
    note: (kind, id, body) =>
      keep(running, { id, kind, body: { ...body, cashier: CASHIER }, reservation: null }),
    tail: (most) => {
      const cut = cutTail(unsent(running), most)
      const sign = (text: string) => of.seal.sign(identity.key, text)
      return Promise.all(cut.map((one) => signSegment(identity.chain, one, sign)))
    },
    hear: (answer) => hear(running, answer),
    waiting: () => waiting(running),
    left: (segments) => leftAfter(running, segments),
    created: () => createdOf(running),
    end: () => {
      memory.state = { ...memory.state, mark: 0 }
      memory.words.clear()
    },
    takePolicy: (policy, signed) => takePolicy(running, policy, signed),
    know: (of) => {
      const at = running.time.now()
      for (const { memberId, minor, points, roomMinor } of of)
        known.set(memberId, { minor, points, roomMinor, at })
    },
  }
}

type Memory = {
  state: LogState
  policy: Policy | null
  /** Head office's last word on events, by number; none is the word on what waits. */
  words: Map<number, Word>
  gone: readonly Gone[]
  /** The day of head office on which it last looked for what may be forgotten. */
  lookedOn: string
}
export type Running = Booting &
  Readonly<{
    events: Logged[]
    memory: Memory
    time: TillClock
    known: Map<string, LastKnown & Readonly<{ roomMinor: number }>>
  }>

function readBack(of: Booting): Running {
  const { identity, disk, reader, witness } = of
  const found = recover(disk.load(), identity.epoch, reader.hash, reader.event)
  if (found.broken) witness.fail('O5 a disk that only lost what was not synced is not broken')
  if (found.torn) {
    witness.some('record torn')
    disk.restore([...disk.load()].slice(0, -1))
  }
  const state = found.state ?? { mark: 0, anchor: identity.since, highest: 0 }
  const { gone } = found
  const words = new Map(found.words)
  const memory: Memory = { state, policy: null, words, gone, lookedOn: '' }
  const { wall, mono } = of.clock
  const time = tillClock(state.anchor, { wallMs: () => msOf(wall()), monoMs: mono })
  return { ...of, events: [...found.events], memory, time, known: new Map() }
}

/** O1: comes back when the event is on the disk; a clock that was set back is written down before it. */
async function keep(running: Running, words: Said): Promise<DeviceEvent> {
  const { identity, clock, boot: nth, seal, reader, events, memory, disk } = running
  const clocks = { wall: clock.wall(), mono: clock.mono() }
  const last = events.at(-1)
  if (last?.event.boot === nth && words.kind !== 'mark') {
    const { seq, hash, event } = last
    const due = setBack({ seq, hash, wall: event.wall, mono: event.mono }, clocks)
    const body = { what: 'clock_set', fromWall: due, toWall: clocks.wall }
    const id = uuidOf(seal.hash(`${words.id} mark`))
    if (due !== null) await keep(running, { id, kind: 'mark', body, reservation: null })
  }
  const behind = events.at(-1)
  const { chain, store, device, epoch } = identity
  const event = nextEvent(
    { chain, store, device, epoch },
    behind ? { seq: behind.seq, hash: behind.hash, wall: null, mono: 0 } : EMPTY_HEAD,
    { ...words, ...clocks, boot: nth, anchor: memory.state.anchor, policy: memory.policy?.version ?? 0 },
  )
  const text = eventText(event)
  const read = reader.event(text)
  if (typeof read === 'string') return running.witness.fail('O1 what is written down can be read back')
  const logged = { seq: read.seq, text, hash: reader.hash(text), event: read }
  await writeDown(disk, eventRecord(logged))
  events.push(logged)
  return read
}

async function sell(running: Running, of: Sale): Promise<DeviceEvent | ChargeRefusal> {
  const burns = of.burn !== null && of.coupon === null && of.passes === 0
  const burned = { minor: burns && !of.byPoints ? of.minor : 0, points: burns && of.byPoints ? of.minor : 0 }
  const { onAccount } = of
  const no =
    onAccount === null
      ? burnRefusal(running, of, burned)
      : chargeRefusal(running, { ...of, asked: onAccount.asked })
  if (no !== null) return no
  const body = bodyOf(of, burned, running.clock.wall())
  return keep(running, { id: of.id, kind: 'sale', body, reservation: of.reservation?.id ?? null })
}

async function give(running: Running, of: Given): Promise<DeviceEvent | ChargeRefusal> {
  const { points } = of
  const no = burnRefusal(running, of, { minor: 0, points })
  if (no !== null) return no
  const { id: memberId, number: memberNumber } = of.member
  const body = { memberId, memberNumber, giftCode: GIFT, count: 1, points, way: of.burn, cashier: CASHIER }
  return keep(running, { id: of.id, kind: 'gift', body, reservation: of.reservation.id })
}

type Burned = Readonly<{ minor: number; points: number }>
type Burns = Pick<Sale, 'burn' | 'member' | 'reservation'> & Partial<Pick<Sale, 'coupon' | 'passes'>>

function burnRefusal(running: Running, of: Burns, amounts: Burned): ChargeRefusal | null {
  if (of.burn === null) return null
  const { identity, events, memory, known } = running
  const { device, store, epoch } = identity
  const memberId = of.member?.id ?? null
  const { mark } = memory.state
  const spent = of.reservation && spentOf(events, of.reservation.id, burningOf)
  return mayBurn({
    device,
    store,
    epoch,
    memberId,
    amounts,
    coupons: ownOf(of),
    passes: of.passes ? [{ code: PASS, count: of.passes }] : [],
    now: running.time.now(),
    policy: memory.policy,
    reservation: of.reservation && spent ? { of: of.reservation, spent } : null,
    lastKnown: known.get(memberId ?? '') ?? null,
    used: limitUseOf(events, { memberId: memberId ?? '', mark }, burningOf),
  })
}

async function takePolicy(running: Running, policy: Policy, signed: boolean): Promise<string | null> {
  const { identity, memory, disk, witness } = running
  const { chain, device, epoch } = identity
  const { highest } = memory.state
  const no = judgePolicy(policy, signed, { chain, device, highest, now: running.time.now() })
  if (no !== null) return no
  if (policy.version < highest) witness.fail('O7 no policy older than the highest is taken')
  const state = { ...memory.state, highest: policy.version }
  await writeDown(disk, stateRecord(state, epoch))
  memory.policy = policy
  memory.state = state
  return null
}

type Said = Readonly<{
  id: string
  kind: EventKind
  body: Record<string, unknown>
  reservation: string | null
}>

const CASHIER = { id: '00000000-0000-4000-8000-00000000c001', name: '小李' }

const ownOf = ({ coupon = null }: Partial<Pick<Sale, 'coupon'>>): string[] =>
  coupon === null || coupon === 'open' ? [] : [coupon.id]

/** What the customer pays: a coupon takes its amount off, a pass all of it. */
export const paidOf = ({ minor, coupon, passes }: Pick<Sale, 'minor' | 'coupon' | 'passes'>): number =>
  passes > 0 ? 0 : minor - (coupon === null ? 0 : coupon === 'open' ? OPEN.minor : OWN.minor)

function bodyOf(of: Sale, burned: { minor: number; points: number }, wall: Instant): Record<string, unknown> {
  const burns = burned.points > 0 ? 'points' : burned.minor > 0 ? 'stored_value' : 'cash'
  const kind = of.onAccount ? 'on_account' : burns
  const paidMinor = paidOf(of)
  const paid = { kind, amountMinor: paidMinor, count: 1 }
  const wish = {
    id: of.id,
    branchCode: 'S',
    happenedAt: wall,
    coupons: of.coupon === 'open' ? [{ code: OPEN.code }] : ownOf(of).map((couponId) => ({ couponId })),
    ...(of.member && { memberNumber: of.member.number }),
    ...(of.returns
      ? {
          kind: 'return',
          returnsSaleId: of.returns.id,
          items: [{ no: 1, quantity: of.quantity }],
          lines: [],
          // What was paid comes back the way it came.
          tenders: (of.returns.body as unknown as SaleBody).wish.tenders,
        }
      : {
          kind: 'sale',
          lines: [lineOf(of)],
          tenders: of.passes > 0 ? [] : [paid],
        }),
  }
  return {
    wish,
    buyer: { member: of.member !== null, tier: null },
    memberId: of.member?.id ?? null,
    programVersion: 1,
    charged: of.returns ? [] : [paidMinor],
    totalMinor: paidMinor,
    roundingMinor: 0,
    points: 0,
    burned,
    // What nobody was asked about went on the till's limits.
    way: of.onAccount?.asked === null ? 'limit' : of.burn,
    cashier: CASHIER,
    ...(of.odd && { newWord: true }),
  }
}

const lineOf = ({ minor, passes }: Sale) => ({
  productCode: 'P',
  name: '',
  quantity: Math.max(1, passes),
  unitPriceMinor: minor,
  ...(passes > 0 && { passCode: PASS }),
})

/** A name made of a hash: the same on every machine. */
export const uuidOf = (hash: string): string =>
  `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`

export const isCrash = (trouble: unknown): boolean => trouble === CRASH

export const later = (at: Instant, ms: number): Instant => instantOfMs(msOf(at) + ms)
