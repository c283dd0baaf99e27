import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const plannerRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/plans', () => import('./plans-page.tsx'), 'PlansPage'),
  pageRoute(parent, '/plans/new', () => import('./plan-form-page.tsx'), 'PlanFormPage'),
  pageRoute(parent, '/plans/$id', () => import('./plan-page.tsx'), 'PlanPage'),
]
