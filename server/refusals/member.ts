export const memberRefusals = {
  member_id_reused: {
    status: 409,
    en: 'This id was used for another member.',
    zh: '该编号已用于另一位会员。',
  },
  number_taken: { status: 409, en: 'This member number is taken.', zh: '该会员号已被使用。' },
  mobile_taken: {
    status: 409,
    en: 'Another member has this mobile number.',
    zh: '该手机号已属于另一位会员。',
  },
  field_unknown: { status: 422, en: 'There is no such field.', zh: '没有这个字段。' },
  member_unknown: { status: 404, en: 'There is no such member.', zh: '没有这位会员。' },
  field_kind_fixed: {
    status: 409,
    en: 'A field that is in use keeps its kind.',
    zh: '已启用的字段不能更改类型。',
  },
  series_narrower: {
    status: 422,
    en: 'Numbers can become longer, never shorter.',
    zh: '会员号位数只能加长，不能缩短。',
  },
  card_loss_id_reused: {
    status: 409,
    en: 'This id was used for another loss report.',
    zh: '该编号已用于另一次挂失。',
  },
  card_finding_id_reused: {
    status: 409,
    en: 'This id was used for another card that was found.',
    zh: '该编号已用于另一次解除挂失。',
  },
  card_replacement_id_reused: {
    status: 409,
    en: 'This id was used for another replacement card.',
    zh: '该编号已用于另一次补卡。',
  },
  card_not_in_force: {
    status: 409,
    en: 'The member has another card now.',
    zh: '该卡已不是会员的当前卡，请刷新后再试。',
  },
  card_already_lost: {
    status: 409,
    en: 'This card has already been reported lost.',
    zh: '该卡已挂失，无需重复办理。',
  },
  card_not_lost: {
    status: 409,
    en: 'This card has not been reported lost.',
    zh: '该卡没有挂失。',
  },
  pin_reset_id_reused: {
    status: 409,
    en: 'This id was used to set another PIN.',
    zh: '该编号已用于另一次密码设置。',
  },
  pin_weak: {
    status: 422,
    en: 'This PIN is too easy to guess: no runs, no repetitions, nothing from the birthday, phone or card number.',
    zh: '密码太容易被猜到：请勿使用连续或重复的数字，也不要取自生日、电话、证件号或卡号。',
  },
  card_batch_id_reused: {
    status: 409,
    en: 'This id was used for another batch of cards.',
    zh: '该编号已用于另一批空白卡。',
  },
  card_batch_unknown: { status: 404, en: 'There is no such batch of cards.', zh: '没有这批空白卡。' },
  card_design_unknown: { status: 422, en: 'There is no such card design.', zh: '没有这种卡面设计。' },
  card_registration_id_reused: {
    status: 409,
    en: 'This id was used for another registration of a card.',
    zh: '该编号已用于另一次卡片登记。',
  },
  card_already_active: {
    status: 409,
    en: 'This card is active already.',
    zh: '该卡已激活，无需登记。',
  },
} as const
