import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { audience, memberInsight } from './audience.ts'
import { boughtReport, nextNeedReport } from './baskets.ts'
import { audienceReasons, builtAudience, countAudience } from './build.ts'
import * as contract from './contract.ts'
import * as built from './contract/audience.ts'
import * as finance from './contract/finance.ts'
import * as forecast from './contract/forecast.ts'
import * as together from './contract/baskets.ts'
import * as loyal from './contract/loyalty.ts'
import * as moves from './contract/movement.ts'
import * as people from './contract/people.ts'
import * as rebuilding from './contract/rebuilding.ts'
import * as shop from './contract/shop.ts'
import * as signs from './contract/signs.ts'
import * as trends from './contract/trends.ts'
import * as trial from './contract/trial.ts'
import { birthdaysReport, demographicsReport } from './demographics.ts'
import { financeProfiles, saveFinanceProfile } from './finance.ts'
import { segmentHabits } from './habits.ts'
import * as forecasts from './forecasts.ts'
import { hoursReport } from './hours.ts'
import { markKeyProduct } from './key-products.ts'
import { loyaltyReport } from './loyalty.ts'
import { movementReport } from './movement.ts'
import { placesReport } from './places.ts'
import { productRanking } from './products.ts'
import { activityReport, recencyReport, repeatReport } from './quiet.ts'
import { latestRebuilding, startRebuilding } from './rebuild.ts'
import { ladderReport, paretoReport, quadrantReport, rfmReport } from './report.ts'
import { listSegments, saveSegment, segmentMembers, segmentVersions, showSegment } from './segments.ts'
import { deadUsersReport, visitFunnelReport } from './signs.ts'
import { soldReport } from './sold-by.ts'
import { billsReport, monthsReport } from './spend.ts'
import { trendsReport } from './trends.ts'

export const insightRoutes: Route<Work>[] = [
  on(contract.rfm, rfmReport),
  on(contract.quadrants, quadrantReport),
  on(contract.ladder, ladderReport),
  on(contract.pareto, paretoReport),
  on(contract.audience, audience),
  on(contract.memberInsight, memberInsight),
  on(contract.saveSegment, saveSegment),
  on(contract.listSegments, listSegments),
  on(contract.showSegment, showSegment),
  on(contract.segmentMembers, segmentMembers),
  on(shop.productRanking, productRanking),
  on(shop.markKeyProduct, markKeyProduct),
  on(shop.hoursReport, hoursReport),
  on(shop.monthsReport, monthsReport),
  on(shop.billsReport, billsReport),
  on(shop.placesReport, placesReport),
  on(shop.soldReport, soldReport),
  on(people.demographics, demographicsReport),
  on(people.birthdays, birthdaysReport),
  on(people.activity, activityReport),
  on(people.recency, recencyReport),
  on(people.repeatRate, repeatReport),
  on(signs.deadUsers, deadUsersReport),
  on(signs.visitFunnel, visitFunnelReport),
  on(trends.trends, trendsReport),
  on(finance.saveFinanceProfile, saveFinanceProfile),
  on(finance.financeProfiles, financeProfiles),
  on(loyal.loyalty, loyaltyReport),
  on(together.bought, boughtReport),
  on(together.nextNeed, nextNeedReport),
  on(trial.segmentHabits, segmentHabits),
  on(built.countAudience, countAudience),
  on(built.builtAudience, builtAudience),
  on(built.audienceReasons, audienceReasons),
  on(built.segmentVersions, segmentVersions),
  on(moves.movement, movementReport),
  on(rebuilding.startRebuilding, startRebuilding),
  on(rebuilding.latestRebuilding, latestRebuilding),
  on(forecast.showForecast, forecasts.forecast),
  on(forecast.askForecast, forecasts.askFor),
  on(forecast.forecastMembers, forecasts.members),
  on(forecast.memberForecast, forecasts.ofMember),
]
