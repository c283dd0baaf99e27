import type { ProgramDocument } from '#domain/program/contract'
import { same } from './raw.ts'
import type { Path, Raw } from './raw.ts'

type Key = keyof ProgramDocument

/** The parts of a program in the order they are read, by chapter; each holds some keys of the document. */
export const CHAPTERS = {
  aim: { aim: ['aim'] },
  members: { joining: ['joining'], tiers: ['tiers'], benefits: ['benefits'] },
  points: {
    earning: ['earning'],
    pointsAsMoney: ['pointsAsMoney'],
    gifts: ['gifts'],
    clearing: ['clearing'],
    periodReward: ['periodReward'],
  },
  goods: {
    memberPrices: ['memberPrices'],
    membersOnly: ['membersOnly'],
    presales: ['presales'],
    addOns: ['addOns'],
  },
  coupons: { coupons: ['coupons'], claims: ['claims'] },
  money: { storedValue: ['storedValue'], topUps: ['topUps'], passes: ['passes'], prepaid: ['prepaid'] },
  counter: {
    returns: ['returns'],
    till: ['cashRounding', 'prices'],
    authentication: ['authentication'],
    adjustments: ['adjustments'],
    transfers: ['transfers'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly Key[]>>>>

export type Chapter = keyof typeof CHAPTERS
type PartsOf<Of> = Of extends Of ? keyof Of : never
export type Part = PartsOf<(typeof CHAPTERS)[Chapter]>

export const chapters = Object.keys(CHAPTERS) as readonly Chapter[] // Object.keys forgets the names.
export const partsOf = (chapter: Chapter): readonly Part[] => Object.keys(CHAPTERS[chapter]) as Part[] // As above.
export const PARTS: readonly Part[] = chapters.flatMap(partsOf)

const KEYS: Readonly<Record<string, readonly Key[]>> = Object.assign({}, ...Object.values(CHAPTERS))

/** The keys of the document that a part holds. */
export const keysOf = (part: Part): readonly Key[] => KEYS[part] ?? []

/** The part in which a place of the document is edited; undefined for what no form shows. */
export const partAt = ([key]: Path): Part | undefined =>
  PARTS.find((part) => keysOf(part).some((one) => one === key))

/** The parts that two documents say differently. */
export const changedParts = (one: Raw, other: Raw): readonly Part[] =>
  PARTS.filter((part) => !keysOf(part).every((key) => same(one[key], other[key])))
