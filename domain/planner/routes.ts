import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { approvals } from './approvals.ts'
import * as contract from './contract.ts'
import { listApprovals } from './contract/approval.ts'
import { decide as decideGate, pilot } from './gate.ts'
import { clone, save } from './keep.ts'
import { make } from './make.ts'
import { list, show } from './show.ts'
import { spend } from './spend.ts'
import { decide, end, start } from './start.ts'

export const plannerRoutes: Route<Work>[] = [
  on(contract.savePlan, save),
  on(contract.clonePlan, clone),
  on(contract.listPlans, list),
  on(contract.showPlan, show),
  on(contract.startPlan, start),
  on(contract.decidePlan, decide),
  on(listApprovals, approvals),
  on(contract.endPlan, end),
  on(contract.makeActivity, make),
  on(contract.pilotReport, pilot),
  on(contract.decideGate, decideGate),
  on(contract.addPlanSpend, spend),
]
