import type { Asked } from '#base/endpoint'
import type { RuleDocument, saveRule } from '#domain/care/contract/rule'
import type { OWNERS, Repeat, Calendar } from '#domain/care/model/rule'
import type { TaskKind } from '#domain/care/model/task'

type Document = Asked<typeof saveRule>['document']
type Trigger = Document['trigger']
export type TriggerKind = Trigger['kind']

export const TRIGGERS = [
  'birthday',
  'festival',
  'purchase',
  'no_return',
  'silent',
  'standing',
  'tier',
] as const satisfies readonly TriggerKind[]

type Of<Kind extends RuleDocument['trigger']['kind']> = Extract<RuleDocument['trigger'], { kind: Kind }>

/** A rule as fields of a form: money in the currency, shares in per cent. */
export type Values = {
  nameZh: string
  nameEn: string
  trigger: TriggerKind
  days?: number
  calendar?: Calendar
  festival?: Of<'festival'>['festival']
  least?: number | null
  quadrants?: NonNullable<Of<'standing'>['where']['quadrants']>
  every?: Repeat
  tier?: string
  tiers: string[]
  branchCodes: string[]
  titleZh: string
  titleEn: string
  kind: TaskKind
  owner: (typeof OWNERS)[number]
  productCode?: string | null
  scriptCode?: string | null
  restDays: number
  windowDays: number
  control: number
  active: boolean
}

export const START: Partial<Values> = {
  trigger: 'birthday',
  days: 15,
  calendar: 'solar',
  festival: 'mid_autumn',
  every: 'quarter',
  tiers: [],
  branchCodes: [],
  kind: 'call',
  owner: 'branch',
  restDays: 0,
  windowDays: 28,
  control: 0,
  active: true,
}

/** C77: joined a month ago and not back since; the agent who brought the member is told. In the reader's words. */
export const dormancy = (words: Readonly<{ name: string; task: string }>): Partial<Values> => ({
  ...START,
  nameZh: words.name,
  nameEn: words.name,
  trigger: 'no_return',
  days: 31,
  titleZh: words.task,
  titleEn: words.task,
  owner: 'agent',
})

const MINOR = 100
const BPS = 100

export function valuesOf(of: RuleDocument): Partial<Values> {
  const { trigger, task, controlBps, ...rest } = of
  const own: Partial<Values> =
    trigger.kind === 'birthday'
      ? { days: trigger.daysBefore, calendar: trigger.calendar }
      : trigger.kind === 'festival'
        ? { days: trigger.daysBefore, festival: trigger.festival }
        : trigger.kind === 'purchase'
          ? { days: trigger.daysAfter, least: trigger.leastMinor / MINOR }
          : trigger.kind === 'standing'
            ? { quadrants: trigger.where.quadrants ?? [], every: trigger.every }
            : trigger.kind === 'tier'
              ? { tier: trigger.tier }
              : { days: trigger.days }
  const { staffId: _, ...doing } = task
  return { ...START, ...rest, ...doing, ...own, trigger: trigger.kind, control: controlBps / BPS }
}

/** The form’s values as a document. What the form does not show of a rule made elsewhere is kept. */
export function documentOf(values: Values, before: RuleDocument | null): Document {
  const { kind, owner, titleZh, titleEn } = values
  const talks = kind === 'call' || kind === 'visit'
  return {
    nameZh: values.nameZh,
    nameEn: values.nameEn,
    trigger: triggerOf(values, before),
    tiers: values.tiers ?? [],
    branchCodes: values.branchCodes ?? [],
    task: {
      kind,
      titleZh,
      titleEn,
      owner,
      staffId: owner === 'staff' ? (before?.task.staffId ?? null) : null,
      productCode: values.productCode || null,
      scriptCode: values.scriptCode || null,
    },
    restDays: values.restDays,
    windowDays: values.windowDays,
    controlBps: talks ? Math.round((values.control ?? 0) * BPS) : 0,
  }
}

function triggerOf(values: Values, before: RuleDocument | null): Trigger {
  const {
    trigger,
    days = 0,
    calendar = 'solar',
    festival = 'mid_autumn',
    every = 'quarter',
    tier = '',
  } = values
  if (trigger === 'birthday') return { kind: trigger, calendar, daysBefore: days }
  if (trigger === 'festival') return { kind: trigger, festival, daysBefore: days }
  if (trigger === 'purchase')
    return { kind: trigger, daysAfter: days, leastMinor: Math.round((values.least ?? 0) * MINOR) }
  if (trigger === 'tier') return { kind: trigger, tier }
  if (trigger === 'standing') {
    const where = before?.trigger.kind === 'standing' ? before.trigger.where : {}
    return { kind: trigger, every, where: { ...where, quadrants: values.quadrants ?? [] } }
  }
  return { kind: trigger, days }
}
