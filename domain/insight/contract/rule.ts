import { z } from 'zod'
import { isDay } from '#base/instant'
import { MEDIA } from '#domain/member/model/consent'

/** What a rule of an audience is made of (C58): conditions in groups, and groups in groups. */

/** As many levels and conditions as people still understand, and a statement still answers. */
export const MOST_LEVELS = 6
export const MOST_CONDITIONS = 40

const aDayText = z.string().refine(isDay, 'day')
const whole = z.int().min(-1_000_000_000_000_000).max(1_000_000_000_000_000)
const count = z.int().min(0).max(1_000_000)
const ends = { from: whole.optional(), to: whole.optional() }
const counts = { from: count.optional(), to: count.optional() }
const code = z.string().min(1).max(120)
const codes = z.array(code).min(1).max(200)

/** Of a span both days count. It ends with the day that is looked from, and begins with what was ever known. */
const span = z.strictObject({
  from: aDayText.optional(),
  to: aDayText.optional(),
  /** The last so many days, or calendar months, up to the day that is looked from. */
  days: z.int().min(1).max(36_600).optional(),
  months: z.int().min(1).max(1_200).optional(),
})
export type Span = z.output<typeof span>

export const PROFILE_OPS = [
  'is',
  'not',
  'contains',
  'starts',
  'ends',
  'from',
  'to',
  'empty',
  'filled',
] as const
/** Ways to reach somebody: one of them, or by any at all. */
export const REACH = ['any', ...MEDIA] as const
/** Members who can be sent offers, by any medium and by each. */
export const reach = z.record(z.enum(REACH), z.int())
export const DEED_NAMES = [
  'campaign',
  'gift',
  'event',
  'claim',
  'packCode',
  'coupon',
  'topUp',
  'benefit',
  'joined',
  'visit',
  'survey',
] as const
const SCORE_OF = ['r', 'f', 'm'] as const
const QUADRANTS = ['confidant', 'butterfly', 'barnacle', 'passerby'] as const
const LIFECYCLES = ['new', 'active', 'dormant', 'lost'] as const

const conditions = [
  /** Any field of the profile, the chain's own ones as `extra.key`. Several values mean "one of them". */
  z.strictObject({
    is: z.literal('profile'),
    field: z.string().min(1).max(60),
    op: z.enum(PROFILE_OPS),
    values: z.array(z.string().max(200)).max(200).optional(),
  }),
  z.strictObject({ is: z.literal('joined'), within: span }),
  /** Full years on the day, by the date of birth, else as the member said. */
  z.strictObject({ is: z.literal('age'), ...counts }),
  /** Days until the next birthday: 0 is the day itself. */
  z.strictObject({ is: z.literal('birthday'), ...counts }),
  z.strictObject({ is: z.literal('birthMonth'), among: z.array(z.int().min(1).max(12)).min(1).max(12) }),
  z.strictObject({ is: z.literal('tier'), among: codes }),
  /** Points, or stored value in minor units, that can be spent now. */
  z.strictObject({ is: z.literal('balance'), of: z.enum(['points', 'storedValue']), ...ends }),
  /** Money in a span less what came back in it, in minor units. */
  z.strictObject({ is: z.literal('spend'), within: span, ...ends }),
  z.strictObject({ is: z.literal('purchases'), within: span, ...counts }),
  /** Days since the last purchase; whoever never bought has none. */
  z.strictObject({ is: z.literal('silent'), ...counts }),
  /** At least one single bill (or `times` of them) of so much, at these branches, weekdays (1 Monday), hours. */
  z.strictObject({
    is: z.literal('bill'),
    within: span,
    ...ends,
    branchIds: z.array(z.uuid()).min(1).max(200).optional(),
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
    /** Minutes since midnight, the second one not included; over midnight when it is the smaller one. */
    minutes: z.tuple([z.int().min(0).max(1440), z.int().min(0).max(1440)]).optional(),
    times: z.strictObject(counts).optional(),
  }),
  /** Bills with any of these products. */
  z.strictObject({
    is: z.literal('product'),
    codes,
    within: span,
    times: z.strictObject(counts).optional(),
  }),
  /** Agreed to be written to, and has an address. */
  z.strictObject({ is: z.literal('reachable'), by: z.enum(REACH) }),
  z.strictObject({
    is: z.literal('score'),
    of: z.enum(SCORE_OF),
    among: z.array(z.int().min(1).max(5)).min(1).max(5),
  }),
  z.strictObject({ is: z.literal('quadrant'), among: z.array(z.enum(QUADRANTS)).min(1).max(4) }),
  z.strictObject({ is: z.literal('lifecycle'), among: z.array(z.enum(LIFECYCLES)).min(1).max(4) }),
  /** Purchase days in the window of the scores: the step of the loyalty ladder. */
  z.strictObject({ is: z.literal('step'), ...counts }),
  /** Something that was done or received: a campaign's message, a gift, an event … of these names or of any. */
  z.strictObject({
    is: z.literal('deed'),
    deed: z.enum(DEED_NAMES),
    among: codes.optional(),
    within: span,
    times: z.strictObject(counts).optional(),
  }),
  /** A purchase day in the span with at least so many days of silence before it. */
  z.strictObject({ is: z.literal('cameBack'), afterDays: z.int().min(1).max(36_600), within: span }),
] as const

export const condition = z.discriminatedUnion('is', conditions)
export type Condition = z.output<typeof condition>

export type Rule =
  | Condition
  | Readonly<{ all: readonly Rule[] }>
  | Readonly<{ any: readonly Rule[] }>
  | Readonly<{ not: Rule }>

const node: z.ZodType<Rule, Rule> = z.lazy(() =>
  z.union([
    condition,
    z.strictObject({ all: z.array(node).max(MOST_CONDITIONS) }),
    z.strictObject({ any: z.array(node).max(MOST_CONDITIONS) }),
    z.strictObject({ not: node }),
  ]),
)

const levels = (rule: Rule): number => {
  if ('is' in rule) return 1
  if ('not' in rule) return 1 + levels(rule.not)
  return 1 + Math.max(0, ...('all' in rule ? rule.all : rule.any).map(levels))
}

/** Every node of a rule, each group before what is in it: the order in which answers about a rule are told. */
export function nodesOf(rule: Rule): Rule[] {
  if ('is' in rule) return [rule]
  if ('not' in rule) return [rule, ...nodesOf(rule.not)]
  return [rule, ...('all' in rule ? rule.all : rule.any).flatMap(nodesOf)]
}

/** A whole rule. "All" of nothing is everybody, "any" of nothing is nobody. */
export const audienceConditions = node
  .refine((rule) => levels(rule) <= MOST_LEVELS, 'rule_too_deep')
  .refine((rule) => nodesOf(rule).filter((one) => 'is' in one).length <= MOST_CONDITIONS, 'rule_too_long')
