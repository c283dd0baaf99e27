import { daysBetween, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { committedIn, spendingOf, waitingForPot } from '#domain/campaign/index'
import { countAudience } from '#domain/insight/index'
import { countAudience as counted } from '#domain/insight/contract/audience'
import { journeyReportOf, journeyShown } from '#domain/journey/index'
import { membersJoined } from '#domain/member/index'
import { takings } from '#domain/sale/index'
import type { WholePlan } from './contract.ts'
import { POTS, type PlanDocument, type Pot } from './contract/document.ts'
import { estimateOf, warningOf, wavesOf } from './model/judge.ts'
import type { MadeRow } from './store/steps.ts'
import type { SpendRow } from './store/plans.ts'

type Goal = PlanDocument['goals'][number]
type Span = Readonly<{ from: BusinessDay; to: BusinessDay; branchIds: readonly string[] | null }>

/** What was really reached of each goal, from the first day of the plan to today, in all of its branches. */
export async function goalsOf(
  work: Work,
  plan: PlanDocument,
  of: Readonly<{ on: BusinessDay; branchIds: readonly string[] | null }>,
): Promise<WholePlan['goals']> {
  const { on, branchIds } = of
  const { startsOn, endsOn } = plan
  const begun = on >= startsOn
  const span = { from: startsOn, to: on < endsOn ? on : endsOn, branchIds }
  const whole = daysBetween(startsOn, endsOn) + 1
  const passed = Math.min(whole, Math.max(0, daysBetween(startsOn, on)))
  const rows: WholePlan['goals'] = []
  for (const goal of plan.goals)
    rows.push({
      figure: goal.figure,
      target: goal.target,
      expected: Math.round((goal.target * passed) / whole),
      actual: begun ? await actualOf(work, goal, span) : 0,
    })
  return rows
}

async function actualOf(work: Work, goal: Goal, span: Span): Promise<number> {
  if (goal.figure === 'new_members') {
    const rows = await membersJoined(work, span)
    return rows.reduce((sum, one) => sum + one.joined, 0)
  }
  if (goal.figure === 'won_back') return wonBack(work, goal, span)
  const { byDay } = await takings(work, span)
  return byDay.reduce((sum, one) => sum + (goal.figure === 'sales' ? one.totalMinor : one.memberMinor), 0)
}

/** Members of these branches who bought in the span after so many days of silence. */
async function wonBack(work: Work, { silentDays }: Goal, { from, to, branchIds }: Span): Promise<number> {
  if (branchIds?.length === 0) return 0
  const back = { is: 'cameBack', afterDays: silentDays, within: { from, to } } as const
  const at = branchIds && { is: 'profile', field: 'branchId', op: 'is', values: [...branchIds] }
  const { members } = await countAudience(
    work,
    counted.input.parse({ conditions: at ? { all: [back, at] } : back }),
  )
  return members
}

type Known = Readonly<{ planId: string; made: readonly MadeRow[]; spends: readonly SpendRow[] }>

/** What was made from the plan, how it stands and what it has cost; and with what was told by hand, each pot. */
export async function costsOf(work: Work, plan: PlanDocument, { planId, made, spends }: Known) {
  const campaigns = made.filter((one) => one.kind === 'campaign').map((one) => one.targetId)
  const spendings = new Map((await spendingOf(work, campaigns)).map((one) => [one.id, one]))
  const spent: Record<Pot, number> = { messages: 0, gifts: 0, other: 0 }
  for (const one of spends) spent[one.pot] += one.minor
  const rows: WholePlan['made'] = []
  for (const row of made) {
    const spending = spendings.get(row.targetId)
    const told = spending ?? (await journeyTold(work, row.targetId))
    spent.messages += told.messagesMinor
    spent.gifts += told.giftsMinor
    rows.push({
      id: row.id,
      activity: row.activity,
      wave: row.wave,
      kind: row.kind,
      targetId: row.targetId,
      name: told.name,
      state: told.state,
      spentMinor: told.messagesMinor + told.giftsMinor,
      at: row.at,
      byName: row.byName,
    })
  }
  const committedMinor = await committedIn(work, planId)
  const waitingMessages = await waitingForPot(work, planId)
  return { made: rows, budget: { ...potsOf(plan, spent), committedMinor, waitingMessages } }
}

/** A journey costs what its messages have cost; what its gifts cost shows where they are used. */
async function journeyTold(work: Work, journeyId: string) {
  const { state, document } = await journeyShown(work, journeyId)
  const { costMinor } = await journeyReportOf(work, { journeyId: journeyId as never })
  return { name: document.name, state, messagesMinor: costMinor, giftsMinor: 0 }
}

/** P5: every pot beside its plan, and all together. */
function potsOf(plan: PlanDocument, spent: Readonly<Record<Pot, number>>) {
  const { warnPercent, messagesMinor, giftsMinor, otherMinor } = plan.budget
  const budget = { messages: messagesMinor, gifts: giftsMinor, other: otherMinor }
  const planned = estimateOf(plan)
  const pots = POTS.map((pot) => ({
    pot,
    budgetMinor: budget[pot],
    plannedMinor: planned[pot],
    spentMinor: spent[pot],
    warning: warningOf(spent[pot], budget[pot], warnPercent),
  }))
  const sum = (key: 'budgetMinor' | 'plannedMinor' | 'spentMinor') =>
    pots.reduce((all, one) => all + one[key], 0)
  const [budgetMinor, plannedMinor, spentMinor] = [sum('budgetMinor'), sum('plannedMinor'), sum('spentMinor')]
  return {
    pots,
    budgetMinor,
    plannedMinor,
    spentMinor,
    warning: warningOf(spentMinor, budgetMinor, warnPercent),
  }
}

const LAUNCHED: readonly string[] = ['launched', 'running', 'paused', 'stopped']

/** Where each phase stands by the calendar, and how much of it was done. */
export function phasesOf(
  plan: PlanDocument,
  of: Readonly<{ on: BusinessDay; made: WholePlan['made']; open: ReadonlySet<string> }>,
): WholePlan['phases'] {
  return plan.phases.map(({ id, startsOn, endsOn }) => {
    const activities = plan.activities.filter((one) => one.phaseId === id)
    const pairs = activities.flatMap((one) =>
      wavesOf(plan, one).map((wave) => ({ activity: one.id, wave: wave.id })),
    )
    const found = pairs.map((pair) => ({
      ...pair,
      made: of.made.find((one) => one.activity === pair.activity && one.wave === pair.wave),
    }))
    const state = of.on < startsOn ? 'coming' : of.on > endsOn ? 'over' : 'now'
    return {
      phase: id,
      state,
      activities: pairs.length,
      made: found.filter((one) => one.made).length,
      launched: found.filter((one) => one.made && LAUNCHED.includes(one.made.state)).length,
      late: state !== 'coming' && found.some((one) => !one.made && of.open.has(one.wave)),
    }
  })
}
