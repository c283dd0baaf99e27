import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as blankCards from './blank-cards.ts'
import * as blankContract from './contract/blank-card.ts'
import * as cardContract from './contract/card.ts'
import * as cards from './cards.ts'
import * as completeness from './completeness.ts'
import * as completenessContract from './contract/completeness.ts'
import * as formContract from './contract/form.ts'
import * as householdContract from './contract/household.ts'
import * as organisationContract from './contract/organisation.ts'
import { wishSalesCalls } from './contract/respect.ts'
import * as placeContract from './contract/form-place.ts'
import * as formPlaces from './form-places.ts'
import * as forms from './forms.ts'
import * as households from './households.ts'
import * as organisations from './organisations.ts'
import * as submissions from './submissions.ts'
import * as contract from './contract.ts'
import { enrol } from './enrol.ts'
import { memberMerges } from './contract/merge.ts'
import * as merge from './merge.ts'
import { reset } from './pin.ts'
import * as profile from './profile.ts'
import { wish as wishCalls } from './respect.ts'
import { exportCsv, list } from './search.ts'

export const memberRoutes: Route<Work>[] = [
  on(contract.enrolMember, enrol),
  on(contract.listMembers, list),
  on(contract.showMember, profile.show),
  on(contract.changeProfile, profile.change),
  on(contract.exportMembers, exportCsv),
  on(contract.consent, profile.recordConsent),
  on(wishSalesCalls, wishCalls),
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
  on(blankContract.makeCardBatch, blankCards.makeCardBatch),
  on(blankContract.listCardBatches, blankCards.listBatches),
  on(blankContract.cardStock, blankCards.stock),
  on(blankContract.cardPrints, blankCards.prints),
  on(blankContract.cardPrintFile, blankCards.printFile),
  on(blankContract.keepCardDesign, blankCards.keepDesign),
  on(blankContract.listCardDesigns, blankCards.listDesigns),
  on(blankContract.registerCard, blankCards.register),
  on(formContract.keepForm, forms.keepForm),
  on(formContract.listForms, forms.listForms),
  on(formContract.showForm, forms.showForm),
  on(formContract.issueForms, forms.issueForms),
  on(placeContract.formPlaces, formPlaces.places),
  on(placeContract.allFormPlaces, formPlaces.everyPlace),
  on(placeContract.keepFormPlaces, formPlaces.keepPlaces),
  on(formContract.publicForm, forms.publicForm),
  on(formContract.submitForm, submissions.submit),
  on(formContract.listSubmissions, submissions.list),
  on(formContract.decideSubmission, submissions.decide),
  on(householdContract.joinHousehold, households.join),
  on(householdContract.leaveHousehold, households.leave),
  on(householdContract.keepHouseholdQuota, households.keepQuota),
  on(householdContract.showHousehold, households.show),
  on(organisationContract.enrolOrganisation, organisations.enrolOrganisation),
  on(organisationContract.changeOrganisation, organisations.changeOrganisation),
  on(organisationContract.listOrganisations, organisations.list),
  on(organisationContract.showOrganisation, organisations.show),
  on(organisationContract.addContact, organisations.addContact),
  on(organisationContract.changeContact, organisations.changeContact),
  on(organisationContract.recordContactConsent, organisations.recordContactConsent),
  on(completenessContract.memberCompleteness, completeness.show),
  on(completenessContract.membersToComplete, completeness.toComplete),
  on(completenessContract.staleMembers, completeness.stale),
  on(completenessContract.confirmProfile, completeness.confirm),
]
