import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

/** Units every member can hold. Principal and bonus never mix, so refund and liability stay exact. */
export const UNITS = ['points', 'principal', 'bonus'] as const
/** Beside these, a count of each coupon and of each pass, named by its code in the program. */
export type WalletUnit =
  | (typeof UNITS)[number]
  | 'on_account'
  /** What a store lost at tills without a network; of a branch, never of a member. */
  | 'offline_loss'
  /** Money taken above a card's legal cap: owed, not spendable. */
  | 'unallocated'
  | `coupon:${string}`
  | `pass:${string}`
export const couponUnit = (code: string): WalletUnit => `coupon:${code}`
export const passUnit = (code: string): WalletUnit => `pass:${code}`

const lot = z.object({
  id: z.string(),
  /** `points`, `principal`, `bonus`, `pass:CODE` or `coupon:CODE`. */
  unit: z.string(),
  amount: z.int(),
  remaining: z.int(),
  expiresOn: z.string().nullable(),
  openedAt: z.string(),
  originKind: z.string(),
  originId: z.string(),
  /** Whether its last day has not passed: what died is no longer spendable, though its end may be posted later (L4). */
  alive: z.boolean(),
})

/** So many of a pass or a coupon. */
const counted = z.object({
  kind: z.enum(['pass', 'coupon']),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  available: z.int(),
})

export const showWallet = endpoint({
  name: 'wallet',
  method: 'GET',
  path: '/members/:memberId/wallet',
  can: 'wallet.read',
  summary: 'What a member holds: balances, the lots behind them, and points still owed back (C59).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    /** As the ledger has them; `available` leaves out what is held or has passed its last day. */
    pointsBalance: z.int(),
    pointsAvailable: z.int(),
    principalMinor: z.int(),
    principalAvailable: z.int(),
    bonusMinor: z.int(),
    bonusAvailable: z.int(),
    counts: z.array(counted),
    /** Points taken back on a return that the member no longer had (L2); later points repay them first. */
    pointsDebt: z.int(),
    /** What the member owes for goods bought on account; below zero where the chain owes the member. */
    owedMinor: z.int(),
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
    /** `points`, `principal`, `bonus`, `debt`, `on_account`, `pass:CODE` or `coupon:CODE`. */
    unit: z
      .string()
      .regex(/^(points|principal|bonus|debt|on_account|(pass|coupon):[A-Za-z0-9_-]{1,40})$/)
      .default('points'),
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
