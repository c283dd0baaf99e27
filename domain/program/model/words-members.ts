import type { ProgramDocument } from './document.ts'
import type { Said } from './words.ts'
import type { Say } from './words-say.ts'

/** How one becomes a member, for how long and with what in hand. */
export function joiningWords({ joining, coupons, tiers }: ProgramDocument, say: Say): Said {
  if (joining === null) return [['joining', say.of('登记即可成为会员。', 'Whoever registers is a member.')]]
  const texts = joining.ways.map((way) => {
    const tier = say.names(way.tier === null ? [] : [way.tier], tiers.list)
    const start = tier.length === 0 ? '' : say.of(`，等级为${tier[0]}`, `, beginning as ${tier[0]}`)
    return wayWords(way, say) + start + say.of('。', '.')
  })
  if (joining.periodMonths !== null)
    texts.push(
      say.of(
        `会员资格有效 ${joining.periodMonths} 个月。`,
        `A membership lasts ${say.count(joining.periodMonths, '', 'month')}.`,
      ),
    )
  if (joining.openingPoints > 0)
    texts.push(
      say.of(
        `入会即送 ${say.points(joining.openingPoints)}。`,
        `Joining brings ${say.points(joining.openingPoints)}.`,
      ),
    )
  if (joining.coupons.length > 0) {
    const named = say.listed(say.names(joining.coupons, coupons))
    texts.push(say.of(`入会即送优惠券：${named}。`, `Joining brings coupons: ${named}.`))
  }
  if (joining.kit.length > 0) {
    const kit = say.listed(joining.kit.map((one) => `${one.productCode} × ${one.count}`))
    texts.push(say.of(`入会礼包：${kit}。`, `The joining kit is ${kit}.`))
  }
  return texts.map((text) => ['joining', text] as const)
}

type JoinWay = NonNullable<ProgramDocument['joining']>['ways'][number]

function wayWords(way: JoinWay, say: Say): string {
  const least = say.cash(way.leastMinor ?? 0)
  switch (way.kind) {
    case 'free':
      return say.of(`${way.nameZh}：免费入会`, `${way.nameEn}: joining is free`)
    case 'fee':
      return say.of(`${way.nameZh}：交费 ${least}入会`, `${way.nameEn}: join for a fee of ${least}`)
    case 'purchase':
      return say.of(
        `${way.nameZh}：单次消费满 ${least}入会`,
        `${way.nameEn}: join with one purchase of ${least} or more`,
      )
    case 'top_up':
      return say.of(
        `${way.nameZh}：一次充值满 ${least}入会`,
        `${way.nameEn}: join with one top-up of ${least} or more`,
      )
    case 'proof': {
      const proofs = say.listed(way.proofs.map(say.name), 'or')
      return say.of(`${way.nameZh}：凭${proofs}入会`, `${way.nameEn}: join with ${lower(proofs)}`)
    }
  }
}

const lower = (text: string): string => text.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase())

/** Each tier: how it is reached, kept, and what it gives on prices and points. */
export function tierWords({ tiers }: ProgramDocument, say: Say): Said {
  const list = tiers.list.map((tier) => {
    const reached = tier.ways.map((way) => tierWay(way, say))
    const by =
      reached.length === 0
        ? ''
        : say.of(`${say.listed(reached, 'or')}可升级`, `for ${say.listed(reached, 'or')}`)
    const what = say.listed(tierGives(tier, say))
    const parts = [by, what === '' ? '' : say.of(`享${what}`, what)].filter((one) => one !== '')
    if (parts.length === 0) return say.of(`${tier.nameZh}：基础等级。`, `${tier.nameEn}: the first tier.`)
    return say.of(`${tier.nameZh}：${parts.join('，')}。`, `${tier.nameEn}: ${parts.join('; ')}.`)
  })
  const more = tiers.list.length > 1 ? [windowWords(tiers, say), ...reviewWords(tiers, say)] : []
  return [...list, ...more].map((text) => ['tiers', text] as const)
}

type Tier = ProgramDocument['tiers']['list'][number]

/** What a tier gives on prices and points, without what it has beside. */
export function tierGives(tier: Tier, say: Say): string[] {
  const { discountBps, earnTimes } = tier
  const off =
    discountBps > 0 ? [say.of(`全场 ${say.off(discountBps)}`, `${say.off(discountBps)} everything`)] : []
  const times =
    earnTimes === 10_000 ? [] : [say.of(`积分 ${say.times(earnTimes)}`, `${say.times(earnTimes)} the points`)]
  return [...off, ...times]
}

type TierWay = ProgramDocument['tiers']['list'][number]['ways'][number]

function tierWay({ by, least = 0, productCode = '' }: TierWay, say: Say): string {
  switch (by) {
    case 'spend':
      return say.of(`累计消费满 ${say.cash(least)}`, `${say.cash(least)} spent`)
    case 'visits':
      return say.of(`消费满 ${least}次`, say.count(least, '', 'visit'))
    case 'points':
      return say.of(`累计获得 ${say.points(least)}`, `${say.points(least)} earned`)
    case 'top_up':
      return say.of(`累计充值满 ${say.cash(least)}`, `${say.cash(least)} topped up`)
    case 'one_top_up':
      return say.of(`一次充值满 ${say.cash(least)}`, `one top-up of ${say.cash(least)}`)
    case 'fee':
      return say.of(`购买 ${productCode}`, `the purchase of ${productCode}`)
    case 'invitation':
      return say.of('受邀', 'an invitation')
  }
}

function windowWords({ window, windowMonths }: ProgramDocument['tiers'], say: Say): string {
  if (window === 'ever') return say.of('升级按历史累计计算。', 'What counts for a tier counts for ever.')
  if (window === 'calendar_year')
    return say.of('升级按自然年累计计算。', 'What counts for a tier is the calendar year.')
  return say.of(
    `升级按最近 ${windowMonths} 个月累计计算。`,
    `What counts for a tier is the last ${say.count(windowMonths, '', 'month')}.`,
  )
}

function reviewWords(tiers: ProgramDocument['tiers'], say: Say): string[] {
  const keeps = tiers.list.flatMap((tier) => {
    const [way] = tier.ways
    if (tier.keep === null || way === undefined) return []
    const needed = tierWay({ by: way.by, least: tier.keep }, say)
    return [say.of(`${tier.nameZh}须${needed}`, `${needed} for ${tier.nameEn}`)]
  })
  const { reviewMonths, graceDays, archiveAfterMonths } = tiers
  const texts: string[] = []
  if (reviewMonths !== null && keeps.length > 0) {
    const grace =
      graceDays === 0
        ? ''
        : say.of(`，未达标保留 ${graceDays} 天`, `, after a grace of ${say.count(graceDays, '', 'day')}`)
    const fall = say.of(
      tiers.fall === 'one' ? '降一级' : '降至相应等级',
      tiers.fall === 'one' ? 'falls by one tier' : 'falls to the tier it has earned',
    )
    texts.push(
      say.of(
        `每 ${reviewMonths} 个月评定一次：${keeps.join('，')}${grace}，否则${fall}。`,
        `Every ${say.count(reviewMonths, '', 'month')} tiers are reviewed: ` +
          `it takes ${say.listed(keeps)} to keep the tier; whoever misses it ${fall}${grace}.`,
      ),
    )
  }
  if (archiveAfterMonths !== null)
    texts.push(
      say.of(
        `连续 ${archiveAfterMonths} 个月没有消费，会员资格停用。`,
        `After ${say.count(archiveAfterMonths, '', 'month')} without a purchase a membership rests.`,
      ),
    )
  return texts
}

const EVERY = {
  month: { zh: '每月', en: 'a month' },
  quarter: { zh: '每季度', en: 'a quarter' },
  year: { zh: '每年', en: 'a year' },
  membership: { zh: '每个会员期', en: 'a membership' },
} as const

/** What tiers have beside prices and points. */
export const benefitWords = ({ benefits }: ProgramDocument, say: Say): Said =>
  benefits.map((one) => {
    const every = EVERY[one.every]
    const most =
      one.most === null
        ? ''
        : say.of(`，${every.zh} ${one.most} 次`, `, ${say.count(one.most, '', 'time')} ${every.en}`)
    const minutes =
      one.minutes === null
        ? ''
        : say.of(`，每次 ${one.minutes} 分钟`, `, ${say.count(one.minutes, '', 'minute')} each time`)
    const who = say.tiers(one.tiers)
    return [
      'benefits',
      say.of(`${one.nameZh}（${who}）${most}${minutes}。`, `${one.nameEn}, for ${who}${most}${minutes}.`),
    ] as const
  })
