import type { Words } from '#ui/kit/text/words.ts'
import type { why as en } from '../en/why.ts'

export const why = {
  title: '为什么是这个价？',
  note: '按会员方案第 {{version}} 版、顾客当时的身份计算。',
  member: '以会员身份购买。',
  tier: '以会员身份购买，等级为 {{tier}}。',
  stranger: '购买时没有有效的会员资格，会员规则不适用。',
  counted: '以下规则已计入',
  noneCounted: '没有：按标价销售，不积分。',
  not: '以下规则未计入',
  more_other: '另有 {{n}} 条规则未计入',
  differs_other:
    '重新计算为 {{money}}、{{points}} 积分。小票以当时的记录为准：商品分类后来可能有变，或商品已退回。',
} satisfies Words<typeof en>
