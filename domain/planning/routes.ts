import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { askRehearsal, listRehearsals, showRehearsal, stopRehearsal } from './contract/rehearsal.ts'
import { addBudgetActual, listBudgetActuals, programBudget } from './contract/budget.ts'
import { programHealth } from './contract/health.ts'
import { actuals, addActual, budget } from './budget.ts'
import { health } from './health.ts'
import { askFor, list, show, stop } from './rehearsals.ts'

export const planningRoutes: Route<Work>[] = [
  on(askRehearsal, askFor),
  on(showRehearsal, show),
  on(stopRehearsal, stop),
  on(listRehearsals, list),
  on(programHealth, health),
  on(programBudget, budget),
  on(addBudgetActual, addActual),
  on(listBudgetActuals, actuals),
]
