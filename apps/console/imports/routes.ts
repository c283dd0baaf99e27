import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const importsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/imports', () => import('./imports-page.tsx'), 'ImportsPage'),
  pageRoute(parent, '/imports/new', () => import('./new-import-page.tsx'), 'NewImportPage'),
  pageRoute(parent, '/imports/$id', () => import('./import-page.tsx'), 'ImportPage'),
]
