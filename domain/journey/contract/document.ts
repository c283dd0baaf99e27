import { z } from 'zod'
import { idOf } from '#base/id'
import { trigger as careTrigger } from '#domain/care/contract/rule'
import { TASK_KINDS } from '#domain/care/model/task'
import { PURPOSES } from '#domain/member/model/consent'

const text = (most: number) => z.string().trim().max(most)
const days = z.int().min(0).max(365)
const code = text(40).min(1)

/** What a step may be sent by; what is only recorded says nothing to anybody. */
export const SENT_BY = ['email', 'sms', 'wechat', 'sms_file', 'post', 'call'] as const

/** What makes a member enter: whatever a rule of care looks at, and what only a journey does. */
export const trigger = z.discriminatedUnion('kind', [
  ...careTrigger.options,
  /** Has just become a member. */
  z.object({ kind: z.literal('joined') }),
  /** Points die so many days from now; at least so many of them. */
  z.object({
    kind: z.literal('points_dying'),
    daysBefore: days.max(180),
    leastPoints: z.int().min(1).max(1_000_000_000).default(1),
  }),
  /** A purchase has left at most so much missing to the next tier, in minor units of what counts for it. */
  z.object({ kind: z.literal('tier_near'), missingMinor: z.int().min(1).max(1_000_000_000_00) }),
  /** Chose a time, let its hold run out, and has chosen none again for so many minutes. */
  z.object({ kind: z.literal('booking_given_up'), minutesAfter: z.int().min(0).max(10_080).default(60) }),
])
export type Trigger = z.output<typeof trigger>

/** What a branch asks of a member who has come to it. */
export const question = z.discriminatedUnion('kind', [
  /** Has bought on a day after the one of entering. */
  z.object({ kind: z.literal('bought') }),
  z.object({ kind: z.literal('tier'), tiers: z.array(code).min(1).max(20) }),
  z.object({ kind: z.literal('branch'), branchCodes: z.array(code).min(1).max(500) }),
  /** The rule of a saved segment finds the member today, whoever it found when it was saved. */
  z.object({ kind: z.literal('audience'), segmentId: idOf<'segment'>() }),
  /** Could be told something by this channel today (G1, G2, G7). */
  z.object({
    kind: z.literal('reachable'),
    channel: z.enum(SENT_BY),
    purpose: z.enum(PURPOSES).default('marketing'),
    carrierId: idOf<'carrier'>().nullable().default(null),
  }),
])
export type Question = z.output<typeof question>

const id = z.string().regex(/^[a-z0-9-]{1,40}$/)

const wait = z.object({ id, kind: z.literal('wait'), days: days.min(1) })
const message = z.object({
  id,
  kind: z.literal('message'),
  channel: z.enum(SENT_BY),
  carrierId: idOf<'carrier'>().nullable().default(null),
  templateCode: text(80).nullable().default(null),
  purpose: z.enum(PURPOSES).default('marketing'),
  subject: text(200).default(''),
  body: text(4000).default(''),
  /** The open survey that it asks (C40); its words hold a way to answer then. */
  surveyId: idOf<'survey'>().optional(),
})
const task = z.object({
  id,
  kind: z.literal('task'),
  taskKind: z.enum(TASK_KINDS),
  titleZh: text(120).min(1),
  titleEn: text(120).min(1),
  details: text(1000).default(''),
})
/** Points and coupons of the running program. */
const gift = z.object({
  id,
  kind: z.literal('gift'),
  points: z.int().min(0).max(1_000_000).default(0),
  couponCode: code.nullable().default(null),
})

type Leaf = z.output<typeof wait | typeof message | typeof task | typeof gift>
type LeafAsked = z.input<typeof wait | typeof message | typeof task | typeof gift>
export type Branch = { id: string; kind: 'branch'; when: Question; yes: Step[]; no: Step[] }
export type Step = Leaf | Branch
type BranchAsked = {
  id: string
  kind: 'branch'
  when: z.input<typeof question>
  yes: StepAsked[]
  no: StepAsked[]
}
export type StepAsked = LeafAsked | BranchAsked

/** How deep branches may stand in one another. */
const MOST_DEEP = 3

const stepAt = (deep: number): z.ZodType<Step, StepAsked> => {
  const leaves = [wait, message, task, gift] as const
  if (deep === 0) return z.discriminatedUnion('kind', [...leaves])
  const inner = z.array(stepAt(deep - 1)).max(20)
  const branch = z.object({ id, kind: z.literal('branch'), when: question, yes: inner, no: inner })
  return z.discriminatedUnion('kind', [...leaves, branch])
}

export const journeyDocument = z.object({
  name: text(80).min(1),
  trigger,
  /** Only members of these tiers, of these branches; all where none is named. */
  tiers: z.array(code).max(20).default([]),
  branchCodes: z.array(code).max(500).default([]),
  /** Only members whom the rule of this saved segment finds on the day of entering. */
  segmentId: idOf<'segment'>().nullable().default(null),
  steps: z.array(stepAt(MOST_DEEP)).min(1).max(30),
  /** Whoever buys on a day after entering has reached the goal and is told nothing more. */
  endsAtPurchase: z.boolean().default(false),
  /** So many days after entering a member may enter again; null is never. */
  againAfterDays: days.min(1).nullable().default(null),
  /** Share that is watched and told nothing, hundredths of a per cent; 0 is measured by nothing. */
  controlBps: z.int().min(0).max(5000).default(1000),
  /** How long purchases count after the day of entering. */
  windowDays: z.int().min(1).max(366).default(28),
  /** Gross margin of sales in basis points; null judges sales instead of margin. */
  marginBps: z.int().min(1).max(10_000).nullable().default(null),
})
export type JourneyDocument = z.output<typeof journeyDocument>
