import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { listHandDiscounts } from '#domain/device/contract/discount'
import { setDiscountRule } from '#domain/sale/contract/discount'
import { setTillPin } from '#domain/device/contract/device'
import { deviceExceptions, deviceLog } from '#domain/device/contract/log'
import { addProduct } from '#domain/goods/contract'
import { hireStaff } from '#domain/org/contract'
import { publish } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { launch } from '#tools/chromium'
import { reader, seen, walk, WIDE } from './reader.ts'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { atTheTill, headOffice } from './till-office.ts'
import { builtTill, goTo, PIN, scan, TEA, yuan } from './till-ways.ts'
import { filled } from './words.ts'

const { allow, discount } = till.checkout

/** A store whose cashier gives ten percent alone; the owner gives any. */
async function shop(): Promise<Readonly<{ w: TestWorld; cashierId: string }>> {
  const w = await world({ at: 'now' })
  await publish(w, {})
  const { code, name, barcode, priceMinor } = TEA
  await w.call(addProduct, { id: w.newId(), code, name, barcode, priceMinor })
  const cashierId = w.newId()
  const words = { login: 'li', name: '小李', password: 'tea-and-cake-2468', roles: ['cashier' as const] }
  await w.call(hireStaff, { id: cashierId, ...words, branchIds: [w.branchId] })
  await w.call(setTillPin, { staffId: cashierId, pin: PIN })
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: 1_000 })
  return { w, cashierId }
}

/** Rings up one tea and takes so much off it; a hand presses what it sees. */
async function teaLess(page: Page, percent: string, left: string): Promise<void> {
  const due = (money: string) => seen(page.locator('.checkout-due', { hasText: money }))
  await scan(page, TEA.barcode)
  await due(yuan(TEA.priceMinor))
  await page.keyboard.press('F4')
  await page.getByRole('textbox', { name: discount.title }).fill(percent)
  await page.keyboard.press('Enter')
  await due(left)
}

const pressPin = async (page: Page, pin: string) => {
  for (const digit of pin)
    await page.locator('.till-pad').getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: allow.go, exact: true }).click()
}

async function inCash(page: Page, money: string): Promise<void> {
  await scan(page, 'ZJ-CASH')
  await scan(page, 'ZJ-OK')
  await seen(page.locator('.checkout-change', { hasText: money }))
  await scan(page, 'ZJ-OK')
}

test(
  'a discount beyond what the cashier gives alone waits for the PIN of somebody who may, without a network, too',
  { timeout: 180_000 },
  async () => {
    const { w, cashierId } = await shop()
    const address = await headOffice(w, await builtTill())
    const browser = await launch()
    onTestFinished(() => browser.close())
    const at = await reader(browser, { address, size: WIDE })
    await walk(at, 'till-allow', async () => {
      const { page } = at
      const deviceId = await atTheTill(w, page, '小李')
      await page.context().setOffline(true)
      await teaLess(page, '10', '¥79.20')
      await inCash(page, '¥79.20')
      await teaLess(page, '25', '¥66.00')
      await seen(page.getByText(filled(allow.needed, { share: '25%', most: '10%' })))
      await page.keyboard.press('F8')
      await seen(page.getByText(allow.title))
      await pressPin(page, '1357')
      await seen(page.getByText(till.shell.signIn.wrong))
      await pressPin(page, PIN)
      await seen(page.getByLabel(till.checkout.pay.given))
      await page.keyboard.press('Enter')
      await seen(page.locator('.checkout-change', { hasText: '¥66.00' }))
      await scan(page, 'ZJ-OK')
      // What nobody allows is not given.
      await teaLess(page, '50', '¥44.00')
      await scan(page, 'ZJ-CASH')
      await page.getByRole('button', { name: allow.drop }).click()
      await inCash(page, '¥88.00')
      await page.context().setOffline(false)
      await goTo(page, 'sync')
      await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
      await seen(page.getByText(till.sync.answer.sent))
      const { created, applied } = await w.call(deviceLog, { id: deviceId })
      expect(applied).toEqual(created)
      expect((await w.call(deviceExceptions, { deviceId })).rows).toEqual([])
      const { rows } = await w.call(listHandDiscounts, { cashierId })
      const told = rows.map((one) => `${one.offMinor} ${one.shareBps} ${one.allowedBy?.id ?? 'alone'}`)
      // Both may be of one moment: what was rung up without a network is placed between two words of head office.
      expect(told.sort()).toEqual([`2200 2500 ${w.ownerId}`, '880 1000 alone'])
    })
  },
)
