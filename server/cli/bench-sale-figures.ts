/** The middle of the values, or between the two middle ones; 0 of none. */
export function median(values: readonly number[]): number {
  const inOrder = [...values].sort((a, b) => a - b)
  const half = inOrder.length / 2
  const at = (place: number) => inOrder[place] ?? 0
  return Number.isInteger(half) ? (at(half - 1) + at(half)) / 2 : at(Math.floor(half))
}

/** The value that so many of a hundred do not exceed (nearest rank); 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const inOrder = Float64Array.from(values).sort()
  return inOrder[Math.max(0, Math.ceil((share / 100) * inOrder.length) - 1)] ?? 0
}

/** Keeps so many digits behind the point, so that printed figures do not pretend. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))
