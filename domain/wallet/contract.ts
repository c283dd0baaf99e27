import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

/** Units a member can hold. Principal and bonus never mix, so refund and liability stay exact. */
export const UNITS = ['points', 'principal', 'bonus'] as const
export type WalletUnit = (typeof UNITS)[number]

const lot = z.object({
  id: z.string(),
  unit: z.enum(UNITS),
  amount: z.int(),
  remaining: z.int(),
  expiresOn: z.string().nullable(),
  openedAt: z.string(),
  originKind: z.string(),
  originId: z.string(),
})

export const showWallet = endpoint({
  name: 'wallet',
  method: 'GET',
  path: '/members/:memberId/wallet',
  can: 'wallet.read',
  summary: 'What a member holds: balances, the lots behind them, and points still owed back (C59).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    pointsBalance: z.int(),
    principalMinor: z.int(),
    bonusMinor: z.int(),
    /** Points taken back on a return that the member no longer had (L2); later points repay them first. */
    pointsDebt: z.int(),
    lots: z.array(lot),
  }),
  refusals: ['member_unknown'],
})

export const ledgerLines = endpoint({
  name: 'ledgerLines',
  method: 'GET',
  path: '/members/:memberId/ledger-lines',
  can: 'wallet.read',
  summary:
    'The postings behind a balance, newest first, each with its cause and the running balance: why this number?',
  input: z.object({
    memberId: idOf<'member'>(),
    unit: z.enum([...UNITS, 'debt']).default('points'),
    ...paging,
  }),
  output: pageOf(
    z.object({
      transactionId: z.string(),
      kind: z.string(),
      amount: z.int(),
      balanceAfter: z.int(),
      happenedAt: z.string(),
      recordedAt: z.string(),
      /** The sale, opening balance or voiding this posting comes from. */
      causeId: z.string(),
      branchId: z.string().nullable(),
      /** Program version that judged it, where a rule did. */
      programVersion: z.int().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  refusals: ['member_unknown'],
})

export const valueReport = endpoint({
  name: 'valueReport',
  method: 'GET',
  path: '/wallet/totals',
  can: 'wallet.read',
  summary: 'What the chain owes its members in all: points and stored value outstanding.',
  input: z.object({}),
  output: z.object({
    pointsOutstanding: z.int(),
    pointsIssued: z.int(),
    principalMinor: z.int(),
    bonusMinor: z.int(),
    pointsDebt: z.int(),
  }),
  refusals: [],
})
