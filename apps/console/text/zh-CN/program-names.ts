import type { Words } from '#ui/kit/text/words.ts'
import type { programNames as en } from '../en/program-names.ts'

/** 规则没有起名时用的名称；两种语言一起生成。 */
export const programNames = {
  multiplier: '{{who}}{{birthday}}{{days}}{{n}}倍积分',
  birthdayDay: '生日当天',
  birthdayMonth: '生日当月',
  everybody: '会员',
  between: '、',
  price: {
    discount: '{{who}}{{off}}折',
    price: '{{who}}价 {{money}}',
    cost_plus: '{{who}}成本价加 {{share}}',
  },
  membersOnly: '{{who}}专享',
  presale: '{{who}}抢先购',
  addOn: '加 {{money}} 换购',
  way: { free: '免费入会', fee: '付费入会', purchase: '消费入会', top_up: '储值入会', proof: '凭证入会' },
  topUp: '充 {{pay}} 送 {{bonus}}',
  topUpBare: '充 {{pay}}',
  claim: {
    birthday: '生日礼',
    festival: '节日礼',
    life_event: '喜事礼',
    month: '每月礼',
    quarter: '季度礼',
    year: '年度礼',
  },
  coupon: {
    amount: '{{money}} 优惠券',
    amountFrom: '满 {{least}} 减 {{money}} 券',
    percent: '{{off}}折券',
    free_item: '赠品券',
    add_on: '加 {{money}} 换购券',
    voucher: '{{money}} 代金券',
    gift: '礼品券',
  },
} satisfies Words<typeof en>
