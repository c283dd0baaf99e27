import {
  choice,
  count,
  coupon,
  flag,
  FOR_TIERS,
  GOODS,
  money,
  month,
  NAMES,
  product,
  share,
  times,
  WHEN,
} from '../field.ts'
import type { Field, Group } from '../field.ts'
import type { Raw } from '../raw.ts'

const MULTIPLIERS: Field = {
  kind: 'items',
  key: 'multipliers',
  label: 'multipliers',
  untitled: true,
  given: { times: 20_000 },
  groups: [
    { fields: [times('times'), FOR_TIERS, { kind: 'weekdays', key: 'weekdays', label: 'weekdays' }] },
    { fields: [choice('birthday', { label: 'aroundBirthday' })] },
    { title: 'whichGoods', folded: true, fields: GOODS },
    { title: 'whenWhere', folded: true, fields: WHEN.slice(1) },
    { fields: [NAMES] },
  ],
}

function severalMultipliers({ multipliers }: Raw): boolean {
  return Array.isArray(multipliers) && multipliers.length > 1
}

const EVENTS: Field = {
  kind: 'items',
  key: 'events',
  label: 'events',
  given: { points: 5 },
  groups: [
    { fields: [NAMES] },
    { fields: [count('points', { unit: 'points' }), count('mostPerDay', { unit: 'points' })] },
    { fields: [count('mostPerMonth', { unit: 'points' }), count('mostEver', { unit: 'points' })] },
  ],
}

const TOP_UP: Field = {
  kind: 'switched',
  key: 'topUp',
  label: 'pointsForTopUp',
  given: { points: 1 },
  groups: [{ fields: [money('perMinor', { label: 'perTopUp' }), count('points'), flag('repeats')] }],
}

const PACK_CODES: Field = {
  kind: 'switched',
  key: 'packCodes',
  label: 'packCodes',
  given: { points: 1 },
  groups: [{ fields: [count('points', { label: 'pointsEach' })] }],
}

export const EARNING: readonly Group[] = [
  { fields: [money('perMinor'), count('points', { label: 'gives', unit: 'points' })] },
  { fields: [flag('regularPriceOnly')] },
  {
    title: 'multipliersTitle',
    fields: [MULTIPLIERS, choice('combine', { when: severalMultipliers })],
  },
  {
    title: 'life',
    folded: true,
    fields: [
      count('expiresAfterMonths', { hint: 'monthsForEver', unit: 'months' }),
      count('pendingDays', { hint: 'pending', unit: 'days' }),
    ],
  },
  {
    title: 'otherWays',
    folded: true,
    fields: [EVENTS, TOP_UP, PACK_CODES],
  },
  {
    title: 'neverEarns',
    folded: true,
    fields: GOODS.map((field) => ({ ...field, key: `never.${field.key}` })),
  },
]

/** The rule as it stands in the form where it is on. */
export const POINTS_AS_MONEY: readonly Group[] = [
  { fields: [count('points', { label: 'everyPoints', unit: 'points' }), money('minor', { label: 'worth' })] },
  { fields: [count('leastPoints', { unit: 'points' }), share('mostBps')] },
]

export const GIFTS: readonly Group[] = [
  { fields: [NAMES] },
  { fields: [count('points', { label: 'costsPoints', unit: 'points' }), money('addMinor')] },
  {
    fields: [
      product('productCode', { label: 'fromStock', hint: 'noStock' }),
      money('costMinor', { label: 'costEach' }),
    ],
  },
  { fields: [flag('online'), choice('sentBy'), count('mostPerMember')] },
  { title: 'whoWhen', folded: true, fields: [FOR_TIERS, ...WHEN] },
]

export const CLEARING: readonly Group[] = [
  {
    fields: [
      choice('kind', { label: 'clearingKind' }),
      month('month', { label: 'clearingMonth', when: ({ kind }) => kind === 'yearly' }),
      count('leastMonths', { unit: 'months', when: ({ kind }) => kind !== 'none' }),
    ],
  },
]

export const PERIOD_REWARD: readonly Group[] = [
  { fields: [share('bps', { label: 'backShare' }), choice('every')] },
  { fields: [coupon('couponCode', { label: 'asVoucher', hint: 'voucherOnly' })] },
  { fields: [money('leastMinor', { label: 'leastReward', hint: 'carriedOver' }), choice('delivery')] },
  { fields: [flag('regularPriceOnly')] },
]
