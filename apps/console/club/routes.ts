import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const clubRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/club', () => import('./club-page.tsx'), 'ClubPage'),
]
