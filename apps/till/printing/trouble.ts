import { Refusal } from '#base/refusal'

/** What can go wrong on the way to paper; `paperTexts(…).trouble` has a sentence for each. */
export const PRINT_TROUBLES = [
  'printer_unsupported',
  'printer_not_chosen',
  'printer_away',
  'printer_busy',
  'printer_unfit',
  'printer_refused',
  'printer_lost',
  'printer_silent',
  'printer_unsure',
  'print_cancelled',
] as const
export type PrintTrouble = (typeof PRINT_TROUBLES)[number]

/** A refusal with one of the codes above. `details` say which printer and how far it came. */
export const printTrouble = (code: PrintTrouble, details: Readonly<Record<string, unknown>> = {}): Refusal =>
  new Refusal(code, details)

/** The code, where an error is a trouble of printing; anything else is our bug. */
export function troubleCode(error: unknown): PrintTrouble | undefined {
  return error instanceof Refusal ? PRINT_TROUBLES.find((code) => code === error.code) : undefined
}

/** The name browsers give an error (`NotFoundError`), empty for what is no error. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : '')
