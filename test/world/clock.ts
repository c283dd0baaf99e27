import { instant, instantOfMs, msOf, type Instant } from '#base/instant'

export type TestClock = Readonly<{ now(): Instant; set(text: string): void; advance(ms: number): void }>

/** The time of the day it is, which runs; a test may move it on or back. */
export function runningClock(): TestClock {
  let ahead = 0
  const now = () => instantOfMs(Date.now() + ahead)
  return {
    now,
    set: (text) => {
      ahead = Date.parse(text) - Date.now()
    },
    advance: (ms) => {
      ahead += ms
    },
  }
}

/** A clock that stands still until a test moves it. */
export function testClock(start: string): TestClock {
  let at = instant(start)
  return {
    now: () => at,
    set: (text) => {
      at = instantOfMs(Date.parse(text))
    },
    advance: (ms) => {
      at = instantOfMs(msOf(at) + ms)
    },
  }
}
