import type { ProgramDocument } from './document.ts'
import type { Said } from './words.ts'
import type { Say } from './words-say.ts'

/** Stored value, what a top-up brings, and passes. */
export function valueWords(of: ProgramDocument, say: Say): Said {
  const { storedValue } = of
  const value: string[] = []
  if (of.topUps.length > 0) {
    value.push(
      {
        principal_first: say.of('先用本金，后用赠金。', 'What was paid is spent first, then the bonus.'),
        bonus_first: say.of('先用赠金，后用本金。', 'The bonus is spent first, then what was paid.'),
        proportional: say.of(
          '本金与赠金按比例使用。',
          'What was paid and the bonus are spent in proportion.',
        ),
      }[storedValue.order],
    )
    if (!storedValue.anyAmount) value.push(say.of('只能按套餐充值。', 'Top-ups are by package only.'))
    if (storedValue.bonusExpiresAfterMonths !== null)
      value.push(
        say.of(
          `赠金 ${storedValue.bonusExpiresAfterMonths} 个月内有效，本金长期有效。`,
          `A bonus lives for ${say.count(storedValue.bonusExpiresAfterMonths, '', 'month')}; ` +
            'what was paid does not end.',
        ),
      )
  }
  return [
    ...of.topUps.map((one) => ['topUps', topUp(one, of, say)] as const),
    ...value.map((text) => ['storedValue', text] as const),
    ...of.passes.map((one) => {
      const goods = say.listed(one.productCodes, 'or')
      return [
        'passes',
        goods === ''
          ? say.of(`${one.nameZh}：次卡。`, `${one.nameEn}: a pass.`)
          : say.of(
              `${one.nameZh}：每次抵一件${goods}。`,
              `${one.nameEn}: each use pays for one unit of ${goods}.`,
            ),
      ] as const
    }),
  ]
}

function topUp(one: ProgramDocument['topUps'][number], of: ProgramDocument, say: Say): string {
  const gives = [
    ...(one.bonusMinor > 0
      ? [say.of(`赠金 ${say.cash(one.bonusMinor)}`, `a bonus of ${say.cash(one.bonusMinor)}`)]
      : []),
    ...(one.points > 0 ? [say.points(one.points)] : []),
    ...one.passes.map((pass) => {
      const [name = pass.code] = say.names([pass.code], of.passes)
      return say.of(`${name} ${pass.count} 次`, `${say.count(pass.count, '', 'use')} of “${name}”`)
    }),
    ...one.coupons.map((coupon) => {
      const [name = coupon.code] = say.names([coupon.code], of.coupons)
      return say.of(`${name} ${coupon.count} 张`, `${coupon.count} × “${name}”`)
    }),
  ]
  const what = gives.length === 0 ? '' : say.of(`，送${say.listed(gives)}`, ` brings ${say.listed(gives)}`)
  return say.of(
    `充值 ${say.cash(one.payMinor)}${what}。`,
    `A top-up of ${say.cash(one.payMinor)}${what === '' ? ' can be bought' : what}.`,
  )
}

const AUTH = {
  number: { zh: '报会员号', en: 'the number' },
  card_shown: { zh: '出示会员卡', en: 'the card' },
  number_and_pin: { zh: '报会员号并输入密码', en: 'the number and the PIN' },
} as const

/** What is asked at the counter and what comes back with goods; only where it is not what everybody expects. */
export function counterWords(of: ProgramDocument, say: Say): Said {
  const { authentication: auth, returns, cashRounding, transfers } = of
  const said: (readonly [keyof ProgramDocument, string])[] = []
  const counter = AUTH[auth.counter]
  if (auth.counter !== 'number')
    said.push([
      'authentication',
      say.of(`在门店享受会员服务须${counter.zh}。`, `At the counter members show ${counter.en}.`),
    ])
  if (auth.pinAboveMinor !== null)
    said.push([
      'authentication',
      say.of(
        `一次使用超过 ${say.cash(auth.pinAboveMinor)}须输入密码。`,
        `Spending more than ${say.cash(auth.pinAboveMinor)} of value at once asks for the PIN.`,
      ),
    ])
  if (of.earning.points > 0)
    said.push([
      'returns',
      returns.clawBack === 'pro_rata'
        ? say.of('退货按比例收回积分。', 'Goods that come back take their share of the points back.')
        : say.of(
            '退货后按保留的商品重新计算积分。',
            'When goods come back, points are what the rest would have earned.',
          ),
    ])
  if (cashRounding.stepMinor > 1) {
    const step = say.cash(cashRounding.stepMinor)
    const how = {
      half_up: say.of('四舍五入到', 'to the nearest'),
      down: say.of('向下舍到', 'down to whole'),
      up: say.of('向上进到', 'up to whole'),
    }[cashRounding.mode]
    said.push(['cashRounding', say.of(`现金部分${how} ${step}。`, `Cash is rounded ${how} ${step}.`)])
  }
  const passed = [
    ...(transfers.points ? [say.of('积分', 'points')] : []),
    ...(transfers.storedValue ? [say.of('储值', 'stored value')] : []),
  ]
  if (passed.length > 0)
    said.push([
      'transfers',
      say.of(
        `会员之间可转赠${say.listed(passed)}。`,
        `Members may pass on ${say.listed(passed)} to each other.`,
      ),
    ])
  return said
}
