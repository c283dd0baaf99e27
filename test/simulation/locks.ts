import type { Locks } from '#domain/device/model/writer'

type Waiting = Readonly<{ window: number; granted: (lock: object | null) => Promise<void> | void }>

/**
 * The locks of one machine's browser (Web Locks): one holder a name, first come first served, and whatever a window
 * held or waited for is gone with it.
 */
export type Machine = Readonly<{
  /** What the program in this window may ask. */
  of: (window: number) => Locks
  holder: () => number | null
  /** A window is closed, or killed. */
  gone: (window: number) => void
  /** The power goes. */
  off: () => void
}>

export function machineOf(): Machine {
  const state = { holder: null as number | null }
  const waiting: Waiting[] = []
  const grant = ({ window, granted }: Waiting) => {
    state.holder = window
    // What answers a promise keeps it, and ours never settle; what answers anything else lets go at once.
    if (!(granted({}) instanceof Promise) && state.holder === window) {
      state.holder = null
      next()
    }
  }
  const next = () => {
    if (state.holder !== null) return
    const one = waiting.shift()
    if (one) grant(one)
  }
  return {
    of: (window) => ({
      request: (_, { ifAvailable }, granted) => {
        const isFree = state.holder === null && waiting.length === 0
        if (isFree) grant({ window, granted })
        else if (ifAvailable) void granted(null)
        else waiting.push({ window, granted })
      },
    }),
    holder: () => state.holder,
    gone: (window) => {
      const left = waiting.filter((one) => one.window !== window)
      waiting.splice(0, waiting.length, ...left)
      if (state.holder !== window) return
      state.holder = null
      next()
    },
    off: () => {
      waiting.length = 0
      state.holder = null
    },
  }
}
