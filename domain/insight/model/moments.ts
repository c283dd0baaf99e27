import { must } from '#base/must'

/** What an arm comes to in one outcome: members, sum and sum of squares. All the mean-based tests need no more. */
export type Sums = Readonly<{ n: number; sum: number; squares: number }>

/** An arm's mean with the variance of one member and of the mean. */
export type Mean = Readonly<{ n: number; mean: number; variance: number; ofMean: number }>

/** Sums of member rows; members who bought nothing are rows of zero and belong in. */
export function sumsOf(values: ArrayLike<number>): Sums {
  let sum = 0
  let squares = 0
  for (let i = 0; i < values.length; i += 1) {
    const v = values[i] as number
    sum += v
    squares += v * v
  }
  return { n: values.length, sum, squares }
}

/** Two parts of one arm together. */
export const together = (a: Sums, b: Sums): Sums => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
})

/** Sample mean and variance (n − 1 below); an arm of one has no variance and is refused. */
export function meanOf(sums: Sums): Mean {
  must(sums.n >= 2, 'E1: an arm has at least two members before it has a variance')
  const mean = sums.sum / sums.n
  const variance = Math.max(0, (sums.squares - sums.sum * mean) / (sums.n - 1))
  return { n: sums.n, mean, variance, ofMean: variance / sums.n }
}

/** Pearson's correlation of two columns of equal length; 0 where one of them does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  must(x.length === y.length && x.length >= 2, 'E1: two columns of at least two members')
  const [mx, my] = [sumsOf(x).sum / x.length, sumsOf(y).sum / y.length]
  let [xx, xy, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dy] = [(x[i] as number) - mx, (y[i] as number) - my]
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : 0
}
