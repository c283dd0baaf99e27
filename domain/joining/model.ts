import { daysBetween, type BusinessDay } from '#base/instant'
import type { ProgramDocument } from '#domain/program/model/document'

export type Joining = NonNullable<ProgramDocument['joining']>
export type Way = Joining['ways'][number]

/** What somebody brings to become a member: a receipt, a top-up, a proof of past custom, or nothing. */
export type Ground = Readonly<{
  memberId: string
  today: BusinessDay
  receipt: Receipt | null
  topUp: Readonly<{ memberId: string; day: BusinessDay; keptMinor: number }> | null
  proof: Readonly<{ code: string }> | null
}>
export type Receipt = Readonly<{
  memberId: string | null
  day: BusinessDay
  keptMinor: number
  lines: readonly Readonly<{ productCode: string; keptMinor: number }>[]
}>

export const GROUND_REFUSALS = [
  'receipt_unknown',
  'receipt_not_theirs',
  'receipt_too_old',
  'fee_not_on_receipt',
  'fee_below_price',
  'purchase_below_threshold',
  'top_up_unknown',
  'top_up_not_theirs',
  'top_up_too_old',
  'top_up_below_threshold',
  'proof_unknown',
] as const
export type GroundRefusal = (typeof GROUND_REFUSALS)[number]
type No = Readonly<{ code: GroundRefusal; details?: Record<string, unknown> }>

/** J1: from which day a way makes a member, or why it does not: paid grounds count from the day they were paid. */
export function judgeGround(way: Way, ground: Ground): BusinessDay | No {
  if (way.kind === 'fee' || way.kind === 'purchase') return judgeReceipt(way, ground)
  if (way.kind === 'top_up') return judgeTopUp(way, ground)
  if (way.kind === 'proof' && !way.proofs.some((one) => one.code === ground.proof?.code))
    return { code: 'proof_unknown' }
  return ground.today
}

function judgeReceipt(way: Way, { memberId, today, receipt }: Ground): BusinessDay | No {
  if (receipt === null) return { code: 'receipt_unknown' }
  if (receipt.memberId !== null && receipt.memberId !== memberId) return { code: 'receipt_not_theirs' }
  if (daysBetween(receipt.day, today) > way.withinDays)
    return { code: 'receipt_too_old', details: { day: receipt.day, withinDays: way.withinDays } }
  const leastMinor = way.leastMinor ?? 0
  if (way.kind === 'purchase') {
    const { keptMinor } = receipt
    if (keptMinor < leastMinor)
      return { code: 'purchase_below_threshold', details: { leastMinor, keptMinor } }
    return receipt.day
  }
  const lines = receipt.lines.filter((line) => line.productCode === way.productCode)
  if (lines.length === 0) return { code: 'fee_not_on_receipt', details: { productCode: way.productCode } }
  // One fee is one line's charge at least: two halves on two lines are paid as one.
  const keptMinor = lines.reduce((all, line) => all + line.keptMinor, 0)
  if (keptMinor < Math.max(1, leastMinor))
    return { code: 'fee_below_price', details: { leastMinor, keptMinor } }
  return receipt.day
}

function judgeTopUp(way: Way, { memberId, today, topUp }: Ground): BusinessDay | No {
  if (topUp === null) return { code: 'top_up_unknown' }
  if (topUp.memberId !== memberId) return { code: 'top_up_not_theirs' }
  if (daysBetween(topUp.day, today) > way.withinDays)
    return { code: 'top_up_too_old', details: { day: topUp.day, withinDays: way.withinDays } }
  const { keptMinor } = topUp
  const leastMinor = way.leastMinor ?? 0
  if (keptMinor < leastMinor) return { code: 'top_up_below_threshold', details: { leastMinor, keptMinor } }
  return topUp.day
}

/** What a wish names must be what its way asks for, and nothing beside. */
export function missingGround(
  way: Way,
  wish: Readonly<{ saleId: string | null; topUpId: string | null; proof: unknown }>,
): 'receipt_needed' | 'top_up_needed' | 'proof_needed' | 'ground_not_asked' | null {
  const byReceipt = way.kind === 'fee' || way.kind === 'purchase'
  if (byReceipt && wish.saleId === null) return 'receipt_needed'
  if (way.kind === 'top_up' && wish.topUpId === null) return 'top_up_needed'
  if (way.kind === 'proof' && wish.proof === null) return 'proof_needed'
  const beside =
    (!byReceipt && wish.saleId !== null) ||
    (way.kind !== 'top_up' && wish.topUpId !== null) ||
    (way.kind !== 'proof' && wish.proof !== null)
  return beside ? 'ground_not_asked' : null
}

/** J5: a way that costs nothing renews only what has run out, or it would be a membership without end. */
export const costsNothing = (way: Way): boolean => way.kind === 'free' || way.kind === 'proof'
