import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const walletRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/members/$id/wallet', () => import('./wallet-page.tsx'), 'WalletPage'),
  pageRoute(parent, '/members/$id/top-up', () => import('./top-up-page.tsx'), 'TopUpPage'),
  pageRoute(parent, '/top-ups', () => import('./top-ups-page.tsx'), 'TopUpsPage'),
  pageRoute(parent, '/top-ups/$id', () => import('./top-up-receipt.tsx'), 'TopUpReceiptPage'),
  pageRoute(parent, '/top-ups/$id/refund', () => import('./refund-page.tsx'), 'RefundPage'),
  pageRoute(parent, '/corrections', () => import('./corrections-page.tsx'), 'CorrectionsPage'),
]
