/** Our bug: states a law that must hold. Trips loudly, rolls the work back. One fact per call, positive form. */
export function must(truth: boolean, law: string): asserts truth {
  if (!truth) throw new Error(`must: ${law}`)
}

/** Narrows a value that cannot be missing here; the law says why. */
export function present<T>(value: T | null | undefined, law: string): T {
  must(value !== null && value !== undefined, law)
  return value
}
