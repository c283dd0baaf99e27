import { kit } from '#ui/kit/text/zh-CN.ts'
import { parts } from '#ui/parts/text/zh-CN.ts'
import { insight } from './zh-CN/insight.ts'
import { applications } from './zh-CN/applications.ts'
import { audience } from './zh-CN/audience.ts'
import { budget } from './zh-CN/budget.ts'
import { campaigns } from './zh-CN/campaigns.ts'
import { care } from './zh-CN/care.ts'
import { channels } from './zh-CN/channels.ts'
import { bookings } from './zh-CN/bookings.ts'
import { club } from './zh-CN/club.ts'
import { comeBack } from './zh-CN/come-back.ts'
import { finance } from './zh-CN/finance.ts'
import { health } from './zh-CN/health.ts'
import { history } from './zh-CN/history.ts'
import { imports } from './zh-CN/imports.ts'
import { content } from './zh-CN/content.ts'
import { devices } from './zh-CN/devices.ts'
import { join } from './zh-CN/join.ts'
import { journeys } from './zh-CN/journeys.ts'
import { voucher } from './zh-CN/voucher.ts'
import { holdout } from './zh-CN/holdout.ts'
import { learn } from './zh-CN/learn.ts'
import { receipt } from './zh-CN/receipt.ts'
import { likes } from './zh-CN/likes.ts'
import { members } from './zh-CN/members.ts'
import { org } from './zh-CN/org.ts'
import { overview } from './zh-CN/overview.ts'
import { planner } from './zh-CN/planner.ts'
import { planning } from './zh-CN/planning.ts'
import { program } from './zh-CN/program.ts'
import { reports } from './zh-CN/reports.ts'
import { rewards } from './zh-CN/rewards.ts'
import { sales } from './zh-CN/sales.ts'
import { segments } from './zh-CN/segments.ts'
import { shell } from './zh-CN/shell.ts'
import { shop } from './zh-CN/shop.ts'
import { standing } from './zh-CN/standing.ts'
import { start } from './zh-CN/start.ts'
import { surveys } from './zh-CN/surveys.ts'
import { value } from './zh-CN/value.ts'
import { wallet } from './zh-CN/wallet.ts'
import { why } from './zh-CN/why.ts'

/** The Chinese catalogue, with the same areas and keys as the English one. */
export const zhCN = {
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
