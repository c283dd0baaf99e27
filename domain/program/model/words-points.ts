import type { ProgramDocument } from './document.ts'
import type { Said } from './words.ts'
import type { Say } from './words-say.ts'

/** Points for money, multipliers, events, and how long they live. */
export function earningWords({ earning }: ProgramDocument, say: Say): Said {
  const texts = [
    baseWords(earning, say),
    ...earning.multipliers.map((rule) => multiplierWords(rule, say)),
    ...(earning.multipliers.length > 1 ? [combineWords(earning, say)] : []),
    ...neverWords(earning, say),
    ...earning.events.map((event) => eventWords(event, say)),
    ...topUpWords(earning, say),
  ]
  if (earning.packCodes !== null) {
    const each = say.points(earning.packCodes.points)
    texts.push(say.of(`包装内的积分码每个积 ${each}，限用一次。`, `A code in a pack brings ${each}, once.`))
  }
  if (earning.points > 0 && earning.pendingDays > 0)
    texts.push(
      say.of(
        `积分在消费 ${earning.pendingDays} 天后可用。`,
        `Points can be used ${say.count(earning.pendingDays, '', 'day')} after the purchase.`,
      ),
    )
  if (earning.points > 0)
    texts.push(
      earning.expiresAfterMonths === null
        ? say.of('积分没有单独的有效期。', 'Points have no expiry of their own.')
        : say.of(
            `积分 ${earning.expiresAfterMonths} 个月内有效。`,
            `Points live for ${say.count(earning.expiresAfterMonths, '', 'month')}.`,
          ),
    )
  return texts.map((text) => ['earning', text] as const)
}

type Earning = ProgramDocument['earning']

function baseWords({ points, perMinor, regularPriceOnly }: Earning, say: Say): string {
  if (points === 0) return say.of('消费不积分。', 'Purchases earn no points.')
  const cash = say.cash(perMinor)
  return regularPriceOnly
    ? say.of(`正价消费 ${cash} = ${say.points(points)}。`, `${cash} regular price = ${say.points(points)}.`)
    : say.of(`消费 ${cash} = ${say.points(points)}。`, `${cash} = ${say.points(points)}.`)
}

function multiplierWords(rule: Earning['multipliers'][number], say: Say): string {
  const who = say.tiers(rule.tiers)
  const all = rule.productCodes.length + rule.categories.length === 0
  const goods = all ? '' : say.of(`购买${say.goods(rule)}`, ` on ${say.goods(rule)}`)
  const birthday = {
    any: '',
    day: say.of('生日当天', ' on their birthday'),
    month: say.of('生日当月', ' in the month of their birthday'),
  }[rule.birthday]
  const when = say.when(rule)
  return say.of(
    `${rule.nameZh}：${who}${birthday}${goods}积分 ${say.times(rule.times)}${when}。`,
    `${rule.nameEn}: ${who} earn ${say.times(rule.times)} the points${goods}${birthday}${when}.`,
  )
}

const combineWords = ({ combine }: Earning, say: Say): string =>
  combine === 'best'
    ? say.of('多项倍数同时符合时取最高一项。', 'Of several that hold, the best one counts.')
    : say.of('多项倍数同时符合时相乘。', 'Several that hold are multiplied.')

function neverWords({ never }: Earning, say: Say): string[] {
  if (never.productCodes.length + never.categories.length === 0) return []
  return [say.of(`${say.goods(never)}不积分。`, `There are no points on ${say.goods(never)}.`)]
}

function eventWords(event: Earning['events'][number], say: Say): string {
  const caps = [
    event.mostPerDay === null
      ? ''
      : say.of(`每天最多 ${say.points(event.mostPerDay)}`, `${event.mostPerDay} a day`),
    event.mostPerMonth === null
      ? ''
      : say.of(`每月最多 ${say.points(event.mostPerMonth)}`, `${event.mostPerMonth} a month`),
    event.mostEver === null
      ? ''
      : say.of(`总共最多 ${say.points(event.mostEver)}`, `${event.mostEver} in all`),
  ].filter((one) => one !== '')
  const capped = caps.length === 0 ? '' : say.of(`，${caps.join('，')}`, `, at most ${say.listed(caps)}`)
  return say.of(
    `${event.nameZh}：每次 ${say.points(event.points)}${capped}。`,
    `${event.nameEn}: ${say.points(event.points)} each time${capped}.`,
  )
}

function topUpWords({ topUp }: Earning, say: Say): string[] {
  if (topUp === null) return []
  const cash = say.cash(topUp.perMinor)
  const points = say.points(topUp.points)
  return [
    topUp.repeats
      ? say.of(`一次充值每满 ${cash}送 ${points}。`, `Every ${cash} of one top-up brings ${points}.`)
      : say.of(`一次充值满 ${cash}送 ${points}。`, `A top-up of ${cash} or more brings ${points}.`),
  ]
}

/** Points as money: what they pay, at least and at most. */
export function pointsAsMoneyWords({ pointsAsMoney: rule }: ProgramDocument, say: Say): Said {
  if (rule === null) return []
  const least =
    rule.leastPoints === 0
      ? ''
      : say.of(`，每次至少 ${say.points(rule.leastPoints)}`, `, from ${say.points(rule.leastPoints)} on`)
  const most =
    rule.mostBps === 10_000
      ? ''
      : say.of(`，最多抵 ${say.percent(rule.mostBps)}`, `, up to ${say.percent(rule.mostBps)} of a sale`)
  const is = rule.points === 1 ? 'pays' : 'pay'
  return [
    [
      'pointsAsMoney',
      say.of(
        `${say.points(rule.points)}抵 ${say.cash(rule.minor)}${least}${most}。`,
        `${say.points(rule.points)} ${is} ${say.cash(rule.minor)}${least}${most}.`,
      ),
    ],
  ]
}

/** Gifts from the cheapest to the dearest. */
export const giftWords = ({ gifts }: ProgramDocument, say: Say): Said =>
  gifts
    .toSorted((a, b) => a.points - b.points)
    .map((gift) => {
      const add =
        gift.addMinor === 0 ? '' : say.of(`加 ${say.cash(gift.addMinor)}`, ` and ${say.cash(gift.addMinor)}`)
      const sent = gift.sentBy === 'head_office' ? say.of('，由总部寄送', ', sent by head office') : ''
      const who =
        gift.tiers.length === 0
          ? ''
          : say.of(`，限${say.tiers(gift.tiers)}`, `, for ${say.tiers(gift.tiers)}`)
      return [
        'gifts',
        say.of(
          `${say.points(gift.points)}${add}兑换${gift.nameZh}${who}${sent}${say.when(gift)}。`,
          `${say.points(gift.points)}${add} bring “${gift.nameEn}”${who}${sent}${say.when(gift)}.`,
        ),
      ] as const
    })

const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** When points end beside their own expiry. */
export function clearingWords({ clearing }: ProgramDocument, say: Say): Said {
  if (clearing.kind === 'none') return []
  if (clearing.kind === 'anniversary')
    return [
      ['clearing', say.of('积分在入会周年日清零。', 'Points are cleared on the anniversary of joining.')],
    ]
  const young =
    clearing.leastMonths === 0
      ? ''
      : say.of(
          `，入会未满 ${clearing.leastMonths} 个月的会员顺延`,
          `; members of less than ${say.count(clearing.leastMonths, '', 'month')} carry them on`,
        )
  return [
    [
      'clearing',
      say.of(
        `每年 ${clearing.month} 月底积分清零，未兑换的礼品作废${young}。`,
        `Points are cleared at the end of ${MONTHS_EN[clearing.month - 1]} every year, ` +
          `and gifts not asked for are lost${young}.`,
      ),
    ],
  ]
}

const PERIODS = {
  month: { zh: '每月', en: 'month' },
  quarter: { zh: '每季度', en: 'quarter' },
  half_year: { zh: '每半年', en: 'half-year' },
  year: { zh: '每年', en: 'year' },
} as const

/** A share of what was spent, given back at the end of a period. */
export function rewardWords({ periodReward: rule, coupons }: ProgramDocument, say: Say): Said {
  if (rule === null) return []
  const period = PERIODS[rule.every]
  const [voucher = rule.couponCode] = say.names([rule.couponCode], coupons)
  const least =
    rule.leastMinor === 0
      ? ''
      : say.of(
          `，不足 ${say.cash(rule.leastMinor)}的部分结转`,
          `; less than ${say.cash(rule.leastMinor)} is carried over`,
        )
  const post = rule.delivery === 'post' ? say.of('，寄到家中', ', sent home by post') : ''
  const regular = rule.regularPriceOnly ? say.of('正价', ' at regular price') : ''
  return [
    [
      'periodReward',
      say.of(
        `${period.zh}末按${regular}消费额的 ${say.percent(rule.bps)} 返${voucher}${post}${least}。`,
        `At the end of every ${period.en}, ${say.percent(rule.bps)} of what was spent${regular} ` +
          `comes back as a “${voucher}”${post}${least}.`,
      ),
    ],
  ]
}
