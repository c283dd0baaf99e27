import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as contract from './contract.ts'
import { enrol } from './enrol.ts'
import * as profile from './profile.ts'
import { exportCsv, list } from './search.ts'

export const memberRoutes: Route<Work>[] = [
  on(contract.enrolMember, enrol),
  on(contract.listMembers, list),
  on(contract.showMember, profile.show),
  on(contract.changeProfile, profile.change),
  on(contract.exportMembers, exportCsv),
  on(contract.consent, profile.recordConsent),
  on(contract.sourceReport, profile.sources),
  on(contract.listFields, profile.listFields),
  on(contract.keepField, profile.keep),
  on(contract.listSeries, profile.listSeries),
  on(contract.keepSeries, profile.openSeries),
]
