import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { Adverts } from './adverts.tsx'
import { keptDisplay, type DisplayChoice } from './display-choice.ts'
import { isOpen, timeOfDay } from './playlist.ts'
import { useKept } from './use-kept.ts'
import './display.css'

/**
 * One screen for both (C82): when nobody has been served for a while adverts cover the till, and any key, touch or scan
 * brings it back at once. Keys are only heard here, never taken: what a scanner sends arrives where it always does.
 */
export function AdvertsOverlay({ quiet }: Readonly<{ quiet: boolean }>) {
  const say = useWords()
  const policy = usePolicy()
  const [shown, wake] = useIdle(quiet, useDisplayChoice())
  const anything = policy.playlist.length + policy.bulletin.length > 0
  if (!shown || !anything) return null
  // The whole tap ends here, or its second half would press what lies below.
  return createPortal(
    <button type="button" className="adverts-overlay" onClick={wake} aria-label={say('display.overlay')}>
      <Adverts of={policy} />
      <small className="adverts-how">{say('display.overlay')}</small>
    </button>,
    document.body,
  )
}

function useDisplayChoice(): DisplayChoice | null {
  const [choice] = useKept(keptDisplay)
  return choice
}

/** Whether nothing was touched for the chosen while, in the hours adverts run. */
function useIdle(quiet: boolean, choice: DisplayChoice | null): readonly [boolean, () => void] {
  const { zone } = usePolicy()
  const [shown, setShown] = useState(false)
  const waiting = quiet && choice !== null && choice.here
  useEffect(() => {
    if (!waiting || choice === null) return undefined
    let touchedMs = performance.now()
    const touched = () => (touchedMs = performance.now())
    const key = () => {
      touched()
      setShown(false)
    }
    const look = () => {
      const idle = performance.now() - touchedMs >= choice.idleSeconds * 1_000
      if (idle) setShown(isOpen(timeOfDay(Date.now(), zone), choice))
    }
    const timer = setInterval(look, 1_000)
    addEventListener('keydown', key, { capture: true, passive: true })
    addEventListener('pointerdown', touched, { capture: true, passive: true })
    return () => {
      clearInterval(timer)
      removeEventListener('keydown', key, { capture: true })
      removeEventListener('pointerdown', touched, { capture: true })
      setShown(false)
    }
  }, [waiting, choice, zone])
  return [shown && waiting, () => setShown(false)]
}
