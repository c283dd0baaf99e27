import { z } from 'zod'
import { aDay } from '#base/instant'

/**
 * What the parts of a document are made of. Money is in minor units, rates in basis points, days in the branch's
 * zone.
 */
export const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, { error: 'code_form' })
export const names = { nameZh: z.string().trim().min(1).max(60), nameEn: z.string().trim().min(1).max(60) }
export const minor = z.int().min(0).max(1_000_000_000_00)
export const paid = z.int().min(1).max(1_000_000_000_00)
export const count = z.int().min(0).max(1_000_000_000)
export const bps = z.int().min(0).max(10_000)
export const months = z.int().min(1).max(600).nullable().default(null)
export const cap = z.int().min(1).max(1_000_000_000).nullable().default(null)
export const codes = (most: number) => z.array(code).max(most).default([])
/** Ten thousandths of once: 20,000 is double. */
export const times = z.int().min(0).max(1_000_000)

/** Which goods a rule is for; nothing named means all of them. */
export const goods = {
  productCodes: z.array(z.string().max(60)).max(500).default([]),
  categories: z.array(z.string().max(100)).max(100).default([]),
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** When and where a rule holds: days are inclusive, Monday is 1; nothing named means always and everywhere. */
export const when = {
  from: aDay.nullable().default(null),
  to: aDay.nullable().default(null),
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  branches: z.array(z.string().max(40)).max(500).default([]),
}

/** Which tiers a rule is for; none named means every member. */
export const forTiers = { tiers: codes(20) }

/** A text of some length in both languages of the house. */
export const words = (most: number) => ({
  zh: z.string().trim().max(most).default(''),
  en: z.string().trim().max(most).default(''),
})
