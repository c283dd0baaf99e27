import { bookingRefusals } from './refusals/booking.ts'
import { campaignRefusals } from './refusals/campaign.ts'
import { careRefusals } from './refusals/care.ts'
import { clubRefusals } from './refusals/club.ts'
import { contentRefusals } from './refusals/content.ts'
import { deviceRefusals } from './refusals/device.ts'
import { deviceLogRefusals } from './refusals/device-log.ts'
import { discountRefusals } from './refusals/discount.ts'
import { goodsRefusals } from './refusals/goods.ts'
import { hostRefusals } from './refusals/host.ts'
import { importRefusals } from './refusals/import.ts'
import { insightRefusals } from './refusals/insight.ts'
import { joiningRefusals } from './refusals/joining.ts'
import { journeyRefusals } from './refusals/journey.ts'
import { memberGroupRefusals } from './refusals/member-groups.ts'
import { memberRefusals } from './refusals/member.ts'
import { orgRefusals } from './refusals/org.ts'
import { plannerRefusals } from './refusals/planner.ts'
import { planningRefusals } from './refusals/planning.ts'
import { programRefusals } from './refusals/program.ts'
import { reportRefusals } from './refusals/report.ts'
import { rewardRefusals } from './refusals/reward.ts'
import { saleRefusals } from './refusals/sale.ts'
import { standingRefusals } from './refusals/standing.ts'
import { surveyRefusals } from './refusals/survey.ts'
import { walletRefusals } from './refusals/wallet.ts'

export type RefusalText = Readonly<{ status: number; en: string; zh: string }>

/** Each room's codes; a code stands in one of them only. A room adds its own file and one line here. */
export const refusalTables: readonly Readonly<Record<string, RefusalText>>[] = [
  hostRefusals,
  orgRefusals,
  memberRefusals,
  memberGroupRefusals,
  goodsRefusals,
  programRefusals,
  standingRefusals,
  walletRefusals,
  saleRefusals,
  discountRefusals,
  joiningRefusals,
  rewardRefusals,
  importRefusals,
  bookingRefusals,
  clubRefusals,
  insightRefusals,
  planningRefusals,
  careRefusals,
  reportRefusals,
  surveyRefusals,
  campaignRefusals,
  contentRefusals,
  journeyRefusals,
  plannerRefusals,
  deviceRefusals,
  deviceLogRefusals,
]

/** One table for every code: its status and its words. */
export const refusals: Readonly<Record<string, RefusalText>> = Object.assign({}, ...refusalTables)
