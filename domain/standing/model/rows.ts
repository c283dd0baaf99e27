import type { BusinessDay } from '#base/instant'

export const WHYS = [
  'merit',
  'fee',
  'invitation',
  'joining',
  'hand',
  'return',
  'review',
  'merge',
  'merge_undone',
  'rebuilt',
] as const
export type Why = (typeof WHYS)[number]

/** What one row of the store says of a member. */
export type StandRow = {
  readonly memberId: string
  joinedOn: BusinessDay | null
  tier: string | null
  since: BusinessDay | null
  moves: number
  floor: string | null
  countsFrom: BusinessDay | null
  reviewOn: BusinessDay | null
  warnedFor: BusinessDay | null
  graceTo: BusinessDay | null
  lookedOn: BusinessDay | null
  lastBoughtOn: BusinessDay | null
  archivedOn: BusinessDay | null
  leftOn: BusinessDay | null
}

export const newStand = (memberId: string): StandRow => ({
  memberId,
  joinedOn: null,
  tier: null,
  since: null,
  moves: 0,
  floor: null,
  countsFrom: null,
  reviewOn: null,
  warnedFor: null,
  graceTo: null,
  lookedOn: null,
  lastBoughtOn: null,
  archivedOn: null,
  leftOn: null,
})

export type Cause = Readonly<{ kind: string; id: string }>
export type Person = Readonly<{ kind: string; id: string | null; name: string; requestId: string | null }>

export type MeritRow = {
  originId: string
  day: BusinessDay
  spendMinor: number
  visits: number
  points: number
  topUpMinor: number
}
export type SingleRow = {
  originId: string
  day: BusinessDay
  kind: 'one_top_up' | 'fee'
  what: string
  count: number
}
export type NewMove = Readonly<{
  id: string
  memberId: string
  no: number
  from: string
  to: string
  lowest: boolean
  up: boolean
  why: Why
  day: BusinessDay
  cause: Cause
  reason: string
  by: Person | null
}>
