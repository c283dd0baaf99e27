import { useCallback, useEffect, useRef } from 'react'

/** The same function for as long as the screen lives, doing what the latest does: for parts that are slow to draw. */
export function useStable<Said extends readonly unknown[]>(
  act: (...said: Said) => void,
): (...said: Said) => void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...said: Said) => latest.current(...said), [])
}
