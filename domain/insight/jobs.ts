import { every, everyOnItsOwn, onEvents, whenAsked, type Job } from '#db/jobs'
import type { World } from '#db/work'
import { readAhead } from './ahead.ts'
import { DEED_KINDS, FACT_KINDS, followBills, followDeeds, followFacts, ROUND_JOB, roundOn } from './facts.ts'
import { forecastNext } from './forecast-run.ts'
import { FORECAST_JOB } from './forecasts.ts'
import { packNext } from './parts.ts'
import { DAYS_READER, REBUILD_JOB, rebuildOn } from './rebuild.ts'
import { project } from './refresh.ts'

/** Events per step: a bundle of a thousand sales is one or two steps. */
const MOST = 2_000

const SALES = ['sale.recorded', 'sale.voided']
const MERGES = ['member.merged', 'member.merge_undone']

/** What reads on in the log. */
export const eventJobs: readonly Job[] = [
  onEvents({ name: DAYS_READER, kinds: [...SALES, ...MERGES], most: MOST }, project),
  onEvents({ name: 'insight.bill', kinds: SALES, most: MOST }, followBills),
  onEvents({ name: 'insight.fact', kinds: FACT_KINDS, most: MOST }, followFacts),
  onEvents({ name: 'insight.deed', kinds: DEED_KINDS, most: MOST }, followDeeds),
]

export const insightJobs: Job[] = [
  ...eventJobs,
  whenAsked({ name: ROUND_JOB }, roundOn),
  whenAsked({ name: REBUILD_JOB }, rebuildOn),
  // A few minutes' changes are mended in a moment.
  every({ name: 'insight.pack', cron: '*/10 * * * *' }, (work) => packNext(work)),
  every({ name: 'insight.ahead', cron: '*/10 * * * *' }, readAhead),
]

/** In the night, before the day's first sale, and whenever somebody asks: it reads long and opens works of its own. */
export const forecastJobs = (world: World): readonly Job[] => [
  everyOnItsOwn({ name: FORECAST_JOB, cron: '37 3 * * *' }, () => forecastNext(world)),
]
