import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

/** A page for each question of the shop; see questions.ts. */
export const questionRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/insight/products', () => import('./products-page.tsx'), 'ProductsPage'),
  pageRoute(parent, '/insight/sold', () => import('./sold-page.tsx'), 'SoldPage'),
  pageRoute(parent, '/insight/hours', () => import('./hours-page.tsx'), 'HoursPage'),
  pageRoute(parent, '/insight/months', () => import('./months-page.tsx'), 'MonthsPage'),
  pageRoute(parent, '/insight/trends', () => import('./trends-page.tsx'), 'TrendsPage'),
  pageRoute(parent, '/insight/bills', () => import('./bills-page.tsx'), 'BillsPage'),
  pageRoute(parent, '/insight/places', () => import('./places-page.tsx'), 'PlacesPage'),
  pageRoute(parent, '/insight/people', () => import('./people-page.tsx'), 'PeoplePage'),
  pageRoute(parent, '/insight/birthdays', () => import('./birthdays-page.tsx'), 'BirthdaysPage'),
  pageRoute(parent, '/insight/stale', () => import('./stale-page.tsx'), 'StalePage'),
  pageRoute(parent, '/insight/activity', () => import('./activity-page.tsx'), 'ActivityPage'),
  pageRoute(parent, '/insight/recency', () => import('./recency-page.tsx'), 'RecencyPage'),
  pageRoute(parent, '/insight/repeat', () => import('./repeat-page.tsx'), 'RepeatPage'),
  pageRoute(parent, '/insight/loyalty', () => import('./loyalty-page.tsx'), 'LoyaltyPage'),
  pageRoute(parent, '/insight/funnel', () => import('./funnel-page.tsx'), 'FunnelPage'),
  pageRoute(parent, '/insight/dead', () => import('./dead-page.tsx'), 'DeadPage'),
  pageRoute(parent, '/insight/baskets', () => import('./baskets-page.tsx'), 'BasketsPage'),
  pageRoute(parent, '/insight/next', () => import('./next-page.tsx'), 'NextPage'),
]
