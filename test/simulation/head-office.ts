import type { Instant } from '#base/instant'
import {
  passesOf,
  type EnrolmentBody,
  type GiftBody,
  type SaleBody,
  type ShiftBody,
  type TopUpBody,
} from '#domain/device/model/bodies'
import { segmentText, type DeviceEvent, type Segment } from '#domain/device/model/event'
import { emptyLog, happenedAt, receive, type DeviceLog, type Placed } from '#domain/device/model/receive'
import type { OldMark } from '#domain/device/model/answer'
import type { Reservation } from '#domain/device/model/reservation'
import type { Exception } from '#domain/sale/stamped'
import { OPEN } from './coupons.ts'
import { houseOf, type House } from './house.ts'
import type { Told } from './hear.ts'
import { oldMarksOf } from './old-marks.ts'
import type { Reader } from './reader.ts'
import {
  carryEnrolment,
  carryGift,
  carryShift,
  carryTopUp,
  heirOf,
  type Credited,
  type Shift,
} from './carry.ts'
import { accountMinorOf } from './burning.ts'
import { changeLineOf, takePayment, type Paid } from './on-account.ts'
import { closeReservations, coverOf, reserve, spend, type Held } from './set-aside.ts'
import type { Sometimes } from './sometimes.ts'

/** Everything that ever changes head office, in order: what is durable of it is what a restart finds. */
export type Op =
  | Readonly<{ k: 'member'; at: Instant } & Enrolled & Holding>
  | Readonly<{ k: 'epoch'; at: Instant; device: string; store: string; key: string }>
  | Readonly<{ k: 'revoke'; at: Instant; device: string }>
  | Readonly<{ k: 'freeze'; at: Instant; memberId: string }>
  | Readonly<{ k: 'pay'; at: Instant; id: string; memberId: string; minor: number }>
  | Readonly<{ k: 'line'; at: Instant; memberId: string; lineMinor: number }>
  | Readonly<{ k: 'reserve'; at: Instant; of: Reservation }>
  | Readonly<{ k: 'giveBack'; at: Instant }>
  | Readonly<{ k: 'segment'; at: Instant; segment: Segment }>

/** What a member has on the card when a night begins; coupons by their ids. */
export type Holding = Readonly<{
  principal: number
  points: number
  coupons: readonly string[]
  /** Uses of a pass. */
  passes: number
  /** How much may be bought on account. */
  lineMinor: number
}>

/** Who a member is at head office. */
export type Enrolled = Readonly<{ id: string; number: string; phone: string }>

export type Row = Readonly<{ event: DeviceEvent; hash: string; text: string; writtenAt: Instant }> & {
  outcome: 'applied' | 'duplicate' | 'quarantined' | 'refused' | 'waiting'
  why: string
}
/** What had to be conceded, or what a till did with set-aside value that it should not have done. */
export type Said = Readonly<{
  saleId: string
  kind: Exception['kind'] | 'reservation_wrong' | 'gift_refused'
  subject: string | null
  lossMinor: number
  device: string
  way: string | null
  reservation?: string | null
}>

export type HeadOffice = Readonly<{
  house: House
  logs: ReadonlyMap<string, DeviceLog>
  rows: ReadonlyMap<string, Row>
  reservations: ReadonlyMap<string, Held>
  said: readonly Said[]
  members: ReadonlyMap<string, Enrolled>
  /** Who a member that a till enrolled is here, where somebody with that mobile was known. */
  aliases: ReadonlyMap<string, string>
  /** What became of money that tills took for cards. */
  credited: readonly Credited[]
  shifts: ReadonlyMap<string, Shift>
  /** What was paid of what members owe, by the payment's id. */
  paid: ReadonlyMap<string, Paid>
  revokedAfter: ReadonlyMap<string, number>
  /** Answers false for a reservation that could not be made, or a segment nothing of was believed. */
  apply: (op: Op) => boolean
  /** What was burned on limits, by till, epoch, anchor and member: one window each. */
  limitUse: ReadonlyMap<string, number>
  /** What a device is told now. */
  markOf: (
    device: string,
  ) => Readonly<{ epoch: number; mark: number; head: string; status: DeviceLog['status'] }>
  /** What it answers of the events of these segments; nothing of what it has not judged. */
  told: (segments: readonly Segment[]) => Told[]
  /** Up to which number of each epoch every backup has what a device wrote. */
  oldMarks: (device: string, at: Instant) => OldMark[]
  /** The last segment operation as one delivery in order would have brought it. */
  useful: () => readonly Segment[]
}>

/** What makes keys of the simulation: nobody without the key makes the signature, and it costs a hash. */
export type Seal = Readonly<{ hash: (text: string) => string; sign: (key: string, text: string) => string }>
export type Witness = Readonly<{ some: (what: Sometimes) => void; fail: (law: string) => never }>

/** What every head office of a night shares. */
export type Desk = Readonly<{ seal: Seal; reader: Reader; witness: Witness }>

export function headOfficeOf(chain: string, desk: Desk): HeadOffice {
  const office = emptyOffice(chain, desk)
  return {
    house: office.house,
    logs: office.logs,
    rows: office.rows,
    reservations: office.reservations,
    said: office.said,
    members: office.members,
    aliases: office.aliases,
    credited: office.credited,
    shifts: office.shifts,
    paid: office.paid,
    revokedAfter: office.revokedAfter,
    limitUse: office.limitUse,
    apply: (op) => applyOp(office, op),
    markOf: (device) => markIn(office, device),
    told: (segments) => toldOf(office, segments),
    oldMarks: (device, at) => oldMarksOf(office, device, at),
    useful: () => office.placed,
  }
}

function emptyOffice(chain: string, { seal, reader, witness }: Desk): Office {
  let made = 0
  const newId = () => `00000000-0000-7000-8000-${(++made).toString(16).padStart(12, '0')}`
  return {
    chain,
    seal,
    reader,
    witness,
    newId,
    house: houseOf(newId),
    logs: new Map(),
    keys: new Map(),
    known: new Map(),
    rows: new Map(),
    done: new Set(),
    behind: new Map(),
    later: [],
    reservations: new Map(),
    said: [],
    members: new Map(),
    phones: new Map(),
    numbers: new Set(),
    aliases: new Map(),
    credited: [],
    shifts: new Map(),
    paid: new Map(),
    revokedAfter: new Map(),
    limitUse: new Map(),
    anchors: new Map(),
    oldMarks: new Map(),
    stores: new Map(),
    placed: [],
  }
}

function markIn({ logs, witness }: Office, device: string): ReturnType<HeadOffice['markOf']> {
  const log = logs.get(device)
  if (!log) return witness.fail('D2 a till that asks has a log')
  return { epoch: log.epoch, mark: log.mark, head: log.head, status: log.status }
}

function toldOf({ reader, rows }: Office, segments: readonly Segment[]): Told[] {
  const texts = segments.flatMap((one) => one.events)
  return texts.flatMap((text) => {
    const row = rows.get(reader.hash(text))
    if (!row || row.outcome === 'waiting') return []
    const { id, seq } = row.event
    return [{ id, seq, outcome: row.outcome }]
  })
}

export type Office = {
  readonly chain: string
  readonly seal: Seal
  readonly reader: Reader
  readonly witness: Witness
  readonly newId: () => string
  readonly house: House
  readonly logs: Map<string, DeviceLog>
  readonly keys: Map<string, string>
  readonly known: Map<string, Map<number, string>>
  readonly rows: Map<string, Row>
  readonly done: Set<string>
  readonly behind: Map<string, Segment[]>
  readonly later: { placed: Placed; body: SaleBody }[]
  readonly reservations: Map<string, Held>
  readonly said: Said[]
  readonly members: Map<string, Enrolled>
  readonly phones: Map<string, string>
  readonly numbers: Set<string>
  readonly aliases: Map<string, string>
  readonly credited: Credited[]
  readonly shifts: Map<string, Shift>
  readonly paid: Map<string, Paid>
  readonly revokedAfter: Map<string, number>
  /** What was burned on a limit, by till, anchor and member: one window each. */
  readonly limitUse: Map<string, number>
  readonly anchors: Map<string, Instant>
  readonly oldMarks: Map<string, number>
  readonly stores: Map<string, string>
  placed: Segment[]
}

function applyOp(office: Office, op: Op): boolean {
  office.placed = []
  office.house.at(op.at)
  const told = carry(office, op)
  closeReservations(office, op.at)
  return told
}

function carry(office: Office, op: Op): boolean {
  const { house, logs, keys } = office
  if (op.k === 'member') {
    welcome(office, op)
    const { id: memberId, principal, points, coupons, passes } = op
    house.give({ memberId, principal, points, coupons, passes, causeId: office.newId() })
  } else if (op.k === 'epoch') {
    const known = logs.get(op.device)
    // X2: who asks again with the same key has been let in already.
    if (known && keys.get(`${op.device} ${known.epoch}`) === op.key) {
      office.witness.some('asked again after a lost answer')
      return true
    }
    const before = logs.get(op.device)
    const epoch = (before?.epoch ?? 0) + 1
    logs.set(op.device, emptyLog({ chain: office.chain, device: op.device, store: op.store }, epoch))
    keys.set(`${op.device} ${epoch}`, op.key)
    office.stores.set(op.device, op.store)
    endBehind(office, op.device, op.at)
  } else if (op.k === 'revoke') {
    const log = logs.get(op.device)
    if (!log || log.status === 'revoked') return false
    logs.set(op.device, { ...log, status: 'revoked', revokedAfter: log.mark })
    office.revokedAfter.set(`${op.device} ${log.epoch}`, log.mark)
  } else if (op.k === 'freeze') house.freeze(op.memberId)
  else if (op.k === 'pay') return takePayment(office, op)
  else if (op.k === 'line') return changeLineOf(office, op)
  else if (op.k === 'reserve') return reserve(office, op.of)
  else if (op.k === 'segment') return take(office, op.segment, op.at)
  return true
}

/** A member of head office: a number and a mobile name one person. */
export function welcome(
  office: Office,
  { id, number, phone, lineMinor = 0 }: Enrolled & Partial<Pick<Holding, 'lineMinor'>>,
): void {
  const { house, members, numbers, phones, witness } = office
  if (numbers.has(number) || phones.has(phone)) witness.fail('§4.6 a number and a mobile name one member')
  house.open(id, lineMinor)
  members.set(id, { id, number, phone })
  numbers.add(number)
  phones.set(phone, id)
}

/** What waited behind a gap of a life that is over waits for nothing any more: people look at it. */
function endBehind(office: Office, device: string, at: Instant): void {
  const waiting = office.behind.get(device) ?? []
  office.behind.delete(device)
  for (const segment of waiting) take(office, segment, at)
}

function take(office: Office, segment: Segment, at: Instant): boolean {
  const { seal, reader, witness } = office
  const log = office.logs.get(segment.device)
  if (!log) return false
  const key = office.keys.get(`${segment.device} ${segment.epoch}`)
  const signed = key !== undefined && seal.sign(key, segmentText(office.chain, segment)) === segment.signature
  const arrived = segment.events.map((text) => ({ text, hash: reader.hash(text) }))
  const known = office.known.get(`${segment.device} ${segment.epoch}`) ?? new Map<number, string>()
  const received = receive(log, segment, { signed, arrived, known, read: reader.event })
  if (received.kind === 'refused') {
    witness.some('forged segment refused')
    return false
  }
  if (received.kind === 'gap') {
    const waiting = office.behind.get(segment.device) ?? []
    office.behind.set(segment.device, [...waiting.filter((one) => one.head !== segment.head), segment])
    witness.some('gap waited for')
    return true
  }
  office.logs.set(segment.device, received.log)
  if (received.kind === 'fork') witness.some('fork seen')
  if (received.kind === 'received' && received.duplicates > 0) witness.some('segment duplicated')
  // Of an event under a number that another one has, only its hash says that it was seen before.
  const fresh = received.placed.filter((one) => !office.rows.has(one.hash))
  noteUseful(office, segment, { placed: fresh, plain: received.kind === 'received' })
  for (const placed of fresh) put(office, placed, at)
  if (received.kind === 'received') goOn(office, segment.device, at)
  return true
}

/** What was new of it, as one delivery in order would have brought it (X6). */
function noteUseful(
  office: Office,
  segment: Segment,
  { placed, plain }: Readonly<{ placed: readonly Placed[]; plain: boolean }>,
): void {
  const [first, last] = [placed[0], placed.at(-1)]
  if (!first || !last) return
  const inRow = last.event.seq - first.event.seq + 1 === placed.length
  const words = {
    device: segment.device,
    epoch: segment.epoch,
    from: first.event.seq,
    to: last.event.seq,
    head: last.hash,
  }
  const key = office.keys.get(`${segment.device} ${segment.epoch}`) ?? ''
  const whole = first.event.seq === segment.from && last.event.seq === segment.to
  if (!plain || !inRow || whole) return void office.placed.push(segment)
  const clean = {
    ...words,
    events: placed.map((one) => one.text),
    signature: office.seal.sign(key, segmentText(office.chain, words)),
  }
  office.placed.push(clean)
}

/** What waited behind a gap goes on as soon as the gap is closed. */
function goOn(office: Office, device: string, at: Instant): void {
  const log = office.logs.get(device)
  const waiting = office.behind.get(device) ?? []
  const next = waiting.find((one) => one.epoch === log?.epoch && one.from <= log.mark + 1)
  if (!next) return
  office.behind.set(
    device,
    waiting.filter((one) => one !== next),
  )
  office.witness.some('gap closed')
  take(office, next, at)
}

function put(office: Office, placed: Placed, at: Instant): void {
  const { event, hash, text } = placed
  const { witness } = office
  const name = `${event.device} ${event.epoch}`
  const known = office.known.get(name) ?? new Map<number, string>()
  if (!known.has(event.seq)) known.set(event.seq, hash)
  office.known.set(name, known)
  const row: Row = { event, hash, text, writtenAt: at, outcome: 'quarantined', why: placed.why }
  if (office.rows.has(hash)) witness.fail('D2 an event is judged once')
  office.rows.set(hash, row)
  if (placed.why === 'epoch_over') witness.some('old epoch put aside')
  if (placed.why === 'device_revoked') witness.some('revoked till put aside')
  if (placed.outcome === 'quarantine') return
  const anchor = office.anchors.get(event.device)
  if (anchor === undefined || event.anchor > anchor) office.anchors.set(event.device, event.anchor)
  const after = office.revokedAfter.get(name)
  if (after !== undefined && event.seq > after) witness.fail('O4 nothing is carried out after a revocation')
  const believed = happenedAt(event, at)
  if (believed.clamped) witness.some('moment clamped')
  if (believed.at > at) witness.fail('O6 nothing happened later than it came')
  if (believed.at < event.anchor && event.anchor <= at)
    witness.fail('O6 nothing happened before it was signed')
  Object.assign(row, carryOut(office, placed, believed.at))
}

export type Judged = Pick<Row, 'outcome' | 'why'>

function carryOut(office: Office, placed: Placed, at: Instant): Judged {
  const { event } = placed
  if (office.done.has(event.id)) return { outcome: 'duplicate', why: 'known' }
  const read = office.reader.body(event)
  if (!read.success) {
    office.witness.some('unknown body put aside')
    return { outcome: 'quarantined', why: 'body_unknown' }
  }
  if (event.kind === 'sale') return sell(office, placed, { body: read.data as SaleBody, at })
  if (event.kind === 'top_up') return carryTopUp(office, event, read.data as TopUpBody)
  if (event.kind === 'gift') return carryGift(office, event, read.data as GiftBody)
  if (event.kind === 'shift') return carryShift(office, event, read.data as ShiftBody)
  if (event.kind === 'enrolment') return carryEnrolment(office, event, read.data as EnrolmentBody)
  office.done.add(event.id)
  if (event.kind === 'mark' && (read.data as { what: string }).what === 'clock_set')
    office.witness.some('clock set back noted')
  return { outcome: 'applied', why: event.kind }
}

function sell(
  office: Office,
  placed: Placed,
  { body, at }: Readonly<{ body: SaleBody; at: Instant }>,
): Judged {
  const { event, hash } = placed
  const { house, witness } = office
  const returns = body.wish.returnsSaleId
  if (returns !== undefined && !house.sales.has(returns)) {
    office.later.push({ placed, body })
    witness.some('return before its sale')
    return { outcome: 'waiting', why: 'sale_missing' }
  }
  const memberId = heirOf(office, body.memberId)
  const coupons = body.wish.coupons.flatMap((one) => ('couponId' in one ? [one.couponId] : []))
  const passes = passesOf(body.wish.lines)
  const burn = { memberId, burned: body.burned, coupons, passes, way: body.way }
  const cover = body.wish.kind === 'return' ? null : coverOf(office, event, burn)
  const stamp = {
    print: hash,
    programVersion: 1,
    buyer: body.buyer,
    charged: body.charged,
    totalMinor: body.totalMinor,
    holds: cover?.holds ?? [],
  }
  const wish = { ...body.wish, happenedAt: at }
  const done = house.sell({ wish, stamp, memberId, store: event.store })
  if (done.kind === 'failed') throw done.trouble
  if (done.kind !== 'applied')
    return { outcome: 'refused', why: done.kind === 'refused' ? done.row.code : 'replayed' }
  office.done.add(event.id)
  for (const one of done.exceptions) office.said.push({ ...one, device: event.device, way: body.way })
  noteBurn(office, event, { body, shorts: done.exceptions, covered: cover !== null })
  if (cover !== null) spend(office, cover, { ...body.burned, passes })
  if (returns !== undefined && done.row.lines.some((line) => passBack(house, returns, line.returnedNo)))
    witness.some('pass given back')
  if (returns !== undefined) witness.some('return after its sale')
  waited(office, event.id, at)
  return { outcome: 'applied', why: 'sale' }
}

const passBack = ({ sales }: House, saleId: string, no: number | null): boolean =>
  (sales.get(saleId)?.lines.find((line) => line.no === no)?.passCount ?? 0) > 0

/** Returns that came before their sale go on now. */
function waited(office: Office, saleId: string, at: Instant): void {
  const ready = office.later.filter((one) => one.body.wish.returnsSaleId === saleId)
  for (const one of ready) {
    office.later.splice(office.later.indexOf(one), 1)
    const row = office.rows.get(one.placed.hash)
    if (row) Object.assign(row, sell(office, one.placed, { body: one.body, at }))
  }
}

type Burnt = Readonly<{ body: SaleBody; shorts: readonly Exception[]; covered: boolean }>

/** O3: nothing that was set aside is ever short; what burns on a limit stays within it, window by window. */
function noteBurn(office: Office, event: DeviceEvent, { body, shorts, covered }: Burnt): void {
  const { witness } = office
  const short = shorts.filter((one) => one.kind === 'overspend')
  if (short.length > 0) witness.some('overspend named')
  if (shorts.some((one) => one.kind === 'burn_on_barred_card')) witness.some('frozen card burned')
  if (covered && short.length > 0) witness.fail('O3 a voucher or lease is never short')
  noteCoupons(office, { body, shorts, covered })
  if (body.burned.points > 0) witness.some('points burned')
  const pass = passesOf(body.wish.lines).length > 0
  const charged = accountMinorOf(body)
  if (pass) witness.some('pass used')
  if (pass && short.length > 0) witness.some('pass that is gone named')
  if (charged > 0) witness.some('sold on account')
  if (charged > 0 && short.length > 0) witness.some('credit line passed and named')
  if (charged > 0 && short.length > 0 && body.way === null)
    witness.some('asked for room and short all the same')
  if (body.way !== 'limit') return
  if (charged === 0) witness.some('limit burned')
  const window = `${event.device} ${event.epoch} ${event.anchor} ${body.memberId}`
  office.limitUse.set(window, (office.limitUse.get(window) ?? 0) + body.burned.minor + charged)
}

/** C5: a coupon that is gone or used up is honoured, and what it cost is named; one that was set aside is there. */
function noteCoupons({ house, witness }: Office, { body, shorts, covered }: Burnt): void {
  if (body.wish.coupons.length === 0) return
  const named = shorts.filter((one) => one.kind === 'coupon_not_valid')
  if (named.length === 0) witness.some('coupon used')
  for (const { subject } of named)
    witness.some(subject === 'coupon_used_up' ? 'coupon beyond its cap named' : 'coupon spent twice named')
  if (covered && named.some((one) => one.subject !== 'coupon_used_up'))
    witness.fail('O3 a coupon that was set aside is there')
  if (house.coupons.openUsed() > OPEN.most)
    witness.fail('C5 within its cap a coupon counts, beyond it is named')
}
