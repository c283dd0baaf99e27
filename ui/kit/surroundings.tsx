import { createContext, useContext, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { useEnterInDates } from './enter-in-dates.ts'
import { formats } from './formats.ts'
import type { Formats, Manner } from './formats.ts'
import { customProperties } from './theme.ts'
import type { Light } from './theme.ts'

/** What the user chose; `system` follows the device. */
export type Lighting = Light | 'system'

const LIGHTING = 'zhiji.lighting'
const NARROW = '(max-width: 719px)'
const DARK = '(prefers-color-scheme: dark)'
const STILL = '(prefers-reduced-motion: reduce)'

type Surroundings = Readonly<{
  light: Light
  lighting: Lighting
  choose: (lighting: Lighting) => void
  formats: Formats
  manner: Manner
}>

const Around = createContext<Surroundings | undefined>(undefined)

/** Lights the page and writes numbers for everything inside, and keeps what is typed into dates there. */
export function SurroundingsProvider({
  manner,
  children,
}: Readonly<{ manner: Manner; children: ReactNode }>) {
  const [lighting, setLighting] = useState<Lighting>(remembered)
  const dark = useMedia(DARK)
  const light: Light = lighting === 'system' ? (dark ? 'dark' : 'light') : lighting
  const { language, currency, zone } = manner
  useEnterInDates()

  // Before the first paint, so that no page flashes in the wrong light.
  useLayoutEffect(() => {
    const root = document.documentElement
    for (const [name, value] of Object.entries(customProperties(light))) root.style.setProperty(name, value)
    root.style.colorScheme = light
    root.dataset['light'] = light
  }, [light])

  const value = useMemo<Surroundings>(() => {
    const choose = (next: Lighting) => {
      localStorage.setItem(LIGHTING, next)
      setLighting(next)
    }
    const told = { language, currency, zone }
    return { light, lighting, choose, formats: formats(told), manner: told }
  }, [light, lighting, language, currency, zone])
  return <Around.Provider value={value}>{children}</Around.Provider>
}

function remembered(): Lighting {
  const kept = localStorage.getItem(LIGHTING)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function useSurroundings(): Surroundings {
  const around = useContext(Around)
  if (!around) throw new Error('kit: wrap the app in SurroundingsProvider')
  return around
}

export const useFormats = (): Formats => useSurroundings().formats

function useMedia(text: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(text)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(text).matches,
  )
}

/** Whether the reader asks for less motion. */
export const useStill = (): boolean => useMedia(STILL)

/** Whether the screen is a phone's. */
export const useNarrow = (): boolean => useMedia(NARROW)
