import type { RefusalText } from '../refusals.ts'

export const standingRefusals = {
  tier_invitation_id_reused: {
    status: 409,
    en: 'This id was used for another invitation.',
    zh: '该编号已用于另一次等级邀请。',
  },
  tier_setting_id_reused: {
    status: 409,
    en: 'This id was used to set another tier.',
    zh: '该编号已用于另一次等级调整。',
  },
  tier_unknown: { status: 422, en: 'The program has no such tier.', zh: '当前方案中没有这个等级。' },
  tier_not_by_invitation: {
    status: 422,
    en: 'The program does not give this tier by invitation.',
    zh: '当前方案中这个等级不能通过邀请获得。',
  },
  tier_not_higher: {
    status: 422,
    en: 'The member has this tier or a higher one already.',
    zh: '该会员已是这个等级或更高等级。',
  },
  tier_the_same: { status: 422, en: 'The member has this tier already.', zh: '该会员已是这个等级。' },
  benefit_use_id_reused: {
    status: 409,
    en: 'This id was used for another use of a benefit.',
    zh: '该编号已用于另一次权益使用。',
  },
  benefit_unknown: { status: 422, en: 'The program has no such benefit.', zh: '当前方案中没有这项权益。' },
  membership_not_active: {
    status: 422,
    en: 'The membership is not valid on this day.',
    zh: '会员资格不在有效期内。',
  },
  benefit_not_for_tier: {
    status: 422,
    en: 'The member’s tier does not have this benefit.',
    zh: '该会员的等级不享有这项权益。',
  },
  benefit_used_up: {
    status: 422,
    en: 'The benefit is used up for this period.',
    zh: '本期的这项权益已用完。',
  },
  benefit_use_change_id_reused: {
    status: 409,
    en: 'This id was used to change another use of a benefit.',
    zh: '该编号已用于另一次权益记录变更。',
  },
  benefit_use_unknown: {
    status: 404,
    en: 'There is no such use of a benefit.',
    zh: '没有这条权益使用记录。',
  },
  benefit_use_over: {
    status: 422,
    en: 'This use of a benefit is done, cancelled or void already.',
    zh: '这条权益记录已完成、已取消或已作废。',
  },
} satisfies Record<string, RefusalText>
