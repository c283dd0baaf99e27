import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { TOP_UP_TENDERS } from '#domain/wallet/contract/top-up'

export const GIFT_STATES = ['asked', 'sent', 'handed', 'cancelled', 'forfeited', 'void'] as const
export type GiftState = (typeof GIFT_STATES)[number]
export const CHANNELS = ['store', 'online'] as const
export const SENDERS = ['branch', 'head_office'] as const

/** Why a member cannot have a gift now; in order of precedence. */
export const GIFT_MISSES = [
  'membership_not_active',
  'gift_not_for_tier',
  'gift_not_now',
  'gift_not_here',
  'gift_used_up',
  'not_enough_points',
] as const
export type GiftMiss = (typeof GIFT_MISSES)[number]

const memberNumber = z.string().trim().min(1).max(60)
const branchCode = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .nullish()
  .transform((code) => code ?? null)
const tender = z
  .enum(TOP_UP_TENDERS)
  .nullish()
  .transform((one) => one ?? null)
const note = z.string().trim().max(300).default('')

const change = z.object({
  id: z.string(),
  redemptionId: z.string(),
  from: z.enum(GIFT_STATES),
  state: z.enum(GIFT_STATES),
  tender: z.string().nullable(),
  /** Above zero taken, below zero given back. */
  paidMinor: z.int(),
  branchId: z.string().nullable(),
  day: z.string(),
  note: z.string(),
  at: z.string(),
  byName: z.string(),
})

export const redemption = z.object({
  id: z.string(),
  memberId: z.string(),
  gift: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  count: z.int(),
  /** In all, not each. */
  points: z.int(),
  addMinor: z.int(),
  productCode: z.string().nullable(),
  branchId: z.string().nullable(),
  channel: z.enum(CHANNELS),
  sentBy: z.enum(SENDERS),
  day: z.string(),
  note: z.string(),
  state: z.enum(GIFT_STATES),
  programVersion: z.int(),
  at: z.string(),
  byName: z.string(),
})

export const redeemGift = endpoint({
  name: 'redeemGift',
  method: 'POST',
  path: '/gift-redemptions',
  can: 'reward.give',
  summary:
    'Give a gift for points (C25): takes points and stock at once; a branch hands it over, or it waits to be sent.',
  input: z.object({
    id: idOf<'gift-redemption'>(),
    memberNumber,
    giftCode: z.string().trim().min(1).max(40),
    /** Where it is asked for or collected; may be left out where the head office sends it. */
    branchCode,
    channel: z.enum(CHANNELS).default('store'),
    count: z.int().min(1).max(1_000).default(1),
    /** How the money on top is paid where the gift is handed over at once. */
    tender,
    note,
  }),
  output: redemption.extend({ pointsAfter: z.int(), replayed: z.boolean() }),
  refusals: [
    'gift_redemption_id_reused',
    'member_number_unknown',
    'card_lost',
    'card_replaced',
    'branch_unknown',
    'gift_unknown',
    'gift_branch_needed',
    'gift_not_online',
    'member_frozen',
    ...GIFT_MISSES,
    'tender_needed',
    'stock_short',
  ],
})

const changing = { id: idOf<'gift-change'>(), redemptionId: idOf<'gift-redemption'>(), note }
const CHANGE_REFUSED = [
  'gift_change_id_reused',
  'gift_redemption_unknown',
  'branch_unknown',
  'gift_redemption_over',
] as const

export const changeRedemption = endpoint({
  name: 'changeGiftRedemption',
  method: 'POST',
  path: '/gift-redemptions/:redemptionId/changes',
  can: 'reward.give',
  summary:
    'Send a gift, hand it over with the money due, or cancel it: then the very points and the stock come back.',
  input: z.object({
    ...changing,
    state: z.enum(['sent', 'handed', 'cancelled']),
    branchCode,
    tender,
  }),
  output: change.extend({ replayed: z.boolean() }),
  refusals: [...CHANGE_REFUSED, 'tender_needed'],
})

export const voidRedemption = endpoint({
  name: 'voidGiftRedemption',
  method: 'POST',
  path: '/gift-redemptions/:redemptionId/voiding',
  can: 'reward.manage',
  summary:
    'Take back a gift that was handed over by mistake: points, stock and money go back where they came from.',
  input: z.object(changing),
  output: change.extend({ replayed: z.boolean() }),
  refusals: CHANGE_REFUSED,
})

export const listRedemptions = endpoint({
  name: 'giftRedemptions',
  method: 'GET',
  path: '/gift-redemptions',
  can: 'reward.read',
  summary:
    'Gifts asked for, newest first; `state=asked` with `sentBy=head_office` is what the head office has to send.',
  input: z.object({
    state: z.enum(GIFT_STATES).optional(),
    sentBy: z.enum(SENDERS).optional(),
    memberId: idOf<'member'>().optional(),
    ...paging,
  }),
  output: pageOf(
    redemption.extend({ memberNumber: z.string().nullable(), memberName: z.string().nullable() }),
  ),
  refusals: [],
})

export const showRedemption = endpoint({
  name: 'giftRedemption',
  method: 'GET',
  path: '/gift-redemptions/:id',
  can: 'reward.read',
  summary: 'One gift with every step it took.',
  input: z.object({ id: idOf<'gift-redemption'>() }),
  output: redemption.extend({ changes: z.array(change) }),
  refusals: ['gift_redemption_unknown'],
})

export const memberGifts = endpoint({
  name: 'memberGifts',
  method: 'GET',
  path: '/members/:memberId/gifts',
  can: 'reward.read',
  summary: 'The gifts of the program as one member sees them: which can be had now, and what is missing.',
  input: z.object({ memberId: idOf<'member'>(), branchCode }),
  output: z.object({
    pointsAvailable: z.int(),
    gifts: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        points: z.int(),
        addMinor: z.int(),
        online: z.boolean(),
        sentBy: z.enum(SENDERS),
        /** Null when it can be had now. */
        why: z.enum(GIFT_MISSES).nullable(),
        missingPoints: z.int(),
        /** How many more of it; null for any number. */
        left: z.int().nullable(),
      }),
    ),
  }),
  refusals: ['member_unknown', 'branch_unknown'],
})
