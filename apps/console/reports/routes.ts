import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const reportsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/reports', () => import('./reports-page.tsx'), 'ReportsPage'),
  pageRoute(parent, '/reports/schedules', () => import('./schedules-page.tsx'), 'SchedulesPage'),
  pageRoute(parent, '/reports/$code', () => import('./sheet-page.tsx'), 'SheetPage'),
]
