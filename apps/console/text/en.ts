import { kit } from '#ui/kit/text/en.ts'
import { parts } from '#ui/parts/text/en.ts'
import { insight } from './en/insight.ts'
import { applications } from './en/applications.ts'
import { audience } from './en/audience.ts'
import { budget } from './en/budget.ts'
import { campaigns } from './en/campaigns.ts'
import { care } from './en/care.ts'
import { channels } from './en/channels.ts'
import { bookings } from './en/bookings.ts'
import { club } from './en/club.ts'
import { comeBack } from './en/come-back.ts'
import { finance } from './en/finance.ts'
import { health } from './en/health.ts'
import { history } from './en/history.ts'
import { imports } from './en/imports.ts'
import { content } from './en/content.ts'
import { devices } from './en/devices.ts'
import { join } from './en/join.ts'
import { journeys } from './en/journeys.ts'
import { voucher } from './en/voucher.ts'
import { holdout } from './en/holdout.ts'
import { learn } from './en/learn.ts'
import { receipt } from './en/receipt.ts'
import { likes } from './en/likes.ts'
import { members } from './en/members.ts'
import { org } from './en/org.ts'
import { overview } from './en/overview.ts'
import { planner } from './en/planner.ts'
import { planning } from './en/planning.ts'
import { program } from './en/program.ts'
import { reports } from './en/reports.ts'
import { rewards } from './en/rewards.ts'
import { sales } from './en/sales.ts'
import { segments } from './en/segments.ts'
import { shell } from './en/shell.ts'
import { shop } from './en/shop.ts'
import { standing } from './en/standing.ts'
import { start } from './en/start.ts'
import { surveys } from './en/surveys.ts'
import { value } from './en/value.ts'
import { wallet } from './en/wallet.ts'
import { why } from './en/why.ts'

/** The English catalogue: one file per area, so that several people can write at once. */
export const en = {
  kit,
  parts,
  applications,
  audience,
  budget,
  campaigns,
  care,
  channels,
  bookings,
  club,
  comeBack,
  finance,
  health,
  history,
  imports,
  insight,
  segments,
  join,
  journeys,
  voucher,
  receipt,
  content,
  devices,
  holdout,
  learn,
  likes,
  members,
  org,
  overview,
  planner,
  planning,
  program,
  reports,
  rewards,
  sales,
  shell,
  shop,
  standing,
  start,
  surveys,
  value,
  wallet,
  why,
}
