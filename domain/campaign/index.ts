import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import type { Instant } from '#base/instant'
import * as campaigns from './store/campaigns.ts'
import { mailServer, sayMailServer } from './store/outbox.ts'
import * as touches from './store/touches.ts'

export { keepPreferences, showPreferences } from './preferences.ts'
export { unsubscribeBy } from './unsubscribe.ts'
export { hear, type Heard } from './hear.ts'
export { hookOf, list as carrierList, setupOf } from './carriers.ts'
export { carrierRoutes, type TryMail, type TryOut } from './try-out.ts'
export type { CarrierSetup, Outlets, Post } from './port.ts'

/** Said by the program at its start: whether e-mail has a way out. Campaigns by e-mail are refused without one. */
export const announceMailServer = (work: Work, configured: boolean): Promise<void> =>
  sayMailServer(work, configured)
export { callWords } from './calls.ts'
export { forecast } from './forecast.ts'
export { heldOutOf } from './holdout.ts'
export { launch } from './launch.ts'
export { judgeMass, quietAt, tellMass, untellMass, type MassVerdict } from './mass.ts'
export { plan, planFor, planWith } from './plan.ts'
export { list as launchList, wayNow } from './launches.ts'
export { committedIn, giveFromPot, keepPot, openPot, waitingForPot } from './pots.ts'
export { launchLimits, spendingOf, type Spending } from './spending.ts'
export { sendNext } from './send.ts'
export {
  judgeOpening,
  judgeStep,
  openStep,
  reachableBy,
  sendStep,
  stepCounts,
  turnSteps,
  type Comer,
} from './steps.ts'

/** How many campaigns were launched since a moment. */
export const launchedSince = (work: Work, since: Instant): Promise<number> =>
  campaigns.launchedSince(work.tx, since)

/** Whether e-mail has a way out, as the program said at its start. */
export const mailsLeave = (work: Work): Promise<boolean> => mailServer(work.tx)
/** What was sent to these members and what they wrote back, the latest first (C45). */
export const touchesOf = async (work: Work, span: Span) => ({
  sent: await touches.messagesTo(work.tx, span),
  replies: await touches.repliesBy(work.tx, span),
  notices: await touches.noticesTo(work.tx, span),
})

export { list as campaigns } from './show.ts'
export { report as reportOf } from './report.ts'
export { listOf as mailListOf, type MailList } from './lists.ts'
export { listOf as stepListOf } from './step-lists.ts'
