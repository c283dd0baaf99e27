import { Refusal } from '#base/refusal'
import { inWork, house, type Actor, type Work, type World } from './work.ts'

/** Somebody's wish among those of others. */
export type Asked<Wish> = Readonly<{ by: Actor; wish: Wish }>
/** Carries out many wishes in one work; each gets its own answer, in the order asked. */
export type Many<Wish, Answer> = (
  work: Work,
  asked: readonly Asked<Wish>[],
) => Promise<readonly PromiseSettledResult<Answer>[]>
export type Together<Wish, Answer> = (by: Actor, wish: Wish) => Promise<Answer>

export type TogetherWish = Readonly<{
  /** The most wishes of one commit: beyond it a commit only gets longer, not cheaper. */
  most?: number
  /** Commits under way at once: while one waits for the disk, the next is decided. */
  lanes?: number
}>

type Waiting<Wish, Answer> = Asked<Wish> &
  Readonly<{ resolve: (answer: Answer) => void; reject: (trouble: unknown) => void }>

/**
 * Group commit: wishes that arrive while others are being committed are carried out together in the next commit. When
 * idle a wish starts at once, so none waits for company. If a whole commit fails by our own fault, its wishes are tried
 * in halves, so that the one that cannot be carried out fails alone.
 */
export function together<Wish, Answer>(
  world: World,
  many: Many<Wish, Answer>,
  { most = 128, lanes = 2 }: TogetherWish = {},
): Together<Wish, Answer> {
  const queue: Waiting<Wish, Answer>[] = []
  let running = 0
  let soon = false

  const start = () => {
    soon = false
    while (running < lanes && queue.length > 0) {
      // The queue is shared out evenly over the free lanes, so that the last lane does not get the crumbs.
      const share = Math.min(most, Math.ceil(queue.length / (lanes - running)))
      const batch = queue.splice(0, share)
      running += 1
      void carryOut(world, many, batch).finally(() => {
        running -= 1
        start()
      })
    }
  }
  return (by, wish) =>
    new Promise<Answer>((resolve, reject) => {
      queue.push({ by, wish, resolve, reject })
      if (running === lanes || soon) return
      soon = true
      // After what has arrived in this turn of the loop has been read: no time passes, but company is seen.
      setImmediate(start)
    })
}

/** Every one of the batch is answered, whatever happens; never throws. */
async function carryOut<Wish, Answer>(
  world: World,
  many: Many<Wish, Answer>,
  batch: readonly Waiting<Wish, Answer>[],
): Promise<void> {
  try {
    const by = batch.length === 1 ? (batch[0]?.by ?? house) : house
    const answers = await inWork(world, by, (work) => many(work, batch), 'once')
    batch.forEach((one, at) => {
      const answer = answers[at]
      if (answer?.status === 'fulfilled') one.resolve(answer.value)
      else one.reject(answer?.reason ?? new Error('G1: every wish of a batch is answered'))
    })
  } catch (trouble) {
    if (batch.length === 1 || trouble instanceof Refusal) {
      for (const one of batch) one.reject(trouble)
      return
    }
    const half = Math.ceil(batch.length / 2)
    await carryOut(world, many, batch.slice(0, half))
    await carryOut(world, many, batch.slice(half))
  }
}
