import { useSyncExternalStore } from 'react'

/** What Chromium hands over when a page could be installed; no type of the platform names it yet. */
type InstallOffer = Event & { prompt: () => Promise<void> }

let offer: InstallOffer | null = null
const hearers = new Set<() => void>()

function keep(next: InstallOffer | null): void {
  offer = next
  for (const hear of hearers) hear()
}

/** Keeps the browser's offer for when the user wants it; called before anything is shown, because it comes early. */
export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    keep(event as InstallOffer)
  })
  addEventListener('appinstalled', () => keep(null))
}

/** What installs the till; null when it is installed, or this browser offers nothing. */
export function useInstall(): (() => void) | null {
  const current = useSyncExternalStore(
    (changed) => {
      hearers.add(changed)
      return () => void hearers.delete(changed)
    },
    () => offer,
  )
  return current === null ? null : () => void current.prompt()
}
