import type { Route } from '#base/endpoint'
import type { Finding } from '#db/audit'
import type { Job } from '#db/jobs'
import type { Work, World } from '#db/work'
import { carrierRoutes, type Outlets } from '#domain/campaign/index'
import { campaignJobs, noticeJobs } from '#domain/campaign/jobs'
import type { Mailer } from '#domain/campaign/model'
import { campaignRoutes } from '#domain/campaign/routes'
import { agentJobs, careJobs } from '#domain/care/jobs'
import { careRoutes } from '#domain/care/routes'
import { bookingJobs } from '#domain/booking/jobs'
import { bookingRoutes } from '#domain/booking/routes'
import { clubRoutes } from '#domain/club/routes'
import type { Publisher } from '#domain/content/index'
import { contentJobs } from '#domain/content/jobs'
import { contentRoutes } from '#domain/content/routes'
import { demoJobs } from '#domain/demo/jobs'
import { demoRoutes } from '#domain/demo/routes'
import { printRoutes } from '#domain/device/index'
import { deviceJobs } from '#domain/device/jobs'
import { deviceRoutes } from '#domain/device/routes'
import { goodsRoutes } from '#domain/goods/routes'
import { importJobs } from '#domain/import/jobs'
import { importRoutes } from '#domain/import/routes'
import { forecastJobs, insightJobs } from '#domain/insight/jobs'
import { insightRoutes } from '#domain/insight/routes'
import { joiningJobs } from '#domain/joining/jobs'
import { joiningRoutes } from '#domain/joining/routes'
import { journeyJobs } from '#domain/journey/jobs'
import { journeyRoutes } from '#domain/journey/routes'
import { memberRoutes } from '#domain/member/routes'
import { orgJobs } from '#domain/org/jobs'
import { orgRoutes } from '#domain/org/routes'
import { plannerRoutes } from '#domain/planner/routes'
import { planningJobs } from '#domain/planning/jobs'
import { planningRoutes } from '#domain/planning/routes'
import { shelfRoutes } from '#domain/program/index'
import { programRoutes } from '#domain/program/routes'
import { reportFileRoutes } from '#domain/report/index'
import { reportJobs, reportPostJobs } from '#domain/report/jobs'
import { reportRoutes } from '#domain/report/routes'
import { rewardJobs } from '#domain/reward/jobs'
import { rewardRoutes } from '#domain/reward/routes'
import { saleJobs } from '#domain/sale/jobs'
import { saleRoutes } from '#domain/sale/routes'
import { standingJobs } from '#domain/standing/jobs'
import { standingRoutes } from '#domain/standing/routes'
import { surveyRoutes } from '#domain/survey/routes'
import { walletJobs } from '#domain/wallet/jobs'
import { walletRoutes } from '#domain/wallet/routes'
import { tryMail, tryOut } from './outside/try-out.ts'
import { printTo } from './outside/printer.ts'
import { reportFont } from './outside/report-font.ts'
import { shippedTemplates } from './outside/program-templates.ts'

/** Every endpoint of every room, in the rooms' order. A new room adds its line here. */
export const routes: readonly Route<Work>[] = [
  ...orgRoutes,
  ...memberRoutes,
  ...goodsRoutes,
  ...programRoutes,
  ...shelfRoutes(shippedTemplates),
  ...standingRoutes,
  ...walletRoutes,
  ...saleRoutes,
  ...joiningRoutes,
  ...rewardRoutes,
  ...deviceRoutes,
  ...printRoutes(printTo),
  ...importRoutes,
  ...bookingRoutes,
  ...clubRoutes,
  ...insightRoutes,
  ...surveyRoutes,
  ...planningRoutes,
  ...campaignRoutes,
  ...contentRoutes,
  ...careRoutes,
  ...journeyRoutes,
  ...plannerRoutes,
  ...reportRoutes,
  ...reportFileRoutes(reportFont),
  ...carrierRoutes(tryOut, tryMail),
  ...demoRoutes,
]

/** What the program hands to jobs that reach the world outside. */
export type Surroundings = Readonly<{
  world: World
  /** Null without a mail server: e-mail campaigns are refused then, and letters wait. */
  mailer: Mailer | null
  /** The ways out to providers; without them messages by SMS and WeChat wait. */
  outlets?: Outlets
  /** The way to official accounts; without it broadcasts wait. */
  publisher?: Publisher
  /** Where members reach this program. */
  publicUrl: string
  /** The purchases shipped for a tour, as CSV text. */
  purchases: () => Promise<string>
  /** Told what the hourly audit found broken; the console shows it in any case. */
  alarm?: (findings: readonly Finding[], found: number) => void
}>

/** Every job of every room, for one process. */
export const jobsOf = ({
  world,
  mailer,
  outlets,
  publisher,
  publicUrl,
  purchases,
  alarm = () => undefined,
}: Surroundings): readonly Job[] => [
  ...orgJobs({ world, raise: alarm }),
  ...standingJobs,
  ...walletJobs,
  ...saleJobs,
  ...joiningJobs,
  ...rewardJobs,
  ...deviceJobs,
  ...importJobs(world),
  ...bookingJobs,
  ...insightJobs,
  ...forecastJobs(world),
  ...planningJobs(world),
  ...noticeJobs,
  ...careJobs,
  ...journeyJobs,
  ...agentJobs({ world, mailer }),
  ...campaignJobs({ world, mailer, publicUrl, ...(outlets === undefined ? {} : { outlets }) }),
  ...(publisher === undefined ? [] : contentJobs({ world, publisher })),
  ...reportJobs,
  ...(mailer === null ? [] : reportPostJobs({ world, mailer, font: reportFont })),
  ...demoJobs({ world, purchases }),
]
