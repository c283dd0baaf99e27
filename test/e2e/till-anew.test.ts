import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { deviceLog } from '#domain/device/contract/log'
import { setTillPin } from '#domain/device/contract/device'
import { addProduct } from '#domain/goods/contract'
import { publish } from '#test/world/shop'
import { world } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, WIDE } from './reader.ts'
import { headOffice } from './till-office.ts'
import * as ways from './till-ways.ts'

/** Waits until head office has answered for all that is on the disk since it answered for what lay there then. */
const answeredSince = (page: Page, then: readonly (string | null)[]) =>
  expect
    .poll(
      async () => (await ways.answersOnDisk(page)).every((at, n) => at !== null && at > (then[n] ?? '')),
      { timeout: 60_000 },
    )
    .toBe(true)

test(
  'X7 a till that begins a new life asks about all of the one before once more, and everything counts once',
  { timeout: 300_000 },
  async () => {
    const w = await world({ at: 'now' })
    await publish(w)
    await w.call(addProduct, { id: w.newId(), ...ways.TEA })
    await w.call(setTillPin, { staffId: w.ownerId, pin: ways.PIN })
    const address = await headOffice(w, await ways.builtTill())
    const browser = await launch()
    onTestFinished(() => browser.close())
    const { page } = await reader(browser, { address, size: WIDE })
    const words = () => ({ id: w.newId(), approvalId: w.newId(), branchId: w.branchId, name: '前台' })
    const replaces = await ways.enrol(w.call, page, words())
    await ways.signIn(page)
    await ways.stocked(page)
    for (const goods of [[ways.TEA], [ways.TEA, ways.TEA]]) await ways.sell(page, { goods })
    await answeredSince(page, [])
    const first = await ways.answersOnDisk(page)
    const { created } = await w.call(deviceLog, { id: replaces })

    // Another machine is let in as this till and says that it has begun; then it goes away for good.
    const other = await reader(browser, { address, size: WIDE })
    await ways.enrol(w.call, other.page, { ...words(), replaces })
    await ways.signIn(other.page)
    await answeredSince(other.page, [])
    const { length: ofOther } = await ways.answersOnDisk(other.page)
    expect(ofOther).toBeGreaterThan(0)
    await other.page.context().close()

    // The till sells once more before it hears of it; then it is let in again.
    await ways.sell(page, { goods: [ways.TEA] })
    await ways.goTo(page, 'sync')
    await seen(page.getByText(till.sync.trouble.signed_out))
    await ways.goTo(page, 'settings')
    await page.getByRole('button', { name: till.settings.anew }).click()
    await seen(page.getByRole('textbox', { name: till.shell.enrol.code }))
    await ways.enrol(w.call, page, { ...words(), replaces })
    await ways.signIn(page)
    await answeredSince(page, first)
    const { pending, refused, quarantined, applied, duplicate } = await ways.heapsShown(page)
    expect([pending.count, refused.count, quarantined.count]).toEqual([0, 0, 1])
    expect(applied.count + duplicate.count).toBe(created.count)
    expect((await w.call(deviceLog, { id: replaces })).created.count).toBe(created.count + ofOther + 1)
    expect(await ways.salesAt(w.call)).toHaveLength(2)
  },
)
