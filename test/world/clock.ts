import { instant, instantOfMs, msOf, type Instant } from '#base/instant'

export type TestClock = Readonly<{ now(): Instant; set(text: string): void; advance(ms: number): void }>

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
