import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import {
  audience,
  listSegments,
  memberInsight,
  saveSegment,
  segmentMembers,
  showSegment,
} from './audience.ts'
import * as contract from './contract.ts'
import { ladderReport, paretoReport, quadrantReport, rfmReport } from './report.ts'

export const insightRoutes: Route<Work>[] = [
  on(contract.rfm, rfmReport),
  on(contract.quadrants, quadrantReport),
  on(contract.ladder, ladderReport),
  on(contract.pareto, paretoReport),
  on(contract.audience, audience),
  on(contract.memberInsight, memberInsight),
  on(contract.saveSegment, saveSegment),
  on(contract.listSegments, listSegments),
  on(contract.showSegment, showSegment),
  on(contract.segmentMembers, segmentMembers),
]
