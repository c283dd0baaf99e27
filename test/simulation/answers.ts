import type { Segment } from '#domain/device/model/event'
import type { Act } from './acts.ts'
import type { Answer } from './hear.ts'
import { doing, type World } from './world.ts'

/** What head office says of a till's log, and of what it was asked about. */
export function answerOf({ memo }: World, device: string, asked: readonly Segment[]): Answer {
  const { status: _, ...where } = memo.office.markOf(device)
  const { now: at, office } = memo
  return { ...where, at, told: office.told(asked), oldMarks: office.oldMarks(device, at) }
}

/** Where a stick was read head office's answer may be taken along on it; nobody throws an old one away. */
export function keepAnswer(world: World, content: readonly Segment[]): void {
  const { answers, dice } = world
  const device = content[0]?.device
  if (device === undefined || !dice.hits(0.5)) return
  answers.set(device, [...(answers.get(device) ?? []), answerOf(world, device, content)])
}

/** Any answer that was ever on a stick for this till: an old one, one of before a restore, the same again. */
export const readAnswer: Act = async (world, rec) => {
  const { answers, dice, memo, witness } = world
  const kept = answers.get(rec.identity.device) ?? []
  if (kept.length === 0 || rec.till === null) return
  const one = dice.pick(kept)
  await doing(world, rec, async (till) => {
    const { anchor } = till.state()
    await till.hear(one)
    witness.some(one.at < anchor ? 'old answer read from a stick' : 'answer read from a stick')
    if (one.at > anchor) rec.toldAt = { at: one.at, came: memo.now, boot: rec.boots }
  })
}
