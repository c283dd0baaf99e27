/** A score and the whole numbers it stands for, both ends inclusive; open ends are null. */
export type Band = Readonly<{ score: number; from: number | null; to: number | null; empty: boolean }>

/**
 * What each score means in the shop's own numbers. Frequency and money: a score is one more than the number of cuts
 * below the value. Recency counts days backwards, so its cuts fall, and the fewest days get score 5.
 */
export function bandsOf(cuts: readonly number[], kind: 'r' | 'f' | 'm'): readonly Band[] {
  const scores = Array.from({ length: cuts.length + 1 }, (_, at) => at + 1)
  return scores.map((score) => {
    const here = cuts[score - 1]
    const below = cuts[score - 2]
    const [from, to] =
      kind === 'r'
        ? [here ?? 0, below === undefined ? null : below - 1]
        : [below === undefined ? null : below + 1, here ?? null]
    return { score, from, to, empty: from !== null && to !== null && from > to }
  })
}

/** The scores nobody can have, because one value is shared by more than a fifth of all members. */
export const emptyScores = (bands: readonly Band[]): readonly number[] =>
  bands.filter((band) => band.empty).map((band) => band.score)
