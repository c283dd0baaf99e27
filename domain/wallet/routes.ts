import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as adjusting from './adjust.ts'
import { decide } from './approve.ts'
import * as breakages from './breakage.ts'
import * as liabilities from './liability.ts'
import { adjustments, adjustValue, decideAdjustment } from './contract/adjustment.ts'
import { transferCoupon } from './contract/coupon-transfer.ts'
import { passCoupon } from './transfer-coupon.ts'
import { findCoupon, issueCoupon, memberCoupons, voidCoupon } from './contract/coupon.ts'
import { memberCredit, payAccount, setCreditLine } from './contract/credit.ts'
import { valueEvent } from './contract/event.ts'
import { placeHold, releaseHold, showHold } from './contract/hold.ts'
import { mergeMembers, undoMemberMerge } from './contract/merge.ts'
import { listTopUps, previewTopUp, showTopUp, topUpMember } from './contract/top-up.ts'
import { memberTransfers, transferValue } from './contract/transfer.ts'
import { breakage, liability, liabilityFile } from './contract/value.ts'
import { freezeValue, liftFreeze, memberFreezes } from './contract/freeze.ts'
import { ledgerLines, showWallet, valueReport } from './contract.ts'
import * as credit from './credit-line.ts'
import { event } from './event.ts'
import * as holds from './hold.ts'
import { find, issueOne, makeVoid, ofMember } from './issue-coupon.ts'
import { merge } from './merge.ts'
import { freeze, lift, list as listFreezes } from './freeze.ts'
import { lines, show, totals } from './show.ts'
import { preview, topUp } from './top-up.ts'
import * as topUps from './top-ups.ts'
import * as transfers from './transfer.ts'
import { undoMerge } from './unmerge.ts'

export const walletRoutes: Route<Work>[] = [
  on(showWallet, show),
  on(ledgerLines, lines),
  on(valueReport, totals),
  on(issueCoupon, issueOne),
  on(memberCoupons, ofMember),
  on(transferCoupon, passCoupon),
  on(findCoupon, find),
  on(voidCoupon, makeVoid),
  on(freezeValue, freeze),
  on(liftFreeze, lift),
  on(memberFreezes, listFreezes),
  on(liability, liabilities.report),
  on(liabilityFile, liabilities.file),
  on(breakage, breakages.report),
  on(topUpMember, topUp),
  on(previewTopUp, preview),
  on(listTopUps, topUps.list),
  on(showTopUp, topUps.show),
  on(adjustValue, adjusting.adjust),
  on(decideAdjustment, decide),
  on(adjustments, adjusting.list),
  on(transferValue, transfers.transfer),
  on(memberTransfers, transfers.list),
  on(placeHold, holds.place),
  on(releaseHold, holds.release),
  on(showHold, holds.show),
  on(mergeMembers, merge),
  on(undoMemberMerge, undoMerge),
  on(setCreditLine, credit.setLine),
  on(payAccount, credit.pay),
  on(memberCredit, credit.showCredit),
  on(valueEvent, event),
]
