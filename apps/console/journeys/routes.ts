import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const journeysRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/journeys', () => import('./journeys-page.tsx'), 'JourneysPage'),
  pageRoute(parent, '/journeys/new', () => import('./journey-form-page.tsx'), 'JourneyFormPage'),
  pageRoute(parent, '/journeys/lists', () => import('./lists-page.tsx'), 'ListsPage'),
  pageRoute(parent, '/journeys/$id', () => import('./journey-page.tsx'), 'JourneyPage'),
]
