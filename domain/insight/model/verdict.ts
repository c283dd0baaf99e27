import { must } from '#base/must'
import { ALPHA_ANYTIME, ALPHA_FINAL, anytimeOfDifference } from './anytime.ts'
import { fieller, welch, type MeanDifference, type RelativeLift } from './mean-difference.ts'
import { meanOf, type Sums } from './moments.ts'
import { seenAt, USUAL } from './power.ts'
import type { Interval } from './proportion.ts'
import { splitCheck, type SplitCheck } from './srm.ts'

export type VerdictKind = 'worked' | 'cost_money' | 'no_sign' | 'cannot_judge'

/** Why a result is blocked, in order of weight. */
export type Blocker =
  | 'not_measured'
  | 'split_broken'
  | 'too_few_members'
  | 'audience_changed'
  | 'share_changed'
  | 'yardstick_changed'
  | 'arms_differed_before'
  | 'control_reached'
  | 'nothing_sent'
/** What is said beside a result that stands. */
export type Caution =
  'split_doubtful' | 'nothing_sent' | 'few_reached' | 'some_control_reached' | 'other_campaigns'
export type Reason = Blocker | Caution | 'few_buyers_in_control' | 'effect_below_cost'

export const FEWEST_MEMBERS = 100
export const FEWEST_BUYERS = 25
/** Control members reached by accident: up to here shown and bounded, above it the result is not to be trusted. */
export const LEAK_SHOWN = 0.01
export const LEAK_BLOCKS = 0.1

export type Trial = Readonly<{
  /** The main outcome, margin per member in minor units; everybody assigned is in, reached or not. */
  treated: Sums
  control: Sums
  /** Planned shares of the arms. */
  shares: Readonly<{ treated: number; control: number }>
  buyers: Readonly<{ treated: number; control: number }>
  costMinor: number
  /** Treated members a message reached; null when that is not known. */
  reached: number | null
  /** Control members who got the message or used its code. */
  leaked: number
  windowComplete: boolean
  audienceFrozen?: boolean
  /** The share held out was the same from the first member assigned to the last. */
  shareUnchanged?: boolean
  /** Business clock, currency and the outcome's rule were the same all through. */
  yardstickFixed?: boolean
  /** p of the same outcome compared before the draw; null when nobody bought before. */
  balanceP?: number | null
  overlapping?: number
  /** Looks so far, this one included: shown beside the result. */
  looks: number
  /** A better estimate of the same difference (CUPED, stratified); Welch's raw one when absent. */
  estimate?: MeanDifference
  /** Members of both arms the plan was made for; those assigned when absent. */
  plannedMembers?: number
}>

export type Verdict = Readonly<{
  kind: VerdictKind
  /** The window is still open: everything is grey, the interval is the one that allows daily looks. */
  soFar: boolean
  reasons: readonly Reason[]
  members: Readonly<{ treated: number; control: number }>
  split: SplitCheck | null
  /** Margin per member caused, before the cost; null when the arms cannot be compared at all. */
  perMember: (Interval & Readonly<{ difference: number; se: number }>) | null
  /** The plain 95 % interval of a single look; for show beside the deciding one. */
  plain95: Interval | null
  relative: RelativeLift | null
  costMinor: number
  /** What the whole treated arm brought, less the cost. */
  net: (Interval & Readonly<{ totalMinor: number }>) | null
  /** Smallest true difference per member these arms would probably show, and the members needed for half of it. */
  detectable: Readonly<{ perMember: number; half: number; membersForHalf: number }> | null
  looks: number
  leakedShare: number
  /**
   * With control members reached by accident, the margin per member at most hidden by it: what the difference would
   * be had none been reached and had they reacted like the treated. Null when nobody leaked.
   */
  unleaked: (Interval & Readonly<{ difference: number }>) | null
}>

/**
 * One of four verdicts on a campaign. Money decides: it worked when even the low end of the interval pays for the
 * cost, it cost money when even the high end does not; anything between is no sign. Before the window closes the
 * interval is the anytime one at 1 %, at the end the fixed one at 4 %: looking every day costs nothing.
 */
export function verdict(trial: Trial): Verdict {
  const members = { treated: trial.treated.n, control: trial.control.n }
  must(trial.leaked >= 0 && trial.leaked <= members.control, 'E8: only control members leak')
  // Whoever holds nobody out has chosen not to know; there is no split to look at then.
  const isMeasured = trial.shares.control > 0
  const split = isMeasured && members.treated + members.control > 0 ? splitOf(trial) : null
  const blockers = blockersOf(trial, split)
  const comparable = members.treated >= 2 && members.control >= 2
  const seen = comparable && !blockers.includes('too_few_members') ? compare(trial) : null
  const direction = seen ? judge(seen.net) : 'no_sign'
  const unsent = trial.reached === 0
  // Nothing was sent: a difference, if there is one, is not the campaign's.
  if (unsent && direction !== 'no_sign') blockers.push('nothing_sent')
  const kind: VerdictKind = blockers.length > 0 || !seen ? 'cannot_judge' : direction
  const cautions = cautionsOf(trial, split, kind)
  const effect = seen !== null && (seen.perMember.low > 0 || seen.perMember.high < 0)
  if (kind === 'no_sign' && effect) cautions.push('effect_below_cost')
  const relative = seen && kind !== 'cannot_judge' ? relativeOf(trial) : null
  if (kind !== 'cannot_judge' && relative === null) cautions.push('few_buyers_in_control')
  const leakedShare = members.control > 0 ? trial.leaked / members.control : 0
  return {
    kind,
    soFar: !trial.windowComplete,
    reasons: [...new Set<Reason>([...blockers, ...cautions])],
    members,
    split,
    perMember: seen?.perMember ?? null,
    plain95: seen?.plain95 ?? null,
    relative,
    costMinor: trial.costMinor,
    net: seen?.net ?? null,
    detectable: seen?.detectable ?? null,
    looks: trial.looks,
    leakedShare,
    unleaked: seen && leakedShare > 0 && leakedShare < 1 ? undiluted(seen.perMember, 1 - leakedShare) : null,
  }
}

/** A control of which only this part stayed untouched shows only that part of the difference. */
const undiluted = ({ difference, low, high }: Interval & Readonly<{ difference: number }>, part: number) => ({
  difference: difference / part,
  low: low / part,
  high: high / part,
})

const splitOf = ({ treated, control, shares }: Trial): SplitCheck =>
  splitCheck([treated.n, control.n], [shares.treated, shares.control])

function blockersOf(trial: Trial, split: SplitCheck | null): Blocker[] {
  const { treated, control } = trial
  if (trial.shares.control <= 0) return ['not_measured']
  const broken: [Blocker, boolean][] = [
    ['split_broken', split?.light === 'red'],
    ['too_few_members', treated.n < FEWEST_MEMBERS || control.n < FEWEST_MEMBERS],
    ['audience_changed', trial.audienceFrozen === false],
    ['share_changed', trial.shareUnchanged === false],
    ['yardstick_changed', trial.yardstickFixed === false],
    ['arms_differed_before', (trial.balanceP ?? 1) < 0.001],
    ['control_reached', control.n > 0 && trial.leaked / control.n > LEAK_BLOCKS],
  ]
  return broken.filter(([, holds]) => holds).map(([code]) => code)
}

function cautionsOf(trial: Trial, split: SplitCheck | null, kind: VerdictKind): Reason[] {
  const leak = trial.control.n > 0 ? trial.leaked / trial.control.n : 0
  const said: [Caution, boolean][] = [
    ['split_doubtful', split?.light === 'yellow'],
    ['nothing_sent', trial.reached === 0 && kind !== 'cannot_judge'],
    ['few_reached', trial.reached !== null && trial.reached > 0 && trial.reached * 2 < trial.treated.n],
    ['some_control_reached', leak > LEAK_SHOWN && leak <= LEAK_BLOCKS],
    ['other_campaigns', (trial.overlapping ?? 0) > 0],
  ]
  return said.filter(([, holds]) => holds).map(([code]) => code)
}

function compare(trial: Trial) {
  const { treated, control, costMinor } = trial
  const deciding = trial.estimate ?? welch(treated, control, ALPHA_FINAL)
  const { difference, se } = deciding
  const n = treated.n + control.n
  const fixed = (alpha: number): number => se * seenAt({ alpha, power: 0.5 })
  const half = trial.windowComplete
    ? fixed(ALPHA_FINAL)
    : anytimeOfDifference(se, n, Math.max(n, trial.plannedMembers ?? n), ALPHA_ANYTIME)
  const whole = (perMember: number): number => perMember * treated.n - costMinor
  const perMember = { difference, se, low: difference - half, high: difference + half }
  const mde = se * seenAt(USUAL)
  return {
    perMember,
    plain95: { low: difference - fixed(0.05), high: difference + fixed(0.05) },
    net: { totalMinor: whole(difference), low: whole(perMember.low), high: whole(perMember.high) },
    // Half the effect takes four times the members, because the error falls with the root.
    detectable: se > 0 ? { perMember: mde, half: mde / 2, membersForHalf: 4 * n } : null,
  }
}

function judge(net: Interval): VerdictKind {
  if (net.low > 0) return 'worked'
  return net.high < 0 ? 'cost_money' : 'no_sign'
}

function relativeOf({ treated, control, buyers }: Trial): RelativeLift | null {
  if (buyers.control < FEWEST_BUYERS || meanOf(control).mean <= 0) return null
  const lift = fieller(treated, control, ALPHA_FINAL)
  return lift.low === null ? null : lift
}
