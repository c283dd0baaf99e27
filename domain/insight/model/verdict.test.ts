import { expect, test } from 'vitest'
import { verdict, type Trial, type Verdict } from './verdict.ts'
import { verdictText } from './verdict-text.ts'

/** Sums of n members with a given mean and standard deviation, in minor units. */
const arm = (n: number, mean: number, sd: number) => ({
  n,
  sum: n * mean,
  squares: (n - 1) * sd * sd + n * mean * mean,
})

const good: Trial = {
  treated: arm(9000, 1190, 3000),
  control: arm(1000, 800, 3000),
  shares: { treated: 0.9, control: 0.1 },
  buyers: { treated: 900, control: 80 },
  costMinor: 400_000,
  reached: 8800,
  leaked: 0,
  windowComplete: true,
  looks: 3,
}
const with_ = (change: Partial<Trial>): Verdict => verdict({ ...good, ...change })
const yuan = (minor: number): string => `¥${(minor / 100).toFixed(2)}`

test('it worked when even the low end pays for the cost', () => {
  const found = with_({})
  expect(found.kind).toBe('worked')
  expect(found.reasons).toEqual([])
  // (1190 − 800) × 9,000 − 400,000, and 2.0537 standard errors of √(3000²/9000 + 3000²/1000) = 100.
  expect(found.net?.totalMinor).toBeCloseTo(3_110_000, 3)
  expect(found.perMember?.low).toBeCloseTo(390 - 205.37, 1)
  expect(found.relative?.lift).toBeCloseTo(390 / 800, 9)
})

test('it cost money when even the high end does not pay for it', () => {
  expect(with_({ treated: arm(9000, 700, 3000), costMinor: 2_000_000 }).kind).toBe('cost_money')
})

test('between the two there is no sign, and the size needed is named', () => {
  const found = with_({ treated: arm(9000, 850, 3000), costMinor: 0 })
  expect(found.kind).toBe('no_sign')
  expect(found.detectable?.perMember).toBeCloseTo(2.8015852 * 100, 3)
  expect(found.detectable?.membersForHalf).toBe(40_000)
})

test('an effect that may or may not pay for its cost is no gain, and is told from no effect', () => {
  const found = with_({ costMinor: 3_400_000 })
  expect(found.kind).toBe('no_sign')
  expect(found.reasons).toEqual(['effect_below_cost'])
})

test('before the window closes the wider interval decides', () => {
  const effect = { treated: arm(9000, 1040, 3000), costMinor: 0 }
  expect(with_(effect).kind).toBe('worked')
  const open = with_({ ...effect, windowComplete: false })
  expect(open).toMatchObject({ kind: 'no_sign', soFar: true })
})

// Each row breaks its own law alone; the first reason names it.
test.each([
  [{ shares: { treated: 0.8, control: 0.2 } }, 'split_broken'],
  [{ control: arm(99, 800, 3000), shares: { treated: 9000, control: 99 } }, 'too_few_members'],
  [{ audienceFrozen: false }, 'audience_changed'],
  [{ shareUnchanged: false }, 'share_changed'],
  [{ yardstickFixed: false }, 'yardstick_changed'],
  [{ balanceP: 0.0005 }, 'arms_differed_before'],
  [{ leaked: 150 }, 'control_reached'],
  [{ reached: 0 }, 'nothing_sent'],
] as const)('%j cannot be judged: %s', (change, reason) => {
  const found = with_(change)
  expect(found.kind).toBe('cannot_judge')
  expect(found.reasons[0]).toBe(reason)
  expect(found.relative).toBeNull()
})

test.each([
  [{ shares: { treated: 0.891, control: 0.109 } }, 'split_doubtful'],
  [{ reached: 1000 }, 'few_reached'],
  [{ leaked: 20 }, 'some_control_reached'],
  [{ overlapping: 1 }, 'other_campaigns'],
  [{ buyers: { treated: 900, control: 24 } }, 'few_buyers_in_control'],
] as const)('%j is judged and said: %s', (change, reason) => {
  const found = with_(change)
  expect(found.kind).toBe('worked')
  expect(found.reasons).toEqual([reason])
})

test('a control that was partly reached hides part of the effect, and how much is bounded', () => {
  expect(with_({}).unleaked).toBeNull()
  const found = with_({ leaked: 50 })
  expect(found.unleaked?.difference).toBeCloseTo(390 / 0.95, 9)
  expect(found.unleaked?.low).toBeCloseTo((found.perMember?.low ?? 0) / 0.95, 9)
})

test('nothing sent and no difference: no sign, and the reader is told that nothing was sent', () => {
  const found = with_({ treated: arm(9000, 810, 3000), costMinor: 0, reached: 0 })
  expect(found).toMatchObject({ kind: 'no_sign', reasons: ['nothing_sent'] })
})

test('empty arms are refused in words, not by a crash', () => {
  const nobody = { treated: arm(0, 0, 0), control: arm(0, 0, 0), buyers: { treated: 0, control: 0 } }
  expect(with_(nobody)).toMatchObject({ kind: 'cannot_judge', reasons: ['too_few_members'], perMember: null })
})

test('the sentences of the four verdicts', () => {
  const cases: Partial<Trial>[] = [
    {},
    { treated: arm(9000, 700, 3000), costMinor: 2_000_000 },
    { treated: arm(9000, 850, 3000), costMinor: 0 },
    { audienceFrozen: false },
  ]
  const say = (language: 'zh-CN' | 'en') => cases.map((c) => verdictText(with_(c), language, yuan)[0])
  expect(say('en')).toEqual([
    'It worked: +¥3.90 margin per member (between +¥1.85 and +¥5.95), +¥31100.00 in all after ¥4000.00 cost.',
    'It cost you money: −¥1.00 margin per member (between −¥3.05 and +¥1.05), −¥29000.00 in all after ¥20000.00 cost.',
    'No sign of an effect; it may lie anywhere between −¥1.55 and +¥2.55 per member. ' +
      'To see ¥1.40 per member you would need about 40,000 members, or the next few such mailings taken together.',
    'Cannot be judged: the list was changed after sending.',
  ])
  expect(say('zh-CN')).toEqual([
    '有效果：每位会员多带来毛利 +¥3.90（在 +¥1.85 与 +¥5.95 之间），合计 +¥31100.00，已扣除成本 ¥4000.00。',
    '这次亏了钱：每位会员毛利变化 −¥1.00（在 −¥3.05 与 +¥1.05 之间），合计 −¥29000.00，已扣除成本 ¥20000.00。',
    '没有看出效果：每位会员毛利的真实变化可能在 −¥1.55 与 +¥2.55 之间。' +
      '要看出每位会员 ¥1.40 的差别，大约需要 40,000 位会员，或把以后几次同类活动合起来看。',
    '无法判断：名单在发送后变动过。',
  ])
})

test('no sentence ever says "significant" or shows a p-value', () => {
  const all = [{}, { reached: 0 }, { windowComplete: false }, { leaked: 20 }, { costMinor: 3_400_000 }]
  const said = all.flatMap((c) => (['zh-CN', 'en'] as const).flatMap((l) => verdictText(with_(c), l, yuan)))
  expect(said.length).toBeGreaterThan(9)
  expect(said.join(' ')).not.toMatch(/significan|显著|\bp\s*[=<]|P 值|effect_below_cost|undefined|NaN/i)
})
