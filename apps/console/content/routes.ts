import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const contentRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/content', () => import('./plan-page.tsx'), 'ContentPlanPage'),
  pageRoute(parent, '/content/new', () => import('./form-page.tsx'), 'BroadcastFormPage'),
  pageRoute(parent, '/content/$id', () => import('./broadcast-page.tsx'), 'BroadcastPage'),
]
