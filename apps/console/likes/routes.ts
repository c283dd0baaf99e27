import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const likesRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/like-offers', () => import('./likes-page.tsx'), 'LikesPage'),
  pageRoute(parent, '/like-offers/new', () => import('./like-form-page.tsx'), 'LikeFormPage'),
  pageRoute(parent, '/like-offers/$id', () => import('./like-page.tsx'), 'LikePage'),
]
