import type { RefusalText } from '../refusals.ts'

export const joiningRefusals = {
  joining_id_reused: {
    status: 409,
    en: 'This id was used for another joining.',
    zh: '该编号已用于另一次入会。',
  },
  joining_not_asked: {
    status: 422,
    en: 'The program has no rules of joining: whoever is enrolled is a member.',
    zh: '当前方案没有入会规则，登记即为会员。',
  },
  joining_way_unknown: {
    status: 422,
    en: 'The program has no such way of joining.',
    zh: '当前方案中没有这种入会方式。',
  },
  terms_not_accepted: {
    status: 422,
    en: 'The member has to accept the rights and obligations as they are now.',
    zh: '须先接受现行版本的会员权利与义务。',
  },
  membership_waits_for_screening: {
    status: 422,
    en: 'The application has to be approved first.',
    zh: '入会申请尚待审核，通过后才能入会。',
  },
  membership_without_end: {
    status: 422,
    en: 'The membership has no end: there is nothing to renew.',
    zh: '该会员资格长期有效，无需续会。',
  },
  membership_still_active: {
    status: 422,
    en: 'The membership is still valid: this way renews it only afterwards.',
    zh: '会员资格仍在有效期内，这种方式只能到期后续会。',
  },
  receipt_needed: { status: 422, en: 'Say which receipt it was paid on.', zh: '请提供付款或消费的小票。' },
  top_up_needed: { status: 422, en: 'Say which top-up it is.', zh: '请提供充值记录。' },
  proof_needed: { status: 422, en: 'Say which proof was shown.', zh: '请选择出示的凭证。' },
  ground_not_asked: {
    status: 422,
    en: 'This way of joining does not ask for that receipt, top-up or proof.',
    zh: '这种入会方式不需要该小票、充值记录或凭证。',
  },
  receipt_used: {
    status: 422,
    en: 'Somebody joined by this receipt or top-up already.',
    zh: '该小票或充值记录已用于入会。',
  },
  receipt_unknown: {
    status: 422,
    en: 'There is no such sale, or it was taken back.',
    zh: '没有这笔销售，或已被撤销。',
  },
  receipt_not_theirs: {
    status: 422,
    en: 'This receipt is another member’s.',
    zh: '该小票属于另一位会员。',
  },
  receipt_too_old: { status: 422, en: 'This receipt is too old.', zh: '该小票已超过可用于入会的期限。' },
  fee_not_on_receipt: {
    status: 422,
    en: 'The membership fee is not on this receipt.',
    zh: '小票上没有会费。',
  },
  fee_below_price: {
    status: 422,
    en: 'Less than the membership fee was paid.',
    zh: '小票上的会费不足。',
  },
  purchase_below_threshold: {
    status: 422,
    en: 'The purchase is below what joining takes.',
    zh: '单笔消费未达到入会金额。',
  },
  top_up_not_theirs: {
    status: 422,
    en: 'This top-up is another member’s.',
    zh: '该笔充值属于另一位会员。',
  },
  top_up_too_old: { status: 422, en: 'This top-up is too old.', zh: '该笔充值已超过可用于入会的期限。' },
  top_up_below_threshold: {
    status: 422,
    en: 'The top-up is below what joining takes.',
    zh: '充值金额未达到入会要求。',
  },
  proof_unknown: {
    status: 422,
    en: 'The program does not accept this proof.',
    zh: '当前方案不接受这种凭证。',
  },
} satisfies Record<string, RefusalText>
