import { useSyncExternalStore } from 'react'

let waiting: ServiceWorker | null = null
let asked = false
const hearers = new Set<() => void>()

function offer(worker: ServiceWorker | null): void {
  waiting = worker
  for (const hear of hearers) hear()
}

/** Looks for a new build this often while the till stands open. */
const LOOK_MS = 30 * 60_000

/** Starts the worker that keeps the till's own files, and notices when a newer one is ready. */
export async function keepFiles(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  serviceWorker.addEventListener('controllerchange', () => {
    // Also the very first worker takes the page over; only what was asked for opens it anew.
    if (asked) location.reload()
  })
  const own = await serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { updateViaCache: 'none' })
  // Without one before there is nothing to update: the first worker simply installs.
  const ready = () => offer(serviceWorker.controller ? own.waiting : null)
  ready()
  own.addEventListener('updatefound', () => own.installing?.addEventListener('statechange', ready))
  setInterval(() => void own.update().catch(() => undefined), LOOK_MS)
}

/** Whether a newer build waits. */
export const useUpdate = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      hearers.add(changed)
      return () => void hearers.delete(changed)
    },
    () => waiting !== null,
  )

/** Lets the newer build take over; the page opens anew. What was rung up and not closed is kept by its screen. */
export function takeOver(): void {
  asked = true
  waiting?.postMessage('take over', { transfer: [] })
}
