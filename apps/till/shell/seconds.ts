import { useEffect, useState } from 'react'
import type { Instant } from '#base/instant'
import { instantOfMs } from '#base/instant'

/** The wall clock as a value that changes: for what must count down or grow old on screen. */
export function useClock(everyMs: number): Instant {
  const [now, setNow] = useState(() => instantOfMs(Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setNow(instantOfMs(Date.now())), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
