/** Asked this often while all is well: revocations and new prices arrive within it. */
export const REST_MS = 60_000
const FIRST_MS = 2_000
const MOST_MS = 300_000

/**
 * How long to wait after so many failures in a row: doubling from two seconds to five minutes, the last half of it by
 * chance, so that tills of a chain do not all come back in the same second when the line does.
 */
export function pauseMs(failures: number, chance: number): number {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20))
  return Math.round(most / 2 + (most / 2) * chance)
}
