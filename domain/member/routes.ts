import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as cardContract from './contract/card.ts'
import * as cards from './cards.ts'
import * as contract from './contract.ts'
import { enrol } from './enrol.ts'
import { memberMerges } from './contract/merge.ts'
import * as merge from './merge.ts'
import { reset } from './pin.ts'
import * as profile from './profile.ts'
import { exportCsv, list } from './search.ts'

export const memberRoutes: Route<Work>[] = [
  on(contract.enrolMember, enrol),
  on(contract.listMembers, list),
  on(contract.showMember, profile.show),
  on(contract.changeProfile, profile.change),
  on(contract.exportMembers, exportCsv),
  on(contract.consent, profile.recordConsent),
  on(contract.sourceReport, profile.sources),
  on(contract.listFields, profile.listFields),
  on(contract.keepField, profile.keep),
  on(contract.listSeries, profile.listSeries),
  on(contract.keepSeries, profile.openSeries),
  on(cardContract.memberCards, cards.show),
  on(cardContract.reportCardLoss, cards.reportLoss),
  on(cardContract.reportCardFinding, cards.reportFinding),
  on(cardContract.replaceCard, cards.replace),
  on(cardContract.resetPin, reset),
  on(memberMerges, merge.list),
]
