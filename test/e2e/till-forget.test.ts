import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { deviceExceptions, deviceLog } from '#domain/device/contract/log'
import { addProduct } from '#domain/goods/contract'
import { publish } from '#test/world/shop'
import { world } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, walk, WIDE } from './reader.ts'
import { atTheTill, headOffice } from './till-office.ts'
import { builtTill, goTo, heapsShown, sell, takeBack, TEA } from './till-ways.ts'
import { filled } from './words.ts'

const DAY_MS = 86_400_000
const PATIENCE = { timeout: 60_000 }

/** Numbers of the events that lie on the till's disk. */
const numbersOnDisk = (page: Page): Promise<number[]> =>
  page.evaluate<number[]>(`new Promise((done, failed) => {
    const asked = indexedDB.open('zhiji-till')
    asked.onerror = () => failed(asked.error)
    asked.onsuccess = () => {
      const all = asked.result.transaction('events').objectStore('events').getAll()
      all.onsuccess = () => { asked.result.close(); done(all.result.map(({ seq }) => seq)) }
    }
  })`)

/** Up to which of its events the till knows that head office has answered. */
const markOnDisk = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((done, failed) => {
    const asked = indexedDB.open('zhiji-till')
    asked.onerror = () => failed(asked.error)
    asked.onsuccess = () => {
      const one = asked.result.transaction('kept').objectStore('kept').get('mark of epoch 1')
      one.onsuccess = () => { asked.result.close(); done(one.result?.value ?? 0) }
    }
  })`)

/** As a till stands that was cut off after it took an answer's outcomes and before it moved its mark. */
const cutOff = (page: Page): Promise<void> =>
  page.evaluate(`new Promise((done, failed) => {
    const asked = indexedDB.open('zhiji-till')
    asked.onerror = () => failed(asked.error)
    asked.onsuccess = () => {
      const on = asked.result.transaction('kept', 'readwrite')
      on.objectStore('kept').put({ key: 'mark of epoch 1', value: 0 })
      on.oncomplete = () => { asked.result.close(); done() }
      on.onabort = () => failed(on.error)
    }
  })`)

async function synced(page: Page): Promise<void> {
  await goTo(page, 'sync')
  await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
  await seen(page.getByText(till.sync.answer.sent))
}

test(
  'what head office booked over thirty days ago leaves the till; sums and returns stay as they were',
  { timeout: 240_000 },
  async () => {
    const w = await world({ at: 'now' })
    await publish(w, {})
    const { code, name, barcode, priceMinor } = TEA
    await w.call(addProduct, { id: w.newId(), code, name, barcode, priceMinor })
    const address = await headOffice(w, await builtTill())
    const browser = await launch()
    onTestFinished(() => browser.close())
    const at = await reader(browser, { address, size: WIDE })
    await walk(at, 'till-forget', async () => {
      const { page } = at
      const deviceId = await atTheTill(w, page)
      const first = await sell(page, { goods: [TEA] })
      await sell(page, { goods: [TEA, TEA] })
      await synced(page)
      await cutOff(page)
      await page.reload()
      await synced(page)
      // Nothing waits, so the page says nothing of what is sent once more.
      await expect.poll(() => markOnDisk(page), PATIENCE).toBeGreaterThan(0)
      const before = await numbersOnDisk(page)
      w.clock.advance(31 * DAY_MS)
      await goTo(page, 'checkout')
      await seen(page.getByText(till.checkout.empty))
      await sell(page, { goods: [TEA] })
      await synced(page)
      const [last = 0] = (await numbersOnDisk(page)).toReversed()
      expect(before.every((seq) => seq < last)).toBe(true)
      await expect.poll(() => numbersOnDisk(page), PATIENCE).toEqual([last])
      await seen(page.getByText(filled(till.sync.conservation.forgotten, { n: String(before.length) })))
      const heaps = await heapsShown(page)
      expect([heaps.created.count, heaps.applied.count]).toEqual([last, last])
      await page.reload()
      await goTo(page, 'checkout')
      await seen(page.getByText(till.checkout.empty))
      await takeBack(page, first)
      await synced(page)
      const { created, applied } = await w.call(deviceLog, { id: deviceId })
      expect(applied).toEqual(created)
      expect(created.count).toBe(last + 1)
      // The browser's own clock stays a month behind head office's: that is told, and nothing else is.
      const { rows } = await w.call(deviceExceptions, { deviceId })
      expect(new Set(rows.map((one) => one.kind))).toEqual(new Set(['clock_clamped']))
    })
  },
)
