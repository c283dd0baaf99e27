import type { Segment } from '#domain/device/model/event'
import * as acts from './acts.ts'
import { answerOf, readAnswer } from './answers.ts'
import { enrolMember, handGift, takeMoney } from './counter.ts'
import type { Seal } from './head-office.ts'
import { emptyHubs, runHub } from './hub.ts'
import { drawer } from './other-ways.ts'
import { changeLine, payOff } from './on-account.ts'
import { prove } from './prove.ts'
import { SOMETIMES, type Sometimes, type Tally } from './sometimes.ts'
import type { Listener } from './story.ts'
import { restoredTwice, restoreHead } from './restoring.ts'
import { windows } from './windows.ts'
import { commit, start, worldOf, type Rec, type World } from './world.ts'

export type Ran = Readonly<{ seed: number; steps: number; ops: number; hash: string }>
export type Simulated = Readonly<{
  seeds: number
  from: number
  failures: number
  /** The first failures, each with its seed and step. */
  told: readonly string[]
  /** Over all nights, whoever ran them in whatever order: the same seeds give the same text on every machine. */
  hash: string
  sometimes: Readonly<Record<Sometimes, number>>
}>

const STEPS = { least: 40, more: 80 } as const

/** Runs seeds one after the other; `each` is told after every one. */
export async function simulate(
  of: Readonly<{
    seeds: number
    from: number
    seal: Seal
    each?: (done: number) => void | Promise<void>
    /** Stops after so many failures; goes on to the end where it is not said. */
    most?: number
    /** Asked after every seed: somebody does not want to wait any longer. */
    stopped?: () => boolean
  }>,
): Promise<Simulated> {
  const tally: Tally = new Map()
  const told: string[] = []
  let failures = 0
  let done = 0
  let hash = NO_NIGHTS
  for (let seed = of.from; seed < of.from + of.seeds; seed++) {
    try {
      hash = withNight(hash, of.seal.hash(`${seed} ${(await runSeed(seed, of.seal, tally)).hash}`))
    } catch (trouble) {
      failures++
      const words = trouble instanceof Error ? trouble.message : String(trouble)
      if (told.length < 20) told.push(words.includes('seed ') ? words : `${words} (seed ${seed})`)
    }
    done++
    await of.each?.(done)
    if (failures === of.most || of.stopped?.()) break
  }
  const sometimes = Object.fromEntries(SOMETIMES.map((what) => [what, tally.get(what) ?? 0]))
  return {
    seeds: done,
    from: of.from,
    failures,
    told,
    hash,
    sometimes: sometimes as Record<Sometimes, number>,
  }
}

/** The fingerprint of no nights at all. */
export const NO_NIGHTS = '0'.repeat(64)

/**
 * Fingerprints added up as numbers of 256 bits: in any order they come to the same, so that what many workers ran in
 * parts has the fingerprint of one that ran all of it. Each night's own holds its seed.
 */
export const withNight = (sum: string, night: string): string =>
  BigInt.asUintN(256, BigInt(`0x${sum}`) + BigInt(`0x${night}`))
    .toString(16)
    .padStart(64, '0')

/** One seeded night of a chain: everybody sells, everything fails, then all is mended and must add up. */
export async function runSeed(seed: number, seal: Seal, tally: Tally, listener?: Listener): Promise<Ran> {
  const world = worldOf(seed, seal, tally, listener)
  const steps = STEPS.least + world.dice.below(STEPS.more)
  for (let step = 1; step <= steps; step++) {
    world.memo.step = step
    acts.passTime(world)
    await deliver(world, step)
    await chosen(world)(world, world.dice.pick(world.recs))
  }
  await heal(world)
  return { seed, steps, ops: world.ops.length, hash: seal.hash(prove(world)) }
}

async function deliver(world: World, step: number): Promise<void> {
  const due = world.onTheWay.filter((one) => one.due <= step)
  world.onTheWay.splice(0, world.onTheWay.length, ...world.onTheWay.filter((one) => one.due > step))
  for (const one of due) await one.go()
  const planned = world.plans.filter((one) => one.due <= step)
  world.plans.splice(0, world.plans.length, ...world.plans.filter((one) => one.due > step))
  for (const one of planned) await one.go()
}

/** What happens next: mostly sales and sending, and of troubles those this seed knows. */
function chosen({ dice, faults }: World): acts.Act {
  const rare: readonly (readonly [acts.Act, number])[] = [
    [acts.partition, faults.partition],
    [acts.setClock, faults.clock],
    [acts.pullPlug, faults.tillCrash],
    [acts.clone, faults.clone],
    [acts.stick, faults.stick],
    [acts.revoke, faults.revoke],
    [restoreHead, faults.restore],
    [restoredTwice, faults.twice],
    [readAnswer, faults.stick],
    [acts.freeze, 0.01],
    [acts.newPolicy, 0.02],
    [acts.lease, 0.06],
    [takeMoney, 0.05],
    [handGift, 0.04],
    [enrolMember, 0.04],
    [drawer, 0.08],
    [payOff, 0.03],
    [changeLine, 0.015],
    [windows, 0.1],
    [acts.enrolAgain, 0.05],
    [acts.bringBack, 0.08],
    [runHub, faults.hub > 0 ? 0.2 : 0],
  ]
  for (const [act, share] of rare) if (dice.hits(share)) return act
  return dice.hits(0.55) ? acts.sell : acts.sync
}

/** Three clean rounds: nothing fails any more, and every till that is believed must have nothing left to send. */
async function heal(world: World): Promise<void> {
  const { memo, recs } = world
  memo.healing = true
  world.tell({ k: 'mended' })
  world.onTheWay.length = 0
  world.plans.length = 0
  for (const rec of recs) {
    Object.assign(rec, { skewMs: 0, stoppedAt: null, cutUntil: 0 })
    if (rec.till === null) start(world, rec)
  }
  emptyHubs(world)
  for (let round = 0; round < 3; round++)
    for (const rec of recs) {
      if (heirOf(world, rec) === rec) await acts.enrolAgain(world, rec)
      await cleanSync(world, rec)
    }
}

/** Of a till and its copies the one a manager would let in: the one that was, or the first. */
function heirOf({ recs }: World, rec: Rec): Rec | undefined {
  const all = recs.filter((one) => one.identity.device === rec.identity.device)
  return all.find((one) => !one.suspect) ?? all[0]
}

async function cleanSync(world: World, rec: Rec): Promise<void> {
  const { memo } = world
  const asked: Segment[] = []
  for (const life of [...rec.earlier, ...(rec.till ? [rec.till] : [])]) asked.push(...(await life.tail(100)))
  rec.till?.left(asked)
  for (const segment of asked) commit(world, { k: 'segment', at: memo.now, segment })
  await rec.till?.hear(answerOf(world, rec.identity.device, asked))
}
