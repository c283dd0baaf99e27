import type { BusinessDay } from '#base/instant'
import type { Medium } from '#domain/member/model/consent'
import { reached, type Person, type Where } from '#domain/member/model/reach'
import { MOST_ATTEMPTS } from '../model.ts'

/** What holds for every message, over all branches and channels. */
export type Respect = Readonly<{
  /** Minutes of the day; equal means no quiet hours. */
  quietFrom: number
  quietTo: number
  capMessages: number
  capDays: number
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
export const BUDGET_PAUSE_MS = 60 * MINUTE_MS

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
  const found = reached(of)
  if (typeof found !== 'string') return { pass: 'go', ...found }
  return never(found === 'no_address' ? 'unreachable' : 'withheld', found)
}

/** A letter in the box wakes nobody, and a call is made when staff choose to. */
const disturbs = (medium: Medium): boolean => medium !== 'post' && medium !== 'call'

/** G4: minutes until quiet hours are over; 0 outside of them. They may run over midnight. */
export function quietFor(minute: number, { quietFrom, quietTo }: Respect): number {
  const length = (quietTo - quietFrom + DAY_MINUTES) % DAY_MINUTES
  const into = (minute - quietFrom + DAY_MINUTES) % DAY_MINUTES
  return into < length ? length - into : 0
}
