import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { setTillPin } from '#domain/device/contract/device'
import { makeHost } from '#server/http'
import { routes } from '#server/rooms'
import type { TestWorld } from '#test/world/world'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { enrol, PIN, stocked } from './till-ways.ts'

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
  const deviceId = await enrolled(w, page)
  await page.locator('.till-tile', { hasText: name }).first().click()
  for (const digit of PIN) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: till.shell.signIn.enter, exact: true }).click()
  await stocked(page)
  return deviceId
}

/** A new till of the shop's branch; answers its id at head office. */
export const enrolled = (w: TestWorld, page: Page): Promise<string> =>
  enrol(w.call, page, { id: w.newId(), approvalId: w.newId(), branchId: w.branchId, name: '前台' })
