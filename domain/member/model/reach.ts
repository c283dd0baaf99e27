import type { BusinessDay } from '#base/instant'
import { ageOn } from '../model.ts'
import { GUARDED_UNDER, standingFor, type Medium, type Purpose, type Standing } from './consent.ts'

/** Whoever is to be reached, as they are at this moment. */
export type Person = Readonly<{
  email: string | null
  mobile: string | null
  phone: string | null
  address: string | null
  birthOn: BusinessDay | null
  ageYears: number | null
  extra: Readonly<Record<string, string | number | boolean>>
  withdrawnAt: string | null
  consents: readonly Standing[]
  noSalesCalls: boolean
}>

export type Where = Readonly<{
  medium: Medium
  purpose: Purpose
  /** The chain's own profile field that holds the address on this medium, such as an OpenID. */
  addressField: string | null
}>

/** Why somebody is not reached: of their own will, for being a child, or because there is nowhere to. */
export type Unreached = 'no_consent' | 'minor' | 'no_sales_calls' | 'no_address'

/** What the member's own will and circumstances allow, in this order of precedence (G1, G7, N18). */
export function reached(
  of: Where & Readonly<{ person: Person | undefined; today: BusinessDay }>,
): Readonly<{ address: string; consentId: string }> | Unreached {
  const { person, purpose } = of
  if (!person || person.withdrawnAt !== null) return 'no_consent'
  const consent = standingFor(person.consents, { channel: of.medium, purpose })
  if (consent?.granted !== true) return 'no_consent'
  if (isChild(person, of.today) && consent.givenBy !== 'guardian') return 'minor'
  if (of.medium === 'call' && purpose === 'marketing' && person.noSalesCalls) return 'no_sales_calls'
  const address = addressOn(person, of)
  return address === '' ? 'no_address' : { address, consentId: consent.id }
}

/** G7. Whoever says neither a birthday nor an age is taken for grown up, as the shop has seen them. */
export function isChild(
  { birthOn, ageYears }: Pick<Person, 'birthOn' | 'ageYears'>,
  today: BusinessDay,
): boolean {
  const age = birthOn === null ? ageYears : ageOn(birthOn, today)
  return age !== null && age < GUARDED_UNDER
}

function addressOn(person: Person, { medium, addressField }: Where): string {
  if (addressField !== null) return String(person.extra[addressField] ?? '').trim()
  switch (medium) {
    case 'email':
      return person.email ?? ''
    case 'sms':
      return person.mobile ?? ''
    case 'call':
      return person.mobile ?? person.phone ?? ''
    case 'post':
      return person.address ?? ''
    case 'wechat':
      return ''
  }
}
