/** The one lock of a till on this device: who holds it writes the log (promises §4.5). */
const LOCK = 'zhiji-till-writer'

/**
 * Asks to be the one writer. Answers at once whether this window is; when it is not and the other one closes, `freed`
 * is told, and the window should open anew, because the log went on without it.
 */
export const beWriter = (freed: () => void): Promise<boolean> => (asked ??= ask(freed))

/** A window asks once: asked again, it would find its own lock taken. */
let asked: Promise<boolean> | null = null

function ask(freed: () => void): Promise<boolean> {
  return new Promise((answer) => {
    // Never settled on purpose: the lock is held until the window is gone, however it goes.
    const held = new Promise<void>(() => undefined)
    void navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      answer(lock !== null)
      if (lock !== null) return held
      void navigator.locks.request(LOCK, () => freed())
      return undefined
    })
  })
}
