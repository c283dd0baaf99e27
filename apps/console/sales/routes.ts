import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const salesRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/sales', () => import('./sales-page.tsx'), 'SalesPage'),
  pageRoute(parent, '/sales/$id', () => import('./sale-page.tsx'), 'SalePage'),
  pageRoute(parent, '/sales/$id/return', () => import('./return-page.tsx'), 'ReturnPage'),
]
