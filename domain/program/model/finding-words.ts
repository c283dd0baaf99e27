import { formatMoney, money } from '#base/money'
import type { Finding, FindingCode } from './finding.ts'

type Say = (of: (name: string) => string, minor: (name: string) => string) => string
type Words = Readonly<{ zh: Say; en: Say }>

const plain = (zh: string, en: string): Words => ({ zh: () => zh, en: () => en })

/** What was found, in words of the owner; `of` is a detail as it is, `minor` one as money. */
const WORDS: Readonly<Record<FindingCode, Words>> = {
  fill_in: plain('请填写', 'fill this in'),
  unknown_key: {
    zh: (of) => `没有“${of('key')}”这一项${of('meant') && `，是否为“${of('meant')}”？`}`,
    en: (of) => `there is no “${of('key')}”${of('meant') && `; did you mean “${of('meant')}”?`}`,
  },
  wrong_kind: {
    zh: (of) => `类型不符，应为 ${of('expected')}`,
    en: (of) => `this is of the wrong kind; ${of('expected')} is expected`,
  },
  not_one_of: { zh: (of) => `只能是：${of('choices')}`, en: (of) => `choose one of: ${of('choices')}` },
  too_small: { zh: (of) => `不得小于 ${of('least')}`, en: (of) => `at least ${of('least')}` },
  too_big: { zh: (of) => `不得大于 ${of('most')}`, en: (of) => `at most ${of('most')}` },
  too_long: { zh: (of) => `超过 ${of('most')} 个`, en: (of) => `longer than ${of('most')}` },
  too_short: { zh: (of) => `不足 ${of('least')} 个`, en: (of) => `shorter than ${of('least')}` },
  not_a_day: plain('不是有效日期（年-月-日）', 'not a day of the calendar (YYYY-MM-DD)'),
  code_form: plain('限 40 个以内的字母、数字、连字符或下划线', 'up to 40 letters, digits, - and _'),
  not_so: plain('此处内容无效', 'this cannot be so'),
  too_deep: {
    zh: (of) => `嵌套超过 ${of('most')} 层`,
    en: (of) => `nested deeper than ${of('most')} levels`,
  },
  code_twice: {
    zh: (of) => `代码“${of('value')}”重复`,
    en: (of) => `the code “${of('value')}” is used twice`,
  },
  code_unknown: {
    zh: (of) => `方案中没有代码“${of('value')}”`,
    en: (of) => `the program has nothing with the code “${of('value')}”`,
  },
  least_needed: plain('请填写门槛', 'say how much it takes'),
  product_needed: plain('请填写收费所用的商品代码', 'name the product that the fee is sold as'),
  proof_needed: plain('请至少列出一种凭证', 'name at least one proof that is accepted'),
  price_needed: plain('请填写会员价', 'say the price'),
  goods_needed: plain('请指定商品或分类', 'name its products or categories'),
  festival_needed: plain('请选择节日', 'choose the festivals'),
  life_event_needed: plain('请选择事由', 'choose the life events'),
  minutes_needed: plain('请填写每次的时长（分钟）', 'say how many minutes one use is'),
  worth_nothing: plain('优惠为零', 'it is worth nothing'),
  gives_nothing: plain('没有赠送任何东西', 'it gives nothing'),
  not_a_voucher: {
    zh: (of) => `“${of('value')}”不是代金券`,
    en: (of) => `“${of('value')}” is no voucher`,
  },
  all_for_nothing: plain('优惠 100% 即为白送', 'taking off 100% gives everything away'),
  ends_before_it_begins: {
    zh: (of) => `结束日期 ${of('to')} 须晚于开始日期 ${of('from')}`,
    en: (of) => `it ends on ${of('to')}, before it begins on ${of('from')}`,
  },
  cap_below_points: {
    zh: (of) => `上限 ${of('most')} 低于一次所得的 ${of('points')} 分，永远得不到`,
    en: (of) =>
      `the cap of ${of('most')} is below the ${of('points')} points of one time: nobody ever gets them`,
  },
  tiers_not_ascending: plain('门槛须高于前一等级', 'it must take more than the tier before'),
  bands_not_ascending: plain('档位须由低到高', 'bands rise from the lowest to the highest'),
  tiers_do_not_differ: {
    zh: (of, minor) =>
      `消费 ${minor('basketMinor')} 时，“${of('lower')}”付 ${minor('lowerMinor')}，` +
      `“${of('higher')}”付 ${minor('higherMinor')}，会员感觉不到差别`,
    en: (of, minor) =>
      `for ${minor('basketMinor')}, “${of('lowerEn')}” pays ${minor('lowerMinor')} and “${of('higherEn')}” ` +
      `${minor('higherMinor')}: members will not feel the difference`,
  },
  tiers_alike: plain('该等级与前一等级权益完全相同', 'this tier gives nothing that the one before does not'),
  top_tier_not_best: plain('最高等级没有享受最大的优惠', 'the highest tier does not get the best of this'),
  top_fifth_not_best: plain(
    '消费最高的前 20% 会员没有享受最大的折扣',
    'the best fifth of the members does not get the best discount',
  ),
  tier_unreachable: plain('没有任何途径可升到该等级', 'there is no way to reach this tier'),
  first_tier_has_ways: plain(
    '第一个等级人人都有，无需门槛',
    'everybody has the first tier; its ways are not looked at',
  ),
  keep_above_least: plain('保级门槛高于升级门槛', 'it takes more to keep the tier than to reach it'),
  package_worse: plain('充得更多，赠送反而更少', 'it costs more than another package and gives less bonus'),
  pass_for_no_goods: plain('该次卡没有可用的商品', 'this pass pays for no goods'),
  too_many_currencies: {
    zh: (of) => `会员需要记住 ${of('held')} 种价值（建议不超过 ${of('most')} 种）`,
    en: (of) => `members have ${of('held')} kinds of value to keep in mind; ${of('most')} are enough`,
  },
  points_too_dear: {
    zh: (of) => `积分最高相当于价格的 ${percent(of('bps'))}（建议不超过 ${percent(of('most'))}）`,
    en: (of) =>
      `points come to as much as ${percent(of('bps'))} of the price; more than ${percent(of('most'))}`,
  },
  gift_out_of_reach: {
    zh: (of) =>
      `按每月 ${of('aMonth')} 分，积分 ${of('lives')} 个月内失效，攒不够首个礼品所需的 ${of('points')} 分` +
      (of('needed') && `（需 ${of('needed')} 个月）`),
    en: (of) =>
      `at ${of('aMonth')} points a month they end after ${of('lives')} months, before the ` +
      `${of('points')} of the first gift are there${of('needed') && ` (that takes ${of('needed')} months)`}`,
  },
  points_never_end: plain('积分永不失效，负债会一直增长', 'points never end, so what is owed only grows'),
  event_unlimited: plain('没有次数上限，可无限得分', 'there is no cap: points without end'),
  coupon_unlimited: plain('公开券没有期限和数量上限', 'anybody may use it for ever, as often as they like'),
  file_too_large: {
    zh: (of) => `文件超过 ${of('most')} 字节`,
    en: (of) => `larger than ${of('most')} bytes`,
  },
  not_yaml: { zh: (of) => `不是有效的 YAML：${of('detail')}`, en: (of) => `not YAML: ${of('detail')}` },
  key_twice: plain('同一项写了两次', 'this is written twice'),
  alias_not_allowed: plain(
    '不支持引用（*）和合并，请直接写出内容',
    'references (*) are not read; write it out',
  ),
  tag_not_allowed: plain('不支持标签（!）', 'tags (!) are not read'),
  nothing_in_it: plain('文件中没有会员方案', 'there is no program in it'),
}

const percent = (bps: string): string => `${Number(bps) / 100}%`

/** A finding in words, without its place. */
export function findingWords(
  { code, details }: Finding,
  to: Readonly<{ language: 'zh-CN' | 'en'; currency: string }>,
): string {
  const of = (name: string): string => String(details[name] ?? '')
  const minor = (name: string): string =>
    formatMoney(money(Number(details[name] ?? 0)), to.currency, to.language)
  return to.language === 'en' ? WORDS[code].en(of, minor) : WORDS[code].zh(of, minor)
}
