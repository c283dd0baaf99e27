import {
  chips,
  choice,
  count,
  coupon,
  day,
  flag,
  FOR_TIERS,
  GOODS,
  money,
  NAMES,
  off,
  pass,
  product,
  products,
  share,
  WHEN,
} from '../field.ts'
import type { Group } from '../field.ts'
import type { Raw } from '../raw.ts'

const isOne =
  (...kinds: readonly string[]) =>
  ({ kind }: Raw) =>
    kinds.includes(String(kind))

export const MEMBER_PRICE: readonly Group[] = [
  {
    fields: [
      choice('kind', { label: 'priceKind' }),
      off('bps', { label: 'discountBps', when: isOne('discount') }),
      share('bps', { label: 'onCost', when: isOne('cost_plus') }),
      money('priceMinor', { label: 'price', when: isOne('price'), absent: true }),
    ],
  },
  { fields: [FOR_TIERS] },
  { fields: GOODS },
  { title: 'whenWhere', folded: true, fields: WHEN },
  { fields: [NAMES] },
]

export const MEMBERS_ONLY: readonly Group[] = [
  { fields: GOODS },
  { fields: [FOR_TIERS] },
  { title: 'whenWhere', folded: true, fields: WHEN },
  { fields: [NAMES] },
]

export const PRESALE: readonly Group[] = [
  { fields: GOODS },
  { fields: [day('membersFrom'), day('everybodyFrom')] },
  { fields: [FOR_TIERS] },
  { fields: [NAMES] },
]

export const ADD_ON: readonly Group[] = [
  { fields: [money('leastMinor', { label: 'leastBasket' }), money('priceMinor', { label: 'addOnPrice' })] },
  { fields: [products('productCodes', { label: 'oneOf' }), count('most', { label: 'mostPerSale' })] },
  { title: 'whoWhen', folded: true, fields: [FOR_TIERS, ...WHEN] },
  { fields: [NAMES] },
]

const WORTH = [
  choice('kind', { label: 'couponKind' }),
  money('minor', { label: 'takesOff', when: isOne('amount') }),
  money('minor', { label: 'face', when: isOne('voucher') }),
  money('minor', { label: 'addOnPrice', when: isOne('add_on') }),
  off('bps', { label: 'discountBps', when: isOne('percent') }),
  money('mostMinor', { label: 'mostOff', when: isOne('percent') }),
  count('units', { when: isOne('free_item', 'add_on', 'gift') }),
  money('leastMinor', { label: 'leastGoods', when: isOne('amount', 'percent', 'voucher') }),
  money('leastMinor', { label: 'leastBasket', when: isOne('free_item', 'add_on') }),
]

export const COUPON: readonly Group[] = [
  { fields: [NAMES] },
  { fields: WORTH },
  { fields: [count('daysAlive', { unit: 'days', hint: 'noEnd' })] },
  { title: 'whichGoods', folded: true, fields: [...GOODS, flag('regularPriceOnly')] },
  { title: 'whoWhen', folded: true, fields: [FOR_TIERS, ...WHEN] },
  {
    title: 'limits',
    folded: true,
    fields: [
      count('most', { label: 'mostAll' }),
      count('mostPerMember'),
      count('mostPerMemberDay'),
      count('mostPerBranch'),
      count('mostPerDay', { label: 'mostAllDay' }),
    ],
  },
  {
    title: 'together',
    folded: true,
    fields: [
      flag('stacks'),
      { kind: 'coupons', key: 'excludes', label: 'excludes', when: ({ stacks }) => stacks === true },
      flag('open'),
      flag('transferable'),
      choice('onReturn'),
    ],
  },
]

export const CLAIM: readonly Group[] = [
  {
    fields: [
      choice('occasion'),
      chips('festivals', { when: ({ occasion }) => occasion === 'festival' }),
      chips('lifeEvents', { when: ({ occasion }) => occasion === 'life_event' }),
      flag('forOthers', { when: ({ occasion }) => occasion === 'life_event' }),
    ],
  },
  { fields: [coupon('couponCode', { label: 'givesCoupon' }), count('points', { label: 'givesPoints' })] },
  { fields: [product('productCode', { label: 'givesGift' })] },
  { fields: [count('daysBefore', { unit: 'days' }), count('daysAfter', { unit: 'days' })] },
  {
    title: 'bandsTitle',
    folded: true,
    fields: [
      {
        kind: 'rows',
        key: 'bands',
        label: 'band',
        given: { count: 1 },
        fields: [money('fromMinor', { label: 'spentFrom' }), count('count')],
      },
    ],
  },
  { title: 'conditions', folded: true, fields: [FOR_TIERS, flag('needsPurchase'), flag('needsProfile')] },
  { fields: [NAMES] },
]

export const STORED_VALUE: readonly Group[] = [
  { fields: [choice('order'), count('bonusExpiresAfterMonths', { unit: 'months', hint: 'monthsForEver' })] },
  { fields: [flag('anyAmount')] },
]

export const TOP_UP: readonly Group[] = [
  { fields: [money('payMinor'), money('bonusMinor'), count('points', { label: 'extraPoints' })] },
  {
    fields: [
      {
        kind: 'rows',
        key: 'coupons',
        label: 'bringsCoupons',
        given: { count: 1 },
        fields: [coupon('code', { label: 'coupon' }), count('count')],
      },
      {
        kind: 'rows',
        key: 'passes',
        label: 'bringsPasses',
        given: { count: 1 },
        fields: [
          pass('code', { label: 'pass' }),
          count('count'),
          count('expiresAfterMonths', { unit: 'months', hint: 'monthsForEver' }),
        ],
      },
    ],
  },
  { fields: [NAMES] },
]

export const PASS: readonly Group[] = [{ fields: [NAMES] }, { fields: [products('productCodes')] }]

export const PREPAID: readonly Group[] = [
  { fields: [choice('pack')] },
  {
    fields: [money('namedMostMinor', { hint: 'ownCap' }), money('bearerMostMinor', { hint: 'ownCap' })],
  },
]
