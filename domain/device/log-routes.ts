import { on, type Route } from '#base/endpoint'
import { every, whenAsked, type Job } from '#db/jobs'
import type { Work } from '#db/work'
import * as bundle from './bundle.ts'
import { FOLLOW_RETURNS } from './carry-out.ts'
import { bundleAnswer, importBundle, showBundle } from './contract/bundle.ts'
import * as contract from './contract/log.ts'
import {
  listReservations,
  memberVoucher,
  placeLease,
  storeLeases,
  takeVoucher,
} from './contract/reservation.ts'
import * as exceptions from './exceptions.ts'
import { take } from './log.ts'
import { decide, followReturns } from './quarantine.ts'
import * as reservations from './reservations.ts'
import { returnOverdue } from './spend-reservation.ts'

/** The log of tills, what is set aside for them, and their files. */
export const logRoutes: readonly Route<Work>[] = [
  on(contract.takeSegments, take),
  on(contract.deviceEvents, exceptions.events),
  on(contract.deviceLog, exceptions.logShown),
  on(contract.deviceExceptions, exceptions.list),
  on(contract.settleException, exceptions.settle),
  on(contract.decideQuarantine, decide),
  on(contract.listShifts, exceptions.listOfShifts),
  on(takeVoucher, reservations.voucherForTill),
  on(memberVoucher, reservations.voucherForMember),
  on(placeLease, reservations.lease),
  on(storeLeases, reservations.ofStore),
  on(listReservations, reservations.list),
  on(importBundle, bundle.bring),
  on(showBundle, bundle.show),
  on(bundleAnswer, bundle.answer),
]

export const logJobs: readonly Job[] = [
  whenAsked({ name: FOLLOW_RETURNS }, followReturns),
  whenAsked({ name: bundle.FOLLOW_BUNDLES }, bundle.follow),
  every({ name: 'device.reservations', cron: '*/10 * * * *' }, returnOverdue),
]
