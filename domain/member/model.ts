import { must } from '#base/must'
import type { BusinessDay } from '#base/instant'

/** C03: how a member came to us. The codes are stored; the words are the reader's language. */
export const SOURCES = [
  'terminal',
  'advert',
  'in_pack',
  'web',
  'event',
  'qr',
  'agent',
  'co_brand',
  'import',
  'other',
] as const
export type Source = (typeof SOURCES)[number]

export const GENDERS = ['female', 'male', 'other'] as const
export type Gender = (typeof GENDERS)[number]

/** C12: a member is a person, or an organisation that holds a card like one. */
export const MEMBER_KINDS = ['person', 'organisation'] as const
export type MemberKind = (typeof MEMBER_KINDS)[number]

/** C02: the standard fields of a profile, in the order a form shows them. */
export const PROFILE_FIELDS = [
  'name',
  'gender',
  'birthOn',
  'ageYears',
  'idNumber',
  'education',
  'income',
  'address',
  'postcode',
  'phone',
  'mobile',
  'email',
] as const

/** Kinds of a chain's own extra fields. */
export const FIELD_KINDS = ['text', 'number', 'day', 'choice', 'flag'] as const

/** C01: prefix and consecutive serial, padded: series AH with width 9 gives AH000000001. */
export function memberNumber(series: Readonly<{ prefix: string; width: number }>, serial: number): string {
  must(Number.isSafeInteger(serial) && serial > 0, 'N1: serials start at one')
  return series.prefix + String(serial).padStart(series.width, '0')
}

/** A mobile number as it is compared: digits, with a leading + only for numbers that had one. */
export function plainPhone(text: string): string {
  const digits = text.normalize('NFKC').replace(/[^\d+]/g, '')
  return digits.startsWith('+86') ? digits.slice(3) : digits
}

/** Full years on a day; the birthday itself counts, and 29 February turns on 1 March in other years. */
export function ageOn(birthOn: BusinessDay, on: BusinessDay): number {
  const years = Number(on.slice(0, 4)) - Number(birthOn.slice(0, 4))
  return on.slice(5) < birthOn.slice(5) ? years - 1 : years
}
