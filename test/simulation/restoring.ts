import { KEEP_DAYS } from '#domain/device/model/forgetting'
import { answer, readStick, type Act } from './acts.ts'
import { later } from './till.ts'
import { commit, doing, rebuild, type Rec, type World } from './world.ts'

const DAY = 86_400_000

/** A backup is put back: what came after it is forgotten there, and not at the tills. */
export const restoreHead: Act = async (world) => {
  const { ops, dice } = world
  const least = oldestKept(world)
  if (ops.length > least + 1) restoreTo(world, least + dice.below(ops.length - least))
}

/** No backup is older than what tills keep for it (X7). */
function oldestKept({ memo, ops }: World): number {
  const oldest = later(memo.now, -KEEP_DAYS * DAY)
  return Math.max(memo.setUp, ops.findLastIndex(({ op }) => op.at < oldest) + 1)
}

/** Head office as it was after so many of its operations, or as the oldest backup has it; false where that is now. */
function restoreTo(world: World, wanted: number): boolean {
  const { memo, ops, witness } = world
  const kept = Math.max(wanted, oldestKept(world))
  if (kept >= ops.length) return false
  for (const { op } of ops.slice(kept)) if (op.k === 'reserve') memo.forgotten.add(op.of.id)
  ops.length = kept
  memo.amnesia = true
  memo.frozen = memo.frozen.filter((id) => ops.some(({ op }) => op.k === 'freeze' && op.memberId === id))
  rebuild(world)
  witness.some('head office restored')
  return true
}

/** Weeks in which nobody sells anything: no connection lasts so long; what hubs and sticks hold they hold. */
export function rest(world: World, days: number): void {
  const { memo, onTheWay } = world
  memo.now = later(memo.now, days * DAY)
  onTheWay.length = 0
}

/**
 * Head office is restored twice within a month: what a till was answered is lost, a stick brings it again while the
 * till is cut off, and a backup of before the stick is put back. Between these steps the night goes on.
 */
export const restoredTwice: Act = async (world, rec) => {
  const { dice, memo, ops, sticks } = world
  if (rec.till === null || rec.suspect || memo.step < rec.cutUntil) return
  const before = ops.length
  await doing(world, rec, async (till) => void sticks.push([...(await till.tail(8))]))
  const written = sticks.at(-1) ?? []
  await askNow(world, rec)
  const gap = () => 1 + dice.below(3)
  const first = memo.step + 1 + gap()
  const second = first + gap()
  const third = second + gap()
  const fourth = third + gap()
  rec.cutUntil = third
  const at = { stick: 0, restored: false }
  world.plans.push(
    { due: first, go: async () => void (at.restored = restoreTo(world, before)) },
    {
      due: second,
      go: async () => {
        rest(world, 5 + dice.below(20))
        at.stick = ops.length
        await readStick(world, written)
      },
    },
    {
      due: third,
      go: async () => {
        rest(world, 5 + dice.below(25))
        await askNow(world, rec)
      },
    },
    {
      due: fourth,
      go: async () => {
        if (restoreTo(world, at.stick) && at.restored) world.witness.some('restored twice past a stick')
      },
    },
  )
}

/** A till asks by the line, whatever hub its store has. */
async function askNow(world: World, rec: Rec): Promise<void> {
  await doing(world, rec, async (till) => {
    const asked = await till.tail(8)
    for (const segment of asked)
      if (commit(world, { k: 'segment', at: world.memo.now, segment }) === null) return
    answer(world, rec, { epoch: till.identity.epoch, asked })
  })
}
