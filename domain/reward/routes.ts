import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as claims from './claim.ts'
import { change, makeVoid } from './change-redemption.ts'
import * as clearing from './clearing-list.ts'
import { collectClaim, listClaims, memberClaims } from './contract/claim.ts'
import { clearingList, clearingPreview } from './contract/clearing.ts'
import {
  listPackCodes,
  listPaperBranches,
  makePackCodes,
  sayPaperBranch,
  usePackCode,
  voidPackCodes,
} from './contract/pack-code.ts'
import { listPeriodRewards, memberPeriodReward, periodDeliveries } from './contract/period.ts'
import { recordPointsEvent } from './contract/points-event.ts'
import { pointsProjection, pointsStatement } from './contract/statement.ts'
import {
  changeRedemption,
  listRedemptions,
  memberGifts,
  redeemGift,
  showRedemption,
  voidRedemption,
} from './contract.ts'
import * as gifts from './gifts.ts'
import * as packCodes from './pack-codes.ts'
import * as periods from './period-show.ts'
import { recordEvent } from './points-event.ts'
import { redeem } from './redeem.ts'
import { projection, statement } from './statement.ts'

export const rewardRoutes: Route<Work>[] = [
  on(redeemGift, redeem),
  on(listRedemptions, gifts.list),
  on(showRedemption, gifts.show),
  on(changeRedemption, change),
  on(voidRedemption, makeVoid),
  on(memberGifts, gifts.forMember),
  on(recordPointsEvent, recordEvent),
  on(makePackCodes, packCodes.make),
  on(listPackCodes, packCodes.list),
  on(voidPackCodes, packCodes.makeVoid),
  on(usePackCode, packCodes.use),
  on(sayPaperBranch, packCodes.sayPaper),
  on(listPaperBranches, packCodes.listPaper),
  on(clearingList, clearing.list),
  on(clearingPreview, clearing.preview),
  on(pointsStatement, statement),
  on(pointsProjection, projection),
  on(memberClaims, claims.ofMember),
  on(collectClaim, claims.collect),
  on(listClaims, claims.list),
  on(memberPeriodReward, periods.ofMember),
  on(listPeriodRewards, periods.list),
  on(periodDeliveries, periods.deliveries),
]
