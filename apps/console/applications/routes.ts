import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const applicationsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/members/applications', () => import('./applications-page.tsx'), 'ApplicationsPage'),
  pageRoute(parent, '/members/applications/new', () => import('./form-page.tsx'), 'NewFormPage'),
  pageRoute(parent, '/members/applications/$code/codes', () => import('./codes-page.tsx'), 'CodesPage'),
  pageRoute(parent, '/members/applications/$code', () => import('./form-page.tsx'), 'FormPage'),
]
