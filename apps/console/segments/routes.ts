import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const segmentsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/segments', () => import('./segments-page.tsx'), 'SegmentsPage'),
  pageRoute(parent, '/segments/build', () => import('./builder-page.tsx'), 'BuilderPage'),
  pageRoute(parent, '/segments/$id', () => import('./segment-page.tsx'), 'SegmentPage'),
]
