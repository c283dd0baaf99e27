import { msOf, type Instant } from '#base/instant'
import type { DeviceEvent, Segment } from '#domain/device/model/event'
import { shareOf } from '#domain/device/model/offline'
import { STANDARD_LIMITS, type Policy } from '#domain/device/model/policy'
import type { Reservation } from '#domain/device/model/reservation'
import { diceOf, type Dice } from './dice.ts'
import { diskOf, type Disk } from './disk.ts'
import {
  headOfficeOf,
  type Enrolled,
  type HeadOffice,
  type Holding,
  type Op,
  type Seal,
  type Witness,
} from './head-office.ts'
import { PROGRAM } from './house.ts'
import { readerOf, type Reader } from './reader.ts'
import type { Sometimes, Tally } from './sometimes.ts'
import type { Happened, Listener } from './story.ts'
import { hubsOf, type Hub } from './hub.ts'
import type { Answer } from './hear.ts'
import { machineOf, type Machine } from './locks.ts'
import { isCrash, later, uuidOf, type Identity, type SimTill } from './till.ts'
import { openWindow, powerOff, type Window } from './windows.ts'

/** Which troubles this seed knows, and how much of each: a night of all of them at once hides what each one does. */
export type Faults = Readonly<{
  drop: number
  double: number
  delay: number
  partition: number
  tillCrash: number
  torn: boolean
  headCrash: number
  restore: number
  /** How often head office is restored twice past a stick. */
  twice: number
  clock: number
  clone: number
  stick: number
  tamper: number
  revoke: number
  odd: number
  limits: boolean
  /** Whether stores have a hub, and how badly it does. */
  hub: number
  lateCrash: number
  /** How often weeks go by in which nobody sells anything. */
  weeks: number
}>

/** A till with everything around it: its machine, its clock, what it holds beside its log. */
export type Rec = {
  identity: Identity
  disk: Disk
  till: SimTill | null
  machine: Machine
  windows: Window[]
  opened: number
  boots: number
  bootedAt: number
  /** The last moment head office had signed when it was started. */
  bootedWith: Instant
  skewMs: number
  stoppedAt: Instant | null
  policies: Policy[]
  held: Reservation[]
  /** Sales whose receipt a customer holds: O1 says that head office hears of each. */
  printed: Map<string, DeviceEvent>
  /** Members it enrolled itself: nobody else knows them yet. */
  own: Enrolled[]
  /** Lives before this one, whose tails may still be there. */
  earlier: SimTill[]
  /** The last word of head office it heard: what that said of the time, when it came, and in which start. */
  toldAt: Readonly<{ at: Instant; came: Instant; boot: number }> | null
  cutUntil: number
  /** A copy of another till's disk, or one whose image was put back: nobody vouches for its limits. */
  suspect: boolean
}

export type World = Readonly<{
  seed: number
  dice: Dice
  faults: Faults
  chain: string
  seal: Seal
  reader: Reader
  witness: Witness
  recs: Rec[]
  members: Enrolled[]
  /** What those who were there when the night began had on their cards. */
  holdings: Map<string, Holding>
  ops: { op: Op; useful: readonly Segment[] }[]
  /** What is on its way: up to head office, or down to a till. */
  onTheWay: { due: number; go: () => Promise<void> }[]
  /** What will happen whatever else does. */
  plans: { due: number; go: () => Promise<void> }[]
  sticks: Segment[][]
  /** Head office's answers on sticks, by till; nobody throws an old one away. */
  answers: Map<string, Answer[]>
  /** By store; most have none. */
  hubs: Map<string, Hub>
  /** For whoever watches; nobody has to. */
  tell: (happened: Happened) => void
  memo: {
    now: Instant
    step: number
    office: HeadOffice
    setUp: number
    seenPostings: number
    /** Head office forgot something it had signed. */
    amnesia: boolean
    /** All that was ever durable at head office, with what a restore forgot. */
    history: Op[]
    /** What head office itself had done and a restore forgot: reservations by id. */
    forgotten: Set<string>
    frozen: string[]
    policyVersion: number
    healing: boolean
    tills: number
  }
}>

/** A mobile of this chain's town: few enough that two tills meet the same person. */
export const phoneOf = (no: number): string => `1380013${String(8000 + no)}`

const START = '2026-03-02T00:00:00.000Z' as Instant
const MINUTE = 60_000

export function worldOf(seed: number, seal: Seal, tally: Tally, listener?: Listener): World {
  const dice = diceOf(seed)
  const id = () => uuidOf(seal.hash(`id ${seed} ${dice.share()}`))
  const memo = { step: 0, now: START }
  const tell = (happened: Happened) => listener?.({ step: memo.step, at: memo.now, happened })
  const witness: Witness = {
    some: (what: Sometimes) => {
      tally.set(what, (tally.get(what) ?? 0) + 1)
      tell({ k: 'met', what })
    },
    fail: (law) => {
      throw new Error(`${law} (seed ${seed}, step ${memo.step})`)
    },
  }
  const chain = id()
  const reader = readerOf(seal)
  const world: World = {
    seed,
    dice,
    faults: faultsOf(dice),
    chain,
    seal,
    reader,
    witness,
    recs: [],
    members: membersOf(dice, id),
    holdings: new Map(),
    ops: [],
    onTheWay: [],
    plans: [],
    sticks: [],
    answers: new Map(),
    hubs: new Map(),
    tell,
    memo: Object.assign(memo, {
      office: headOfficeOf(chain, { seal, reader, witness }),
      setUp: 0,
      seenPostings: 0,
      amnesia: false,
      history: [] as Op[],
      forgotten: new Set<string>(),
      frozen: [],
      policyVersion: 1,
      healing: false,
      tills: 0,
    }),
  }
  setUp(world, id)
  return world
}

const membersOf = (dice: Dice, id: () => string): Enrolled[] =>
  Array.from({ length: 2 + dice.below(5) }, (_, at) => ({
    id: id(),
    number: `M${at}`,
    phone: phoneOf(at),
  }))

/** Members with something on their cards, and two to twelve tills in one to four stores. */
function setUp(world: World, id: () => string): void {
  const { dice, members } = world
  for (const member of members) {
    const coupons = Array.from({ length: dice.below(4) }, id)
    const passes = dice.below(4)
    const lineMinor = dice.hits(0.6) ? dice.below(60_00) : 0
    const worth = { principal: dice.below(500_00), points: dice.below(1000) }
    const holding = { ...worth, coupons, passes, lineMinor }
    world.holdings.set(member.id, holding)
    commit(world, { k: 'member', at: START, ...member, ...holding })
  }
  const stores = Array.from({ length: 1 + dice.below(4) }, id)
  for (const [store, hub] of hubsOf(world, stores)) world.hubs.set(store, hub)
  for (let made = 2 + dice.below(11); made > 0; made--)
    enrol(world, { store: dice.pick(stores), device: id() })
  world.memo.setUp = world.ops.length
}

/** Each seed knows a few troubles, each with its own rate. */
function faultsOf(dice: Dice): Faults {
  const some = (share: number, most: number) => (dice.hits(share) ? dice.share() * most : 0)
  return {
    drop: some(0.5, 0.4),
    double: some(0.4, 0.4),
    delay: some(0.5, 0.6),
    partition: some(0.4, 0.2),
    tillCrash: some(0.4, 0.05),
    torn: dice.hits(0.7),
    headCrash: some(0.3, 0.1),
    restore: some(0.2, 0.03),
    twice: some(0.12, 0.04),
    clock: some(0.4, 0.1),
    clone: some(0.15, 0.03),
    stick: some(0.4, 0.15),
    tamper: some(0.3, 0.5),
    revoke: some(0.15, 0.03),
    odd: some(0.1, 0.1),
    limits: dice.hits(0.4),
    hub: some(0.3, 1),
    lateCrash: some(0.3, 0.1),
    weeks: some(0.25, 0.04),
  }
}

/** What a machine may do to its till right now; nothing while everything heals. */
const dangerOf = (world: World) => () => ({
  crash: world.memo.healing ? 0 : world.faults.tillCrash,
  torn: world.faults.torn,
})

export function enrol(world: World, of: Readonly<{ store: string; device: string; before?: Rec }>): Rec {
  const { dice, memo, seal, chain } = world
  const key = seal.hash(`key ${world.seed} ${of.device} ${dice.share()}`)
  // Head office may go down meanwhile; then the manager presses again.
  insist(world, { k: 'epoch', at: memo.now, device: of.device, store: of.store, key })
  const { epoch } = memo.office.markOf(of.device)
  const identity = { chain, store: of.store, device: of.device, epoch, key, since: memo.now }
  if (of.before) {
    const rec = of.before
    if (rec.till) {
      rec.till.end()
      rec.earlier.push(rec.till)
    }
    rec.windows.length = 0
    rec.machine.off()
    Object.assign(rec, { identity, till: null, suspect: false })
    start(world, rec)
    return rec
  }
  const rec: Rec = {
    identity,
    disk: diskOf(dice, dangerOf(world)),
    till: null,
    machine: machineOf(),
    windows: [],
    opened: 0,
    boots: 0,
    bootedAt: msOf(memo.now),
    bootedWith: memo.now,
    skewMs: 0,
    stoppedAt: null,
    policies: [],
    held: [],
    printed: new Map(),
    own: [],
    earlier: [],
    toldAt: null,
    cutUntil: 0,
    suspect: false,
  }
  world.recs.push(rec)
  memo.tills++
  start(world, rec)
  return rec
}

/** The machine is switched on, and the app opened in a window. */
export function start(world: World, rec: Rec): void {
  if (rec.windows.length > 0) world.witness.fail('simulation: a machine that is off has no window')
  openWindow(world, rec)
}

/** Something of a till that may end in the middle: then it is off, and its disk has what the power left. */
export async function doing(world: World, rec: Rec, act: (till: SimTill) => Promise<void>): Promise<void> {
  if (rec.till === null) return
  try {
    await act(rec.till)
  } catch (trouble) {
    if (!isCrash(trouble)) throw trouble
    world.witness.some('crash of a till')
    if (powerOff(rec) !== 'nothing') world.witness.some('unsynced record lost')
  }
}

/**
 * Head office does something, durably; answers whether it did, or `null` when it went down: before that was safe, and
 * after the restart it never was; or behind it, and nobody was answered though it is done.
 */
export function commit(world: World, op: Op): boolean | null {
  const { memo, ops, faults, dice, witness } = world
  const mayCrash = !memo.healing && memo.setUp > 0
  if (mayCrash && dice.hits(faults.headCrash)) {
    witness.some('crash of head office')
    world.tell({ k: 'office', op, done: null, mark: null })
    return null
  }
  const done = memo.office.apply(op)
  ops.push({ op, useful: memo.office.useful() })
  memo.history.push(op)
  check(world)
  if (mayCrash && dice.hits(faults.lateCrash)) {
    witness.some('done but nobody answered')
    world.tell({ k: 'office', op, done: null, mark: null })
    return null
  }
  const mark = op.k === 'segment' ? (memo.office.logs.get(op.segment.device)?.mark ?? null) : null
  world.tell({ k: 'office', op, done, mark })
  return done
}

/** Whoever is not answered asks again, with the same words, until head office says something (X2). */
export function insist(world: World, op: Op): boolean {
  for (;;) {
    const told = commit(world, op)
    if (told !== null) return told
  }
}

/** A restored backup: head office is what had been durable then, carried out again. */
export function rebuild(world: World): void {
  const { memo, ops, chain, seal, reader, witness } = world
  // What it met the first time was counted then.
  const muted = { on: true }
  const half: Witness = { some: (what) => (muted.on ? undefined : witness.some(what)), fail: witness.fail }
  memo.office = headOfficeOf(chain, { seal, reader, witness: half })
  for (const one of ops) memo.office.apply(one.op)
  muted.on = false
  memo.seenPostings = memo.office.house.book.postings.length
}

/** M1, M3, M4 after every step of head office. */
function check({ memo, witness }: World): void {
  const { book } = memo.office.house
  if (memo.seenPostings < book.postings.length) {
    const sums = new Map<string, number>()
    for (const one of book.postings.slice(memo.seenPostings)) {
      const of = `${one.transactionId} ${one.unit}`
      sums.set(of, (sums.get(of) ?? 0) + one.amount)
    }
    memo.seenPostings = book.postings.length
    if ([...sums.values()].some((sum) => sum !== 0)) witness.fail('M1 postings sum to zero')
  }
  for (const account of memo.office.house.purses) {
    let lots = 0
    for (const lot of account.lots) lots += lot.remaining
    if (lots !== account.balance) witness.fail('M3 a purse is the sum of its lots')
    if (lots < account.held) witness.fail('M4 nothing that is held is gone')
  }
  for (const { balance, floor } of memo.office.house.credits)
    if ((balance ?? 0) < (floor ?? 0)) witness.fail('M4 nobody owes more than the credit line')
}

/** What a till goes by, as head office would sign it now. */
export function policyOf(world: World, rec: Rec): Policy {
  const { memo, faults } = world
  const { identity } = rec
  const tills = tillsAt(world, identity.store)
  const days = 1 + (memo.policyVersion % 3) * 10
  const until = later(memo.now, days * 24 * 60 * MINUTE)
  // Of a policy only these words are looked at by what runs here.
  return {
    chain: identity.chain,
    device: identity.device,
    store: identity.store,
    version: memo.policyVersion,
    issuedAt: memo.now,
    expiresAt: until,
    // Now and then a certificate ends before its policy.
    certifiedUntil: memo.policyVersion % 4 === 0 ? later(memo.now, 24 * 60 * MINUTE) : until,
    epoch: memo.office.markOf(identity.device).epoch,
    limits: faults.limits ? { ...STANDARD_LIMITS, tills } : null,
    deny: [...memo.frozen],
    program: PROGRAM,
  } as unknown as Policy
}

/** Tills that share a store's limits; a copy of one is not enrolled and counts for nothing. */
const tillsAt = ({ recs }: World, store: string): number =>
  new Set(recs.filter((one) => one.identity.store === store).map((one) => one.identity.device)).size

/** O3: on a limit no till burned more than its share, of a member or in all, before head office answered for it. */
export function checkLimits(world: World): void {
  const { memo, recs, witness } = world
  const suspects = new Set(recs.filter((rec) => rec.suspect).map((rec) => rec.identity.device))
  const inAll = new Map<string, number>()
  for (const [window, minor] of memo.office.limitUse) {
    const [device = '', epoch, anchor] = window.split(' ')
    const rec = recs.find((one) => one.identity.device === device)
    if (!rec || suspects.has(device)) continue
    const own = shareOf({ ...STANDARD_LIMITS, tills: tillsAt(world, rec.identity.store) })
    if (minor > own.perCardMinor) witness.fail('O3 a limit holds for each card')
    const name = `${device} ${epoch} ${anchor}`
    inAll.set(name, (inAll.get(name) ?? 0) + minor)
    if ((inAll.get(name) ?? 0) > own.perStoreMinor) witness.fail('O3 a limit holds for the store')
  }
}
