import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { AnyRoute } from '@tanstack/react-router'
import { isProblem } from '#ui/call.ts'
import { chainQuery, meQuery } from './me.ts'
import { Broken, Missing } from './shell/missing.tsx'
import { Shell } from './shell/shell.tsx'
import { applicationsRoutes } from './applications/routes.ts'
import { campaignsRoutes } from './campaigns/routes.ts'
import { careRoutes } from './care/routes.ts'
import { bookingsRoutes } from './bookings/routes.ts'
import { clubRoutes } from './club/routes.ts'
import { contentRoutes } from './content/routes.ts'
import { journeysRoutes } from './journeys/routes.ts'
import { channelsRoutes } from './channels/routes.ts'
import { importsRoutes } from './imports/routes.ts'
import { insightRoutes } from './insight/routes.ts'
import { segmentsRoutes } from './segments/routes.ts'
import { likesRoutes } from './likes/routes.ts'
import { membersRoutes } from './members/routes.ts'
import { orgRoutes } from './org/routes.ts'
import { plannerRoutes } from './planner/routes.ts'
import { planningRoutes } from './planning/routes.ts'
import { programRoutes } from './program/routes.ts'
import { devicesRoutes } from './devices/routes.ts'
import { reportsRoutes } from './reports/routes.ts'
import { rewardsRoutes } from './rewards/routes.ts'
import { salesRoutes } from './sales/routes.ts'
import { surveysRoutes } from './surveys/routes.ts'
import { valueRoutes } from './value/routes.ts'
import { walletRoutes } from './wallet/routes.ts'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: Missing,
  errorComponent: Broken,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  beforeLoad: async ({ context }) => {
    const { setUp } = await context.queries.ensureQueryData(chainQuery)
    if (!setUp) throw redirect({ to: '/set-up' })
  },
  component: lazyRouteComponent(() => import('./start/sign-in.tsx'), 'SignInPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  beforeLoad: async ({ context }) => {
    const chain = await context.queries.ensureQueryData(chainQuery)
    if (chain.setUp) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(() => import('./start/set-up.tsx'), 'SetUpPage'),
})

/** C05: the public page of an application form; nobody signs in to fill it. */
const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$code',
  component: lazyRouteComponent(() => import('./join/join-page.tsx'), 'JoinPage'),
})

/** What a till without a network shows a member to open: their own phone asks for the code that pays. */
const voucher = createRoute({
  getParentRoute: () => root,
  path: '/voucher/$deviceCode',
  component: lazyRouteComponent(() => import('./voucher/voucher-page.tsx'), 'VoucherPage'),
})

/** What the code on a receipt opens on the customer's phone; the secret stands behind `#`. */
const receipt = createRoute({
  getParentRoute: () => root,
  path: '/receipt',
  component: lazyRouteComponent(() => import('./receipt/receipt-page.tsx'), 'ReceiptPage'),
})

/** Everything inside needs somebody who is signed in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const chain = await context.queries.ensureQueryData(chainQuery)
    if (!chain.setUp) throw redirect({ to: '/set-up' })
    try {
      await context.queries.ensureQueryData(meQuery)
    } catch (trouble) {
      if (isProblem(trouble) && trouble.problem.status === 401) {
        throw redirect({ to: '/sign-in', search: { next: location.href } })
      }
      throw trouble
    }
  },
  component: Shell,
})

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
})

/** An address inside that leads nowhere keeps the menu, so that one can go on. */
const nowhere = createRoute({ getParentRoute: () => shell, path: '$', component: Missing })

/** Pages by area; an area adds its routes here and its place in the menu in shell/places.tsx. */
const areas: readonly AnyRoute[] = [
  ...applicationsRoutes(() => shell),
  ...membersRoutes(() => shell),
  ...rewardsRoutes(() => shell),
  ...devicesRoutes(() => shell),
  ...salesRoutes(() => shell),
  ...insightRoutes(() => shell),
  ...reportsRoutes(() => shell),
  ...segmentsRoutes(() => shell),
  ...campaignsRoutes(() => shell),
  ...careRoutes(() => shell),
  ...contentRoutes(() => shell),
  ...journeysRoutes(() => shell),
  ...plannerRoutes(() => shell),
  ...surveysRoutes(() => shell),
  ...bookingsRoutes(() => shell),
  ...clubRoutes(() => shell),
  ...likesRoutes(() => shell),
  ...channelsRoutes(() => shell),
  ...importsRoutes(() => shell),
  ...planningRoutes(() => shell),
  ...programRoutes(() => shell),
  ...walletRoutes(() => shell),
  ...valueRoutes(() => shell),
  ...orgRoutes(() => shell),
]

export function makeRouter(queries: QueryClient) {
  const tree = root.addChildren([
    signIn,
    setUp,
    join,
    voucher,
    receipt,
    shell.addChildren([overview, ...areas, nowhere]),
  ])
  return createRouter({
    routeTree: tree,
    context: { queries },
    scrollRestoration: true,
    defaultPendingMs: 400,
  })
}
