import { z } from 'zod'
import { anInstant, instantOfMs, msOf, type Instant } from '#base/instant'
import { must } from '#base/must'

/**
 * Value that head office has set aside for one burn (voucher) or for a home store (lease), so that it can be spent
 * without a network and without loss (promises §4.2). In the wallet it is a hold; the signed words are what a till
 * trusts.
 */
export const VOUCHER_MINUTES = 15
/** Coupons that a phone may set aside at once: what it shows has to be read off a small screen. */
export const MOST_COUPONS_BY_PHONE = 3
export const LEASE_HOURS = { standard: 24, most: 72 } as const
/** After its end head office waits this long for news of a spend before the value is the member's again. */
export const GRACE_HOURS = 24

const units = z.strictObject({ minor: z.int().min(0), points: z.int().min(0) })
export type Units = z.output<typeof units>

/** Uses of passes (次卡), each pass by its code in the program and named once. */
export const passCounts = z
  .array(z.strictObject({ code: z.string().min(1).max(40), count: z.int().min(1).max(10_000) }))
  .max(20)
export type PassCounts = readonly Readonly<{ code: string; count: number }>[]

export const countOf = (passes: PassCounts | undefined, code: string): number =>
  (passes ?? []).reduce((all, one) => (one.code === code ? all + one.count : all), 0)

/** Each pass once, in the order of their codes, whatever is left out that comes to nothing. */
export function summedPasses(...all: readonly PassCounts[]): PassCounts {
  const every = all.flat()
  const codes = [...new Set(every.map((one) => one.code))].toSorted()
  return codes.map((code) => ({ code, count: countOf(every, code) })).filter(({ count }) => count !== 0)
}

/** What is left of some uses when others were taken of them. */
export const lessPasses = (of: PassCounts, taken: PassCounts): PassCounts =>
  summedPasses(
    of,
    taken.map(({ code, count }) => ({ code, count: 0 - count })),
  )

export const reservationSchema = z.strictObject({
  v: z.literal(1),
  t: z.literal('reservation'),
  id: z.guid(),
  chain: z.guid(),
  kind: z.enum(['voucher', 'lease']),
  store: z.guid(),
  /** The one till that may spend it; null is for a store whose tills share one hub. */
  device: z.guid().nullable(),
  memberId: z.guid(),
  memberNumber: z.string().max(40),
  amounts: units,
  /** Coupons of this member that nobody else may take meanwhile, by id. */
  coupons: z.array(z.guid()).max(10),
  /**
   * What they are in the program, in the same order, so that a till without a network can use one it never heard of;
   * absent where the till itself asked.
   */
  couponCodes: z.array(z.string().min(1).max(40)).max(10).optional(),
  /** Absent where none are set aside. */
  passes: passCounts.optional(),
  issuedAt: anInstant,
  /** The till spends until here and not after. */
  expiresAt: anInstant,
})
export type Reservation = z.output<typeof reservationSchema>

/** What a till has spent of a reservation so far. */
export type Spent = Readonly<Units & { times: number; passes?: PassCounts }>
export const NOTHING_SPENT: Spent = { minor: 0, points: 0, times: 0 }

export const RESERVATION_REFUSALS = [
  'reservation_elsewhere',
  'reservation_of_another_member',
  'reservation_over',
  'reservation_used',
  'reservation_too_small',
] as const
export type ReservationRefusal = (typeof RESERVATION_REFUSALS)[number]

export type Spending = Readonly<{
  device: string
  store: string
  memberId: string
  amounts: Units
  coupons: readonly string[]
  passes?: PassCounts
  /** The later of the till's clock and the last moment head office signed (`trustedNow`). */
  now: Instant
  spent: Spent
}>

/** Whether a till may burn this much of a reservation now; refusals in order of precedence. */
export function mayUse(of: Reservation, wish: Spending): ReservationRefusal | null {
  if (of.store !== wish.store || (of.device !== null && of.device !== wish.device))
    return 'reservation_elsewhere'
  if (of.memberId !== wish.memberId) return 'reservation_of_another_member'
  if (wish.now >= of.expiresAt) return 'reservation_over'
  if (of.kind === 'voucher' && wish.spent.times > 0) return 'reservation_used'
  const { minor, points } = wish.amounts
  if (wish.spent.minor + minor > of.amounts.minor || wish.spent.points + points > of.amounts.points)
    return 'reservation_too_small'
  const used = summedPasses(wish.spent.passes ?? [], wish.passes ?? [])
  if (used.some(({ code, count }) => count > countOf(of.passes, code))) return 'reservation_too_small'
  return wish.coupons.every((id) => of.coupons.includes(id)) ? null : 'reservation_too_small'
}

const GRACE_MS = GRACE_HOURS * 3_600_000

export const graceUntil = (expiresAt: Instant): Instant => instantOfMs(msOf(expiresAt) + GRACE_MS)

/** The same without writing the moment out: it is asked of everything that is set aside, again and again. */
const isGraceOver = ({ now, expiresAt }: Readonly<{ now: Instant; expiresAt: Instant }>): boolean =>
  msOf(now) >= msOf(expiresAt) + GRACE_MS

/**
 * Head office's side: how much was reserved, spent and given back. `returned` stands once and for ever: what comes
 * after it is overspend, recorded and never dropped.
 */
export type Reserved = Readonly<{
  reserved: Units
  spent: Units
  returned: Units | null
}>

export type ReturnCause =
  /** Every till that could spend it said, in its signed log, that it will not any more. */
  | 'closed'
  /** Grace is over by head office's clock. */
  | 'expired'

/** What goes back to the member now; null when nothing may yet. Returned twice would be money made of nothing. */
export function giveBack(
  of: Reserved,
  at: Readonly<{ now: Instant; expiresAt: Instant; closed: boolean }>,
): Readonly<{ units: Units; cause: ReturnCause }> | null {
  if (of.returned !== null) return null
  // Grace comes after the end: before the end there is nothing to work out.
  const expired = at.now >= at.expiresAt && isGraceOver(at)
  const cause: ReturnCause | null = at.closed ? 'closed' : expired ? 'expired' : null
  if (cause === null) return null
  const left = { minor: of.reserved.minor - of.spent.minor, points: of.reserved.points - of.spent.points }
  must(left.minor >= 0 && left.points >= 0, 'D7: no more of a reservation is settled than was reserved')
  return { units: left, cause }
}

/** How a burn that arrives is met: from what was set aside, then from what the member has, the rest is a named loss. */
export type Met = Readonly<{ fromReserved: number; fromFree: number; short: number }>

/** D6: the parts sum to what was burned; nothing is refused, nothing is dropped (promises §4.6). */
export function meet(burned: number, of: Readonly<{ reservedLeft: number; free: number }>): Met {
  must(burned >= 0, 'D6: a burn is not negative')
  const fromReserved = Math.min(burned, Math.max(0, of.reservedLeft))
  const fromFree = Math.min(burned - fromReserved, Math.max(0, of.free))
  return { fromReserved, fromFree, short: burned - fromReserved - fromFree }
}

/** How a phone shows a reservation and a till reads it: letters and digits only, so that any scanner types it right. */
const SHOWN = /^ZV1\.([A-Za-z0-9_-]{20,4000})\.([A-Za-z0-9_-]{60,200})$/

const toUrl = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
const fromUrl = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/')

/** The text of the code on the phone; what was signed is UTF-8 below it. */
export function shownText({ text, signature }: Readonly<{ text: string; signature: string }>): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
  return `ZV1.${toUrl(btoa(bytes))}.${toUrl(signature)}`
}

/** Null for a code that is something else. What it says is true only if its signature is head office's. */
export function readShownText(shown: string): Readonly<{ text: string; signature: string }> | null {
  const [, body, signature] = SHOWN.exec(shown.trim()) ?? []
  if (body === undefined || signature === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(fromUrl(body)), (c) => c.charCodeAt(0))
    const padded = fromUrl(signature) + '='.repeat((4 - (signature.length % 4)) % 4)
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), signature: padded }
  } catch {
    return null
  }
}
