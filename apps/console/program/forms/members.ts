import {
  choice,
  count,
  coupons,
  day,
  flag,
  money,
  NAMES,
  off,
  product,
  tags,
  text,
  tier,
  times,
  words,
} from '../field.ts'
import type { Field, Group } from '../field.ts'

const isOne =
  (...kinds: readonly string[]) =>
  ({ kind }: Readonly<Record<string, unknown>>) =>
    kinds.includes(String(kind))

export const AIM: readonly Group[] = [
  { fields: [words('goal')] },
  { fields: [words('target')] },
  {
    title: 'budget',
    fields: [
      {
        kind: 'rows',
        key: 'budget',
        label: 'budgetLine',
        given: { kind: 'cost' },
        fields: [
          choice('kind', { label: 'budgetKind' }),
          NAMES,
          money('minor', { label: 'aYear' }),
          choice('source', { label: 'actualFrom' }),
        ],
      },
    ],
  },
]

const WAYS: Field = {
  kind: 'items',
  key: 'ways',
  label: 'joinWays',
  starts: [
    { label: 'startFree', given: { kind: 'free' } },
    { label: 'startPurchase', given: { kind: 'purchase' } },
    { label: 'startFee', given: { kind: 'fee' } },
    { label: 'startTopUp', given: { kind: 'top_up' } },
    { label: 'startProof', given: { kind: 'proof' } },
  ],
  groups: [
    {
      fields: [
        choice('kind', { label: 'joinKind' }),
        money('leastMinor', { label: 'joinFee', when: isOne('fee'), absent: true }),
        money('leastMinor', { label: 'joinLeast', when: isOne('purchase', 'top_up'), absent: true }),
        product('productCode', { label: 'feeProduct', when: isOne('fee'), absent: true }),
        count('withinDays', { unit: 'days', when: isOne('purchase') }),
        tier('tier', { label: 'startsAt' }),
      ],
    },
    {
      fields: [
        { kind: 'rows', key: 'proofs', label: 'proofs', fields: [NAMES], when: isOne('proof') },
        NAMES,
      ],
    },
  ],
}

export const JOINING: readonly Group[] = [
  { fields: [WAYS] },
  { fields: [day('since', { hint: 'since' })] },
  { fields: [count('periodMonths', { unit: 'months', hint: 'forEver' })] },
  { title: 'welcome', fields: [count('openingPoints', { unit: 'points' }), coupons('coupons')] },
  {
    title: 'kit',
    folded: true,
    fields: [
      {
        kind: 'rows',
        key: 'kit',
        label: 'kitItem',
        given: { count: 1 },
        fields: [product('productCode', { label: 'product' }), count('count'), money('valueMinor')],
      },
    ],
  },
  {
    title: 'termsTitle',
    folded: true,
    fields: [
      tags('screenedSources', { hint: 'screened' }),
      {
        kind: 'switched',
        key: 'terms',
        label: 'terms',
        groups: [{ fields: [text('version')] }, { fields: [words('', { label: 'termsText' })] }],
      },
    ],
  },
]

const TIER_WAYS: Field = {
  kind: 'rows',
  key: 'ways',
  label: 'tierWays',
  given: { by: 'spend' },
  fields: [
    choice('by'),
    money('least', {
      label: 'reaches',
      absent: true,
      when: ({ by }) => by === 'spend' || by === 'top_up' || by === 'one_top_up',
    }),
    count('least', { label: 'reaches', absent: true, when: ({ by }) => by === 'visits' || by === 'points' }),
    product('productCode', { label: 'feeProduct', absent: true, when: ({ by }) => by === 'fee' }),
  ],
}

/** One tier; the lowest needs no way, because everybody starts there. */
export const tierGroups = (lowest: boolean, kept: 'money' | 'count' | null): readonly Group[] => [
  {
    fields: [
      NAMES,
      off('discountBps'),
      times('earnTimes'),
      ...(lowest || kept === null
        ? []
        : [kept === 'money' ? money('keep', { hint: 'keep' }) : count('keep', { hint: 'keep' })]),
    ],
  },
  ...(lowest ? [] : [{ fields: [TIER_WAYS] }]),
]

export const TIER_RULES: readonly Group[] = [
  {
    title: 'measured',
    fields: [
      choice('window'),
      count('windowMonths', { unit: 'months', when: ({ window }) => window === 'rolling' }),
      choice('onReturn', { label: 'tierOnReturn' }),
    ],
  },
  {
    title: 'review',
    fields: [
      count('reviewMonths', { unit: 'months', hint: 'neverReviewed' }),
      count('graceDays', { unit: 'days', when: reviewed }),
      choice('fall', { when: reviewed }),
      count('warnDays', { unit: 'days', when: reviewed }),
    ],
  },
  {
    title: 'archive',
    folded: true,
    fields: [count('archiveAfterMonths', { unit: 'months', hint: 'neverArchived' })],
  },
]

function reviewed({ reviewMonths }: Readonly<Record<string, unknown>>): boolean {
  return typeof reviewMonths === 'number'
}

/** Which tiers have it is ticked in the table. */
export const BENEFIT: readonly Group[] = [
  { fields: [NAMES, choice('kind', { label: 'benefitKind' })] },
  {
    fields: [
      count('most', { label: 'mostTimes', hint: 'asOften' }),
      choice('every', { label: 'eachPeriod' }),
    ],
  },
  { fields: [count('minutes', { unit: 'minutes' }), money('costMinor', { label: 'costUse' })] },
]

export const RETURNS: readonly Group[] = [
  { fields: [choice('clawBack'), count('graceDays', { label: 'returnGrace', unit: 'days' })] },
]

export const TILL: readonly Group[] = [
  {
    fields: [
      money('cashRounding.stepMinor', { label: 'step' }),
      choice('cashRounding.mode', { label: 'mode' }),
      choice('prices', { label: 'prices' }),
    ],
  },
]

export const AUTHENTICATION: readonly Group[] = [
  { fields: [money('pinAboveMinor', { hint: 'neverAsked' })] },
  { fields: [choice('counter'), choice('web'), choice('hotline')] },
]

export const ADJUSTMENTS: readonly Group[] = [
  {
    title: 'manager',
    fields: [
      count('manager.points', { label: 'limitPoints', unit: 'points' }),
      money('manager.minor', { label: 'limitMoney' }),
    ],
  },
  {
    title: 'cashier',
    fields: [
      count('cashier.points', { label: 'limitPoints', unit: 'points' }),
      money('cashier.minor', { label: 'limitMoney' }),
    ],
  },
]

export const TRANSFERS: readonly Group[] = [
  { fields: [flag('points', { label: 'transferPoints' }), flag('storedValue', { label: 'transferValue' })] },
]
