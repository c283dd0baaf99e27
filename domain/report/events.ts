import type { Happening } from '#base/happening'

export const reportScheduled = (of: { id: string; report: string; recipients: number }): Happening => ({
  kind: 'report.scheduled',
  subjectId: of.id,
  body: { report: of.report, recipients: of.recipients },
})

export const reportStopped = (of: { id: string }): Happening => ({
  kind: 'report.stopped',
  subjectId: of.id,
  body: {},
})

export const reportHandedOver = (of: { deliveryId: string; id: string; report: string }): Happening => ({
  kind: 'report.handed_over',
  subjectId: of.deliveryId,
  body: { scheduleId: of.id, report: of.report },
})
