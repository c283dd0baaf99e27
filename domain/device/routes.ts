import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { setTillPin as setPin } from '#domain/org/index'
import * as contract from './contract/device.ts'
import { addMedia, deviceMedia, devicePolicy, setPlaylist, showPlaylist } from './contract/policy.ts'
import * as devices from './devices.ts'
import { deviceMembers, deviceProducts } from './contract/feed.ts'
import * as feed from './feed.ts'
import { listHandDiscounts } from './contract/discount.ts'
import * as discounts from './discounts.ts'
import { eReceipt } from './contract/e-receipt.ts'
import * as receipts from './e-receipt.ts'
import * as enrol from './enrol.ts'
import * as bundle from './bundle.ts'
import { bundleAnswer, importBundle, showBundle } from './contract/bundle.ts'
import * as logs from './contract/log.ts'
import {
  deviceCoupon,
  deviceCredit,
  listReservations,
  memberVoucher,
  memberVoucherCoupons,
  placeLease,
  storeLeases,
  takeVoucher,
} from './contract/reservation.ts'
import * as exceptions from './exceptions.ts'
import { take } from './log.ts'
import { decide } from './quarantine.ts'
import * as reservations from './reservations.ts'
import * as phone from './phone-voucher.ts'
import * as policy from './policy.ts'
import * as screens from './screens.ts'

export const deviceRoutes: readonly Route<Work>[] = [
  on(deviceProducts, feed.products),
  on(deviceMembers, feed.members),
  on(contract.createDeviceCode, enrol.makeCode),
  on(contract.enrolDevice, enrol.enrol),
  on(contract.deviceEnrolment, enrol.lookAtEnrolment),
  on(contract.listEnrolments, enrol.waiting),
  on(contract.approveDevice, enrol.approve),
  on(contract.listDevices, devices.list),
  on(contract.showDevice, devices.show),
  on(contract.revokeDevice, devices.revoke),
  on(contract.offlineLimits, devices.listLimits),
  on(contract.setOfflineLimits, devices.setLimits),
  on(contract.setTillPin, setPin),
  on(eReceipt, receipts.show),
  on(listHandDiscounts, discounts.list),
  on(devicePolicy, policy.ofCaller),
  on(showPlaylist, screens.showPlaylist),
  on(setPlaylist, screens.setItems),
  on(addMedia, screens.addPicture),
  on(deviceMedia, screens.picture),
  on(logs.takeSegments, take),
  on(logs.deviceEvents, exceptions.events),
  on(logs.deviceLog, exceptions.logShown),
  on(logs.deviceExceptions, exceptions.list),
  on(logs.settleException, exceptions.settle),
  on(logs.decideQuarantine, decide),
  on(logs.listShifts, exceptions.listOfShifts),
  on(takeVoucher, reservations.voucherForTill),
  on(deviceCoupon, reservations.couponFor),
  on(deviceCredit, reservations.creditFor),
  on(memberVoucher, phone.voucherForMember),
  on(memberVoucherCoupons, phone.couponsForMember),
  on(placeLease, reservations.lease),
  on(storeLeases, reservations.ofStore),
  on(listReservations, reservations.list),
  on(importBundle, bundle.bring),
  on(showBundle, bundle.show),
  on(bundleAnswer, bundle.answer),
]
