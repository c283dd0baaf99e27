import { setTimeout as pause } from 'node:timers/promises'
import { percentile, rounded } from './bench-sale-figures.ts'

/** Does one sale and answers when it is durable; throws when it was not taken. */
export type Sell = () => Promise<void>

export type Load = Readonly<{ perSecond: number; p50Ms: number; p99Ms: number }>

/** So many callers, each of whom asks again as soon as it is answered. Sales begun within the time are counted. */
export async function closedLoad(sell: Sell, of: { callers: number; seconds: number }): Promise<Load> {
  const took: number[] = []
  const began = performance.now()
  const end = began + of.seconds * 1000
  const caller = async () => {
    for (let at = performance.now(); at < end;) {
      await sell()
      const now = performance.now()
      took.push(now - at)
      at = now
    }
  }
  await Promise.all(Array.from({ length: of.callers }, caller))
  return loadOf(took, performance.now() - began)
}

/** Clocks of timers tick in milliseconds: whatever is due by then is sent together. */
const TICK_MS = 1

/**
 * Sales that come at a rate whether or not earlier ones were answered; each is measured from the moment it was due, so
 * that a stall is charged to everybody who waited for it.
 */
export async function openLoad(sell: Sell, of: { rate: number; seconds: number }): Promise<Load> {
  const took: number[] = []
  const running: Promise<unknown>[] = []
  const troubles: unknown[] = []
  const began = performance.now()
  const every = 1000 / of.rate
  const count = Math.floor(of.rate * of.seconds)
  for (let next = 0; next < count;) {
    for (; next < count && began + next * every <= performance.now(); next += 1) {
      const due = began + next * every
      const done = () => void took.push(performance.now() - due)
      // A sale that fails is told at the end: until then nobody waits for its promise.
      running.push(sell().then(done, (trouble: unknown) => troubles.push(trouble)))
    }
    await pause(TICK_MS)
  }
  await Promise.all(running)
  if (troubles.length > 0) throw troubles[0]
  return loadOf(took, performance.now() - began)
}

function loadOf(took: readonly number[], ms: number): Load {
  return {
    perSecond: took.length / (ms / 1000),
    p50Ms: rounded(percentile(took, 50), 2),
    p99Ms: rounded(percentile(took, 99), 2),
  }
}
