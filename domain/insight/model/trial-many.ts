import { must } from '#base/must'

const checked = (p: readonly number[]): void =>
  must(
    p.every((v) => v >= 0 && v <= 1),
    'E10: a p-value lies between 0 and 1',
  )

const ascending = (p: readonly number[]): number[] =>
  p.map((_, i) => i).sort((a, b) => (p[a] as number) - (p[b] as number) || a - b)

/** Holm's adjusted p-values (1979), in the order given: keeps the chance of any false alarm among all of them. */
export function holm(p: readonly number[]): number[] {
  checked(p)
  const adjusted = Array.from({ length: p.length }, () => 1)
  let least = 0
  ascending(p).forEach((i, rank) => {
    least = Math.max(least, Math.min(1, (p.length - rank) * (p[i] as number)))
    adjusted[i] = least
  })
  return adjusted
}

/**
 * Benjamini and Hochberg's adjusted p-values (1995): keeping those at or below q leaves at most the share q of false
 * finds among them. `family` is how many were tested in all, when only the best are handed in.
 */
export function benjaminiHochberg(p: ArrayLike<number>, family: number = p.length): number[] {
  const values = Array.from(p)
  checked(values)
  must(family >= values.length, 'E10: the family holds at least the p-values shown')
  const adjusted = Array.from({ length: values.length }, () => 1)
  let most = 1
  const order = ascending(values)
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const i = order[rank - 1] as number
    most = Math.min(most, (values[i] as number) * (family / rank))
    adjusted[i] = most
  }
  return adjusted
}
