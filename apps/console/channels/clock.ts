const HOUR = 60
const DAY = 24 * HOUR
const STEP = 30

/** Every half hour of a day, as minutes from midnight. */
export const CLOCK_STEPS: readonly number[] = Array.from({ length: DAY / STEP }, (_, n) => n * STEP)

/** Minutes from midnight as a clock shows them. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / HOUR)).padStart(2, '0')}:${String(minutes % HOUR).padStart(2, '0')}`
