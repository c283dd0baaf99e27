import { programDocument } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/contract'
import type { Part } from './rule-text.ts'

/** The values of the form: the document itself, while any part of it may be half typed. */
export type Values = Readonly<{ document?: Readonly<Record<string, unknown>> }>

export type Draft = Readonly<{
  /** What is typed, and of parts that are not filled in yet what is live. */
  document: ProgramDocument
  incomplete: ReadonlySet<keyof ProgramDocument>
  /** Lists in which a code stands twice: whoever names it would not know which is meant. */
  twice: ReadonlySet<Listed>
}>

const LISTED = ['topUps', 'passes', 'coupons'] as const
type Listed = (typeof LISTED)[number]

const KEYS = Object.keys(programDocument.shape) as (keyof ProgramDocument)[]

/** Every setting of the live program stays, shown or not; what is typed stands over it. */
export function draftOf(live: ProgramDocument, values: Values | undefined): Draft {
  const incomplete = new Set<keyof ProgramDocument>()
  const typed = KEYS.map((key) => {
    const value = values?.document?.[key]
    if (value === undefined) return [key, live[key]] as const
    const read = programDocument.shape[key].safeParse(value)
    if (!read.success) incomplete.add(key)
    return [key, read.success ? read.data : live[key]] as const
  })
  const document: ProgramDocument = { ...live, ...Object.fromEntries(typed) }
  const twice = LISTED.filter(
    (key) => new Set(document[key].map((one) => one.code)).size < document[key].length,
  )
  return { document, incomplete, twice: new Set(twice) }
}

/** Whether all of it can be published as it stands. */
export const ready = ({ incomplete, twice }: Draft): boolean => incomplete.size === 0 && twice.size === 0

/** Whether a code stands twice in this part. */
export const clashing = (draft: Draft, part: Part): boolean =>
  LISTED.some((key) => key === part && draft.twice.has(key))

const KEYS_OF: Readonly<Partial<Record<Part, readonly (keyof ProgramDocument)[]>>> = {
  till: ['cashRounding', 'prices', 'authentication'],
}

/** Whether everything a part says is filled in. */
export const complete = (draft: Draft, part: Part): boolean =>
  !(KEYS_OF[part] ?? [part as keyof ProgramDocument]).some((key) => draft.incomplete.has(key))

export const FRESH_TOP_UP = {
  code: '',
  nameZh: '',
  nameEn: '',
  payMinor: null,
  bonusMinor: 0,
  points: 0,
  passes: [],
  coupons: [],
}

export const FRESH_PASS = { code: '', nameZh: '', nameEn: '', productCodes: [] }

export const FRESH_COUPON = {
  code: '',
  nameZh: '',
  nameEn: '',
  kind: 'amount',
  minor: 0,
  bps: 0,
  mostMinor: null,
  leastMinor: 0,
  productCodes: [],
  regularPriceOnly: false,
  stacks: false,
  open: false,
  from: null,
  to: null,
  daysAlive: null,
  most: null,
  mostPerMember: null,
  mostPerMemberDay: null,
  mostPerBranch: null,
  onReturn: 'never',
}

/** Points as money when it is first switched on: a hundred points a unit of currency is what shops use most. */
export const freshPointsAsMoney = (digits: number) => ({
  points: 100,
  minor: 10 ** digits,
  leastPoints: 0,
  mostBps: 10_000,
})
