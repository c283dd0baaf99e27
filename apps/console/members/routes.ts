import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const membersRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/members', () => import('./members-page.tsx'), 'MembersPage'),
  pageRoute(parent, '/members/new', () => import('./new-member-page.tsx'), 'NewMemberPage'),
  pageRoute(parent, '/members/$id', () => import('./member-page.tsx'), 'MemberPage'),
  pageRoute(parent, '/members/$id/finance', () => import('../standing/finance-page.tsx'), 'FinancePage'),
  pageRoute(parent, '/members/$id/points', () => import('../standing/points-page.tsx'), 'PointsPage'),
  pageRoute(parent, '/members/$id/profile', () => import('./change-member-page.tsx'), 'ChangeMemberPage'),
]
