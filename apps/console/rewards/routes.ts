import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const rewardsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/rewards', () => import('./rewards-page.tsx'), 'RewardsPage'),
]
