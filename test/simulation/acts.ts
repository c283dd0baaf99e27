import { instant, msOf, type Instant } from '#base/instant'
import type { ChargeRefusal } from '#domain/device/model/offline'
import {
  VOUCHER_MINUTES,
  type PassCounts,
  type Reservation,
  type Units,
} from '#domain/device/model/reservation'
import type { DeviceEvent, Segment } from '#domain/device/model/event'
import type { Enrolled } from './head-office.ts'
import { OWN } from './coupons.ts'
import { GIFT_POINTS, PASS } from './house.ts'
import { handOver } from './hub.ts'
import { machineOf } from './locks.ts'
import { mayHaveBurned, roomWasThere } from './bounds.ts'
import { burningOf } from './burning.ts'
import { alongWith, otherWay } from './other-ways.ts'
import { later, paidOf, uuidOf, type Sale } from './till.ts'
import { answerOf, keepAnswer } from './answers.ts'
import { rest } from './restoring.ts'
import { powerOff } from './windows.ts'
import { commit, doing, enrol, insist, policyOf, start, type Rec, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const YEARS_5 = 5 * 365 * 24 * HOUR

export const newId = ({ seal, dice, seed, memo }: World): string =>
  uuidOf(seal.hash(`${seed} ${memo.step} ${dice.share()}`))

/** One thing somebody does, or that happens to somebody. */
export type Act = (world: World, rec: Rec) => Promise<void>

/** Rings something up; with value of a member where the till may. */
export const sell: Act = async (world, rec) => {
  const { dice, faults } = world
  const member = dice.hits(0.8) ? somebody(world, rec) : null
  const plain: Sale = {
    id: newId(world),
    // Some things are sold over and over: two sales of the same are two.
    minor: dice.hits(0.2) ? 25_00 : 100 + dice.below(60_00),
    byPoints: false,
    coupon: null,
    member,
    burn: null,
    passes: 0,
    onAccount: null,
    reservation: null,
    quantity: 1,
    returns: null,
    odd: dice.hits(faults.odd),
  }
  const sale = withCoupon(world, rec, plain) ?? otherWay(world, rec, plain) ?? wayOf(world, rec, plain)
  await ring(world, rec, sale)
  // Whoever buys on account takes something else along, before anybody at head office has heard of the first.
  if (sale.onAccount !== null && dice.hits(0.4)) await ring(world, rec, alongWith(world, sale))
}

/** Now and then with a coupon: one that anybody may use, or one of the member's own, which the phone sets aside. */
function withCoupon(world: World, rec: Rec, plain: Sale): Sale | null {
  const { dice, holdings } = world
  if (!dice.hits(0.15)) return null
  const minor = plain.minor + OWN.minor
  if (plain.member === null || dice.hits(0.4)) return { ...plain, minor, coupon: 'open' }
  const own = holdings.get(plain.member.id)?.coupons ?? []
  if (own.length === 0) return null
  const coupon = { id: dice.pick(own) }
  // Somebody tries without a phone: no limit is good for that.
  if (dice.hits(0.1)) return { ...plain, minor, coupon, burn: 'limit' }
  const before = rec.held.filter((one) => one.coupons.includes(coupon.id)).at(-1)
  const { member } = plain
  const none = { minor: 0, points: 0 }
  const words =
    before && dice.hits(0.3) ? before : voucher(world, rec, { member, amounts: none, coupons: [coupon.id] })
  return words && { ...plain, minor, coupon, burn: 'voucher', reservation: words }
}

/** A member that head office knows, or one this till enrolled itself. */
export const somebody = ({ dice, members }: World, { own }: Rec): Enrolled =>
  own.length > 0 && dice.hits(0.3) ? dice.pick(own) : dice.pick(members)

/** By what a sale burns, if it does: a lease that is held, the member's phone, or the till's own limit. */
function wayOf(world: World, rec: Rec, plain: Sale): Sale {
  const { dice } = world
  const { member } = plain
  if (member === null || dice.hits(0.5)) return plain
  const lease = rec.held.filter((one) => one.memberId === member.id && one.kind === 'lease').at(-1)
  if (lease && dice.hits(0.8)) return byLease(world, plain, lease)
  if (dice.hits(0.5)) return { ...plain, burn: 'limit' }
  const before = rec.held.filter((one) => one.kind === 'voucher' && isForMoney(one)).at(-1)
  // A phone that shows its code a second time.
  const byPoints = dice.hits(0.3)
  const amounts = byPoints
    ? { minor: 0, points: 100 * (1 + dice.below(4)) }
    : { minor: plain.minor, points: 0 }
  const words = before && dice.hits(0.2) ? before : voucher(world, rec, { member, amounts })
  if (words === null) return plain
  const payer = world.members.find((one) => one.id === words.memberId) ?? member
  const { minor, points } = words.amounts
  const paid = { minor: minor + points, byPoints: points > 0 }
  return { ...plain, ...paid, member: payer, burn: 'voucher', reservation: words }
}

/** A lease is of money, of points, or of both; a sale burns one of them. */
function byLease({ dice }: World, plain: Sale, lease: Reservation): Sale {
  const byPoints = lease.amounts.points > 0 && dice.hits(0.5)
  const minor = byPoints ? 100 * (1 + dice.below(3)) : 1 + dice.below(20_00)
  return { ...plain, burn: 'lease', reservation: lease, minor, byPoints }
}

/** A voucher for exactly what a gift costs is the gift's, and one for a coupon is the coupon's. */
const isForMoney = ({ amounts, coupons, passes = [] }: Reservation): boolean =>
  amounts.points !== GIFT_POINTS && coupons.length === 0 && passes.length === 0

type Asking = Readonly<{
  kind: Reservation['kind']
  member: Readonly<{ id: string; number: string }>
  amounts: Units
  coupons?: readonly string[]
  passes?: PassCounts
  ms: number
}>

/** The member's phone asks head office; where it gets no answer it asks again, now and then. */
export function voucher(
  world: World,
  rec: Rec,
  of: Pick<Asking, 'member' | 'amounts' | 'coupons' | 'passes'>,
): Reservation | null {
  const ms = VOUCHER_MINUTES * MINUTE
  return setAside(world, rec, reservationOf(world, rec, { kind: 'voucher', ...of, ms }))
}

function setAside(world: World, rec: Rec, of: Reservation): Reservation | null {
  const { dice, memo } = world
  let told = commit(world, { k: 'reserve', at: memo.now, of })
  while (told === null && dice.hits(0.6)) told = commit(world, { k: 'reserve', at: memo.now, of })
  if (told !== true) return null
  rec.held.push(of)
  return of
}

const reservationOf = (
  world: World,
  rec: Rec,
  { kind, member, amounts, coupons = [], passes = [], ms }: Asking,
): Reservation => ({
  v: 1,
  t: 'reservation',
  id: newId(world),
  chain: world.chain,
  kind,
  store: rec.identity.store,
  device: rec.identity.device,
  memberId: member.id,
  memberNumber: member.number,
  amounts,
  coupons: [...coupons],
  ...(passes.length > 0 && { passes: [...passes] }),
  issuedAt: world.memo.now,
  expiresAt: later(world.memo.now, ms),
})

async function ring(world: World, rec: Rec, sale: Sale): Promise<void> {
  const { witness } = world
  await doing(world, rec, async (till) => {
    const told = await till.sell(sale)
    if (typeof told === 'string') {
      if (sale.burn === 'limit') witness.some('limit refused')
      if (sale.onAccount !== null) witness.some('on account refused')
      return refused(world, rec, told)
    }
    rec.printed.set(told.id, told)
    witness.some('sale recorded without a network')
    const { way } = burningOf(told)
    const { reservation } = sale
    const minor = paidOf(sale)
    const memberId = sale.member?.id ?? ''
    if (sale.onAccount?.asked) roomWasThere(world, rec, { ...sale.onAccount.asked, memberId })
    else mayHaveBurned(world, rec, { way, memberId })
    const words = { device: told.device, seq: told.seq, minor, way, back: sale.returns !== null }
    world.tell({ k: 'sold', ...words })
    if (way !== null && reservation) notOver(world, rec, { event: told, reservation })
  })
}

/** The till's own rule, said again without its code: nothing is burned after its end, whatever its clock says. */
export function notOver(
  world: World,
  rec: Rec,
  { event, reservation }: Readonly<{ event: DeviceEvent; reservation: Reservation }>,
): void {
  if (leastNow(world, rec, event.anchor) >= reservation.expiresAt)
    world.witness.fail(`O6 no ${reservation.kind} is spent after its end`)
}

export function refused({ tell, witness }: World, { identity }: Rec, code: ChargeRefusal): void {
  tell({ k: 'no', device: identity.device, code })
  if (code === 'reservation_used') witness.some('voucher refused twice')
  if (code === 'reservation_over') witness.some('lease over while offline')
  if (code === 'policy_expired' || code === 'certificate_over') witness.some('policy over')
}

/**
 * What a till must know of the time: what head office said, and what has passed since while its program ran, which is
 * no less than since its start.
 */
function leastNow({ memo }: World, { toldAt, boots, bootedAt, bootedWith }: Rec, anchor: Instant): Instant {
  const least = [anchor, later(bootedWith, msOf(memo.now) - bootedAt)]
  if (toldAt?.boot === boots) least.push(later(toldAt.at, msOf(memo.now) - msOf(toldAt.came)))
  return least.reduce((a, b) => (a > b ? a : b))
}

/** Brings something back, perhaps to another till than the one that sold it, which reads the receipt. */
export const bringBack: Act = async (world, rec) => {
  const { dice } = world
  const printed = world.recs.flatMap((one) => [...one.printed.values()])
  const sold = printed.filter(isSale)
  if (sold.length === 0) return
  const event = dice.pick(sold)
  if (printed.some((one) => returnsOf(one) === event.id)) return
  const { wish, memberId, totalMinor } = event.body as {
    wish: { memberNumber?: string; lines: { quantity: number }[] }
    memberId: string
    totalMinor: number
  }
  const member = memberId === null ? null : { id: memberId, number: wish.memberNumber ?? '' }
  const none = { burn: null, reservation: null, passes: 0, onAccount: null, coupon: null } as const
  // Of several that a pass paid, some.
  const many = wish.lines[0]?.quantity ?? 1
  const words = { ...none, odd: false, byPoints: false, quantity: many === 1 ? 1 : 1 + dice.below(many) }
  await ring(world, rec, { ...words, id: newId(world), minor: totalMinor, member, returns: event })
}

const returnsOf = (event: { body: Record<string, unknown> }): string | undefined =>
  (event.body['wish'] as { returnsSaleId?: string } | undefined)?.returnsSaleId
export const isReturn = (event: { body: Record<string, unknown> }): boolean => returnsOf(event) !== undefined
const isSale = (event: { kind: string; body: Record<string, unknown> }): boolean =>
  event.kind === 'sale' && returnsOf(event) === undefined && event.body['newWord'] === undefined

/** Sends its tail; what the line does to it is the line's affair. */
export const sync: Act = async (world, rec) => {
  const { memo } = world
  if (memo.step < rec.cutUntil) return
  await doing(world, rec, async (till) => {
    // What earlier lives of this till wrote goes along, all of it: their marks say nothing any more.
    const before = world.dice.hits(0.2) ? rec.earlier : []
    const older = await Promise.all(before.map((life) => life.tail(8)))
    const tail = [...older.flat(), ...(await till.tail(8))]
    till.left(tail)
    const hub = world.hubs.get(rec.identity.store)
    if (hub && world.dice.hits(0.8)) return handOver(world, hub, tail)
    send(world, async () => {
      for (const segment of tail) if (commit(world, { k: 'segment', at: memo.now, segment }) === null) return
      answer(world, rec, { epoch: till.identity.epoch, asked: tail })
    })
  })
}

/** Over a line that drops, doubles, delays and reorders. */
function send(world: World, go: () => Promise<void>): void {
  const { dice, faults, memo, onTheWay, witness } = world
  if (dice.hits(faults.drop)) return witness.some('segment dropped')
  const copies = dice.hits(faults.double) ? 2 : 1
  for (let copy = 0; copy < copies; copy++)
    onTheWay.push({ due: memo.step + (dice.hits(faults.delay) ? 1 + dice.below(10) : 0), go })
}

/** To a till, about what it or its hub asked. */
export function answer(
  world: World,
  rec: Rec,
  { epoch, asked }: Readonly<{ epoch: number; asked: readonly Segment[] }>,
): void {
  const { memo, dice, faults, onTheWay, witness } = world
  if (dice.hits(faults.drop)) return witness.some('answer lost')
  const { status } = memo.office.markOf(rec.identity.device)
  const told = answerOf(world, rec.identity.device, asked)
  onTheWay.push({
    due: memo.step + (dice.hits(faults.delay) ? 1 + dice.below(6) : 0),
    go: async () => {
      if (rec.identity.epoch !== epoch) return
      await doing(world, rec, async (till) => {
        await till.hear(told)
        rec.toldAt = { at: told.at, came: memo.now, boot: rec.boots }
        if (status === 'revoked') return
        await refresh(world, rec)
      })
    },
  })
}

/** What comes with an answer: the policy, and what members hold now. */
async function refresh(world: World, rec: Rec): Promise<void> {
  const { dice, memo, members, witness } = world
  const policy = policyOf(world, rec)
  const older = rec.policies.filter((one) => one.version < policy.version).at(0)
  // Somebody plays an old policy to the till after the new one.
  for (const one of older && dice.hits(0.2) ? [policy, older] : [policy]) {
    const no = (await rec.till?.takePolicy(one, true)) ?? null
    if (no === null) rec.policies.push(one)
    if (no === 'policy_older') witness.some('older policy refused')
  }
  for (const one of rec.own) {
    const known = memo.office.members.get(one.id)
    if (known && !members.some(({ id }) => id === known.id)) members.push(known)
  }
  // A restore may have forgotten somebody whose enrolment is on its way again.
  const { house, members: there } = memo.office
  rec.till?.know(
    members
      .filter((one) => there.has(one.id))
      .map(({ id: memberId }) => ({
        memberId,
        minor: house.free('principal', memberId),
        points: house.free('points', memberId),
        roomMinor: house.onAccount.room(memberId),
      })),
  )
}

export const lease: Act = async (world, rec) => {
  const { dice } = world
  const member = dice.pick(world.members)
  const amounts = { minor: 1_00 + dice.below(100_00), points: dice.hits(0.5) ? 100 * dice.below(6) : 0 }
  const passes = dice.hits(0.3) ? [{ code: PASS, count: 1 + dice.below(2) }] : []
  const ms = (1 + dice.below(24)) * HOUR
  setAside(world, rec, reservationOf(world, rec, { kind: 'lease', member, amounts, passes, ms }))
}

export const pullPlug: Act = async (world, rec) => {
  if (rec.till === null) return
  world.witness.some('crash of a till')
  powerOff(rec)
}

export const setClock: Act = async (world, rec) => {
  const { dice, memo } = world
  const kind = dice.below(4)
  if (kind === 0) rec.skewMs += (dice.hits(0.5) ? 1 : -1) * dice.below(3 * HOUR)
  else if (kind === 1) rec.skewMs = (dice.hits(0.5) ? 1 : -1) * YEARS_5
  else if (kind === 2) rec.stoppedAt = later(memo.now, rec.skewMs)
  else Object.assign(rec, { skewMs: 0, stoppedAt: null })
}

export const partition: Act = async (world, rec) =>
  void (rec.cutUntil = world.memo.step + 5 + world.dice.below(40))

/** A second machine with a copy of the first one's disk and key: it sells on as if it were the first. */
export const clone: Act = async (world, rec) => {
  const { recs } = world
  if (rec.till === null || recs.length > 14) return
  const copy: Rec = {
    ...rec,
    disk: rec.disk,
    till: null,
    machine: machineOf(),
    windows: [],
    printed: new Map(),
    own: [],
    policies: [...rec.policies],
    earlier: [],
    held: [...rec.held],
    suspect: true,
  }
  const own = rec.disk.image()
  rec.suspect = true
  copy.disk = rec.disk.fresh()
  copy.disk.restore(own)
  recs.push(copy)
  start(world, copy)
}

export const stick: Act = async (world, rec) => {
  const { dice, sticks } = world
  await doing(world, rec, async (till) => void sticks.push([...(await till.tail(8))]))
  if (dice.hits(0.6)) await readStick(world)
}

/** Any stick, at any branch, as often as anybody likes: old ones, cut ones, changed ones. */
export async function readStick(world: World, which?: readonly Segment[]): Promise<void> {
  const { dice, sticks, memo, faults, witness } = world
  if (sticks.length === 0) return
  const content = which ?? dice.pick(sticks)
  const times = dice.hits(0.3) ? 2 : 1
  for (let time = 0; time < times; time++)
    for (const segment of content) {
      const spoilt = dice.hits(faults.tamper) ? spoil(world, segment) : null
      const told = commit(world, { k: 'segment', at: memo.now, segment: spoilt?.segment ?? segment })
      if (spoilt !== null && told === true) witness.fail(`O5 a stick that was ${spoilt.how} is believed`)
      if (spoilt !== null) witness.some(spoilt.how === 'cut' ? 'stick cut refused' : 'stick tampered refused')
      else witness.some(time === 0 ? 'stick read' : 'stick read twice')
    }
  keepAnswer(world, content)
}

function spoil(
  { dice, seal }: World,
  segment: Segment,
): Readonly<{ segment: Segment; how: 'cut' | 'changed' }> {
  const { events } = segment
  if (events.length > 1 && dice.hits(0.4))
    return { segment: { ...segment, events: events.slice(0, 1 + dice.below(events.length - 1)) }, how: 'cut' }
  const at = dice.below(events.length)
  const changed = events.map((text, here) => (here === at ? text.replace('"minor":', '"minor":1') : text))
  // Where nothing of an event could be changed so, the signature is.
  const same = changed.every((text, here) => text === events[here])
  if (!same) return { segment: { ...segment, events: changed }, how: 'changed' }
  return { segment: { ...segment, signature: seal.hash(segment.signature) }, how: 'changed' }
}

export const revoke: Act = async (world, rec) => {
  const { memo, witness } = world
  if (rec.suspect || world.recs.filter((one) => !one.suspect).length < 2) return
  if (insist(world, { k: 'revoke', at: memo.now, device: rec.identity.device })) {
    witness.some('till revoked')
    memo.setUp = Math.max(memo.setUp, world.ops.length)
  }
}

export const freeze: Act = async (world) => {
  const { memo, dice } = world
  const { id } = dice.pick(world.members)
  if (memo.frozen.includes(id) || memo.frozen.length > 1) return
  insist(world, { k: 'freeze', at: memo.now, memberId: id })
  memo.frozen.push(id)
}

export const newPolicy: Act = async ({ memo }) => void memo.policyVersion++

/** A till whose log head office does not believe any more starts a new life, as a manager would let it. */
export const enrolAgain: Act = async (world, rec) => {
  const { memo, witness } = world
  const { device, store } = rec.identity
  if (memo.office.markOf(device).status !== 'frozen') return
  await doing(world, rec, async () => undefined)
  if (rec.till === null) start(world, rec)
  enrol(world, { store, device, before: rec })
  memo.setUp = Math.max(memo.setUp, world.ops.length)
  witness.some('till enrolled again')
}

export const passTime = (world: World): void => {
  const { dice, memo, faults } = world
  // Now and then a town's shops are shut for weeks.
  if (dice.hits(faults.weeks)) rest(world, 5 + dice.below(40))
  const ms = dice.hits(0.9) ? dice.below(20) * MINUTE : dice.below(30) * HOUR
  memo.now = instant(new Date(msOf(memo.now) + ms).toISOString())
  commit(world, { k: 'giveBack', at: memo.now })
}
