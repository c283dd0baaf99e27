/**
 * Our bug: states a law that must hold. Trips loudly, rolls the work back. One fact per call, positive form. Where a
 * law tells values and is asked for every line of every sale, it comes as a function: its words are made when it trips.
 */
export function must(truth: boolean, law: string | (() => string)): asserts truth {
  if (!truth) throw new Error(`must: ${typeof law === 'string' ? law : law()}`)
}

/** Narrows a value that cannot be missing here; the law says why. */
export function present<T>(value: T | null | undefined, law: string | (() => string)): T {
  must(value !== null && value !== undefined, law)
  return value
}
