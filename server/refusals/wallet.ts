export const walletRefusals = {
  opening_id_reused: {
    status: 409,
    en: 'This id was used for another opening balance.',
    zh: '该编号已用于另一笔期初余额。',
  },
  day_in_future: { status: 422, en: 'This day has not come yet.', zh: '所选日期还没有到。' },
  span_reversed: {
    status: 422,
    en: 'The first day is after the last.',
    zh: '开始日期不能晚于结束日期。',
  },
  top_up_id_reused: {
    status: 409,
    en: 'This id was used for another top-up.',
    zh: '该编号已用于另一笔充值。',
  },
  package_unknown: {
    status: 422,
    en: 'The program has no such top-up package.',
    zh: '当前方案中没有这个充值套餐。',
  },
  amount_not_offered: {
    status: 422,
    en: 'Only the packages of the program can be topped up, not any amount.',
    zh: '当前方案只能按套餐充值，不能充任意金额。',
  },
  over_card_cap: {
    status: 422,
    en: 'The card would hold more than is allowed.',
    zh: '入账后余额将超过单卡限额。',
  },
  top_up_refund_id_reused: {
    status: 409,
    en: 'This id was used for another refund of a top-up.',
    zh: '该编号已用于另一笔充值退款。',
  },
  top_up_unknown: { status: 404, en: 'There is no such top-up.', zh: '没有这笔充值。' },
  top_up_refunded_already: {
    status: 409,
    en: 'This top-up was given back before.',
    zh: '这笔充值已经退过款。',
  },
  has_active_holds: {
    status: 409,
    en: 'Part of it is reserved for a payment that is under way. Try again when that has ended.',
    zh: '有余额正被一笔未完成的付款占用，请待其结束后再试。',
  },
  termination_day_wrong: {
    status: 422,
    en: 'The contract ends on a day from the top-up to today.',
    zh: '合同解除日期应在充值当日至今天之间。',
  },
  withdrawal_too_late: {
    status: 422,
    en: 'The days in which a top-up can be taken back without giving a reason are over.',
    zh: '已超过可无理由退款的期限。',
  },
  withdrawal_touched: {
    status: 422,
    en: 'Part of the top-up or of its gifts has been used, so it is no longer taken back whole.',
    zh: '该笔充值或其赠品已被使用，不能按七日内未使用全额退款。',
  },
  nothing_to_refund: {
    status: 422,
    en: 'What was consumed comes to as much as was paid; there is nothing to give back.',
    zh: '已消费金额不低于实付金额，没有可退的款项。',
  },
  adjustment_id_reused: {
    status: 409,
    en: 'This id was used for another correction.',
    zh: '该编号已用于另一笔手工调整。',
  },
  adjustment_approval_id_reused: {
    status: 409,
    en: 'This id was used for another decision.',
    zh: '该编号已用于另一次审批。',
  },
  pass_unknown: { status: 422, en: 'The program has no such pass.', zh: '当前方案中没有这种次卡。' },
  expiry_in_the_past: { status: 422, en: 'The last day has already passed.', zh: '到期日已经过去。' },
  not_enough_value: {
    status: 422,
    en: 'So much is not there, or part of it is reserved.',
    zh: '可用余额不足，或有一部分已被预占。',
  },
  adjustment_unknown: { status: 404, en: 'There is no such correction.', zh: '没有这笔手工调整。' },
  adjustment_decided: {
    status: 409,
    en: 'This correction has been decided already.',
    zh: '这笔调整已经处理过。',
  },
  second_person_needed: {
    status: 403,
    en: 'Whoever asked cannot decide, and neither can a key: a second person is needed.',
    zh: '申请人不能审批自己的申请，接口密钥也不能审批，须由第二人处理。',
  },
  above_own_limit: {
    status: 403,
    en: 'This is above what you may approve; ask an owner.',
    zh: '金额超出您的审批额度，请由店主审批。',
  },
  transfer_id_reused: {
    status: 409,
    en: 'This id was used for another transfer.',
    zh: '该编号已用于另一笔转赠。',
  },
  coupon_transfer_id_reused: {
    status: 409,
    en: 'This id was used for another transfer of a coupon.',
    zh: '该编号已用于另一次优惠券转赠。',
  },
  transfer_to_self: {
    status: 422,
    en: 'Giver and receiver are the same member.',
    zh: '转出与转入不能是同一位会员。',
  },
  transfer_not_allowed: {
    status: 422,
    en: 'The program does not let members pass this on.',
    zh: '当前方案不允许会员转赠。',
  },
  member_frozen: { status: 422, en: 'What this member holds is frozen.', zh: '该会员的资产已冻结。' },
  hold_id_reused: {
    status: 409,
    en: 'This id was used for another reservation.',
    zh: '该编号已用于另一次预占。',
  },
  hold_release_id_reused: {
    status: 409,
    en: 'This id was used for another release.',
    zh: '该编号已用于另一次取消预占。',
  },
  hold_unknown: { status: 404, en: 'There is no such reservation.', zh: '没有这笔预占。' },
  hold_resolved: { status: 409, en: 'This reservation has ended already.', zh: '这笔预占已经结束。' },
  merge_id_reused: {
    status: 409,
    en: 'This id was used for another merge.',
    zh: '该编号已用于另一次会员合并。',
  },
  merge_with_self: {
    status: 422,
    en: 'A member cannot be merged with itself.',
    zh: '不能把会员与其本人合并。',
  },
  credit_line_too_small: {
    status: 422,
    en: 'The gone member owes more on account than the kept one may.',
    zh: '被合并会员的挂账超出保留会员的剩余额度，请先还款或提高额度。',
  },
  merge_undoing_id_reused: {
    status: 409,
    en: 'This id was used for another undoing.',
    zh: '该编号已用于另一次撤销合并。',
  },
  merge_unknown: { status: 404, en: 'There is no such merge.', zh: '没有这次会员合并。' },
  merge_undone: { status: 409, en: 'This merge has been undone already.', zh: '这次合并已经撤销。' },
  survivor_has_gone: {
    status: 409,
    en: 'The kept member has itself gone into another since; undo that merge first.',
    zh: '保留的会员后来又被合并，请先撤销那一次合并。',
  },
  credit_line_id_reused: {
    status: 409,
    en: 'This id was used for another credit line.',
    zh: '该编号已用于另一次挂账额度设置。',
  },
  owes_more: { status: 422, en: 'The member owes more than that already.', zh: '会员当前挂账已超过该额度。' },
  account_payment_id_reused: {
    status: 409,
    en: 'This id was used for another payment.',
    zh: '该编号已用于另一笔还款。',
  },
  owes_less: { status: 422, en: 'The member owes less than that.', zh: '还款金额超过会员当前挂账。' },
  freeze_id_reused: {
    status: 409,
    en: 'This id was used for another freeze.',
    zh: '该编号已用于另一次冻结。',
  },
  freeze_lifting_id_reused: {
    status: 409,
    en: 'This id was used to lift another freeze.',
    zh: '该编号已用于另一次解冻。',
  },
  value_already_frozen: {
    status: 409,
    en: 'What this member holds is already frozen.',
    zh: '该会员的账户已冻结，无需重复办理。',
  },
  value_not_frozen: {
    status: 409,
    en: 'This freeze does not stand any more.',
    zh: '这次冻结已经解除。',
  },
  nothing_unallocated: {
    status: 409,
    en: 'That much is not owed to this member.',
    zh: '没有这么多待退款项。',
  },
} as const
