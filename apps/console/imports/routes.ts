import type { AnyRoute } from '@tanstack/react-router'
import { pageRoute } from '../page-route.ts'

export const importsRoutes = (parent: () => AnyRoute): readonly AnyRoute[] => [
]
