import { addDays, type BusinessDay } from '#base/instant'
import { must } from '#base/must'
import { bucket, heldOut, STRATIFIED_BELOW, stratifiedHoldout } from '#domain/insight/model/assign'
import type { Medium } from '#domain/member/model/consent'

export type Channel = 'email' | 'sms_file' | 'record' | 'sms' | 'wechat' | 'post' | 'call'
export type Arm = 'treated' | 'control'
export type NoticeState = 'queued' | 'sent' | 'failed' | 'unreachable' | 'superseded'
export type MessageState = 'queued' | 'sent' | 'failed' | 'withheld' | 'unreachable' | 'exported'

/** Shares held out when nobody says otherwise, in basis points: small lists need more to be judged at all. */
export const SMALL_LIST_SHARE_BPS = 2000
export const LARGE_LIST_SHARE_BPS = 1000

export const usualShareBps = (members: number): number =>
  members < STRATIFIED_BELOW ? SMALL_LIST_SHARE_BPS : LARGE_LIST_SHARE_BPS

/** Spend in so many days before the start is what the comparison is adjusted by. */
export const DAYS_BEFORE = 90

/** First day whose sales count, and the first that no longer does. */
export const windowFrom = (startsOn: BusinessDay, windowDays: number) => ({
  startsOn,
  endsOn: addDays(startsOn, windowDays),
})

/** Somebody to be drawn; the number is what is hashed, so that a draw can be repeated from a list of card numbers. */
export type Candidate = Readonly<{ memberId: string; number: string; stratum: string }>
export type Drawn = Candidate & Readonly<{ arm: Arm; bucket: number }>

/** Long enough for the hash alone, also after whoever the chain holds out is taken away. */
export const isLong = (members: number): boolean => members >= 2 * STRATIFIED_BELOW

/** The arm of a number in a list that is dealt by the hash alone. */
export const armByHash = (salt: string, shareBps: number, number: string): Arm =>
  heldOut(salt, number, shareBps / 10_000) ? 'control' : 'treated'

/**
 * K1: deals everybody into an arm by murmur3_x86_32("salt:number"). Lists below 20,000 are dealt by stratum with exact
 * shares; longer ones are exact enough by the hash alone. The order of the list does not matter.
 */
export function drawArms(salt: string, shareBps: number, list: readonly Candidate[]): Drawn[] {
  const share = shareBps / 10_000
  const held =
    list.length < STRATIFIED_BELOW
      ? stratifiedHoldout({ salt, share, ids: list.map((c) => c.number), strata: list.map((c) => c.stratum) })
      : Uint8Array.from(list, (c) => (heldOut(salt, c.number, share) ? 1 : 0))
  return list.map((c, at) => ({
    ...c,
    arm: held[at] === 1 ? 'control' : 'treated',
    bucket: bucket(salt, c.number),
  }))
}

/** What consent a channel needs: a file for the provider is SMS all the same. */
export const mediumOf = (channel: Channel): Medium => {
  must(channel !== 'record', 'K6: what is only recorded reaches nobody')
  return channel === 'sms_file' ? 'sms' : channel
}

/** A template of the provider's with its blanks filled, in the provider's order. */
export type FilledTemplate = Readonly<{
  code: string
  values: readonly Readonly<{ name: string; value: string }>[]
}>

/** A message as it is handed to whoever carries it: a mail server, or a provider of SMS. */
export type Mail = Readonly<{
  /** Our message id; also the provider's reference, so that a repeated hand-off can be told (X5). */
  id: string
  to: string
  subject: string
  text: string
  /** One click, no sign-in (G5); a service notice has none, because it is no marketing. */
  unsubscribeUrl?: string
  /** Where the provider takes approved templates only. */
  template?: FilledTemplate
  /** A file that comes with it, such as a report. */
  attachment?: Readonly<{ name: string; type: string; content: Uint8Array }>
}>

/** What became of a hand-off: taken, never to be taken, or to be tried again. `ref` is the provider's name for it. */
export type HandOff = Readonly<
  { outcome: 'taken'; ref?: string } | { outcome: 'refused' | 'later'; trouble: string }
>

/** The way out to a mail server or a provider; `server/outside` brings real ones. It answers, and does not throw. */
/** A hand-off that came to nothing, for now or for ever. */
export type Failed = Exclude<HandOff, Readonly<{ outcome: 'taken' }>>
export type Mailer = Readonly<{ send(mail: Mail): Promise<HandOff> }>

/** What a provider says became of a message: by our id where it keeps it, else by its own name for it. */
export type Receipt = Readonly<{ id: string | null; ref: string | null; delivered: boolean; code: string }>

/** What somebody wrote back; `ref` tells a repetition. */
export type Reply = Readonly<{ from: string; text: string; ref: string | null }>

/** K7: a letter is offered at most so often; a mail server that is away for two hours and a half is waited for. */
export const MOST_ATTEMPTS = 5
const FIRST_PAUSE_MS = 60_000
const PAUSE_GROWTH = 5

/** Pause after the n-th attempt: 1, 5, 25 and 125 minutes. */
export const pauseAfter = (attempts: number): number => FIRST_PAUSE_MS * PAUSE_GROWTH ** (attempts - 1)

export type Settled = Readonly<
  | { state: 'sent' }
  | { state: 'failed'; trouble: string }
  | { state: 'queued'; trouble: string; pauseMs: number }
>

/** What a hand-off makes of a message that was offered so many times, this one included. */
export function afterHandOff(handOff: HandOff, attempts: number): Settled {
  if (handOff.outcome === 'taken') return { state: 'sent' }
  const { trouble } = handOff
  if (handOff.outcome === 'refused' || attempts >= MOST_ATTEMPTS) return { state: 'failed', trouble }
  return { state: 'queued', trouble, pauseMs: pauseAfter(attempts) }
}

/** K11: nobody's doing moved these, so nobody is told. */
const UNTOLD: readonly string[] = ['merge', 'merge_undone', 'rebuilt']

export const isToldOf = (move: Readonly<{ up: boolean; why: string }>): boolean =>
  move.up && !UNTOLD.includes(move.why)

/** K12: what could not be told within two weeks, for want of a mail server, is no news any more. */
export const NEWS_FOR_MS = 14 * 24 * 60 * 60 * 1000

export type NoticeCase = Readonly<{
  /** Whether the member still has the tier, and by this move. */
  standsThere: boolean
  /** Whether the program still has the tier. */
  tierKnown: boolean
  isMerged: boolean
  isWithUs: boolean
  email: string | null
  /** This one included. */
  attempts: number
  waitedMs: number
}>

export type Untold = Readonly<{ state: 'superseded' | 'unreachable' | 'failed'; trouble: string }>

/** K12: where a notice goes now, or why it goes nowhere, in order of precedence. Consent to marketing is not asked. */
export function judgeNotice(of: NoticeCase): Readonly<{ address: string }> | Untold {
  if (!of.standsThere) return { state: 'superseded', trouble: 'moved_on' }
  if (!of.tierKnown) return { state: 'superseded', trouble: 'tier_gone' }
  if (of.isMerged) return { state: 'unreachable', trouble: 'merged' }
  if (!of.isWithUs) return { state: 'unreachable', trouble: 'withdrawn' }
  if (!of.email) return { state: 'unreachable', trouble: 'no_address' }
  // Every attempt so far died before it could say what became of it.
  if (of.attempts > MOST_ATTEMPTS) return { state: 'failed', trouble: 'never_answered' }
  if (of.waitedMs > NEWS_FOR_MS) return { state: 'failed', trouble: 'too_late' }
  return { address: of.email }
}
