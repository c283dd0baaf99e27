import { formatMoney, money } from '#base/money'
import type { Explained, Why } from './explain.ts'

type Words = Readonly<{ zh: string; en: string }>

/** Why a rule did not count, as a cashier says it to the customer. */
const WHY: Readonly<Record<Why, Words>> = {
  applied: { zh: '已计入', en: 'counted' },
  could_be_used: { zh: '可以使用，尚未使用', en: 'may be used, and was not' },
  not_member: { zh: '仅限会员', en: 'is for members' },
  other_tier: { zh: '不适用于该会员等级', en: 'is for another tier' },
  too_early: { zh: '尚未开始', en: 'has not begun yet' },
  too_late: { zh: '已经结束', en: 'is over' },
  other_weekday: { zh: '当天不是活动日', en: 'does not hold on this day of the week' },
  other_branch: { zh: '本店不参加', en: 'does not hold in this branch' },
  not_birthday: { zh: '不在生日期间', en: 'holds around the birthday only' },
  other_goods: { zh: '不含该商品', en: 'is not for these goods' },
  not_regular_price: { zh: '仅限正价商品', en: 'is for goods at their regular price' },
  cost_unknown: { zh: '该商品没有成本价', en: 'needs the cost of the goods, which is not known' },
  not_cheaper: { zh: '不比标价更低', en: 'is no lower than the list price' },
  better_one: { zh: '已有更优惠的规则', en: 'gives way to a better one' },
  below_minimum: { zh: '未达到最低金额', en: 'needs a larger basket' },
  never_earns: { zh: '该商品不积分', en: 'these goods earn no points' },
  members_only: { zh: '该商品仅限会员', en: 'is for members only' },
  not_on_sale_yet: { zh: '该商品尚未开售', en: 'is not on sale yet' },
  presale_for_members: { zh: '该商品处于会员优先购', en: 'is on presale for members' },
  add_on_unknown: { zh: '没有此换购', en: 'is not in the program' },
  add_on_not_for_member: { zh: '不适用于该会员', en: 'is for members, or for another tier' },
  add_on_not_valid_today: { zh: '当天或本店不可用', en: 'does not hold that day or there' },
  add_on_not_for_product: { zh: '不含该商品', en: 'is not for this product' },
  add_on_too_many: { zh: '超过换购数量', en: 'gives fewer units' },
  add_on_below_minimum: { zh: '购物金额未达换购条件', en: 'needs a larger basket' },
  pass_unknown: { zh: '没有这种次卡', en: 'needs a pass that the program has' },
  pass_not_for_product: { zh: '次卡不含该商品', en: 'needs a pass for these goods' },
  pass_quantity_not_whole: { zh: '次卡须按整数次使用', en: 'needs whole units for the pass' },
  discount_above_price: { zh: '优惠超过了价格', en: 'leaves nothing to take a discount from' },
  coupon_unknown: { zh: '没有这种优惠券', en: 'is not in the program' },
  coupon_not_valid_today: { zh: '不在有效期或适用门店内', en: 'does not hold that day or there' },
  coupon_not_for_member: { zh: '不适用于该会员等级', en: 'is for another tier' },
  coupons_not_combinable: { zh: '不能与其他券同用', en: 'cannot be used beside the others' },
  coupon_not_applicable: { zh: '不含所购商品', en: 'is not for these goods' },
  coupon_below_minimum: { zh: '未达到最低消费', en: 'needs goods for a larger amount' },
}

export type Language = 'zh-CN' | 'en'

/** One rule in a sentence that a cashier can read out: which, for what line, and what came of it. */
export function saidOf(one: Explained, to: Readonly<{ language: Language; currency: string }>): string {
  const zh = to.language === 'zh-CN'
  const name = zh ? one.nameZh : one.nameEn
  const line = one.lineNo === null ? '' : zh ? `第 ${one.lineNo} 行：` : `Line ${one.lineNo}: `
  if (!one.applied) {
    const why = WHY[one.why]
    return zh ? `${line}「${name}」${why.zh}。` : `${line}“${name}” ${why.en}.`
  }
  if (one.times !== null) {
    const times = String(one.times / 10_000)
    return zh ? `${line}「${name}」按 ${times} 倍积分。` : `${line}“${name}” earns ${times} times the points.`
  }
  const off = formatMoney(money(one.minor ?? 0), to.currency, to.language)
  return zh ? `${line}「${name}」优惠 ${off}。` : `${line}“${name}” takes off ${off}.`
}
