import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { publishProgram, showProgram } from './contract.ts'
import { programs, publish } from './publish.ts'

export const programRoutes: Route<Work>[] = [on(showProgram, programs), on(publishProgram, publish)]
