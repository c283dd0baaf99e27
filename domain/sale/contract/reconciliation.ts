import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { TENDERS } from '#domain/program/model/pay'

/** A quarter is what one look can hold. */
export const MOST_RECONCILED_DAYS = 92

export const TOP_UP_TENDERS = ['cash', 'card', 'wechat', 'alipay', 'other'] as const

/** Why something does not agree, as far as the two books can say. */
export const CAUSES = ['not_on_ledger', 'not_on_receipt', 'differs'] as const
export type DifferenceCause = (typeof CAUSES)[number]

const SUBJECTS = ['points', 'stored_value', 'voucher', 'on_account', 'top_up', 'top_up_refund'] as const
export type ReconciledSubject = (typeof SUBJECTS)[number]

/** `said` is what receipts say, `posted` what the ledger says; what is given back counts below zero. */
const tenderLine = z.object({
  tender: z.enum(TENDERS),
  receipts: z.int(),
  amountMinor: z.int(),
  /**
   * For tenders that move what members hold, in the ledger's own measure: points, minor units, or a count of vouchers.
   * Null for cash, cards and the like, which the ledger does not know.
   */
  said: z.int().nullable(),
  posted: z.int().nullable(),
})

const topUpLine = z.object({
  tender: z.enum(TOP_UP_TENDERS),
  /** Money in, money back with interest. */
  inMinor: z.int(),
  backMinor: z.int(),
  /** Principal the ledger issued less value it paid back. */
  postedMinor: z.int(),
  /** Interest is no value of the member: it is in `backMinor` and not on the ledger. */
  interestMinor: z.int(),
})

/** What must be in the drawer from this day's trade, the float left aside. */
const drawer = z.object({
  salesMinor: z.int(),
  returnsMinor: z.int(),
  topUpsMinor: z.int(),
  refundsMinor: z.int(),
  accountPaymentsMinor: z.int(),
  expectedMinor: z.int(),
  /** Of the sales: handed over, and given back as change; and what rounding the cash added. */
  givenMinor: z.int(),
  changeMinor: z.int(),
  roundingMinor: z.int(),
})

const difference = z.object({
  day: z.string(),
  subject: z.enum(SUBJECTS),
  cause: z.enum(CAUSES),
  /** The receipt or top-up concerned. */
  causeId: z.string(),
  /** Of a voucher. */
  code: z.string().nullable(),
  said: z.int(),
  posted: z.int(),
})

const asked = {
  from: aDay,
  to: aDay,
  branchId: idOf<'branch'>(),
}
const REFUSALS = ['branch_unknown', 'span_reversed', 'span_over_a_quarter'] as const

export const reconciliation = endpoint({
  name: 'reconciliation',
  method: 'GET',
  path: '/reconciliations',
  can: 'insight.read',
  summary:
    'For each day of a branch: what receipts say by tender against what the ledger says, and every difference (M10).',
  input: z.object(asked),
  output: z.object({
    from: z.string(),
    to: z.string(),
    branchId: z.string(),
    days: z.array(
      z.object({
        day: z.string(),
        tenders: z.array(tenderLine),
        topUps: z.array(topUpLine),
        accountPayments: z.array(z.object({ tender: z.string(), amountMinor: z.int() })),
        drawer,
        differences: z.int(),
      }),
    ),
    drawer,
    differences: z.array(difference),
  }),
  refusals: REFUSALS,
})

export const reconciliationFile = endpoint({
  name: 'reconciliationFile',
  method: 'GET',
  path: '/reconciliation-exports',
  can: 'insight.read',
  summary: 'The reconciliation as CSV: a row per day and tender, then the drawer, then every difference.',
  input: z.object(asked),
  output: z.unknown(),
  reply: 'file',
  refusals: REFUSALS,
})
