import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { bundleAnswer, importBundle } from '#domain/device/contract/bundle'
import { setTillPin } from '#domain/device/contract/device'
import { deviceExceptions, deviceLog, takeSegments } from '#domain/device/contract/log'
import { addProduct } from '#domain/goods/contract'
import { openBranch } from '#domain/org/contract'
import type { Caller } from '#test/world/caller'
import { publish } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, WIDE } from './reader.ts'
import { headOffice } from './till-office.ts'
import * as ways from './till-ways.ts'
import { filled, like } from './words.ts'

/** What a till writes goes by stick alone: the line lets rules and goods through, and nothing that it sends. */
const SENDING = `**/api/v1${takeSegments.path}`
const cutSending = (page: Page) => page.context().route(SENDING, (route) => route.abort())

/** The sign-in says that rules have come, and this page that the goods have. */
async function signedIn(page: Page): Promise<void> {
  await ways.signIn(page)
  await ways.goTo(page, 'settings')
  await seen(page.getByText(filled(till.settings.catalogueIs, { products: '1', members: '0' })))
  await ways.goTo(page, 'checkout')
  await seen(page.getByText(till.checkout.empty))
}

async function sold(page: Page, goods: ways.Basket['goods']): Promise<void> {
  await ways.goTo(page, 'checkout')
  await seen(page.getByText(till.checkout.empty))
  await ways.sell(page, { goods })
}

/** Every file that the till has to save: one at a press. */
async function saved(page: Page, count: number): Promise<Uint8Array[]> {
  await ways.goTo(page, 'sync')
  const files: Uint8Array[] = []
  for (let n = 1; n <= count; n++) {
    const words = { n: String(n), of: String(count) }
    const name = n === 1 ? till.sync.stick.save : filled(till.sync.stick.next, words)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
    files.push(new Uint8Array(readFileSync(await file.path())))
  }
  await seen(page.getByRole('button', { name: till.sync.stick.save, exact: true }))
  return files
}

/** Brought in by somebody of a branch; answers what the answer for the till's stick is asked by. */
async function broughtIn(w: TestWorld, by: Caller, bytes: Uint8Array): Promise<string> {
  const id = w.newId()
  const told = await by.call(importBundle, { id, bytes })
  expect(told).toMatchObject({ state: 'done', fault: null, waiting: 0, quarantined: 0, refused: 0 })
  return id
}

/** Another machine is let in as this till and goes away again; then the till is let in as what it was. */
async function beginAnew(w: TestWorld, page: Page, other: Page, replaces: string): Promise<void> {
  const words = () => ({ id: w.newId(), approvalId: w.newId(), branchId: w.branchId, name: '前台', replaces })
  await ways.enrol(w.call, other, words())
  await other.context().close()
  // Head office knows it no more, so that it takes nothing of what is sent meanwhile.
  await page.context().unroute(SENDING)
  await ways.goTo(page, 'sync')
  await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
  await seen(page.getByText(till.sync.trouble.signed_out))
  await ways.goTo(page, 'settings')
  await page.getByRole('button', { name: till.settings.anew }).click()
  await seen(page.getByRole('textbox', { name: till.shell.enrol.code }))
  // Not sooner: a try in between would find nobody there, and say that instead.
  await cutSending(page)
  await ways.enrol(w.call, page, words())
  await signedIn(page)
}

/** Back on the till: both sides say the same of every record, and nothing waits. */
async function answered(w: TestWorld, page: Page, bundles: readonly string[]): Promise<void> {
  await ways.goTo(page, 'sync')
  for (const id of bundles) {
    const { bytes } = await w.ask(bundleAnswer, { id })
    const file = { name: 'answer', mimeType: 'application/octet-stream', buffer: bytes }
    await page.locator('input[type=file]').setInputFiles(file)
  }
  await seen(page.getByText(like(till.sync.stick.taken_other)))
  await seen(page.getByText(till.sync.answer.sent))
}

type Shop = Readonly<{ w: TestWorld; here: Caller; there: Caller; page: Page; other: Page }>

/** A shop with a till that sends nothing, another machine, and a manager at each of two branches. */
async function shop(): Promise<Shop> {
  const w = await world({ at: 'now' })
  await publish(w)
  await w.call(addProduct, { id: w.newId(), ...ways.TEA })
  await w.call(setTillPin, { staffId: w.ownerId, pin: ways.PIN })
  const second = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  const here = await w.as('manager', { branchIds: [w.branchId] })
  const there = await w.as('manager', { branchIds: [second.id] })
  const address = await headOffice(w, await ways.builtTill())
  const browser = await launch()
  onTestFinished(() => browser.close())
  const { page } = await reader(browser, { address, size: WIDE })
  // A place is chosen by a dialog of the system, which no test can press; without it the file is a download.
  await page.addInitScript('delete window.showSaveFilePicker')
  await cutSending(page)
  return { w, here, there, page, other: (await reader(browser, { address, size: WIDE })).page }
}

test(
  'X6 files of two lives of a till, taken in any order, twice and at two branches, count once',
  { timeout: 300_000 },
  async () => {
    const { w, here, there, page, other } = await shop()
    const words = { id: w.newId(), approvalId: w.newId(), branchId: w.branchId, name: '前台' }
    const id = await ways.enrol(w.call, page, words)
    await signedIn(page)

    await sold(page, [ways.TEA])
    const [early = new Uint8Array()] = await saved(page, 1)
    await sold(page, [ways.TEA, ways.TEA])
    const [late = new Uint8Array()] = await saved(page, 1)
    // The later file has all that the earlier one has, and comes first, to a branch that is not the till's.
    await broughtIn(w, there, late)
    for (const by of [here, there]) await broughtIn(w, by, early)
    await broughtIn(w, here, late)
    expect(await ways.salesAt(w.call)).toHaveLength(2)

    await beginAnew(w, page, other, id)
    await sold(page, [ways.TEA])
    const lives = await saved(page, 2)
    const bundles: string[] = []
    for (const [by, bytes] of [
      ...lives.toReversed().map((one) => [there, one] as const),
      ...lives.map((one) => [here, one] as const),
    ])
      bundles.push(await broughtIn(w, by, bytes))
    for (const bytes of [early, late]) await broughtIn(w, there, bytes)

    const { created, applied, quarantined, pending } = await w.call(deviceLog, { id })
    expect([applied, quarantined.count, pending.count]).toEqual([created, 0, 0])
    expect(created.minor).toBe(4 * ways.TEA.priceMinor)
    const booked = await ways.salesAt(w.call)
    expect(booked.map((one) => one.totalMinor).toSorted((a, b) => a - b)).toEqual(
      [1, 1, 2].map((pieces) => pieces * ways.TEA.priceMinor),
    )
    expect((await w.call(deviceExceptions, { deviceId: id })).rows).toEqual([])
    await answered(w, page, bundles.slice(-2))
    const heaps = await ways.heapsShown(page)
    expect([heaps.created.minor, heaps.pending.count]).toEqual([created.minor, 0])
    await w.audit()
  },
)
