import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { authenticate } from './authenticate.ts'
import * as benefits from './benefits.ts'
import { authenticateMember } from './contract/authentication.ts'
import {
  answerBenefitUse,
  benefitMatrix,
  benefitReport,
  listBenefitUses,
  useBenefit,
  voidBenefitUse,
} from './contract/benefit.ts'
import { inviteToTier, setTier, showStanding, tierReport } from './contract.ts'
import { invite, set } from './invite.ts'
import { report, show } from './show.ts'

export const standingRoutes: Route<Work>[] = [
  on(authenticateMember, authenticate),
  on(showStanding, show),
  on(inviteToTier, invite),
  on(setTier, set),
  on(tierReport, report),
  on(benefitMatrix, benefits.showMatrix),
  on(useBenefit, benefits.use),
  on(answerBenefitUse, benefits.answer),
  on(voidBenefitUse, benefits.makeVoid),
  on(listBenefitUses, benefits.list),
  on(benefitReport, benefits.report),
]
