import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const devicesRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
  pageRoute(parent, '/devices', () => import('./devices-page.tsx'), 'DevicesPage'),
  pageRoute(parent, '/devices/$id', () => import('./device-page.tsx'), 'DevicePage'),
]
