import { must } from '#base/must'

/**
 * The area under the ROC curve: the chance that somebody with an outcome above zero has the higher score than somebody
 * without, ties counted half (Mann and Whitney 1947). Null when all came back, or nobody.
 */
export function areaUnder(scores: Float64Array, outcomes: Int32Array): number | null {
  must(scores.length === outcomes.length, 'B12: every score has its outcome')
  const order = Int32Array.from(scores, (_, i) => i).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number),
  )
  let [ranks, came] = [0, 0]
  for (let from = 0; from < order.length;) {
    let to = from + 1
    const score = scores[order[from] as number]
    while (to < order.length && scores[order[to] as number] === score) to += 1
    // Everybody of one score has the mean of their ranks.
    const rank = (from + 1 + to) / 2
    for (let i = from; i < to; i += 1) {
      if ((outcomes[order[i] as number] as number) === 0) continue
      came += 1
      ranks += rank
    }
    from = to
  }
  const others = order.length - came
  if (came === 0 || others === 0) return null
  return (ranks - (came * (came + 1)) / 2) / (came * others)
}
