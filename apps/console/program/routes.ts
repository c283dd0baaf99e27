import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const programRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/program', () => import('./program-page.tsx'), 'ProgramPage'),
  pageRoute(parent, '/program/templates', () => import('./templates-page.tsx'), 'TemplatesPage'),
]
