/** Discounts by hand: what is refused beyond a limit, and what is asked of a second person. */
export const discountRefusals = {
  discount_not_allowed: {
    status: 422,
    en: 'More is taken off by hand than you may give alone. Somebody who may has to allow it; then send it again.',
    zh: '手工优惠超出您的权限，请有权限的人员授权后重新提交。',
  },
  discount_rule_id_reused: {
    status: 409,
    en: 'This rule for discounts was sent before with other words.',
    zh: '该优惠权限已按其他内容提交过。',
  },
  discount_allowance_id_reused: {
    status: 409,
    en: 'This allowance was sent before with other words.',
    zh: '该授权已按其他内容提交过。',
  },
  discount_asking_id_reused: {
    status: 409,
    en: 'This request for a discount was sent before with other words.',
    zh: '该优惠申请已按其他内容提交过。',
  },
  sale_already_answered: {
    status: 409,
    en: 'This sale was already recorded or refused for good; a discount is asked for before it is sent.',
    zh: '该销售单已记录或已被拒绝，优惠须在提交销售前申请。',
  },
  discount_within_limit: {
    status: 409,
    en: 'You may give this discount alone; just send the sale.',
    zh: '该优惠在您的权限之内，直接提交销售即可。',
  },
  discount_already_asked: {
    status: 409,
    en: 'The discount of this sale waits for an answer, or was allowed with this content.',
    zh: '该销售单的优惠正在等待审批，或已按此内容获准。',
  },
  discount_asking_unknown: {
    status: 404,
    en: 'No such discount was asked for.',
    zh: '没有这条优惠申请。',
  },
  discount_asking_decided: {
    status: 409,
    en: 'Somebody has already said yes or no to this discount.',
    zh: '该优惠申请已有结论。',
  },
  discount_asking_expired: {
    status: 409,
    en: 'This request is over: nobody answered in its time. It may be asked anew.',
    zh: '该优惠申请已过期，可重新申请。',
  },
  discount_decision_id_reused: {
    status: 409,
    en: 'This decision was sent before with other words.',
    zh: '该审批结论已按其他内容提交过。',
  },
} as const
