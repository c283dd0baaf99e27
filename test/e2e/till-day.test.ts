import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { setTillPin } from '#domain/device/contract/device'
import { importBundle } from '#domain/device/contract/bundle'
import { deviceExceptions, deviceLog } from '#domain/device/contract/log'
import { addProduct } from '#domain/goods/contract'
import { enrolMember } from '#domain/member/contract'
import { makeHost } from '#server/http'
import { routes } from '#server/rooms'
import { publish } from '#test/world/shop'
import { held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { faultyLine, type FaultyLine } from './faulty-line.ts'
import { reader, seen, walk, WIDE } from './reader.ts'
import {
  builtTill,
  CARD,
  CUP,
  enrol,
  goTo,
  heapsShown,
  installed,
  PIN,
  receiptsOnDisk,
  salesAt,
  scan,
  sell,
  signIn,
  stocked,
  takeBack,
  TEA,
  totalOf,
  yuan,
  type Basket,
} from './till-ways.ts'
import { filled, like } from './words.ts'

const SALES = 50
/** Every tenth customer is the member, and buys two things. */
const BASKETS = Array.from({ length: SALES }, (_, at): Basket => {
  if (at % 10 === 3) return { goods: [TEA, CUP], card: CARD }
  return { goods: at % 2 === 0 ? [TEA] : [CUP, CUP] }
})
const TOP_UP = 200_00

type Shop = Readonly<{ w: TestWorld; memberId: string; line: FaultyLine; address: string }>

/** Head office by the clock on the wall, and the line a till has to it: the address in the browser is the line's. */
async function shop(): Promise<Shop> {
  const w = await world({ at: 'now' })
  await publish(w, { prepaid: { pack: 'cn' } })
  for (const one of [TEA, CUP]) await w.call(addProduct, { id: w.newId(), ...one })
  const memberId = w.newId()
  await w.call(enrolMember, { id: memberId, number: CARD, name: '钟子期', source: 'terminal' })
  await w.call(setTillPin, { staffId: w.ownerId, pin: PIN })
  const app = await makeHost({
    world: w.world,
    routes,
    secure: false,
    publicOrigin: null,
    limits: { perActor: 9_999, perAddress: 9_999, signIn: 9_999, atOnce: 99 },
    mostBytes: 5 * 1024 * 1024,
    consoleFolder: null,
    tillFolder: await builtTill(),
    version: 'test',
    behindProxy: false,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const line = await faultyLine((app.server.address() as AddressInfo).port, Math.random)
  onTestFinished(line.close)
  return { w, memberId, line, address: `http://localhost:${line.port}/` }
}

/** The cable is out: nothing goes over the line, and the device knows that it has no network. */
async function cable({ line }: Shop, page: Page, plug: 'out' | 'in'): Promise<void> {
  line.set({ down: plug === 'out' })
  await page.context().setOffline(plug === 'out')
}

/** Half a hundred customers, one who brings something back and one who tops up; answers the receipts they saw. */
async function day(page: Page): Promise<string[]> {
  await seen(page.getByText(till.checkout.empty))
  const shown: string[] = []
  for (const basket of BASKETS) shown.push(await sell(page, basket))
  const ofMember = shown[3]
  shown.push(await takeBack(page, String(ofMember)))

  await goTo(page, 'members')
  await scan(page, CARD)
  await seen(page.getByRole('heading', { level: 1, name: '钟子期' }))
  await page.keyboard.press('F3')
  await page.getByLabel(till.members.topUp.any).fill(String(TOP_UP / 100))
  await page.getByRole('button', { name: like(till.members.topUp.go) }).click()
  await seen(page.getByText(filled(till.members.topUp.done, { money: yuan(TOP_UP) })))
  return shown
}

/** Out by a file and in at head office, twice: the second time changes nothing. */
async function byStick({ w }: Shop, page: Page, deviceId: string): Promise<void> {
  await goTo(page, 'sync')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: till.sync.stick.save }).click(),
  ])
  const bytes = new Uint8Array(readFileSync(await file.path()))
  const first = await w.call(importBundle, { id: w.newId(), bytes })
  expect(first).toMatchObject({
    deviceId,
    state: 'done',
    fault: null,
    quarantined: 0,
    refused: 0,
    waiting: 0,
  })
  const booked = await salesAt(w.call)
  const again = await w.call(importBundle, { id: w.newId(), bytes })
  expect(again).toMatchObject({ state: 'done', fault: null, quarantined: 0, refused: 0, waiting: 0 })
  expect(await salesAt(w.call)).toEqual(booked)
}

const BACK = TEA.priceMinor
const TAKEN = BASKETS.reduce((sum, basket) => sum + totalOf(basket), 0)
const EARNED =
  BASKETS.reduce((sum, basket) => sum + (basket.card ? totalOf(basket) / 100 : 0), 0) - BACK / 100

/** Both sides say the same of every record and of every fen, and the books hold. */
async function expectOnce(of: Shop, page: Page, { deviceId, shown }: Written): Promise<void> {
  const { w, memberId } = of
  const [all, booked] = [await receiptsOnDisk(page), await salesAt(w.call)]
  // A top-up has a receipt, too, and is no sale.
  const kept = all.filter((one) => one.kind !== 'top_up')
  expect(all).toHaveLength(kept.length + 1)
  expect(booked).toHaveLength(SALES + 1)
  expect(booked.map((one) => one.receiptNo).toSorted()).toEqual(shown.toSorted())
  expect(booked.map((one) => one.id).toSorted()).toEqual(kept.map((one) => one.id).toSorted())
  expect(kept.every((one) => one.outcome === 'applied' || one.outcome === 'duplicate')).toBe(true)
  expect(booked.reduce((sum, one) => sum + one.totalMinor, 0)).toBe(TAKEN - BACK)
  expect(await held(w, memberId)).toMatchObject({ points: EARNED, principal: TOP_UP })

  const { applied, duplicate, quarantined, refused, pending, created } = await heapsShown(page)
  const office = await w.call(deviceLog, { id: deviceId })
  expect({ created, pending, quarantined }).toEqual({
    created: office.created,
    pending: office.pending,
    quarantined: office.quarantined,
  })
  const taken = { count: applied.count + duplicate.count, minor: applied.minor + duplicate.minor }
  expect([taken, office.applied, refused.count]).toEqual([created, created, 0])
  expect((await w.call(deviceExceptions, { deviceId })).rows).toEqual([])
  await w.audit()
}

type Written = Readonly<{ deviceId: string; shown: readonly string[] }>

test(
  'a day without a network: fifty sales, by a file twice and then by the line, count once',
  { timeout: 240_000 },
  async () => {
    const of = await shop()
    const { w } = of
    const browser = await launch()
    onTestFinished(() => browser.close())
    const cashier = await reader(browser, { address: of.address, size: WIDE })
    await walk(cashier, 'till-day', async () => {
      const { page } = cashier
      // A place is chosen by a dialog of the system, which no test can press; without it the file is a download.
      await page.addInitScript('delete window.showSaveFilePicker')
      const ids = { id: w.newId(), branchId: w.branchId, approvalId: w.newId() }
      const deviceId = await enrol(w.call, page, { ...ids, name: '前台' })
      await signIn(page)
      await installed(page)
      await stocked(page)

      await cable(of, page, 'out')
      await page.reload()
      const shown = await day(page)
      await byStick(of, page, deviceId)
      await seen(page.getByText(like(till.shell.status.pending_other)))

      await cable(of, page, 'in')
      await seen(page.getByText(till.sync.answer.sent))
      await expectOnce(of, page, { deviceId, shown })
    })
  },
)
