import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const careRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/care', () => import('./care-page.tsx'), 'CarePage'),
]
