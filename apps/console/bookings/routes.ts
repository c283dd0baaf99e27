import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const bookingsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/bookings', () => import('./bookings-page.tsx'), 'BookingsPage'),
  pageRoute(parent, '/bookings/offers', () => import('./offers-page.tsx'), 'OffersPage'),
]
