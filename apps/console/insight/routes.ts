import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'
import { questionRoutes } from './question-routes.ts'

export const insightRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/insight', () => import('./insight-page.tsx'), 'InsightPage'),
  pageRoute(parent, '/insight/rfm', () => import('./rfm-page.tsx'), 'RfmPage'),
  pageRoute(parent, '/insight/quadrants', () => import('./quadrants-page.tsx'), 'QuadrantsPage'),
  pageRoute(parent, '/insight/ladder', () => import('./ladder-page.tsx'), 'LadderPage'),
  pageRoute(parent, '/insight/pareto', () => import('./pareto-page.tsx'), 'ParetoPage'),
  ...questionRoutes(parent),
  pageRoute(parent, '/insight/come-back', () => import('./come-back-page.tsx'), 'ComeBackPage'),
  pageRoute(
    parent,
    '/insight/come-back/members',
    () => import('./come-back-members-page.tsx'),
    'ComeBackMembersPage',
  ),
  pageRoute(parent, '/insight/members', () => import('./audience-page.tsx'), 'AudiencePage'),
]
