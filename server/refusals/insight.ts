export const insightRefusals = {
  no_sales_yet: {
    status: 404,
    en: 'No member has bought anything in this period yet.',
    zh: '这段时间内还没有会员消费。',
  },
  segment_id_reused: {
    status: 409,
    en: 'This id was used for another segment.',
    zh: '该编号已用于另一个人群。',
  },
  name_taken: { status: 409, en: 'This name is taken. Choose another.', zh: '该名称已被使用，请换一个。' },
  segment_empty: { status: 422, en: 'No member fits this rule.', zh: '没有符合条件的会员。' },
  segment_unknown: { status: 404, en: 'There is no such segment.', zh: '没有这个人群。' },
} as const
