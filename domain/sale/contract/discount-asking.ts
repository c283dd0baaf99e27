import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { SALE_REFUSALS } from '../contract.ts'
import { saleWish } from './wish.ts'

/** How what was asked stands; what nobody answered in its time is over, and may be asked anew under a new id. */
export const ASKING_STATES = ['waiting', 'allowed', 'refused', 'expired'] as const

export const discountAsking = z.object({
  id: z.string(),
  /** The sale by the id its maker gave it; a yes is for the content that was asked about, and for no other. */
  saleId: z.string(),
  state: z.enum(ASKING_STATES),
  branchId: z.string(),
  memberId: z.string().nullable(),
  memberName: z.string().nullable(),
  memberNumber: z.string().nullable(),
  reason: z.string(),
  /** Money in minor units, shares in basis points: the basket as it was when it was asked. */
  listedMinor: z.int(),
  offMinor: z.int(),
  /** The largest share of a line, of the basket, or of both together. */
  shareBps: z.int(),
  /** What whoever asks may give alone. */
  mostBps: z.int(),
  /** What the sale comes to if it is allowed, and the points it earns. */
  totalMinor: z.int(),
  points: z.int(),
  lines: z.array(
    z.object({
      productCode: z.string(),
      name: z.string(),
      quantity: z.number(),
      listedMinor: z.int(),
      chargedMinor: z.int(),
    }),
  ),
  at: z.string(),
  byId: z.string(),
  byName: z.string(),
  /** Until when it waits for an answer. */
  expiresAt: z.string(),
  /** Whether the sale has been recorded since. */
  recorded: z.boolean(),
  /** Null while it waits, and where nobody answered. */
  decision: z
    .object({
      id: z.string(),
      approves: z.boolean(),
      note: z.string(),
      at: z.string(),
      byId: z.string(),
      byName: z.string(),
    })
    .nullable(),
})
export type DiscountAsking = z.output<typeof discountAsking>

const answered = discountAsking.extend({ replayed: z.boolean() })

/** Whatever else is wrong with the sale is told at once: nobody is asked for what would be refused anyway. */
const OF_THE_SALE = SALE_REFUSALS.slice(1).filter((code) => code !== 'discount_not_allowed')

export const askDiscount = endpoint({
  name: 'askDiscount',
  method: 'POST',
  path: '/sale-discount-askings',
  can: 'sale.record',
  summary:
    'Ask a second person to allow a discount by hand beyond the limit, with the sale as it will be sent; ' +
    'it waits until somebody says yes or no.',
  input: z.object({
    id: idOf<'discount-asking'>(),
    sale: saleWish,
    /** Why so much is taken off, for whoever decides. */
    reason: z.string().trim().min(1).max(200),
  }),
  output: answered,
  refusals: [
    'discount_asking_id_reused',
    'sale_already_answered',
    ...OF_THE_SALE,
    'discount_within_limit',
    'discount_already_asked',
  ],
})

export const showDiscountAsking = endpoint({
  name: 'discountAsking',
  method: 'GET',
  path: '/sale-discount-askings/:id',
  can: 'sale.record',
  summary:
    'How a discount that was asked for stands: it waits, was allowed, was refused, or its time is over.',
  input: z.object({ id: idOf<'discount-asking'>() }),
  output: discountAsking,
  refusals: ['discount_asking_unknown'],
})

export const listDiscountAskings = endpoint({
  name: 'discountAskings',
  method: 'GET',
  path: '/sale-discount-askings',
  can: 'sale.read',
  summary: 'Discounts by hand that were asked for, newest first: what waits, who said yes or no, and why.',
  input: z.object({ state: z.enum(ASKING_STATES).optional(), ...paging }),
  output: pageOf(discountAsking),
  refusals: [],
})

export const decideDiscount = endpoint({
  name: 'decideDiscount',
  method: 'POST',
  path: '/sale-discount-decisions',
  can: 'sale.discount',
  summary: 'Allow or refuse a discount by hand that somebody asked for: never your own, never by a key.',
  input: z
    .object({
      id: idOf<'discount-decision'>(),
      askingId: idOf<'discount-asking'>(),
      approves: z.boolean(),
      note: z.string().trim().max(200).default(''),
    })
    .refine((said) => said.approves || said.note !== '', { path: ['note'], error: 'reason_needed' }),
  output: answered,
  refusals: [
    'discount_decision_id_reused',
    'discount_asking_unknown',
    'discount_asking_decided',
    'discount_asking_expired',
    'second_person_needed',
  ],
})
