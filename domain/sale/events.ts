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
