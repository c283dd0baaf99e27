import type { Happening } from '#base/happening'

type Of = Readonly<{ id: string; memberId: string }>

/** Card numbers are on every receipt and may be told; reasons are people's words and stay in their rows. */
export const cardLost = (of: Of & Readonly<{ number: string }>): Happening => ({
  kind: 'member.card_lost',
  subjectId: of.memberId,
  body: { id: of.id, number: of.number },
})

export const cardFound = (of: Of & Readonly<{ number: string; lossId: string }>): Happening => ({
  kind: 'member.card_found',
  subjectId: of.memberId,
  body: { id: of.id, number: of.number, lossId: of.lossId },
})

export const cardReplaced = (of: Of & Readonly<{ oldNumber: string; newNumber: string }>): Happening => ({
  kind: 'member.card_replaced',
  subjectId: of.memberId,
  body: { id: of.id, oldNumber: of.oldNumber, newNumber: of.newNumber },
})

/** N8: that it was reset, never to what. */
export const pinReset = (of: Of): Happening => ({
  kind: 'member.pin_reset',
  subjectId: of.memberId,
  body: { id: of.id },
})

export const pinLocked = (of: Readonly<{ memberId: string; failures: number }>): Happening => ({
  kind: 'member.pin_locked',
  subjectId: of.memberId,
  body: { failures: of.failures },
})

export const cardBatchMade = (of: {
  id: string
  count: number
  branchId: string | null
  agentCode: string | null
}): Happening => ({
  kind: 'member.card_batch_made',
  subjectId: of.id,
  body: { count: of.count, branchId: of.branchId, agentCode: of.agentCode },
})

export const cardDesignKept = (of: { code: string }): Happening => ({
  kind: 'member.card_design_kept',
  subjectId: null,
  body: { code: of.code },
})

/** N13: the member is active from here on. */
export const cardRegistered = (of: Of & Readonly<{ number: string; branchId: string }>): Happening => ({
  kind: 'member.card_registered',
  subjectId: of.memberId,
  body: { id: of.id, number: of.number, branchId: of.branchId },
})
