import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { onTestFinished } from 'vitest'
import type { Asked, Endpoint, Told } from '#base/endpoint'
import { must, present } from '#base/must'
import { approveDevice, createDeviceCode, listEnrolments } from '#domain/device/contract/device'
import { listSales } from '#domain/sale/contract'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { seen } from './reader.ts'
import { filled, like } from './words.ts'

/** Ways a cashier goes at a till, by its keys and its scanner. */

export const PIN = '2468'
export const CARD = 'AH000000042'
export const TEA = { code: 'P1', name: '龙井茶', barcode: '6901234567892', priceMinor: 88_00 }
export const CUP = { code: 'P2', name: '茶杯', barcode: '6901234567885', priceMinor: 12_00 }

/** Asks head office as its owner. */
export type Office = <E extends Endpoint>(endpoint: E, wish: Asked<E>) => Promise<Told<E>>

/** The till as the build makes it, from these sources. */
export async function builtTill(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'zhiji-till-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const root = new URL('../../apps/till/', import.meta.url).pathname
  // As vitest is a development environment to Vite, the build is told that this one is not.
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: folder } })
  process.env['NODE_ENV'] = before
  return folder
}

type Enrolling = Readonly<{
  id: string
  branchId: string
  name: string
  approvalId: string
  /** The till that begins a new life. */
  replaces?: string
}>

/** From the code to the manager's yes; answers the till's id at head office. One till at a time. */
export async function enrol(office: Office, page: Page, of: Enrolling): Promise<string> {
  const { id, branchId, name, approvalId, replaces = null } = of
  const { code } = await office(createDeviceCode, { id, branchId, name, replaces })
  await page.goto('/till/')
  await page.getByRole('textbox', { name: till.shell.enrol.code }).fill(code)
  await page.getByRole('button', { name: till.shell.enrol.go, exact: true }).click()
  await seen(page.getByText(till.shell.enrol.waiting.title))
  const { rows } = await office(listEnrolments, {})
  const waiting = present(rows[0], 'test: a till waits')
  await seen(page.getByText(waiting.fingerprint))
  const yes = { id: approvalId, enrolmentId: waiting.id, approve: true }
  const { deviceId } = await office(approveDevice, yes)
  return present(deviceId, 'test: an approval makes a till')
}

export async function signIn(page: Page): Promise<void> {
  await page.locator('.till-sign-in .till-tile').first().click()
  for (const digit of PIN) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: till.shell.signIn.enter, exact: true }).click()
  await seen(page.getByRole('navigation', { name: till.shell.places.title }))
}

/**
 * Everything head office has for this till has come, as its own page says: the round that was running is over, and
 * nothing is wrong. Policies come first, so people sign in before goods, members and their balances are here.
 */
export async function stocked(page: Page): Promise<void> {
  await synced(page)
  await goTo(page, 'checkout')
  await seen(page.getByText(till.checkout.empty))
}

/** The round with head office that was running is over, as its page says; nothing is wrong. */
export async function synced(page: Page): Promise<void> {
  await goTo(page, 'sync')
  await seen(page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }))
  await page.locator('.sync-trouble').waitFor({ state: 'detached' })
}

/** The program itself is on the device, so that the till opens without a line. */
export const installed = (page: Page) => page.evaluate('navigator.serviceWorker.ready.then(() => true)')

/** Until the place is on the screen: before that, a scan would be for the one that still is. */
export async function goTo(page: Page, place: keyof typeof till.shell.places): Promise<void> {
  const link = page.getByRole('link', { name: new RegExp(`^${till.shell.places[place]}`) })
  await link.click()
  await seen(link.and(page.locator('[aria-current=page]')))
}

/**
 * What a scanner does: every character as a key, far faster than a hand, and Enter; from within, and each at the moment
 * a scanner would press it, so that a machine that holds the page up in the midst of a code does not make a hand of it.
 * Several codes come without a pause, faster than any disk answers.
 */
export const scan = (page: Page, ...codes: string[]) =>
  page.evaluate(`(${SCANNER})(...${JSON.stringify(codes)})`)

/** Run in the page. */
const SCANNER = `(...codes) => {
  const began = performance.now()
  const keys = codes.flatMap((code) => [...code, 'Enter'])
  for (const [nth, key] of keys.entries()) {
    const stroke = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    Object.defineProperty(stroke, 'timeStamp', { value: began + nth })
    document.activeElement.dispatchEvent(stroke)
  }
}`

/** Scans the second code so many turns of the page after the first: between any two things that it does. */
export const scanAfter = (page: Page, first: string, turns: number, second: string) =>
  page.evaluate(`(async () => {
    const scan = ${SCANNER}
    scan('${first}')
    for (let turn = 0; turn < ${turns}; turn++)
      await new Promise((next) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = next
        port2.postMessage(null)
      })
    scan('${second}')
  })()`)

export const yuan = (minor: number): string =>
  (minor / 100).toLocaleString('zh-CN', { style: 'currency', currency: 'CNY' })

/** A coupon of the program that is open to all, by its code. */
export const COUPON = { code: 'SAVE5', minor: 5_00 }

export type Basket = Readonly<{
  goods: readonly (typeof TEA)[]
  card?: string
  coupon?: boolean
  /** Paid out of what the member has stored; needs a card. */
  stored?: boolean
}>
export const totalOf = ({ goods, coupon = false }: Basket): number =>
  goods.reduce((sum, { priceMinor }) => sum + priceMinor, 0) - (coupon ? COUPON.minor : 0)

/** Rings up and opens the drawer for the money: what is left is one Enter. `due` counts what lay there before. */
export async function ringUp(page: Page, basket: Basket, due = totalOf(basket)): Promise<void> {
  for (const { barcode } of basket.goods) await scan(page, barcode)
  if (basket.card !== undefined) await scan(page, basket.card)
  if (basket.coupon === true) await scan(page, COUPON.code)
  await seen(page.locator('.checkout-due', { hasText: yuan(due) }))
  if (basket.card !== undefined) await seen(page.getByRole('button', { name: till.checkout.member.drop }))
  if (basket.stored === true) {
    await scan(page, 'ZJ-VALUE')
    // What is due is offered out of what is set aside: nobody types it.
    await seen(page.getByPlaceholder(yuan(totalOf(basket)), { exact: true }))
    return
  }
  await page.keyboard.press('F8')
  await seen(page.getByLabel(till.checkout.pay.given))
}

/** Sells for cash or stored value, to the fen; answers the number of the receipt that the customer is shown. */
export async function sell(page: Page, basket: Basket): Promise<string> {
  await ringUp(page, basket)
  await page.keyboard.press('Enter')
  return nextCustomer(page)
}

/** Reads what the customer gets, and turns to the next one. */
export async function nextCustomer(page: Page): Promise<string> {
  const shown = page.locator('.checkout-paid').getByText(like(till.checkout.paid.no))
  const [, receiptNo] = like(till.checkout.paid.no).exec(await shown.innerText()) ?? []
  await page.getByRole('button', { name: new RegExp(`^${till.checkout.paid.next}`) }).click()
  await page.locator('.checkout-paid').waitFor({ state: 'detached' })
  return present(receiptNo, 'test: a receipt has a number')
}

/** Takes one piece of the first line back, by the number on the receipt. */
export async function takeBack(page: Page, receiptNo: string): Promise<string> {
  await scan(page, receiptNo)
  await page.getByRole('button', { name: till.checkout.line.more }).first().click()
  await page.getByRole('button', { name: till.checkout.return.reasons.wrong }).click()
  await page
    .getByRole('button', { name: new RegExp(`^${filled(till.checkout.return.go, { money: '' })}`) })
    .click()
  await seen(page.getByText(till.checkout.paid.returned))
  return nextCustomer(page)
}

export type Heap = Readonly<{ count: number; minor: number }>
const HEAPS = ['created', 'applied', 'duplicate', 'quarantined', 'refused', 'pending'] as const

/** Where every record is, as the till's own page says once nothing waits any more (O8). */
export async function heapsShown(page: Page): Promise<Readonly<Record<(typeof HEAPS)[number], Heap>>> {
  await goTo(page, 'sync')
  await seen(page.getByText(till.sync.answer.sent))
  await seen(page.getByText(like(till.sync.conservation.balanced)))
  const heap = async (name: string): Promise<Heap> => {
    const [count, money] = await page.locator(`.sync-heap-${name} td`).allInnerTexts()
    const digits = (text = '') => Number(text.replaceAll(/[^\d-]/g, ''))
    return { count: digits(count), minor: digits(money) }
  }
  const all = await Promise.all(HEAPS.map(async (name) => [name, await heap(name)] as const))
  return Object.fromEntries(all) as Record<(typeof HEAPS)[number], Heap>
}

/** A receipt as it lies on the till's disk. */
export type Kept = Readonly<{
  id: string
  receiptNo: string
  kind: 'sale' | 'return' | 'top_up'
  totalMinor: number
  /** Head office's word; null while there is none. */
  outcome: string | null
}>

/** Run in the page: all rows of a table of the till's disk, whatever the screens say. */
const rowsOf = (table: string) => `new Promise((done, failed) => {
  const asked = indexedDB.open('zhiji-till')
  asked.onerror = () => failed(asked.error)
  asked.onsuccess = () => {
    const all = asked.result.transaction('${table}').objectStore('${table}').getAll()
    all.onsuccess = () => { asked.result.close(); done(all.result) }
  }
})`

export const receiptsOnDisk = (page: Page): Promise<Kept[]> =>
  page.evaluate<Kept[]>(
    `${rowsOf('receipts')}.then((rows) => rows.map(({ id, receiptNo, kind, totalMinor, outcome }) =>
      ({ id, receiptNo, kind, totalMinor, outcome })))`,
  )

/** How many vouchers and leases lie on the till's disk. */
export const reservationsOnDisk = (page: Page): Promise<number> =>
  page.evaluate<number>(`${rowsOf('reservations')}.then((rows) => rows.length)`)

/** When head office last said something of each event that lies here, in the order they were written. */
export const answersOnDisk = (page: Page): Promise<(string | null)[]> =>
  page.evaluate<(string | null)[]>(`${rowsOf('events')}.then((rows) => rows.map((row) => row.answeredAt))`)

/**
 * How many lines the basket has that is being rung up, as the disk has it. A basket whose receipt is written is not
 * being rung up any more, though its clearing may not have reached the disk.
 */
export const linesOnDisk = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `Promise.all([${rowsOf('kept')}, ${rowsOf('receipts')}]).then(([kept, receipts]) => {
      const basket = kept.find(({ key }) => key === 'basket')?.value
      return basket === undefined || receipts.some(({ id }) => id === basket.id) ? 0 : basket.lines.length
    })`,
  )

/** Every sale and return at head office. */
export async function salesAt(office: Office) {
  const { rows, total } = await office(listSales, { rows: 200 })
  must(total === rows.length, 'test: all sales fit on a page')
  return rows
}
