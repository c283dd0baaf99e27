import { z } from 'zod'
import type { Kept } from '../till-context.ts'

export const PRINT_WAYS = ['none', 'network', 'serial', 'usb', 'dialog'] as const
export type PrintWay = (typeof PRINT_WAYS)[number]

const choice = z.object({
  way: z.enum(PRINT_WAYS),
  roll: z.union([z.literal(58), z.literal(80)]),
  /** Of a network printer: a plain address in the shop's network. */
  host: z.string().max(60),
  port: z.int().min(1).max(65_535),
  /** Print after each sale without being asked. */
  own: z.boolean(),
  /** Open the drawer when cash moves. */
  drawer: z.boolean(),
  joinCode: z.string().max(60),
  /** Whether receipts carry the code that opens them on the customer's phone; absent in what an older program kept. */
  eReceipt: z.boolean().default(true),
})
export type PrintChoice = z.output<typeof choice>

export const NO_PRINTER: PrintChoice = {
  way: 'none',
  roll: 80,
  host: '',
  port: 9_100,
  own: true,
  drawer: true,
  joinCode: '',
  eReceipt: true,
}
const PLACE = 'print'

/** What was chosen at this till for printing; what an older version kept in another shape is forgotten. */
export async function keptPrinting(kept: Kept): Promise<PrintChoice> {
  const read = choice.safeParse(await kept.get(PLACE))
  return read.success ? read.data : NO_PRINTER
}

export const keepPrinting = (kept: Kept, of: PrintChoice): Promise<void> => kept.set(PLACE, of)
