export const saleRefusals = {
  sale_id_reused: {
    status: 409,
    en: 'This id was used for another sale.',
    zh: '该单据编号已用于另一笔销售。',
  },
  member_number_unknown: { status: 422, en: 'No member has this number.', zh: '没有使用该会员号的会员。' },
  sale_in_future: {
    status: 422,
    en: 'The sale lies in the future. Check the clock of the till.',
    zh: '销售时间晚于当前时间，请检查收银机时钟。',
  },
  charged_above_price: {
    status: 422,
    en: 'A line is charged above its price.',
    zh: '有商品行的收费高于单价乘以数量。',
  },
  total_differs: {
    status: 422,
    en: 'The total differs from the sum of the lines.',
    zh: '合计与各商品行之和不符。',
  },
  tenders_differ: {
    status: 422,
    en: 'The payments do not sum to the total.',
    zh: '各支付方式之和与合计不符。',
  },
  returned_sale_unknown: { status: 422, en: 'The sale to return is not known.', zh: '找不到要退货的原单。' },
  returned_member_differs: {
    status: 422,
    en: 'The sale to return belongs to another member.',
    zh: '原单属于另一位会员。',
  },
  return_exceeds_sale: {
    status: 422,
    en: 'More would come back than was sold.',
    zh: '退货金额超过原单可退金额。',
  },
  sale_unknown: { status: 404, en: 'There is no such sale.', zh: '没有这笔销售。' },
  span_too_long: { status: 422, en: 'Ask for at most three years at a time.', zh: '一次最多查询三年。' },
} as const
