import { printTrouble, troubleCode } from './trouble.ts'
import type { PrintTrouble } from './trouble.ts'

/**
 * Something that prints bytes. `print` resolves when the printer took every byte, and otherwise throws one of the
 * troubles; it never sends a byte twice, for half a receipt and a whole one look like two sales.
 */
export type Printer = Readonly<{
  name: string
  print(bytes: Uint8Array, signal?: AbortSignal): Promise<void>
}>

/** An open way to a printer, as one kind of hardware has it. */
export type Link = Readonly<{
  /** Resolves when the hardware took the chunk. */
  send(chunk: Uint8Array<ArrayBuffer>): Promise<void>
  /** Waits for what is under way, then lets go. */
  finish(): Promise<void>
  /** Lets go at once, whatever is under way. */
  drop(): Promise<void>
}>

export type LinkPrinter = Readonly<{
  name: string
  /** Throws a trouble; nothing has been printed then, so it is tried again. */
  open(): Promise<Link>
  chunkBytes: number
  /** Longest silence of a chunk: beyond it the printer is out of paper, open or off. */
  silenceMs?: number
  /** The wait before another try; tests hand in none. */
  pause?: (attempt: number) => Promise<void>
}>

const TRIES = 3
/** A receipt printer at 9,600 baud takes half a second for a chunk; lifting the cover for paper takes longer. */
const SILENCE_MS = 15_000
/** Letting go of a dead device may never end. */
const DROP_MS = 1_000

/** Opening again helps only where the printer was away for a moment or still held by the last receipt. */
const PASSING: readonly (PrintTrouble | undefined)[] = ['printer_away', 'printer_busy']

/** A printer over a link: one receipt after the other, opening with a few tries, then each byte once, in order. */
export function linkPrinter(of: LinkPrinter): Printer {
  let queue: Promise<void> = Promise.resolve()
  const print = (bytes: Uint8Array, signal?: AbortSignal): Promise<void> => {
    const mine = queue.then(() => printOver(of, bytes, signal))
    // The next receipt waits for this one, but not for its luck.
    queue = mine.then(
      () => undefined,
      () => undefined,
    )
    return mine
  }
  return { name: of.name, print }
}

async function printOver(of: LinkPrinter, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
  const silenceMs = of.silenceMs ?? SILENCE_MS
  const link = await withTries(() => of.open(), of.pause, signal)
  let sentBytes = 0
  try {
    for (const chunk of chunks(bytes, of.chunkBytes)) {
      await within(silenceMs, () => link.send(chunk), signal)
      sentBytes += chunk.length
    }
    await within(silenceMs, () => link.finish(), signal)
  } catch (error) {
    // Letting go of what is lost may fail as well; the first trouble is the one to tell.
    await within(DROP_MS, () => link.drop()).catch(() => undefined)
    const code = troubleCode(error) ?? 'printer_lost'
    throw printTrouble(code, { printer: of.name, sentBytes, ofBytes: bytes.length, cause: String(error) })
  }
}

/** Tries again what failed before a byte was sent, a few times, later each time. */
export async function withTries<T>(
  attempt: () => Promise<T>,
  pause: (attempt: number) => Promise<void> = pauseAfter,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    if (signal?.aborted) throw printTrouble('print_cancelled')
    try {
      return await attempt()
    } catch (error) {
      if (tries >= TRIES || !PASSING.includes(troubleCode(error))) throw error
      await pause(tries)
    }
  }
}

/** 0.2 s, then 0.4 s, and up to half of it more, so that two tills do not ask a shared printer in step. */
function pauseAfter(attempt: number): Promise<void> {
  const waitMs = 100 * 2 ** attempt * (1 + Math.random() / 2)
  return new Promise((done) => setTimeout(done, waitMs))
}

function* chunks(bytes: Uint8Array, most: number): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += most) yield Uint8Array.from(bytes.subarray(at, at + most))
}

/** What takes longer than this is silence; what is cancelled is not waited for. */
async function within(mostMs: number, work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) throw printTrouble('print_cancelled')
  let timer: ReturnType<typeof setTimeout> | undefined
  let cancel = (): void => undefined
  const end = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(printTrouble('printer_silent')), mostMs)
    cancel = () => fail(printTrouble('print_cancelled'))
    signal?.addEventListener('abort', cancel)
  })
  try {
    await Promise.race([work(), end])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
}
