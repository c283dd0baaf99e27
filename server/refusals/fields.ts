/** What contracts say of a field in a word of their own, in the languages of whoever reads it. */
export const fieldTexts: Readonly<Record<string, Readonly<{ en: string; zh: string }>>> = {
  another_member: { en: 'choose another member', zh: '请选择另一位会员' },
  another_place: { en: 'choose another place', zh: '请选择另一处地点' },
  branch_or_agent: { en: 'a branch or an agent, not both', zh: '门店与代理只能选择一项' },
  cash_only: { en: 'only cash is handed over', zh: '只有现金支付才有实收金额' },
  charged_or_discount: {
    en: 'give what is charged or a discount, not both',
    zh: '应收金额与折扣只能填写一项',
  },
  code_form: { en: 'up to 40 letters, digits, - and _', zh: '限 40 个以内的字母、数字、连字符或下划线' },
  code_twice: { en: 'this code is used twice', zh: '该代码重复' },
  code_unknown: { en: 'the program has nothing with this code', zh: '方案中没有该代码' },
  items_of_a_known_sale: {
    en: 'lines to return need the sale they are of, and no lines of their own',
    zh: '按行退货须指明原销售单，且不能另填商品行',
  },
  lines_needed: { en: 'at least one line', zh: '至少一个商品行' },
  low_below_high: { en: 'the low limit is above the high one', zh: '库存下限不能高于上限' },
  not_on_a_return: { en: 'not on a return', zh: '退货单不能使用' },
  once_each: {
    en: 'points, stored value and account at most once each',
    zh: '积分、储值、挂账每种最多使用一次',
  },
  only_on_a_return: { en: 'only on a return', zh: '仅用于退货单' },
  package_or_amount: { en: 'a package or an amount, not both', zh: '套餐与金额只能选择一项' },
  reason_needed: { en: 'say why', zh: '请填写理由' },
  three_decimals: { en: 'at most three decimals', zh: '最多三位小数' },
  time_out_of_range: { en: 'this moment is out of range', zh: '时间超出范围' },
}
