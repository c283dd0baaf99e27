import {
  GUARDED_UNDER,
  standingFor,
  type Medium,
  type Purpose,
  type Standing,
} from '#domain/member/model/consent'
import { ageOn } from '#domain/member/model'
import type { BusinessDay } from '#base/instant'
import { MOST_ATTEMPTS } from '../model.ts'

/** Whoever stands at the gate, as they are at this moment. */
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

/** What holds for every message, over all branches and channels. */
export type Respect = Readonly<{
  /** Minutes of the day; equal means no quiet hours. */
  quietFrom: number
  quietTo: number
  capMessages: number
  capDays: number
}>

export type Where = Readonly<{
  medium: Medium
  purpose: Purpose
  /** The chain's own profile field that holds the address on this medium, such as an OpenID. */
  addressField: string | null
}>

export type GateCase = Where &
  Readonly<{
    person: Person | undefined
    /** False would mean a message to somebody held out by the campaign; the gate looks, though the table forbids it. */
    treated: boolean
    stopped: boolean
    /** Whether the window in which its sales count is over. */
    over: boolean
    /** The hold-out of the whole chain (G3). */
    heldOut: boolean
    today: BusinessDay
    /** The minute of the day where the member is. */
    minute: number
    /** Messages of the last days of the cap, those on their way included. */
    sentLately: number
    budgetSpent: boolean
    /** This one included. */
    attempts: number
    respect: Respect
  }>

export type Passed = Readonly<{ pass: 'go'; address: string; consentId: string }>
export type Kept = Readonly<{ pass: 'never'; state: 'withheld' | 'unreachable' | 'failed'; trouble: string }>
export type Deferred = Readonly<{ pass: 'later'; trouble: string; pauseMs: number }>

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
/** A budget is looked at again after this; somebody may have raised it. */
const BUDGET_PAUSE_MS = 60 * MINUTE_MS

const never = (state: Kept['state'], trouble: string): Kept => ({ pass: 'never', state, trouble })

/**
 * G1–G4, G7: the last gate, right before a hand-off. What the member wills comes first, then what cannot be, then what
 * must wait; in this order of precedence.
 */
export function atTheGate(of: GateCase): Passed | Kept | Deferred {
  if (!of.treated) return never('withheld', 'control')
  const found = atTheListsGate(of)
  if (found.pass === 'never') return found
  // Every attempt so far died before it could say what became of it.
  if (of.attempts > MOST_ATTEMPTS) return never('failed', 'never_answered')
  if (of.over) return never('failed', 'too_late')
  const wait = disturbs(of.medium) ? quietFor(of.minute, of.respect) : 0
  if (wait > 0) return { pass: 'later', trouble: 'quiet_hours', pauseMs: wait * MINUTE_MS }
  if (of.budgetSpent) return { pass: 'later', trouble: 'budget_spent', pauseMs: BUDGET_PAUSE_MS }
  return found
}

type ListCase = Omit<GateCase, 'treated' | 'over' | 'minute' | 'budgetSpent' | 'attempts'>

/** The same for a list that people carry on: it knows no hour and no attempts, and its arms the outbox has seen to. */
export function atTheListsGate(of: ListCase): Passed | Kept {
  if (of.stopped) return never('withheld', 'stopped')
  const found = allowed(of)
  if (found.pass === 'never') return found
  if (of.heldOut) return never('withheld', 'holdout')
  if (of.sentLately >= of.respect.capMessages) return never('withheld', 'frequency_cap')
  return found
}

/** What the member's own will and circumstances allow; also what a forecast and a proposal ask. */
export function allowed(
  of: Where & Readonly<{ person: Person | undefined; today: BusinessDay }>,
): Passed | Kept {
  const { person, purpose } = of
  if (!person || person.withdrawnAt !== null) return never('withheld', 'no_consent')
  const consent = standingFor(person.consents, { channel: of.medium, purpose })
  if (consent?.granted !== true) return never('withheld', 'no_consent')
  if (isChild(person, of.today) && consent.givenBy !== 'guardian') return never('withheld', 'minor')
  if (of.medium === 'call' && purpose === 'marketing' && person.noSalesCalls)
    return never('withheld', 'no_sales_calls')
  const address = addressOn(person, of)
  if (address === '') return never('unreachable', 'no_address')
  return { pass: 'go', address, consentId: consent.id }
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

/** A letter in the box wakes nobody, and a call is made when staff choose to. */
const disturbs = (medium: Medium): boolean => medium !== 'post' && medium !== 'call'

/** G4: minutes until quiet hours are over; 0 outside of them. They may run over midnight. */
export function quietFor(minute: number, { quietFrom, quietTo }: Respect): number {
  const length = (quietTo - quietFrom + DAY_MINUTES) % DAY_MINUTES
  const into = (minute - quietFrom + DAY_MINUTES) % DAY_MINUTES
  return into < length ? length - into : 0
}
