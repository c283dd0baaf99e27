import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { REFUND_CAUSES, REFUND_RULES } from '../model/prepaid.ts'

/** How a top-up is paid: money from outside, never value the member holds already. */
export const TOP_UP_TENDERS = ['cash', 'card', 'wechat', 'alipay', 'other'] as const

const code = z.string().trim().min(1).max(40)
const gift = z.object({ kind: z.enum(['pass', 'coupon']), code: z.string(), count: z.int() })

const words = {
  memberId: idOf<'member'>(),
  /** A package of the program; else any amount, which brings what the highest package at or below it brings (C30). */
  packageCode: code.optional(),
  amountMinor: z.int().min(1).max(1_000_000_000_00).optional(),
  tender: z.enum(TOP_UP_TENDERS),
  branchCode: code,
  /** Who sold it, for the commission. */
  seller: code.optional(),
}
const onePrice = {
  check: (wish: { packageCode?: string | undefined; amountMinor?: number | undefined }) =>
    (wish.packageCode === undefined) !== (wish.amountMinor === undefined),
  say: { error: 'package_or_amount', path: ['amountMinor'] },
}

/** A tier gained or lost by it, by codes of the program; null is its lowest. The till tells its staff (C15). */
const tierMove = z.object({ from: z.string(), to: z.string(), up: z.boolean(), why: z.string() }).nullable()

const comesIn = {
  packageCode: z.string().nullable(),
  paidMinor: z.int(),
  bonusMinor: z.int(),
  bonusExpiresOn: z.string().nullable(),
  points: z.int(),
  pointsExpireOn: z.string().nullable(),
  gifts: z.array(gift.extend({ expiresOn: z.string().nullable() })),
  /** What the member holds then. */
  principalAfterMinor: z.int(),
  bonusAfterMinor: z.int(),
  pointsAfter: z.int(),
  /** The most principal and bonus may come to (M6); null without a cap. */
  mostMinor: z.int().nullable(),
}

const topUp = z.object({
  id: z.string(),
  memberId: z.string(),
  branchId: z.string(),
  day: z.string(),
  tender: z.enum(TOP_UP_TENDERS),
  seller: z.string().nullable(),
  ...comesIn,
  programVersion: z.int(),
  at: z.string(),
  byName: z.string(),
})

/** In order of precedence; the tests walk them in this order. */
export const TOP_UP_REFUSALS = [
  'top_up_id_reused',
  'member_unknown',
  'branch_unknown',
  'package_unknown',
  'amount_not_offered',
  'coupon_used_up',
  'over_card_cap',
] as const
export type TopUpRefusal = (typeof TOP_UP_REFUSALS)[number]

export const topUpMember = endpoint({
  name: 'topUpMember',
  method: 'POST',
  path: '/members/:memberId/top-ups',
  can: 'wallet.topup',
  summary:
    'Top up what a member holds, by a package or by any amount, once however often the till retries (C29, C30).',
  input: z.object({ id: idOf<'top-up'>(), ...words }).refine(onePrice.check, onePrice.say),
  output: topUp.extend({ tierMove, replayed: z.boolean() }),
  refusals: TOP_UP_REFUSALS,
})

export const previewTopUp = endpoint({
  name: 'previewTopUp',
  method: 'POST',
  path: '/top-up-previews',
  can: 'wallet.topup',
  summary: 'What a top-up would bring and leave, without any effect.',
  input: z.object(words).refine(onePrice.check, onePrice.say),
  output: z.object({
    ...comesIn,
    tierMove,
    /** What could still be topped up afterwards; null without a cap. */
    roomMinor: z.int().nullable(),
  }),
  refusals: TOP_UP_REFUSALS.filter((one) => one !== 'top_up_id_reused'),
})

const refundWords = {
  topUpId: idOf<'top-up'>(),
  /** Whose doing it is decides how consumption is counted; see the rule in the answer. */
  cause: z.enum(REFUND_CAUSES),
  /** Yearly interest on what comes back, from the day the contract ended to today. */
  interestBps: z.int().min(0).max(10_000).default(0),
  terminatedOn: aDay.optional(),
  /** Where the money is paid out; the branch that took it when absent. */
  branchCode: code.optional(),
  note: z.string().trim().max(200).default(''),
}

const takenBack = {
  topUpId: z.string(),
  memberId: z.string(),
  branchId: z.string(),
  day: z.string(),
  cause: z.enum(REFUND_CAUSES),
  rule: z.enum(REFUND_RULES),
  paidMinor: z.int(),
  /** What left principal and bonus, at the price charged, and the same without discount. */
  usedMinor: z.int(),
  listedMinor: z.int(),
  /** What is held against the payment for it; may exceed it, and then nothing more is asked for. */
  countedMinor: z.int(),
  /** To pay out by the tender it was paid with, without interest. */
  refundMinor: z.int(),
  interestBps: z.int(),
  interestDays: z.int(),
  interestMinor: z.int(),
  tender: z.enum(TOP_UP_TENDERS),
  principalRefundedMinor: z.int(),
  principalKeptMinor: z.int(),
  bonusRefundedMinor: z.int(),
  bonusVoidMinor: z.int(),
  pointsTaken: z.int(),
  gifts: z.array(gift),
  principalAfterMinor: z.int(),
  bonusAfterMinor: z.int(),
  pointsAfter: z.int(),
  /** Points of the top-up that were spent already; later points repay them first. */
  pointsDebtAfter: z.int(),
}

const refund = z.object({
  id: z.string(),
  ...takenBack,
  note: z.string(),
  at: z.string(),
  byName: z.string(),
})

/** In order of precedence; the tests walk them in this order. */
export const TOP_UP_REFUND_REFUSALS = [
  'top_up_refund_id_reused',
  'top_up_unknown',
  'branch_unknown',
  'top_up_refunded_already',
  'member_frozen',
  'has_active_holds',
  'termination_day_wrong',
  'withdrawal_too_late',
  'withdrawal_touched',
  'nothing_to_refund',
] as const
export type TopUpRefundRefusal = (typeof TOP_UP_REFUND_REFUSALS)[number]

export const refundTopUp = endpoint({
  name: 'refundTopUp',
  method: 'POST',
  path: '/top-up-refunds',
  can: 'wallet.adjust',
  summary:
    'Give a top-up back by the rules it was sold under: what was paid less what was consumed; its gifts are void.',
  input: z.object({ id: idOf<'top-up-refund'>(), ...refundWords }),
  output: refund.extend({ replayed: z.boolean() }),
  refusals: TOP_UP_REFUND_REFUSALS,
})

export const previewTopUpRefund = endpoint({
  name: 'previewTopUpRefund',
  method: 'POST',
  path: '/top-up-refund-previews',
  can: 'wallet.adjust',
  summary: 'Everything that giving a top-up back would do, without any effect.',
  input: z.object(refundWords),
  output: z.object(takenBack),
  refusals: TOP_UP_REFUND_REFUSALS.filter((one) => one !== 'top_up_refund_id_reused'),
})

const listed = topUp.extend({
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  refund: z
    .object({ id: z.string(), refundMinor: z.int(), interestMinor: z.int(), day: z.string(), at: z.string() })
    .nullable(),
})

export const listTopUps = endpoint({
  name: 'topUps',
  method: 'GET',
  path: '/top-ups',
  can: 'wallet.read',
  summary: 'Top-ups, newest first, by member, branch and day, each with its refund.',
  input: z.object({
    memberId: idOf<'member'>().optional(),
    branchId: idOf<'branch'>().optional(),
    from: aDay.optional(),
    to: aDay.optional(),
    ...paging,
  }),
  output: pageOf(listed).extend({ paidMinor: z.int(), refundedMinor: z.int() }),
  refusals: [],
})

export const showTopUp = endpoint({
  name: 'topUp',
  method: 'GET',
  path: '/top-ups/:id',
  can: 'wallet.read',
  summary: 'One top-up with everything that came in, what is left of it, and its refund.',
  input: z.object({ id: idOf<'top-up'>() }),
  output: listed.extend({
    refund: refund.nullable(),
    /** What is left of its own principal and bonus today. */
    principalLeftMinor: z.int(),
    bonusLeftMinor: z.int(),
  }),
  refusals: ['top_up_unknown'],
})
