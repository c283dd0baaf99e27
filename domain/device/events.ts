import type { Happening } from '#base/happening'

export type Named = Readonly<{ id: string; branchId: string; name: string }>

export const deviceEnrolled = (of: Named & Readonly<{ epoch: number }>): Happening => ({
  kind: 'device.enrolled',
  subjectId: of.id,
  body: { v: 1, ...of },
})

export const deviceRefused = (of: Named): Happening => ({
  kind: 'device.refused',
  subjectId: of.id,
  body: { v: 1, ...of },
})

export const deviceRevoked = (of: Readonly<{ id: string; deviceId: string; reason: string }>): Happening => ({
  kind: 'device.revoked',
  subjectId: of.deviceId,
  body: { v: 1, ...of },
})

/** A2: who opted in to burning without a network, and to how much. */
export const limitsSet = (of: Readonly<{ id: string; branchId: string; limits: unknown }>): Happening => ({
  kind: 'device.limits-set',
  subjectId: of.branchId,
  body: { v: 1, ...of },
})

export const tillPinSet = (of: Readonly<{ staffId: string }>): Happening => ({
  kind: 'device.till-pin-set',
  subjectId: of.staffId,
  body: { v: 1, ...of },
})

/** O5: two contents were shown under one number; whoever raises alarms reads this. */
export const deviceFrozen = (of: Readonly<{ deviceId: string; epoch: number; seq: number }>): Happening => ({
  kind: 'device.frozen',
  subjectId: of.deviceId,
  body: { v: 1, ...of },
})

/** A2: who took or left an event that was put aside, and what became of it. */
export const quarantineDecided = (
  of: Readonly<{
    id: string
    deviceId: string
    eventId: string
    take: boolean
    outcome: string
    reason: string
  }>,
): Happening => ({
  kind: 'device.quarantine-decided',
  subjectId: of.deviceId,
  body: { v: 1, ...of },
})
