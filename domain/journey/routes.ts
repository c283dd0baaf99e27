import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as contract from './contract.ts'
import { change, save } from './keep.ts'
import { report } from './report.ts'
import { list, listEntries, show } from './show.ts'

export const journeyRoutes: Route<Work>[] = [
  on(contract.saveJourney, save),
  on(contract.listJourneys, list),
  on(contract.showJourney, show),
  on(contract.changeJourney, change),
  on(contract.journeyEntries, listEntries),
  on(contract.journeyReport, report),
]
