import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { setTillPin as setPin } from '#domain/org/index'
import * as contract from './contract/device.ts'
import { addMedia, deviceMedia, devicePolicy, setPlaylist, showPlaylist } from './contract/policy.ts'
import * as devices from './devices.ts'
import * as enrol from './enrol.ts'
import { logRoutes } from './log-routes.ts'
import * as policy from './policy.ts'
import * as screens from './screens.ts'

export const deviceRoutes: readonly Route<Work>[] = [
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
  on(devicePolicy, policy.ofCaller),
  on(showPlaylist, screens.showPlaylist),
  on(setPlaylist, screens.setItems),
  on(addMedia, screens.addPicture),
  on(deviceMedia, screens.picture),
  ...logRoutes,
]
