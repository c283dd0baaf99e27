import type { Condition } from '#domain/insight/contract/rule'
import type { Unfinished } from './draft.ts'

type Kind = Condition['is']

/** Everything members can be asked for, in the order people look for it (C58). */
export const KIND_GROUPS = {
  profile: ['profile', 'joined', 'age', 'birthday', 'birthMonth'],
  value: ['tier', 'balance'],
  bought: ['spend', 'purchases', 'silent', 'bill', 'product', 'cameBack'],
  scored: ['score', 'quadrant', 'lifecycle', 'step'],
  reached: ['reachable', 'deed'],
} as const satisfies Readonly<Record<string, readonly Kind[]>>
export type KindGroup = keyof typeof KIND_GROUPS

const HALF_A_YEAR = { months: 6 } as const

/** What a new condition says until somebody changes it: as little as makes sense. */
const STARTS: Readonly<Record<Kind, Record<string, unknown>>> = {
  profile: { field: 'gender', op: 'is', values: [] },
  joined: { within: { days: 30 } },
  age: {},
  birthday: { from: 0, to: 7 },
  birthMonth: { among: [] },
  tier: { among: [] },
  balance: { of: 'points' },
  spend: { within: HALF_A_YEAR },
  purchases: { within: HALF_A_YEAR, from: 1 },
  silent: {},
  bill: { within: HALF_A_YEAR },
  product: { codes: [], within: HALF_A_YEAR },
  cameBack: { afterDays: 90, within: { days: 30 } },
  score: { of: 'r', among: [] },
  quadrant: { among: [] },
  lifecycle: { among: [] },
  step: { from: 1, to: 1 },
  reachable: { by: 'any' },
  deed: { deed: 'campaign', within: HALF_A_YEAR },
}

export const startOf = (is: Kind): Unfinished => ({ ...STARTS[is], is })
