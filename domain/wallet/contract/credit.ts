import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

/** What an account is paid with; it is money that comes in, so none of it is value of the chain's own. */
export const ACCOUNT_TENDERS = ['cash', 'card', 'wechat', 'alipay', 'other'] as const

const line = z.object({
  id: z.string(),
  memberId: z.string(),
  mostMinor: z.int(),
  reason: z.string(),
  at: z.string(),
  byId: z.string().nullable(),
})
const payment = z.object({
  id: z.string(),
  memberId: z.string(),
  amountMinor: z.int(),
  tender: z.enum(ACCOUNT_TENDERS),
  branchId: z.string().nullable(),
  at: z.string(),
  byId: z.string().nullable(),
})

export const setCreditLine = endpoint({
  name: 'setCreditLine',
  method: 'POST',
  path: '/members/:memberId/credit-lines',
  can: 'wallet.adjust',
  summary: 'Say how much a member may buy on account; nothing closes the account.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'credit-line'>(),
    mostMinor: z.int().min(0).max(1_000_000_000_00),
    reason: z.string().trim().min(1).max(200),
  }),
  output: line.extend({ replayed: z.boolean() }),
  refusals: ['credit_line_id_reused', 'member_unknown', 'owes_more'],
})

export const payAccount = endpoint({
  name: 'payAccount',
  method: 'POST',
  path: '/members/:memberId/account-payments',
  can: 'wallet.topup',
  summary: 'Take money for what a member bought on account; no more than is owed.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'account-payment'>(),
    amountMinor: z.int().min(1).max(1_000_000_000_00),
    tender: z.enum(ACCOUNT_TENDERS),
    /** The shop whose drawer the money went into. */
    branchCode: z
      .string()
      .trim()
      .max(20)
      .nullish()
      .transform((code) => code ?? null),
  }),
  output: payment.extend({ owedMinor: z.int(), replayed: z.boolean() }),
  refusals: ['account_payment_id_reused', 'member_unknown', 'branch_unknown', 'owes_less'],
})

export const memberCredit = endpoint({
  name: 'memberCredit',
  method: 'GET',
  path: '/members/:memberId/credit',
  can: 'wallet.read',
  summary: 'What a member owes on account, how much more it may, the lines it was given and what it paid.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    owedMinor: z.int(),
    mostMinor: z.int(),
    roomMinor: z.int(),
    lines: z.array(line),
    payments: z.array(payment),
  }),
  refusals: ['member_unknown'],
})
