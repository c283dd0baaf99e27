import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { askRehearsal, listRehearsals, showRehearsal, stopRehearsal } from './contract/rehearsal.ts'
import { askFor, list, show, stop } from './rehearsals.ts'

export const planningRoutes: Route<Work>[] = [
  on(askRehearsal, askFor),
  on(showRehearsal, show),
  on(stopRehearsal, stop),
  on(listRehearsals, list),
]
