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
} as const
