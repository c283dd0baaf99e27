import { withTries } from './adapters.ts'
import type { Printer } from './adapters.ts'
import { printTrouble } from './trouble.ts'

export type PrinterAddress = Readonly<{ host: string; port: number }>

/**
 * What our server says of a print job: `not_started` when no byte reached the printer, `broken` when some may have.
 * The same words as server/outside/printer.ts.
 */
export type PrintAnswer =
  | Readonly<{ outcome: 'printed' }>
  | Readonly<{ outcome: 'refused' }>
  | Readonly<{ outcome: 'not_started' | 'broken'; trouble: string }>

/** Hands bytes to our server (`POST /api/v1/print-jobs`), which reaches the printer as a browser cannot. */
export type SendPrintJob = (
  bytes: Uint8Array,
  to: PrinterAddress,
  signal?: AbortSignal,
) => Promise<PrintAnswer>

type NetworkPrinter = Readonly<{
  name: string
  to: PrinterAddress
  send: SendPrintJob
  pause?: (attempt: number) => Promise<void>
}>

/**
 * A printer in the shop's network, through our server. Only a job that surely printed nothing is sent again; a request
 * without an answer may have printed, and that is said.
 */
export function networkPrinter({ name, to, send, pause }: NetworkPrinter): Printer {
  const once = async (bytes: Uint8Array, signal?: AbortSignal): Promise<void> => {
    const answer = await send(bytes, to, signal).catch((error: unknown) => {
      throw printTrouble('printer_unsure', { printer: name, cause: String(error) })
    })
    if (answer.outcome === 'printed') return
    if (answer.outcome === 'refused') throw printTrouble('printer_refused', { printer: name, ...to })
    const code = answer.outcome === 'not_started' ? 'printer_away' : 'printer_lost'
    throw printTrouble(code, { printer: name, cause: answer.trouble })
  }
  return { name, print: (bytes, signal) => withTries(() => once(bytes, signal), pause, signal) }
}
