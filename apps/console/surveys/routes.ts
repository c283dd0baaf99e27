import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const surveysRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/surveys', () => import('./surveys-page.tsx'), 'SurveysPage'),
  pageRoute(parent, '/surveys/new', () => import('./survey-form-page.tsx'), 'SurveyFormPage'),
  pageRoute(parent, '/surveys/$id', () => import('./survey-page.tsx'), 'SurveyPage'),
]
