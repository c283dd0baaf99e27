import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { foundDemo, showDemo } from './contract.ts'
import { found, show } from './found.ts'

export const demoRoutes: Route<Work>[] = [on(foundDemo, found), on(showDemo, show)]
