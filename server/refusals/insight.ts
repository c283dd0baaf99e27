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
  segment_superseded: {
    status: 409,
    en: 'Somebody has saved a newer version of this segment. Look at that one first.',
    zh: '这个人群已有更新的版本，请先查看新版本。',
  },
  segment_unknown: { status: 404, en: 'There is no such segment.', zh: '没有这个人群。' },
  region_unknown: { status: 422, en: 'There is no branch in this region.', zh: '该区域内没有门店。' },
  filter_does_not_fit: {
    status: 422,
    en: 'This filter does not go with this grouping.',
    zh: '该筛选条件不适用于当前的统计方式。',
  },
  key_product_id_reused: {
    status: 409,
    en: 'This id was used for another mark.',
    zh: '该编号已用于另一次标记。',
  },
  product_never_sold: {
    status: 422,
    en: 'This product has never been sold.',
    zh: '该商品从未售出。',
  },
  finance_profile_id_reused: {
    status: 409,
    en: 'This id was used for another household profile.',
    zh: '该编号已用于另一份家庭财务状况。',
  },
  finance_day_in_future: {
    status: 422,
    en: 'The day of the figures is still to come.',
    zh: '数据日期不能晚于今天。',
  },
  finance_more_than_assets: {
    status: 422,
    en: 'This is a part of the assets and cannot be more than all of them.',
    zh: '这是资产的一部分，不能超过总资产。',
  },
  rebuilding_unknown: {
    status: 404,
    en: 'The figures have never been rebuilt.',
    zh: '还没有重算过统计数据。',
  },
} as const
