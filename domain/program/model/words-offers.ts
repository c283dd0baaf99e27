import type { CouponRule, ProgramDocument } from './document.ts'
import type { Said } from './words.ts'
import type { Say } from './words-say.ts'

/** Prices for members, goods kept for them, presales and add-ons. */
export function priceWords(of: ProgramDocument, say: Say): Said {
  return [
    ...of.memberPrices.map((rule) => ['memberPrices', memberPrice(rule, say)] as const),
    ...of.membersOnly.map((rule) => {
      const who = say.tiers(rule.tiers)
      return [
        'membersOnly',
        say.of(
          `${rule.nameZh}：${say.goods(rule)}仅售予${who}${say.when(rule)}。`,
          `${rule.nameEn}: ${say.goods(rule)} for ${who} only${say.when(rule)}.`,
        ),
      ] as const
    }),
    ...of.presales.map((rule) => {
      const who = say.tiers(rule.tiers)
      return [
        'presales',
        say.of(
          `${rule.nameZh}：${say.goods(rule)}自 ${rule.membersFrom} 起${who}优先购，${rule.everybodyFrom} 起公开发售。`,
          `${rule.nameEn}: ${say.goods(rule)} from ${rule.membersFrom} for ${who}, ` +
            `from ${rule.everybodyFrom} for everybody.`,
        ),
      ] as const
    }),
    ...of.addOns.map((rule) => {
      const who =
        rule.tiers.length === 0
          ? ''
          : say.of(`，限${say.tiers(rule.tiers)}`, `, for ${say.tiers(rule.tiers)}`)
      const goods = say.listed(rule.productCodes, 'or')
      return [
        'addOns',
        say.of(
          `${rule.nameZh}：购物满 ${say.cash(rule.leastMinor)}，加 ${say.cash(rule.priceMinor)}` +
            `换购${goods}（限 ${rule.most} 件）${who}${say.when(rule)}。`,
          `${rule.nameEn}: with a basket of ${say.cash(rule.leastMinor)}, ` +
            `${goods} for ${say.cash(rule.priceMinor)}, ${rule.most} at most${who}${say.when(rule)}.`,
        ),
      ] as const
    }),
  ]
}

function memberPrice(rule: ProgramDocument['memberPrices'][number], say: Say): string {
  const what = {
    discount: say.off(rule.bps),
    price: say.of(`每件 ${say.cash(rule.priceMinor ?? 0)}`, `${say.cash(rule.priceMinor ?? 0)} each`),
    cost_plus: say.of(`按进价加 ${say.percent(rule.bps)}`, `cost + ${say.percent(rule.bps)}`),
  }[rule.kind]
  const who = say.tiers(rule.tiers)
  return say.of(
    `${rule.nameZh}：${who}购买${say.goods(rule)} ${what}${say.when(rule)}。`,
    `${rule.nameEn}: ${what} on ${say.goods(rule)} for ${who}${say.when(rule)}.`,
  )
}

/** Every coupon: what it does, on what, when, and how it may be used. */
export const couponWords = ({ coupons }: ProgramDocument, say: Say): Said =>
  coupons.map((rule) => {
    const limits = [...conditions(rule, say), ...caps(rule, say)]
    const more = limits.length === 0 ? '' : say.of(`，${limits.join('，')}`, `, ${limits.join(', ')}`)
    return [
      'coupons',
      say.of(
        `${rule.nameZh}：${does(rule, say)}${more}${say.when(rule)}。`,
        `${rule.nameEn}: ${does(rule, say)}${more}${say.when(rule)}.`,
      ),
    ] as const
  })

function does(rule: CouponRule, say: Say): string {
  const all = rule.productCodes.length + rule.categories.length === 0
  const on = all ? '' : say.of(`${say.goods(rule)}`, ` on ${say.goods(rule)}`)
  switch (rule.kind) {
    case 'amount':
      return say.of(`${on}减 ${say.cash(rule.minor)}`, `${say.cash(rule.minor)} off${on}`)
    case 'percent': {
      const most =
        rule.mostMinor === null
          ? ''
          : say.of(`，最多减 ${say.cash(rule.mostMinor)}`, `, ${say.cash(rule.mostMinor)} at most`)
      return say.of(
        `${on}${on === '' ? '' : ' '}${say.off(rule.bps)}${most}`,
        `${say.off(rule.bps)}${on}${most}`,
      )
    }
    case 'free_item':
      return say.of(
        `${say.goods(rule)}免费 ${rule.units} 件`,
        `${say.count(rule.units, '', 'unit')} of ${say.goods(rule)} free`,
      )
    case 'add_on':
      return say.of(
        `加 ${say.cash(rule.minor)}换购${say.goods(rule)} ${rule.units} 件`,
        `${say.count(rule.units, '', 'unit')} of ${say.goods(rule)} for ${say.cash(rule.minor)}`,
      )
    case 'voucher':
      // A voucher of the least unit is issued for any amount, as the reward of a period is.
      return rule.minor === 1
        ? say.of('按面值抵付，不找零', 'pays its face value, without change')
        : say.of(`抵付 ${say.cash(rule.minor)}，不找零`, `pays ${say.cash(rule.minor)}, without change`)
    case 'gift':
      return say.of(
        `领取${all ? '礼品' : say.goods(rule)} ${rule.units} 件`,
        `${say.count(rule.units, '', 'gift')}${all ? '' : ` of ${say.goods(rule)}`} at the counter`,
      )
  }
}

function conditions(rule: CouponRule, say: Say): string[] {
  const texts: string[] = []
  if (rule.leastMinor > 0)
    texts.push(say.of(`满 ${say.cash(rule.leastMinor)}可用`, `from ${say.cash(rule.leastMinor)} on`))
  if (rule.regularPriceOnly) texts.push(say.of('限正价商品', 'on goods at regular price'))
  if (rule.tiers.length > 0) texts.push(say.of(`限${say.tiers(rule.tiers)}`, `for ${say.tiers(rule.tiers)}`))
  if (rule.daysAlive !== null)
    texts.push(
      say.of(`发放后 ${rule.daysAlive} 天内有效`, `good for ${say.count(rule.daysAlive, '', 'day')}`),
    )
  texts.push(
    rule.stacks ? say.of('可与其他券同用', 'beside others') : say.of('不与其他券同用', 'not beside others'),
  )
  if (rule.transferable) texts.push(say.of('可转赠', 'may be passed on'))
  return texts
}

function caps(rule: CouponRule, say: Say): string[] {
  const cap = (n: number | null, zh: string, en: string): string[] =>
    n === null ? [] : [say.of(`${zh}${n} 张`, `${n} ${en}`)]
  return [
    ...cap(rule.most, '总共 ', 'in all'),
    ...cap(rule.mostPerMember, '每人 ', 'a member'),
    ...cap(rule.mostPerMemberDay, '每人每天 ', 'a member and day'),
    ...cap(rule.mostPerBranch, '每店 ', 'a branch'),
    ...cap(rule.mostPerDay, '每天 ', 'a day'),
  ]
}

const OCCASIONS = {
  birthday: { zh: '生日', en: 'on a birthday' },
  festival: { zh: '节日', en: 'at festivals' },
  life_event: { zh: '喜庆', en: 'for life events' },
  month: { zh: '每月', en: 'once a month' },
  quarter: { zh: '每季度', en: 'once a quarter' },
  year: { zh: '每年', en: 'once a year' },
} as const

const DAYS = {
  new_year: { zh: '元旦', en: 'New Year' },
  spring_festival: { zh: '春节', en: 'Spring Festival' },
  women_day: { zh: '三八妇女节', en: "Women's Day" },
  labour_day: { zh: '五一劳动节', en: 'Labour Day' },
  mid_autumn: { zh: '中秋节', en: 'Mid-Autumn' },
  national_day: { zh: '国庆节', en: 'National Day' },
  wedding: { zh: '结婚', en: 'weddings' },
  birth: { zh: '生孩子', en: 'births' },
  elder_birthday: { zh: '祝寿', en: "elders' birthdays" },
  house_move: { zh: '乔迁', en: 'house moves' },
  school_entry: { zh: '升学', en: 'school entries' },
  army_entry: { zh: '当兵', en: 'army entries' },
  other: { zh: '其他喜事', en: 'other occasions' },
} as const

/** What can be collected on an occasion, by whom, and how many by what they spent. */
export function claimWords({ claims, coupons }: ProgramDocument, say: Say): Said {
  return claims.map((claim) => {
    const days = [...claim.festivals, ...claim.lifeEvents].map((one) => say.of(DAYS[one].zh, DAYS[one].en))
    const occasion = OCCASIONS[claim.occasion]
    const at =
      days.length > 0 ? say.of(say.listed(days), `for ${say.listed(days)}`) : say.of(occasion.zh, occasion.en)
    const gives = [
      ...(claim.productCode === null ? [] : [claim.productCode]),
      ...(claim.couponCode === null ? [] : say.names([claim.couponCode], coupons)),
      ...(claim.points === 0 ? [] : [say.points(claim.points)]),
    ]
    const bands = bandWords(claim.bands, say)
    const who = claim.forOthers
      ? say.of('会员及亲友', 'for members, their relatives and friends')
      : say.of(say.tiers(claim.tiers), `for ${say.tiers(claim.tiers)}`)
    const needs = [
      ...(claim.needsPurchase ? [say.of('须有消费', 'who have bought')] : []),
      ...(claim.needsProfile ? [say.of('须资料完整', 'with a complete profile')] : []),
    ]
    const whose = needs.length === 0 ? '' : say.of(`（${needs.join('、')}）`, ` ${needs.join(' and ')}`)
    return [
      'claims',
      say.of(
        `${claim.nameZh}：${at}，${who}${whose}可领${say.listed(gives)}${bands}。`,
        `${claim.nameEn}: ${say.listed(gives)} ${at}, ${who}${whose}${bands}.`,
      ),
    ] as const
  })
}

function bandWords(bands: ProgramDocument['claims'][number]['bands'], say: Say): string {
  const [only] = bands
  if (bands.length === 1 && only?.count === 1 && only.fromMinor === 0) return ''
  const each = bands.map((one) =>
    one.fromMinor === 0
      ? say.of(`${one.count} 份`, String(one.count))
      : say.of(
          `近 12 个月消费满 ${say.cash(one.fromMinor)}得 ${one.count} 份`,
          `${one.count} from ${say.cash(one.fromMinor)} spent in twelve months`,
        ),
  )
  return say.of(`：${each.join('，')}`, `: ${each.join(', ')}`)
}
