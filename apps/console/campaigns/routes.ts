import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const campaignsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/campaigns', () => import('./campaigns-page.tsx'), 'CampaignsPage'),
  pageRoute(parent, '/campaigns/new', () => import('./new-campaign-page.tsx'), 'NewCampaignPage'),
  pageRoute(parent, '/campaigns/learn', () => import('./learn-page.tsx'), 'LearnPage'),
  pageRoute(parent, '/campaigns/approvals', () => import('./approvals-page.tsx'), 'ApprovalsPage'),
  pageRoute(parent, '/campaigns/holdout', () => import('./holdout-page.tsx'), 'HoldoutPage'),
  pageRoute(parent, '/campaigns/$id', () => import('./campaign-page.tsx'), 'CampaignPage'),
  pageRoute(parent, '/campaigns/$id/report', () => import('./report-page.tsx'), 'ReportPage'),
]
