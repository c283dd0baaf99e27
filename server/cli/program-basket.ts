import { z } from 'zod'
import { aDay, day, type BusinessDay } from '#base/instant'
import { money } from '#base/money'
import type { Basket, BasketLine } from '#domain/program/index'
import { faulty } from './program-text.ts'

const minor = z.int().min(0).max(1_000_000_000_00)
const byHand = z.union([z.strictObject({ minor }), z.strictObject({ bps: z.int().min(0).max(10_000) })])

/** A basket as people write it: a product and its price are enough. Money is in minor units, as in the program. */
const line = z.strictObject({
  productCode: z.string().min(1).max(60),
  category: z.string().max(100).default(''),
  /** In units; three decimals for weighed goods. */
  quantity: z.number().positive().max(1_000_000).multipleOf(0.001).default(1),
  unitPriceMinor: minor,
  costMinor: minor.nullable().default(null),
  discount: byHand.nullable().default(null),
  passCode: z.string().max(40).nullable().default(null),
  addOnCode: z.string().max(40).nullable().default(null),
})

const basket = z.strictObject({
  /** Null or absent for somebody who is no member. */
  buyer: z
    .strictObject({
      tier: z.string().max(40).nullable().default(null),
      birthOn: aDay.nullable().default(null),
    })
    .nullable()
    .default(null),
  /** The day of the sale; today when absent. */
  on: aDay.optional(),
  branchCode: z.string().max(40).default(''),
  lines: z.array(line).min(1).max(500),
  discount: byHand.nullable().default(null),
  /** Coupons that are used, one entry each; an open one by its code. */
  coupons: z.array(z.string().max(40)).max(50).default([]),
  /** Coupons that the member holds beside them, to be explained too. */
  held: z.array(z.string().max(40)).max(50).default([]),
})

/** A basket's file as the evaluator takes it, and the coupons that were held back. */
export function readBasket(
  text: string,
  { file, today }: Readonly<{ file: string; today: BusinessDay }>,
): Readonly<{ basket: Basket; held: readonly string[] }> {
  const read = basket.safeParse(parsed(text, file))
  if (!read.success) {
    const [first] = read.error.issues
    throw faulty({ kind: 'basket', file, path: (first?.path ?? []).join('.'), detail: first?.message ?? '' })
  }
  const { lines, held, on = today, ...rest } = read.data
  return { basket: { ...rest, on, lines: lines.map(lineOf) }, held }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (trouble) {
    if (!(trouble instanceof SyntaxError)) throw trouble
    throw faulty({ kind: 'basket', file, path: '', detail: trouble.message })
  }
}

const lineOf = ({ quantity, ...one }: z.output<typeof line>, at: number): BasketLine => ({
  ...one,
  no: at + 1,
  thousandths: Math.round(quantity * 1000),
  unitPriceMinor: money(one.unitPriceMinor),
  costMinor: one.costMinor === null ? null : money(one.costMinor),
})

/** The day by the clock of this machine. */
export function todayHere(): BusinessDay {
  const now = new Date()
  const two = (n: number): string => String(n).padStart(2, '0')
  return day(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`)
}
