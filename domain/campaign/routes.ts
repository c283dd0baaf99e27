import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as carriers from './carriers.ts'
import * as channels from './channels.ts'
import { cheapest } from './cheapest.ts'
import * as contract from './contract.ts'
import { decide } from './approve.ts'
import * as approvalContract from './contract/approval.ts'
import * as carrierContract from './contract/carrier.ts'
import * as channelContract from './contract/channel.ts'
import { makeStepList, postList, showStepLists, smsFile, stepListFile } from './contract/list.ts'
import { memberNotices } from './contract/notice.ts'
import * as preferenceContract from './contract/preferences.ts'
import * as holdoutContract from './contract/holdout.ts'
import { campaignReport } from './contract/report.ts'
import * as respectContract from './contract/respect.ts'
import { forecast } from './forecast.ts'
import * as holdout from './holdout.ts'
import { launch } from './launch.ts'
import { keepLimits, limits, list as launches } from './launches.ts'
import { memberNoticesShown } from './notices.ts'
import { plan } from './plan.ts'
import * as preferences from './preferences.ts'
import { programme } from './programme.ts'
import { report } from './report.ts'
import * as respect from './respect.ts'
import { list, messages, show } from './show.ts'
import { exportPost, exportSms } from './lists.ts'
import * as stepLists from './step-lists.ts'
import { unsubscribeBy } from './unsubscribe.ts'

export const campaignRoutes: Route<Work>[] = [
  on(contract.planCampaign, plan),
  on(contract.listCampaigns, list),
  on(contract.showCampaign, show),
  on(contract.campaignForecast, forecast),
  on(contract.launchCampaign, launch),
  on(approvalContract.listLaunches, launches),
  on(approvalContract.decideLaunch, decide),
  on(approvalContract.showLaunchLimits, limits),
  on(approvalContract.keepLaunchLimits, keepLimits),
  on(contract.listMessages, messages),
  on(smsFile, exportSms),
  on(postList, exportPost),
  on(showStepLists, stepLists.show),
  on(makeStepList, stepLists.make),
  on(stepListFile, stepLists.exportList),
  on(campaignReport, report),
  on(carrierContract.keepCarrier, carriers.keep),
  on(carrierContract.listCarriers, carriers.list),
  on(channelContract.channelStates, channels.states),
  on(channelContract.lastHandOffs, channels.handOffs),
  on(channelContract.stopList, channels.stopped),
  on(holdoutContract.showHoldout, holdout.show),
  on(holdoutContract.keepHoldout, holdout.keep),
  on(holdoutContract.holdoutReport, programme),
  on(respectContract.showRespect, respect.show),
  on(respectContract.keepRespect, respect.keep),
  on(respectContract.haltSending, respect.halt),
  on(respectContract.changeSending, respect.changeSending),
  on(respectContract.messageBudgets, respect.budgets),
  on(respectContract.keepMessageBudget, respect.keepBudget),
  on(respectContract.listReplies, respect.listReplies),
  on(respectContract.cheapestWays, cheapest),
  on(preferenceContract.showPreferences, preferences.showPreferences),
  on(preferenceContract.keepPreferences, preferences.keepPreferences),
  on(preferenceContract.preferenceLink, preferences.linkOf),
  on(memberNotices, memberNoticesShown),
  on(contract.unsubscribe, unsubscribeBy),
]
