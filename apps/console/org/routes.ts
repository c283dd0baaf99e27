import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const orgRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/branches', () => import('./branches-page.tsx'), 'BranchesPage'),
  pageRoute(parent, '/staff', () => import('./staff-page.tsx'), 'StaffPage'),
  pageRoute(parent, '/keys', () => import('./keys-page.tsx'), 'KeysPage'),
]
