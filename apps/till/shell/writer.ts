import { askToWrite } from '#domain/device/model/writer'

/** The one lock of a till on this device: who holds it writes the log (promises §4.5). */
const LOCK = 'zhiji-till-writer'

/**
 * Asks to be the one writer. Answers at once whether this window is; when it is not and the other one closes, `freed`
 * is told, and the window should open anew, because the log went on without it.
 */
export const beWriter = (freed: () => void): Promise<boolean> => (asked ??= ask(freed))

/** A window asks once: asked again, it would find its own lock taken. */
let asked: Promise<boolean> | null = null

const ask = (freed: () => void): Promise<boolean> =>
  new Promise((told) => askToWrite(navigator.locks, LOCK, { told, freed }))
