import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

const mostBps = z.int().min(0).max(10_000).nullable()

const rule = z.object({
  branchId: z.string(),
  /** The most a cashier takes off by hand alone, as a share of the list price; null where nobody set a limit. */
  mostBps,
  at: z.string().nullable(),
  byName: z.string().nullable(),
})

export const discountRules = endpoint({
  name: 'discountRules',
  method: 'GET',
  path: '/sale-discount-rules',
  can: 'device.read',
  summary: 'What cashiers of each branch may take off by hand before somebody else allows it.',
  input: z.object({}),
  output: z.object({ rows: z.array(rule) }),
  refusals: [],
})

export const setDiscountRule = endpoint({
  name: 'setDiscountRule',
  method: 'POST',
  path: '/sale-discount-rules',
  can: 'device.manage',
  summary: 'Set what cashiers of a branch may take off by hand alone; beyond it a second person allows it.',
  input: z.object({ id: idOf<'discount-rule'>(), branchId: idOf<'branch'>(), mostBps }),
  output: rule,
  refusals: ['discount_rule_id_reused', 'branch_unknown'],
})

const allowance = {
  /** The sale as its maker named it; it need not have been sent yet. */
  saleId: idOf<'sale'>(),
  branchId: idOf<'branch'>(),
  /** What goes off by hand at most, in minor units. */
  offMinor: z.int().min(1),
  /** And at most this share of a line, of the basket, or of both together, in basis points. */
  shareBps: z.int().min(1).max(10_000),
}

export const allowDiscount = endpoint({
  name: 'allowDiscount',
  method: 'POST',
  path: '/sale-discount-allowances',
  can: 'sale.discount',
  summary:
    'Allow a discount by hand beyond the limit for one sale, as a second person; the refused sale is sent again.',
  input: z.object({ id: idOf<'discount-allowance'>(), ...allowance }),
  output: z.object({ id: z.string(), ...allowance, at: z.string(), byName: z.string() }),
  refusals: ['discount_allowance_id_reused', 'second_person_needed', 'branch_unknown'],
})
