import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { joinAsMember, memberMemberships, previewMembership } from './contract.ts'
import { history, join, preview } from './join.ts'

export const joiningRoutes: Route<Work>[] = [
  on(joinAsMember, join),
  on(previewMembership, preview),
  on(memberMemberships, history),
]
