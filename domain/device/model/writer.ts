/** What is used of the browser's Web Locks, or of anything that keeps their promises. */
export type Locks = Readonly<{
  /**
   * Grants the lock as soon as nobody holds it, with `ifAvailable` at once or not at all (`null`); it is held until
   * what `granted` answers has settled, or its window is gone.
   */
  request: (
    name: string,
    how: Readonly<{ ifAvailable: boolean }>,
    granted: (lock: object | null) => Promise<void> | void,
  ) => unknown
}>

export type Asking = Readonly<{
  /** Told once: whether this window is the one that writes. */
  told: (writes: boolean) => void
  /** Told when the window that wrote is gone: the log went on without this one, so it has to open anew. */
  freed: () => void
}>

/**
 * O5: one window writes a till's log (promises §4.5). Whoever gets the lock keeps it until its window is gone, however
 * it goes; everybody else only reads, and waits.
 */
export function askToWrite(locks: Locks, name: string, { told, freed }: Asking): void {
  // Never settled on purpose.
  const held = new Promise<void>(() => undefined)
  locks.request(name, { ifAvailable: true }, (lock) => {
    told(lock !== null)
    if (lock !== null) return held
    locks.request(name, { ifAvailable: false }, () => freed())
    return undefined
  })
}
