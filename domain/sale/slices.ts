/** Wishes that are decided in one go: enough that a statement for them is cheap, few enough that there are several. */
const SLICE = { least: 32, most: 128 } as const

/**
 * The first slice is small, so that the database soon has something to write, and towards the end they become smaller,
 * so that little is left to write when the last one is decided. A round of one commit's wishes is one slice.
 */
export function sliceOf(all: number, at: number): number {
  const left = all - at
  if (all <= SLICE.most) return left
  if (at === 0) return SLICE.least
  return Math.min(left, SLICE.most, Math.max(SLICE.least, Math.ceil(left / 4)))
}
