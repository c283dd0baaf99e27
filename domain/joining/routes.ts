import type { Route } from '#base/endpoint'
import type { Work } from '#db/work'

export const joiningRoutes: Route<Work>[] = []
