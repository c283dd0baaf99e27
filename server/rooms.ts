import type { Route } from '#base/endpoint'
import type { Job } from '#db/jobs'
import type { Work, World } from '#db/work'
import { goodsRoutes } from '#domain/goods/routes'
import { importJobs } from '#domain/import/jobs'
import { importRoutes } from '#domain/import/routes'
import { insightJobs } from '#domain/insight/jobs'
import { insightRoutes } from '#domain/insight/routes'
import { memberRoutes } from '#domain/member/routes'
import { orgRoutes } from '#domain/org/routes'
import { programRoutes } from '#domain/program/routes'
import { saleRoutes } from '#domain/sale/routes'
import { walletRoutes } from '#domain/wallet/routes'

/** Every endpoint of every room, in the rooms' order. A new room adds its line here. */
export const routes: readonly Route<Work>[] = [
  ...orgRoutes,
  ...memberRoutes,
  ...goodsRoutes,
  ...programRoutes,
  ...walletRoutes,
  ...saleRoutes,
  ...importRoutes,
  ...insightRoutes,
]

/** Every job of every room, for one process. */
export const jobsOf = (world: World): readonly Job[] => [...importJobs(world), ...insightJobs]
