import type { Reason, Verdict } from './verdict.ts'

export type VerdictLanguage = 'zh-CN' | 'en'

/** What the money is: margin where the owner said how much of sales it is, else sales. */
export type Measured = 'margin' | 'sales'

const NOUNS: Readonly<Record<VerdictLanguage, Record<Measured, string>>> = {
  'zh-CN': { margin: '毛利', sales: '消费' },
  en: { margin: 'margin', sales: 'in sales' },
}

/** Prints money of so many minor units, whole numbers only, in the reader's language and the chain's currency. */
export type MoneyText = (minor: number) => string

type Said = Readonly<Record<Exclude<Reason, 'effect_below_cost'>, string>>

const REASONS: Readonly<Record<VerdictLanguage, Said>> = {
  'zh-CN': {
    not_measured: '没有设对照组，无从知道会员本来会买多少',
    split_broken: '两组人数与计划比例不符，分组可能出了问题',
    too_few_members: '每组至少要有 100 位会员才能比较',
    audience_changed: '名单在发送后变动过',
    share_changed: '活动期间对照组的比例变动过',
    yardstick_changed: '活动期间营业日划分、币种或统计口径变动过',
    arms_differed_before: '两组在活动前的消费就已经不同',
    control_reached: '对照组中有太多会员也收到了活动',
    nothing_sent: '没有消息真正发出，差别不能算作活动的效果',
    split_doubtful: '两组人数与计划比例略有出入，请留意',
    few_reached: '收到消息的会员不到一半，效果按全部名单计算',
    some_control_reached: '对照组中有少数会员也收到了活动，真实效果可能更大',
    other_campaigns: '同一时间还有其他活动，效果可能互相影响',
    few_buyers_in_control: '对照组消费的会员太少，只给出金额，不给出百分比',
  },
  en: {
    not_measured: 'nobody was held out, so nothing tells what would have been bought anyway',
    split_broken: 'the two groups are not the sizes the draw planned, so the split may be broken',
    too_few_members: 'each group needs at least 100 members to be compared',
    audience_changed: 'the list was changed after sending',
    share_changed: 'the share held out was changed while the campaign ran',
    yardstick_changed: 'the business day, the currency or what is counted was changed while the campaign ran',
    arms_differed_before: 'the groups already bought differently before the campaign',
    control_reached: 'too many members of the control group got the campaign as well',
    nothing_sent: 'no message was really sent, so no difference can be the campaign’s doing',
    split_doubtful: 'the groups are not quite the sizes the draw planned; keep an eye on it',
    few_reached: 'fewer than half of the members were reached; the effect is over the whole list',
    some_control_reached: 'a few of the control group got the campaign too; the true effect may be larger',
    other_campaigns: 'other campaigns ran at the same time and may have had a part in it',
    few_buyers_in_control: 'too few of the control group bought, so amounts are given and no percentages',
  },
}

/** The verdict in plain sentences: headline first, then what stands beside it. Never a p-value, never "significant". */
export function verdictText(
  verdict: Verdict,
  language: VerdictLanguage,
  moneyText: MoneyText,
  measured: Measured = 'margin',
): string[] {
  const signed = (minor: number): string => {
    const whole = Math.round(minor)
    return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${moneyText(Math.abs(whole))}`
  }
  const say = {
    signed,
    plain: (minor: number) => moneyText(Math.round(minor)),
    noun: NOUNS[language][measured],
  }
  const lines = language === 'zh-CN' ? chinese(verdict, say) : english(verdict, say)
  const reasons = verdict.reasons.filter((r) => r !== 'effect_below_cost').map((r) => REASONS[language][r])
  if (verdict.kind === 'cannot_judge') return lines
  return [...lines, ...reasons.map((r) => sentence(r, language))]
}

const sentence = (text: string, language: VerdictLanguage): string =>
  language === 'zh-CN' ? `${text}。` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

type Say = Readonly<{ signed: MoneyText; plain: MoneyText; noun: string }>

function blocked(verdict: Verdict, language: VerdictLanguage): string {
  const said = verdict.reasons.filter((r) => r !== 'effect_below_cost').map((r) => REASONS[language][r])
  return said.join(language === 'zh-CN' ? '；' : '; ')
}

function chinese(v: Verdict, { signed, plain, noun }: Say): string[] {
  const soFar = v.soFar ? '目前看来（观察期未满）：' : ''
  if (v.kind === 'cannot_judge' || !v.perMember || !v.net)
    return [`${soFar}无法判断：${blocked(v, 'zh-CN')}。`]
  const { difference, low, high } = v.perMember
  const between = `在 ${signed(low)} 与 ${signed(high)} 之间`
  const after = v.costMinor > 0 ? `，已扣除成本 ${plain(v.costMinor)}` : ''
  const sum = `合计 ${signed(v.net.totalMinor)}${after}`
  const size = v.detectable
  const need = size
    ? `要看出每位会员 ${plain(size.half)} 的差别，大约需要 ${count(size.membersForHalf, 'zh-CN')} 位会员，` +
      '或把以后几次同类活动合起来看。'
    : ''
  if (v.kind === 'worked')
    return [`${soFar}有效果：每位会员多带来${noun} ${signed(difference)}（${between}），${sum}。`]
  if (v.kind === 'cost_money')
    return [`${soFar}这次亏了钱：每位会员${noun}变化 ${signed(difference)}（${between}），${sum}。`]
  const head = v.reasons.includes('effect_below_cost')
    ? `${soFar}会员的消费有变化，但还看不出是否抵得过成本：每位会员${noun}变化${between}${after}。`
    : `${soFar}没有看出效果：每位会员${noun}的真实变化可能${between}。`
  return [`${head}${need}`]
}

function english(v: Verdict, { signed, plain, noun }: Say): string[] {
  const soFar = v.soFar ? 'So far (the window is still open): ' : ''
  if (v.kind === 'cannot_judge' || !v.perMember || !v.net)
    return [`${soFar}Cannot be judged: ${blocked(v, 'en')}.`]
  const { difference, low, high } = v.perMember
  const between = `between ${signed(low)} and ${signed(high)}`
  const after = v.costMinor > 0 ? ` after ${plain(v.costMinor)} cost` : ''
  const sum = `${signed(v.net.totalMinor)} in all${after}`
  const size = v.detectable
  const need = size
    ? ` To see ${plain(size.half)} per member you would need about ${count(size.membersForHalf, 'en')} members, ` +
      'or the next few such mailings taken together.'
    : ''
  if (v.kind === 'worked')
    return [`${soFar}It worked: ${signed(difference)} ${noun} per member (${between}), ${sum}.`]
  if (v.kind === 'cost_money')
    return [`${soFar}It cost you money: ${signed(difference)} ${noun} per member (${between}), ${sum}.`]
  const head = v.reasons.includes('effect_below_cost')
    ? `${soFar}Members bought differently, but whether that pays for the cost cannot be said: ${between} per member.`
    : `${soFar}No sign of an effect; it may lie anywhere ${between} per member.`
  return [`${head}${need}`]
}

const count = (n: number, language: VerdictLanguage): string => new Intl.NumberFormat(language).format(n)
