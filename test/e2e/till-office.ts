import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { present } from '#base/must'
import { approveDevice, createDeviceCode, listEnrolments, setTillPin } from '#domain/device/contract/device'
import { makeHost } from '#server/http'
import { routes } from '#server/rooms'
import type { TestWorld } from '#test/world/world'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { seen } from './reader.ts'
import { PIN, stocked } from './till-ways.ts'

/** Head office on a port of its own; answers its address. */
export async function headOffice(w: TestWorld, tillFolder: string): Promise<string> {
  const app = await makeHost({
    world: w.world,
    routes,
    secure: false,
    publicOrigin: null,
    limits: { perActor: 9_999, perAddress: 9_999, signIn: 9_999, atOnce: 99 },
    mostBytes: 5 * 1024 * 1024,
    consoleFolder: null,
    tillFolder,
    version: 'test',
    behindProxy: false,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  return `http://localhost:${(app.server.address() as AddressInfo).port}/`
}

/** Enrolled, signed in by the name on a tile if it is said, and stocked; answers the till's id at head office. */
export async function atTheTill(w: TestWorld, page: Page, name = ''): Promise<string> {
  await w.call(setTillPin, { staffId: w.ownerId, pin: PIN })
  const { code } = await w.call(createDeviceCode, { id: w.newId(), branchId: w.branchId, name: '前台' })
  await page.goto('/till/')
  await page.getByRole('textbox', { name: till.shell.enrol.code }).fill(code)
  await page.getByRole('button', { name: till.shell.enrol.go, exact: true }).click()
  await seen(page.getByText(till.shell.enrol.waiting.title))
  const { rows } = await w.call(listEnrolments, {})
  const waiting = present(rows[0], 'test: a till waits')
  const { deviceId } = await w.call(approveDevice, { id: w.newId(), enrolmentId: waiting.id, approve: true })
  await page.locator('.till-tile', { hasText: name }).first().click()
  for (const digit of PIN) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: till.shell.signIn.enter, exact: true }).click()
  await stocked(page)
  return present(deviceId, 'test: an approval makes a till')
}
