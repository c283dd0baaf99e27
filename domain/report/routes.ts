import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as contract from './contract.ts'
import { sheet } from './file.ts'
import { listReports, listSchedules, scheduleReport, stopSchedule } from './schedules.ts'

export const reportRoutes: Route<Work>[] = [
  on(contract.listReports, listReports),
  on(contract.reportSheet, sheet),
  on(contract.scheduleReport, scheduleReport),
  on(contract.stopSchedule, stopSchedule),
  on(contract.listSchedules, listSchedules),
]
