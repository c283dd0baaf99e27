import { z } from 'zod'

/** The one channel between the till and the customer's screen on this device. */
export const DISPLAY_CHANNEL = 'zhiji-till-display'

/** Who buys, as far as a screen that strangers can see may say: never a whole name, number or mobile. */
const shownMember = z.strictObject({
  nameMasked: z.string(),
  /** The tier's name in the language of the screen; null without tiers. */
  tier: z.string().nullable(),
  points: z.int().nullable(),
  /** Stored value, only where the chain lets it be shown. */
  minor: z.int().nullable(),
})
export type ShownMember = z.output<typeof shownMember>

const shownLine = z.strictObject({
  name: z.string(),
  /** As people read it: `2`, `0.535 kg`. */
  quantity: z.string(),
  chargedMinor: z.int(),
  /** What the line costs less than its price, positive. */
  savedMinor: z.int(),
})
export type ShownLine = z.output<typeof shownLine>

const shownSale = z.strictObject({
  kind: z.enum(['sale', 'return']),
  member: shownMember.nullable(),
  lines: z.array(shownLine),
  totalMinor: z.int(),
  savedMinor: z.int(),
  /** Points this sale brings, provisional; null for whoever is no member. */
  earns: z.int().nullable(),
  /** Sentences such as "one stamp short of a free cup". */
  hints: z.array(z.string()),
})
export type ShownSale = z.output<typeof shownSale>

const shownThanks = z.strictObject({
  kind: z.enum(['sale', 'return']),
  member: shownMember.nullable(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  changeMinor: z.int(),
  savedMinor: z.int(),
  earned: z.int().nullable(),
})
export type ShownThanks = z.output<typeof shownThanks>

/** What the till asks the customer; answered on the customer's screen, or taken back. */
const shownQuestion = z.strictObject({
  id: z.string(),
  /** `mobile` alone finds a member; `join` asks for the mobile and whether offers may come. */
  about: z.enum(['mobile', 'join']),
})
export type ShownQuestion = z.output<typeof shownQuestion>

/** What the till tells the customer's screen. */
export const tillSays = z.discriminatedUnion('t', [
  /** Nobody is served: everything of the last customer goes, adverts come. */
  z.strictObject({ t: z.literal('idle') }),
  z.strictObject({ t: z.literal('sale'), sale: shownSale }),
  z.strictObject({ t: z.literal('thanks'), thanks: shownThanks }),
  /** Stands above whatever is shown until it is answered or `asked` comes with null. */
  z.strictObject({ t: z.literal('asked'), question: shownQuestion.nullable() }),
  /** The policy or the settings of the screen have changed: read them again. */
  z.strictObject({ t: z.literal('refresh') }),
])
export type TillSays = z.output<typeof tillSays>

/** What the customer's screen tells the till. */
export const displaySays = z.discriminatedUnion('t', [
  /** It was opened or came back: the till says again what it shows. */
  z.strictObject({ t: z.literal('opened') }),
  z.strictObject({
    t: z.literal('answered'),
    id: z.string(),
    mobile: z.string(),
    /** Ticked by the customer's own hand; never beforehand. */
    consent: z.boolean(),
  }),
  z.strictObject({ t: z.literal('declined'), id: z.string() }),
])
export type DisplaySays = z.output<typeof displaySays>
