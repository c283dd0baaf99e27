import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { bundleAnswer, importBundle } from '#domain/device/contract/bundle'
import { setTillPin } from '#domain/device/contract/device'
import { deviceLog } from '#domain/device/contract/log'
import { addProduct } from '#domain/goods/contract'
import { enrolMember } from '#domain/member/contract'
import { makeHost } from '#server/http'
import { routes } from '#server/rooms'
import { publish } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, WIDE, type Reader } from './reader.ts'
import { enrolled } from './till-office.ts'
import { builtTill, goTo, PIN, scan, signIn, TEA } from './till-ways.ts'
import { filled, like } from './words.ts'

/** Head office on a port of its own, that can go away and come back. */
async function headOffice(w: TestWorld, tillFolder: string) {
  const open = async (port: number) => {
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
    await app.listen({ port, host: '127.0.0.1' })
    return app
  }
  let app = await open(0)
  const { port } = app.server.address() as AddressInfo
  onTestFinished(() => app.close())
  return {
    address: `http://localhost:${port}/`,
    goAway: () => app.close(),
    comeBack: async () => {
      app = await open(port)
    },
  }
}

/** A shop with rules, something to sell, somebody who comes, and a cashier. */
async function shop(): Promise<TestWorld> {
  const w = await world({ at: 'now' })
  await publish(w, { prepaid: { pack: 'cn' } })
  await w.call(addProduct, { id: w.newId(), ...TEA })
  const member = { id: w.newId(), number: 'AH000000042', name: '钟子期', mobile: '13800138000' }
  await w.call(enrolMember, { ...member, source: 'terminal', branchId: w.branchId })
  await w.call(setTillPin, { staffId: w.ownerId, pin: PIN })
  return w
}

const lock = (page: Page) => page.getByRole('button', { name: new RegExp(till.shell.status.lock) }).click()

/** Run in the page: the paths of everything in any cache. */
const KEPT = `caches.keys()
  .then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
  .then((all) => all.flat().map(({ url }) => new URL(url).pathname))`

/** Everything the till needs is kept on the device: files by the worker, rows on the shelf. */
async function ready(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await goTo(page, 'settings')
  await seen(page.getByText(filled(till.settings.catalogueIs, { products: '1', members: '1' })))
  const kept = await page.evaluate<string[]>(KEPT)
  expect(kept).toContain('/till/index.html')
  expect(kept.filter((path) => path.includes('/api/'))).toEqual([])
}

/** Out by a file, in at head office twice, and the answer back, all without a line; how many events it was. */
async function byStick(w: TestWorld, page: Page): Promise<number> {
  await goTo(page, 'sync')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: till.sync.stick.save }).click(),
  ])
  const bytes = new Uint8Array(readFileSync(await file.path()))
  const id = w.newId()
  const first = await w.call(importBundle, { id, bytes })
  expect(first).toMatchObject({ state: 'done', duplicates: 0, quarantined: 0, refused: 0, waiting: 0 })
  const { created } = await w.call(deviceLog, { id: first.deviceId })
  await w.call(importBundle, { id: w.newId(), bytes })
  expect((await w.call(deviceLog, { id: first.deviceId })).created).toEqual(created)

  const answer = await w.ask(bundleAnswer, { id })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'answer', mimeType: 'application/octet-stream', buffer: answer.bytes })
  await seen(page.getByText(like(till.sync.stick.taken_other)))
  await seen(page.getByText(till.sync.answer.sent))
  return first.to
}

test(
  'a till that was opened once works without a network, and everything it wrote down counts once',
  { timeout: 180_000 },
  async () => {
    const w = await shop()
    const office = await headOffice(w, await builtTill())
    const browser = await launch()
    onTestFinished(() => browser.close())
    const { page, troubles }: Reader = await reader(browser, { address: office.address, size: WIDE })

    // A place is chosen by a dialog of the system, which no test can press; without it the file is a download.
    await page.addInitScript('delete window.showSaveFilePicker')
    const deviceId = await enrolled(w, page)
    await signIn(page)
    await ready(page)
    expect(troubles).toEqual([])

    await office.goAway()
    await lock(page)
    await page.reload()
    await signIn(page)
    await goTo(page, 'members')
    await scan(page, 'AH000000042')
    await seen(page.getByRole('heading', { level: 1, name: '钟子期' }))
    await page.keyboard.press('F3')
    await page.getByLabel(till.members.topUp.any).fill('200')
    await page.getByRole('button', { name: like(till.members.topUp.go) }).click()
    await seen(page.getByText(filled(till.members.topUp.done, { money: '¥200.00' })))
    await seen(page.getByText(till.shell.status.offline))
    await seen(page.getByText(like(till.shell.status.pending_other)))
    await goTo(page, 'receipts')
    await page.locator('.receipt-row', { hasText: till.receipts.topUp }).click()
    await seen(page.locator('.paper', { hasText: '充值后余额' }).getByText('￥200.00').first())

    const written = await byStick(w, page)

    await office.comeBack()
    await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
    await seen(page.getByText(till.shell.status.online))
    await seen(page.getByText(till.sync.answer.sent))
    await seen(page.getByText(like(till.sync.conservation.balanced)))
    const { created, applied, quarantined, pending } = await w.call(deviceLog, { id: deviceId })
    expect([applied, quarantined.count, pending.count]).toEqual([created, 0, 0])
    expect(created).toEqual({ count: written, minor: 200_00 })
  },
)
