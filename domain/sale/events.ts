import type { Happening } from '#base/happening'

type Moved = Readonly<{
  id: string
  kind: 'sale' | 'return'
  memberId: string | null
  branchId: string
  day: string
  totalMinor: number
  points: number
}>

const body = ({ kind, memberId, branchId, day, totalMinor, points }: Moved) => ({
  kind,
  memberId,
  branchId,
  day,
  totalMinor,
  points,
})

/** A sale or return was recorded; the total is negative for a return. */
export const saleRecorded = (of: Moved): Happening => ({
  kind: 'sale.recorded',
  subjectId: of.id,
  body: body(of),
})

/** A sale or return was taken back as a whole; the body repeats what it had moved. */
export const saleVoided = (of: Moved & { reason: string }): Happening => ({
  kind: 'sale.voided',
  subjectId: of.id,
  body: { ...body(of), reason: of.reason },
})

/** A2: who set what cashiers of a store may take off by hand alone. */
export const discountRuleSet = (
  of: Readonly<{ id: string; branchId: string; mostBps: number | null }>,
): Happening => ({
  kind: 'sale.discount-rule-set',
  subjectId: of.branchId,
  body: { v: 1, ...of },
})

/** A2: a second person's word for a discount by hand beyond the limit, for one sale. */
export const discountAllowed = (
  of: Readonly<{ id: string; saleId: string; branchId: string; offMinor: number; shareBps: number }>,
): Happening => ({
  kind: 'sale.discount-allowed',
  subjectId: of.saleId,
  body: { v: 1, ...of },
})

type AskedOff = Readonly<{
  id: string
  saleId: string
  branchId: string
  offMinor: number
  shareBps: number
  reason: string
}>

/** A2: a discount by hand beyond the limit was asked for, before its sale was sent. */
export const discountAsked = ({ id, saleId, branchId, offMinor, shareBps, reason }: AskedOff): Happening => ({
  kind: 'sale.discount-asked',
  subjectId: saleId,
  body: { v: 1, id, saleId, branchId, offMinor, shareBps, reason },
})

/** A2: a second person said yes or no to it. */
export const discountDecided = (
  of: Readonly<{ id: string; askingId: string; saleId: string; approves: boolean; note: string }>,
): Happening => ({
  kind: 'sale.discount-decided',
  subjectId: of.saleId,
  body: { v: 1, ...of },
})
