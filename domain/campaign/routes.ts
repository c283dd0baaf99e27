import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as contract from './contract.ts'
import { memberNotices } from './contract/notice.ts'
import { forecast } from './forecast.ts'
import { launch } from './launch.ts'
import { memberNoticesShown } from './notices.ts'
import { plan } from './plan.ts'
import { report } from './report.ts'
import { list, messages, show } from './show.ts'
import { exportSms } from './sms-file.ts'
import { unsubscribeBy } from './unsubscribe.ts'

export const campaignRoutes: Route<Work>[] = [
  on(contract.planCampaign, plan),
  on(contract.listCampaigns, list),
  on(contract.showCampaign, show),
  on(contract.campaignForecast, forecast),
  on(contract.launchCampaign, launch),
  on(contract.listMessages, messages),
  on(contract.smsFile, exportSms),
  on(contract.campaignReport, report),
  on(memberNotices, memberNoticesShown),
  on(contract.unsubscribe, unsubscribeBy),
]
