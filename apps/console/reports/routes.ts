import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const reportsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/reports', () => import('./reports-page.tsx'), 'ReportsPage'),
  pageRoute(parent, '/reports/schedules', () => import('./schedules-page.tsx'), 'SchedulesPage'),
  pageRoute(parent, '/reports/products', () => import('./products-page.tsx'), 'ProductsPage'),
  pageRoute(parent, '/reports/hours', () => import('./hours-page.tsx'), 'HoursPage'),
  pageRoute(parent, '/reports/months', () => import('./months-page.tsx'), 'MonthsPage'),
  pageRoute(parent, '/reports/bills', () => import('./bills-page.tsx'), 'BillsPage'),
  pageRoute(parent, '/reports/places', () => import('./places-page.tsx'), 'PlacesPage'),
  pageRoute(parent, '/reports/sold', () => import('./sold-page.tsx'), 'SoldPage'),
  pageRoute(parent, '/reports/demographics', () => import('./demographics-page.tsx'), 'DemographicsPage'),
  pageRoute(parent, '/reports/birthdays', () => import('./birthdays-page.tsx'), 'BirthdaysPage'),
  pageRoute(parent, '/reports/activity', () => import('./activity-page.tsx'), 'ActivityPage'),
  pageRoute(parent, '/reports/recency', () => import('./recency-page.tsx'), 'RecencyPage'),
  pageRoute(parent, '/reports/repeat', () => import('./repeat-page.tsx'), 'RepeatPage'),
  pageRoute(parent, '/reports/$code', () => import('./sheet-page.tsx'), 'SheetPage'),
]
