import { z } from 'zod'
import { aDay } from '#base/instant'
import { audienceConditions } from '#domain/insight/contract/rule'
import { journeyDocument } from '#domain/journey/contract/document'
import { CHANNELS } from '#domain/campaign/contract'

const text = (most: number) => z.string().trim().max(most)
const id = z.string().regex(/^[a-z0-9-]{1,40}$/)
const code = text(40).min(1)
const minor = z.int().min(0).max(1_000_000_000_00)

/** What a plan wants to reach: sales in all or to members, new members, members who had stayed away and are back. */
export const FIGURES = ['sales', 'member_sales', 'new_members', 'won_back'] as const
export type Figure = (typeof FIGURES)[number]

const goal = z.object({
  figure: z.enum(FIGURES),
  /** Minor units of money, or members. */
  target: z.int().min(1).max(1_000_000_000_000_00),
  /** Of `won_back`: after how many days without a purchase. */
  silentDays: z.int().min(1).max(3_660).default(180),
})

export const POTS = ['messages', 'gifts', 'other'] as const
export type Pot = (typeof POTS)[number]

const budget = z.object({
  messagesMinor: minor.default(0),
  giftsMinor: minor.default(0),
  otherMinor: minor.default(0),
  /** From this share of a pot on it is said that it runs out. */
  warnPercent: z.int().min(1).max(100).default(80),
  /** Whether nothing of this plan is launched any more beyond its messages and gifts. */
  hardStop: z.boolean().default(false),
})

/** When one goes on to a wave without giving a reason. */
export const GATES = ['worked', 'not_cost_money', 'person'] as const
export type Gate = (typeof GATES)[number]

/** Where a plan runs, one wave after the other; the first is the pilot. */
const wave = z.object({
  id,
  name: text(60).min(1),
  branchCodes: z.array(code).max(500).default([]),
  /** Regions or cities, as branches name theirs. A wave that names nothing is every branch that no other wave names. */
  regions: z.array(text(60).min(1)).max(100).default([]),
  /** What the waves before must have shown; of the first nothing is asked. */
  gate: z.enum(GATES).default('person'),
})
export type Wave = z.output<typeof wave>

/** A festival of the calendar that something moves with from year to year. */
const festival = z
  .string()
  .regex(/^[a-z_]{1,40}$/)
  .nullable()
  .default(null)

const phase = z.object({
  id,
  name: text(60).min(1),
  startsOn: aDay,
  endsOn: aDay,
  festival,
  note: text(500).default(''),
})
export type Phase = z.output<typeof phase>

const campaign = z.object({
  kind: z.literal('campaign'),
  channel: z.enum(CHANNELS),
  carrierId: z.uuid().nullable().default(null),
  templateCode: text(80).nullable().default(null),
  subject: text(200).default(''),
  body: text(4000).default(''),
  couponCode: text(40).nullable().default(null),
  joinTag: text(40).nullable().default(null),
  messageCostMinor: z.int().min(0).max(1_000_000).default(0),
  giftCostMinor: z.int().min(0).max(100_000_000).default(0),
  controlShareBps: z.int().min(0).max(5000).nullable().default(null),
  windowDays: z.int().min(1).max(366).default(28),
  marginBps: z.int().min(1).max(10_000).nullable().default(null),
  /** Whom it is for, beside the branches of the wave; null is everybody there. */
  audience: audienceConditions.nullable().default(null),
})
const journey = z.object({ kind: z.literal('journey'), document: journeyDocument })

const activity = z.object({
  id,
  name: text(60).min(1),
  phaseId: id,
  /** In which waves; all where none is named. */
  waves: z.array(id).max(5).default([]),
  /** On which days of the week it takes place: 1 is Monday. */
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  note: text(1000).default(''),
  /** What it is to cost in all waves together. */
  messagesMinor: minor.default(0),
  giftsMinor: minor.default(0),
  otherMinor: minor.default(0),
  makes: z.discriminatedUnion('kind', [campaign, journey]),
})
export type Activity = z.output<typeof activity>

export const planDocument = z.object({
  name: text(60).min(1),
  startsOn: aDay,
  endsOn: aDay,
  festival,
  goals: z.array(goal).min(1).max(4),
  budget: budget.prefault({}),
  waves: z.array(wave).min(1).max(5),
  phases: z.array(phase).min(1).max(8),
  activities: z.array(activity).max(40).default([]),
})
export type PlanDocument = z.output<typeof planDocument>
