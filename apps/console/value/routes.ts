import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const valueRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/liability', () => import('./liability-page.tsx'), 'LiabilityPage'),
  pageRoute(parent, '/reconciliation', () => import('./reconciliation-page.tsx'), 'ReconciliationPage'),
  pageRoute(parent, '/audit', () => import('./audit-page.tsx'), 'AuditPage'),
]
