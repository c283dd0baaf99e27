import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { day } from '#base/instant'
import type { Activity, Phase, PlanDocument, Wave } from '#domain/planner/contract/document'

const MINOR = 100
const minorOf = (money: number | null | undefined): number => Math.round((money ?? 0) * MINOR)

type Span = [Dayjs, Dayjs]
type CampaignMakes = Extract<Activity['makes'], { kind: 'campaign' }>

/** What the form of a plan holds: the document, with money in whole units and days as the picker has them. */
export type ActivityValues = Omit<Activity, 'messagesMinor' | 'giftsMinor' | 'otherMinor' | 'makes'> & {
  messages: number
  gifts: number
  other: number
  makes: Activity['makes']
  messageCost: number
  giftCost: number
}
export type PhaseValues = Omit<Phase, 'startsOn' | 'endsOn'> & { span: Span }
export type GoalValues = PlanDocument['goals'][number]
export type Values = {
  name: string
  span: Span
  festival: string | null
  goals: GoalValues[]
  budget: { messages: number; gifts: number; other: number; warnPercent: number; hardStop: boolean }
  waves: Wave[]
  phases: PhaseValues[]
  activities: ActivityValues[]
}

const MONEY: readonly string[] = ['sales', 'member_sales']
export const isMoney = (figure: string): boolean => MONEY.includes(figure)

const spanOf = (of: Readonly<{ startsOn: string; endsOn: string }>): Span => [
  dayjs(of.startsOn),
  dayjs(of.endsOn),
]
const daysOf = ([from, to]: Span) => ({
  startsOn: day(from.format('YYYY-MM-DD')),
  endsOn: day(to.format('YYYY-MM-DD')),
})

/** An id that none of these has. */
export function freeId(word: string, taken: readonly string[]): string {
  for (let nth = 1; ; nth += 1) if (!taken.includes(`${word}-${nth}`)) return `${word}-${nth}`
}

export const valuesOf = (plan: PlanDocument): Values => ({
  name: plan.name,
  span: spanOf(plan),
  festival: plan.festival,
  goals: plan.goals.map((one) => ({ ...one, target: isMoney(one.figure) ? one.target / MINOR : one.target })),
  budget: {
    messages: plan.budget.messagesMinor / MINOR,
    gifts: plan.budget.giftsMinor / MINOR,
    other: plan.budget.otherMinor / MINOR,
    warnPercent: plan.budget.warnPercent,
    hardStop: plan.budget.hardStop,
  },
  waves: [...plan.waves],
  phases: plan.phases.map(({ startsOn, endsOn, ...one }) => ({ ...one, span: spanOf({ startsOn, endsOn }) })),
  activities: plan.activities.map(({ messagesMinor, giftsMinor, otherMinor, ...one }) => ({
    ...one,
    messages: messagesMinor / MINOR,
    gifts: giftsMinor / MINOR,
    other: otherMinor / MINOR,
    messageCost: one.makes.kind === 'campaign' ? one.makes.messageCostMinor / MINOR : 0,
    giftCost: one.makes.kind === 'campaign' ? one.makes.giftCostMinor / MINOR : 0,
  })),
})

export const documentOf = (values: Values): PlanDocument => ({
  name: values.name,
  ...daysOf(values.span),
  festival: values.festival ?? null,
  goals: values.goals.map((one) => ({
    figure: one.figure,
    target: isMoney(one.figure) ? minorOf(one.target) : one.target,
    silentDays: one.silentDays ?? 180,
  })),
  budget: {
    messagesMinor: minorOf(values.budget.messages),
    giftsMinor: minorOf(values.budget.gifts),
    otherMinor: minorOf(values.budget.other),
    warnPercent: values.budget.warnPercent ?? 80,
    hardStop: values.budget.hardStop ?? false,
  },
  waves: values.waves.map((one) => ({
    ...one,
    branchCodes: one.branchCodes ?? [],
    regions: one.regions ?? [],
    gate: one.gate ?? 'person',
  })),
  phases: values.phases.map(({ span, ...one }) => ({
    ...one,
    ...daysOf(span),
    note: one.note ?? '',
    festival: one.festival ?? null,
  })),
  activities: values.activities.map(activityOf),
})

function activityOf({ messages, gifts, other, messageCost, giftCost, ...one }: ActivityValues): Activity {
  return {
    ...one,
    waves: one.waves ?? [],
    weekdays: one.weekdays ?? [],
    note: one.note ?? '',
    messagesMinor: minorOf(messages),
    giftsMinor: minorOf(gifts),
    otherMinor: minorOf(other),
    makes:
      one.makes.kind === 'campaign'
        ? { ...wordsOf(one.makes), messageCostMinor: minorOf(messageCost), giftCostMinor: minorOf(giftCost) }
        : one.makes,
  }
}

/** What nobody sends carries no words, and an empty code is none. */
function wordsOf(makes: CampaignMakes): CampaignMakes {
  const silent = makes.channel === 'record'
  return {
    ...FRESH,
    ...makes,
    subject: makes.channel === 'email' ? (makes.subject ?? '') : '',
    body: silent ? '' : (makes.body ?? ''),
    couponCode: makes.couponCode || null,
    joinTag: makes.joinTag || null,
  }
}

/** A campaign of which nothing has been said yet. */
export const FRESH: CampaignMakes = {
  kind: 'campaign',
  channel: 'record',
  carrierId: null,
  templateCode: null,
  subject: '',
  body: '',
  couponCode: null,
  joinTag: null,
  messageCostMinor: 0,
  giftCostMinor: 0,
  controlShareBps: null,
  windowDays: 28,
  marginBps: null,
  audience: null,
}
