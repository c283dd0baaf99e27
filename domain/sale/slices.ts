/** Wishes that are decided in one go: enough that a statement for them is cheap, few enough that there are several. */
const SLICE = { least: 32, most: 128 } as const
/** Of a long round so many are decided between two turns of the loop. */
const FEW = 16

/**
 * The first slice is small, so that the database soon has something to write, and each is at most twice the one before,
 * so that it is there when that one is written; towards the end they become smaller, so that little is left to write
 * when the last one is decided. A round of one commit's wishes is one slice.
 */
export function sliceOf(all: number, at: number): number {
  const left = all - at
  if (all <= SLICE.most) return left
  // Twice the one before is one more of the first than all before together.
  const most = Math.min(SLICE.most, at + SLICE.least)
  return Math.min(left, most, Math.max(SLICE.least, Math.ceil(left / 4)))
}

type Of = Readonly<{ all: number; at: number }>

/**
 * Decides a slice that begins at a place of a round, with turns of the loop where the round is a long one: while the
 * loop does not turn nobody else is served, and the database waits for what the socket could not take at once.
 */
export async function inTurns<T, D>(slice: readonly T[], of: Of, decide: (one: T) => D): Promise<D[]> {
  if (of.all <= SLICE.most) return slice.map(decide)
  const decided: D[] = []
  for (let from = 0; from < slice.length; from += FEW) {
    if (of.at + from > 0) await new Promise(setImmediate)
    decided.push(...slice.slice(from, from + FEW).map(decide))
  }
  return decided
}
