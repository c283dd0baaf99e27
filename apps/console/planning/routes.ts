import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const planningRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/program/rehearsals', () => import('./rehearsals-page.tsx'), 'RehearsalsPage'),
  pageRoute(parent, '/program/rehearsals/$id', () => import('./rehearsal-page.tsx'), 'RehearsalPage'),
  pageRoute(parent, '/program/health', () => import('./health-page.tsx'), 'HealthPage'),
  pageRoute(parent, '/program/budget', () => import('./budget-page.tsx'), 'BudgetPage'),
]
