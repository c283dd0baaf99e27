import { msOf, type Instant } from '#base/instant'
import type { DeviceEvent, Segment } from '#domain/device/model/event'
import { shareOf } from '#domain/device/model/offline'
import { STANDARD_LIMITS, type Policy } from '#domain/device/model/policy'
import type { Reservation } from '#domain/device/model/reservation'
import { diceOf, type Dice } from './dice.ts'
import { diskOf, type Disk } from './disk.ts'
import { headOfficeOf, type HeadOffice, type Op, type Seal, type Witness } from './head-office.ts'
import { PROGRAM } from './house.ts'
import type { Sometimes, Tally } from './sometimes.ts'
import type { Happened, Listener } from './story.ts'
import { boot, isCrash, later, uuidOf, type Identity, type SimTill } from './till.ts'

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
  clock: number
  clone: number
  stick: number
  tamper: number
  revoke: number
  odd: number
  limits: boolean
}>

/** A till with everything around it: its machine, its clock, what it holds beside its log. */
export type Rec = {
  identity: Identity
  disk: Disk
  till: SimTill | null
  boots: number
  bootedAt: number
  skewMs: number
  stoppedAt: Instant | null
  policies: Policy[]
  held: Reservation[]
  /** Sales whose receipt a customer holds: O1 says that head office hears of each. */
  printed: Map<string, DeviceEvent>
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
  witness: Witness
  recs: Rec[]
  members: readonly Readonly<{ id: string; number: string }>[]
  ops: { op: Op; useful: readonly Segment[] }[]
  /** What is on its way: up to head office, or down to a till. */
  onTheWay: { due: number; go: () => Promise<void> }[]
  sticks: Segment[][]
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
    frozen: string[]
    policyVersion: number
    healing: boolean
    tills: number
  }
}>

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
  const world: World = {
    seed,
    dice,
    faults: faultsOf(dice),
    chain,
    seal,
    witness,
    recs: [],
    members: Array.from({ length: 2 + dice.below(5) }, (_, at) => ({ id: id(), number: `M${at}` })),
    ops: [],
    onTheWay: [],
    sticks: [],
    tell,
    memo: Object.assign(memo, {
      office: headOfficeOf(chain, seal, witness),
      setUp: 0,
      seenPostings: 0,
      amnesia: false,
      frozen: [],
      policyVersion: 1,
      healing: false,
      tills: 0,
    }),
  }
  setUp(world, id)
  return world
}

/** Members with something on their cards, and two to twelve tills in one to four stores. */
function setUp(world: World, id: () => string): void {
  const { dice, members } = world
  for (const member of members) {
    const holding = { principal: dice.below(500_00), points: dice.below(1000) }
    commit(world, { k: 'member', at: START, ...member, ...holding })
  }
  const stores = Array.from({ length: 1 + dice.below(4) }, id)
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
    clock: some(0.4, 0.1),
    clone: some(0.15, 0.03),
    stick: some(0.4, 0.15),
    tamper: some(0.3, 0.5),
    revoke: some(0.15, 0.03),
    odd: some(0.1, 0.1),
    limits: dice.hits(0.4),
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
  // Head office may go down before it is safe; then the manager presses again.
  while (commit(world, { k: 'epoch', at: memo.now, device: of.device, store: of.store, key }) === null);
  const { epoch } = memo.office.markOf(of.device)
  const identity = { chain, store: of.store, device: of.device, epoch, key, since: memo.now }
  if (of.before) {
    const rec = of.before
    if (rec.till) rec.earlier.push(rec.till)
    rec.disk.release()
    Object.assign(rec, { identity, till: null, suspect: false })
    start(world, rec)
    return rec
  }
  const rec: Rec = {
    identity,
    disk: diskOf(dice, dangerOf(world)),
    till: null,
    boots: 0,
    bootedAt: msOf(memo.now),
    skewMs: 0,
    stoppedAt: null,
    policies: [],
    held: [],
    printed: new Map(),
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

export function start(world: World, rec: Rec): void {
  const { memo, seal, witness } = world
  if (!rec.disk.claim()) return witness.fail('a till starts on a disk that nobody writes on')
  rec.boots++
  rec.bootedAt = msOf(memo.now)
  const clock = {
    wall: () => rec.stoppedAt ?? later(memo.now, rec.skewMs),
    mono: () => Math.max(0, msOf(memo.now) - rec.bootedAt),
  }
  rec.till = boot({ identity: rec.identity, disk: rec.disk, clock, boot: rec.boots, seal, witness })
}

/** Something of a till that may end in the middle: then it is off, and its disk has what the power left. */
export async function doing(world: World, rec: Rec, act: (till: SimTill) => Promise<void>): Promise<void> {
  if (rec.till === null) return
  try {
    await act(rec.till)
  } catch (trouble) {
    if (!isCrash(trouble)) throw trouble
    world.witness.some('crash of a till')
    if (rec.disk.lose() !== 'nothing') world.witness.some('unsynced record lost')
    rec.till = null
  }
}

/** Head office does something, durably; answers whether it did, or `null` when it went down before that was safe. */
export function commit(world: World, op: Op): boolean | null {
  const { memo, ops, faults, dice, witness } = world
  if (!memo.healing && memo.setUp > 0 && dice.hits(faults.headCrash)) {
    // It went down before this was safe: nobody was answered, and after the restart it never was.
    witness.some('crash of head office')
    world.tell({ k: 'office', op, done: null, mark: null })
    return null
  }
  const done = memo.office.apply(op)
  ops.push({ op, useful: memo.office.useful() })
  const mark = op.k === 'segment' ? (memo.office.logs.get(op.segment.device)?.mark ?? null) : null
  world.tell({ k: 'office', op, done, mark })
  check(world)
  return done
}

/** A restored backup: head office is what had been durable then, carried out again. */
export function rebuild(world: World): void {
  const { memo, ops, chain, seal, witness } = world
  // What it met the first time was counted then.
  const muted = { on: true }
  const half: Witness = { some: (what) => (muted.on ? undefined : witness.some(what)), fail: witness.fail }
  memo.office = headOfficeOf(chain, seal, half)
  for (const one of ops) memo.office.apply(one.op)
  muted.on = false
  memo.seenPostings = memo.office.house.book.postings.length
}

/** M1, M3, M4 after every step of head office. */
function check({ memo, members, witness }: World): void {
  const { book } = memo.office.house
  const sums = new Map<string, number>()
  for (const one of book.postings.slice(memo.seenPostings))
    sums.set(
      `${one.transactionId} ${one.unit}`,
      (sums.get(`${one.transactionId} ${one.unit}`) ?? 0) + one.amount,
    )
  memo.seenPostings = book.postings.length
  if ([...sums.values()].some((sum) => sum !== 0)) witness.fail('M1 postings sum to zero')
  for (const { id } of members)
    for (const unit of ['principal', 'points'] as const) {
      const account = book.accounts.get(`${unit} member ${id}`)
      if (!account) continue
      const lots = account.lots.reduce((sum, lot) => sum + lot.remaining, 0)
      if (lots !== account.balance) witness.fail('M3 a purse is the sum of its lots')
      if (lots < account.held) witness.fail('M4 nothing that is held is gone')
    }
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
