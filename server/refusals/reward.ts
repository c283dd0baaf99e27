import type { RefusalText } from '../refusals.ts'

export const rewardRefusals = {
  gift_redemption_id_reused: {
    status: 409,
    en: 'This id was used for another gift.',
    zh: '该编号已用于另一次礼品兑换。',
  },
  gift_unknown: { status: 422, en: 'The program has no such gift.', zh: '当前方案中没有这款礼品。' },
  gift_branch_needed: { status: 422, en: 'Name a branch for this gift.', zh: '请指定门店。' },
  gift_not_online: {
    status: 422,
    en: 'This gift is not given online.',
    zh: '这款礼品不支持线上兑换。',
  },
  gift_not_for_tier: {
    status: 422,
    en: 'This gift is not for the member’s tier.',
    zh: '该会员的等级不能兑换这款礼品。',
  },
  gift_not_now: {
    status: 422,
    en: 'This gift is not to be had on this day.',
    zh: '当前不在这款礼品的兑换期内。',
  },
  gift_not_here: {
    status: 422,
    en: 'This gift is not to be had at this branch.',
    zh: '这款礼品不在本门店兑换。',
  },
  gift_used_up: {
    status: 422,
    en: 'The member has had as many of this gift as one may have.',
    zh: '该会员兑换这款礼品的次数已达上限。',
  },
  tender_needed: {
    status: 422,
    en: 'Say how the money on top of the points is paid.',
    zh: '请选择加价部分的付款方式。',
  },
  gift_change_id_reused: {
    status: 409,
    en: 'This id was used for another step of a gift.',
    zh: '该编号已用于另一次兑换单变更。',
  },
  gift_redemption_unknown: { status: 404, en: 'There is no such gift.', zh: '没有这张兑换单。' },
  gift_redemption_over: {
    status: 422,
    en: 'This gift can no longer be changed so.',
    zh: '这张兑换单的当前状态不允许此操作。',
  },
  points_event_id_reused: {
    status: 409,
    en: 'This id was used for another event.',
    zh: '该编号已用于另一次积分事件。',
  },
  points_event_unknown: {
    status: 422,
    en: 'The program gives no points for this event.',
    zh: '当前方案中没有这个积分事件。',
  },
  points_event_in_future: {
    status: 422,
    en: 'This event lies in the future.',
    zh: '事件时间晚于当前时间。',
  },
  pack_code_batch_id_reused: {
    status: 409,
    en: 'This id was used for other pack codes.',
    zh: '该编号已用于另一批积分码。',
  },
  pack_codes_shown_already: {
    status: 409,
    en: 'These codes were shown once and are kept nowhere. Void the batch and make another.',
    zh: '这批积分码只显示一次，系统不保存原文。请作废后重新生成。',
  },
  pack_code_batch_unknown: { status: 404, en: 'There are no such pack codes.', zh: '没有这批积分码。' },
  pack_code_use_id_reused: {
    status: 409,
    en: 'This id was used for another pack code.',
    zh: '该编号已用于另一次积分码使用。',
  },
  pack_code_throttled: {
    status: 429,
    en: 'Too many wrong codes. Try again in the next hour.',
    zh: '错误的积分码次数过多，请下一小时再试。',
  },
  branch_has_system: {
    status: 422,
    en: 'This branch has the system: points come with the receipt.',
    zh: '本门店已使用系统，积分随小票计入，不收积分码。',
  },
  pack_code_unknown: { status: 422, en: 'There is no such code.', zh: '没有这个积分码。' },
  pack_code_over: {
    status: 422,
    en: 'This code is no longer taken.',
    zh: '这个积分码已过期或已作废。',
  },
  pack_code_used: { status: 409, en: 'This code was used already.', zh: '这个积分码已使用过。' },
  pack_codes_not_offered: {
    status: 422,
    en: 'The program gives no points for pack codes.',
    zh: '当前方案中没有积分码积分。',
  },
  span_backwards: {
    status: 422,
    en: 'The last day lies before the first.',
    zh: '结束日期早于开始日期。',
  },
  claim_id_reused: {
    status: 409,
    en: 'This id was used for another collection.',
    zh: '该编号已用于另一次领取。',
  },
  claim_unknown: {
    status: 422,
    en: 'The program has nothing of the kind to collect.',
    zh: '当前方案中没有这项领取权益。',
  },
  claim_event_needed: {
    status: 422,
    en: 'Say which event it is for, and on what day.',
    zh: '请选择事由并填写日期。',
  },
  claim_not_for_others: {
    status: 422,
    en: 'This is for the member alone.',
    zh: '该权益仅限会员本人领取。',
  },
  claim_not_for_tier: {
    status: 422,
    en: 'This is not for the member’s tier.',
    zh: '该会员的等级不享有这项领取权益。',
  },
  claim_needs_purchase: {
    status: 422,
    en: 'This is for members who have bought something.',
    zh: '该权益仅限有消费记录的会员。',
  },
  claim_needs_profile: {
    status: 422,
    en: 'This is for members whose profile is complete.',
    zh: '该权益仅限资料完整的会员，请先补全资料。',
  },
  claim_outside_window: {
    status: 422,
    en: 'This cannot be collected on this day.',
    zh: '当前不在领取期内。',
  },
  claim_below_bands: {
    status: 422,
    en: 'The member spent less than this takes.',
    zh: '该会员近十二个月的消费未达到领取标准。',
  },
  claim_collected: { status: 422, en: 'This was collected already.', zh: '本次权益已领取。' },
  reward_period_unknown: { status: 404, en: 'There is no such period.', zh: '没有这个返利期。' },
  reward_period_not_closed: {
    status: 422,
    en: 'This period is not closed yet.',
    zh: '该返利期尚未结算。',
  },
  reward_period_not_posted: {
    status: 422,
    en: 'The vouchers of this period are in the accounts, not posted.',
    zh: '该返利期的代金券直接发放到账户，无需邮寄。',
  },
} satisfies Record<string, RefusalText>
