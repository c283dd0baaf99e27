import type { Work } from '#db/work'
import type { Instant } from '#base/instant'
import * as campaigns from './store/campaigns.ts'
import { mailServer, sayMailServer } from './store/outbox.ts'

export { keepPreferences, showPreferences } from './preferences.ts'
export { unsubscribeBy } from './unsubscribe.ts'
export { hear, type Heard } from './hear.ts'
export { hookOf, setupOf } from './carriers.ts'
export { carrierRoutes, type TryOut } from './try-out.ts'
export type { CarrierSetup, Outlets, Post } from './port.ts'

/** Said by the program at its start: whether e-mail has a way out. Campaigns by e-mail are refused without one. */
export const announceMailServer = (work: Work, configured: boolean): Promise<void> =>
  sayMailServer(work, configured)
export { launch } from './launch.ts'
export { plan, planWith } from './plan.ts'

/** How many campaigns were launched since a moment. */
export const launchedSince = (work: Work, since: Instant): Promise<number> =>
  campaigns.launchedSince(work.tx, since)

/** Whether e-mail has a way out, as the program said at its start. */
export const mailsLeave = (work: Work): Promise<boolean> => mailServer(work.tx)
