import { useSyncExternalStore } from 'react'

export const PLACES = ['checkout', 'members', 'receipts', 'shift', 'sync', 'settings'] as const
export type Place = (typeof PLACES)[number]

/** The function key of each place, as tills have it; F9 is the members' key in Chinese shops. */
export const KEY_OF: Readonly<Record<Place, string>> = {
  checkout: 'F1',
  members: 'F9',
  receipts: 'F6',
  shift: 'F7',
  sync: 'F10',
  settings: 'F12',
}

/** The place an address names; the till opens where it sells. */
export function placeIn(hash: string): Place {
  const name = hash.replace(/^#\/?/, '').split('/')[0]
  return PLACES.find((place) => place === name) ?? 'checkout'
}

export const goTo = (place: Place): void => {
  location.hash = `#/${place}`
}

/** Where the till is. The address after # works without a server, so a reload offline comes back to it. */
export const usePlace = (): Place =>
  useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed)
      return () => removeEventListener('hashchange', changed)
    },
    () => placeIn(location.hash),
  )
