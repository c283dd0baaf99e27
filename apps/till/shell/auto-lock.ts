import { useEffect, useRef, useState } from 'react'

/** Minutes without a touch after which the till locks; 0 never does. */
export const LOCK_CHOICES: number[] = [2, 5, 15, 0]
const USUAL = 5
const PLACE = 'zhiji.till.lock'

function chosen(): number {
  const kept = Number(localStorage.getItem(PLACE) ?? USUAL)
  return LOCK_CHOICES.includes(kept) ? kept : USUAL
}

export function useLockMinutes(): readonly [number, (minutes: number) => void] {
  const [minutes, setMinutes] = useState(chosen)
  return [
    minutes,
    (next) => {
      localStorage.setItem(PLACE, String(next))
      setMinutes(next)
    },
  ]
}

/** Locks when nobody has touched the till for so long. */
export function useAutoLock(lock: () => void): void {
  const latest = useRef(lock)
  useEffect(() => {
    latest.current = lock
  })
  useEffect(() => {
    let touchedAt = performance.now()
    const touch = () => (touchedAt = performance.now())
    const timer = setInterval(() => {
      const minutes = chosen()
      if (minutes > 0 && performance.now() - touchedAt > minutes * 60_000) latest.current()
    }, 5_000)
    const touches = ['pointerdown', 'keydown'] as const
    for (const one of touches) addEventListener(one, touch, { capture: true, passive: true })
    return () => {
      clearInterval(timer)
      for (const one of touches) removeEventListener(one, touch, { capture: true })
    }
  }, [])
}
