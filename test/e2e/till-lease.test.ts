import type { Browser, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { listDevices } from '#domain/device/contract/device'
import { deviceExceptions } from '#domain/device/contract/log'
import { listReservations, memberVoucher, placeLease } from '#domain/device/contract/reservation'
import { shownText } from '#domain/device/model/reservation'
import { addProduct } from '#domain/goods/contract'
import { resetPin } from '#domain/member/contract/card'
import { publish, shopper, type Shopper } from '#test/world/shop'
import { held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, walk, WIDE, type Reader } from './reader.ts'
import { atTheTill, headOffice } from './till-office.ts'
import * as ways from './till-ways.ts'
import { filled } from './words.ts'

const HAS = 300_00
const LEASE = 200_00
const CARD_PIN = '482913'

type Shop = Readonly<{ w: TestWorld; member: Shopper; at: Reader; deviceId: string }>

/** A shop with one till, and a regular who has money on the card and has set a PIN. */
async function shop(browser: Browser): Promise<Shop> {
  const w = await world({ at: 'now' })
  await publish(w)
  await w.call(addProduct, { id: w.newId(), ...ways.TEA })
  const member = await shopper(w, ways.CARD, { unit: 'principal', amount: HAS })
  await w.call(resetPin, { id: w.newId(), memberId: member.id, pin: CARD_PIN, reason: '新设' })
  const at = await reader(browser, { address: await headOffice(w, await ways.builtTill()), size: WIDE })
  return { w, member, at, deviceId: await atTheTill(w, at.page) }
}

/** The till is opened anew, hears what there is at head office, and looks at what is over. */
async function opened(page: Page): Promise<void> {
  await page.goto('/till/')
  await ways.stocked(page)
}

/** Longer than the pause between two looks of a till at what is over. */
const PATIENCE = { timeout: 90_000 }

const said = (page: Page, minor: number) =>
  seen(page.getByText(filled(till.checkout.pay.hasAside, { money: ways.yuan(minor) })))

/** Rings up one tea and asks for what the member has stored; the amount is offered, nobody types it. */
async function byValue(page: Page, of: Readonly<{ aside: number; offered: number }>): Promise<void> {
  await ways.scan(page, ways.TEA.barcode)
  await ways.scan(page, ways.CARD)
  await seen(page.locator('.checkout-due', { hasText: ways.yuan(ways.TEA.priceMinor) }))
  await ways.scan(page, 'ZJ-VALUE')
  await said(page, of.aside)
  await seen(page.getByPlaceholder(ways.yuan(of.offered), { exact: true }))
}

/** The customer pays by this way to the end, and goes. */
async function paid(page: Page, way: 'ZJ-VALUE' | 'ZJ-CASH'): Promise<void> {
  await ways.scan(page, way)
  await ways.scan(page, 'ZJ-OK')
  await ways.nextCustomer(page)
}

const standing = async ({ w }: Shop) =>
  (await w.call(listReservations, {})).rows
    .map(({ kind, state, spent, returned }) => [kind, state, spent.minor, returned?.minor ?? null])
    .toSorted()

/**
 * What went wrong. That the same member buys the same tea again within minutes is told and is no wrong, nor is that
 * this machine's clock stayed behind when head office's went on.
 */
const exceptions = async ({ w, deviceId }: Shop) =>
  (await w.call(deviceExceptions, { deviceId })).rows
    .map(({ kind, subject }) => [kind, subject])
    .filter(([kind]) => kind !== 'possible_duplicate' && kind !== 'clock_clamped')

/** By head office's clock it is over, and its grace is not: only the till's word gives the rest back. */
async function later({ w, at: { page } }: Shop, minutes: number): Promise<void> {
  w.clock.advance(minutes * 60_000)
  // The answer to what it sends says what time it is; the clock of this machine does not.
  await ways.sell(page, { goods: [ways.TEA] })
  await ways.goTo(page, 'sync')
  await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
  await seen(page.getByText(till.sync.answer.sent))
  await opened(page)
}

test(
  'a lease is offered and spent without a network, and the till’s closing gives the rest back',
  { timeout: 240_000 },
  async () => {
    const browser = await launch()
    onTestFinished(() => browser.close())
    const of = await shop(browser)
    const { w, member, at } = of
    await walk(at, 'till-lease', async () => {
      const { page } = at
      await w.call(placeLease, { id: w.newId(), branchId: w.branchId, memberId: member.id, minor: LEASE })
      await opened(page)
      await expect.poll(() => ways.reservationsOnDisk(page), PATIENCE).toBe(1)
      await page.context().setOffline(true)
      await byValue(page, { aside: LEASE, offered: ways.TEA.priceMinor })
      await paid(page, 'ZJ-VALUE')
      await byValue(page, { aside: LEASE - ways.TEA.priceMinor, offered: ways.TEA.priceMinor })
      await paid(page, 'ZJ-VALUE')
      // It does not reach for a third: what is left is offered, and the customer pays in cash after all.
      const rest = LEASE - 2 * ways.TEA.priceMinor
      await byValue(page, { aside: rest, offered: rest })
      await paid(page, 'ZJ-CASH')

      await page.context().setOffline(false)
      await expect.poll(() => standing(of), PATIENCE).toEqual([['lease', 'standing', LEASE - rest, null]])
      expect(await held(w, member.id)).toMatchObject({ principal: HAS - LEASE + rest })
      await later(of, 25 * 60)
      await expect.poll(() => standing(of), PATIENCE).toEqual([['lease', 'closed', LEASE - rest, rest]])
      expect(await exceptions(of)).toEqual([])
      await w.audit()
    })
  },
)

test(
  'a voucher on the member’s phone is offered and spent once, and one that nobody used is closed',
  { timeout: 240_000 },
  async () => {
    const browser = await launch()
    onTestFinished(() => browser.close())
    const of = await shop(browser)
    const { w, member, at, deviceId } = of
    await walk(at, 'till-phone-voucher', async () => {
      const { page } = at
      const { rows } = await w.call(listDevices, {})
      const deviceCode = rows.find((one) => one.id === deviceId)?.code ?? ''
      const onPhone = async (minor: number) => {
        const card = { deviceCode, cardNumber: ways.CARD, pin: CARD_PIN }
        const { body } = await w.anonymous.ask(memberVoucher, { id: w.newId(), ...card, minor, points: 0 })
        return shownText((body as { reservation: { text: string; signature: string } }).reservation)
      }
      await opened(page)
      await page.context().setOffline(true)
      const shown = await onPhone(50_00)
      await ways.scan(page, ways.TEA.barcode)
      await ways.scan(page, ways.CARD)
      await ways.scan(page, 'ZJ-VALUE')
      // Before the phone: what head office last told, which only the phone can set aside.
      await seen(page.getByPlaceholder(ways.yuan(ways.TEA.priceMinor), { exact: true }))
      await ways.scan(page, shown)
      await said(page, 50_00)
      await seen(page.getByPlaceholder(ways.yuan(50_00), { exact: true }))
      await ways.scan(page, 'ZJ-OK')
      await paid(page, 'ZJ-CASH')

      // A second one is scanned, and the customer goes away; the first one shown again is worth nothing.
      await ways.scan(page, ways.CARD)
      await ways.scan(page, await onPhone(20_00))
      await expect.poll(() => ways.reservationsOnDisk(page), PATIENCE).toBe(2)
      await ways.scan(page, shown)
      await byValue(page, { aside: 20_00, offered: 20_00 })
      await paid(page, 'ZJ-CASH')

      await page.context().setOffline(false)
      const spent = ['voucher', 'closed', 50_00, 0]
      await expect.poll(() => standing(of), PATIENCE).toEqual([spent, ['voucher', 'standing', 0, null]])
      expect(await held(w, member.id)).toMatchObject({ principal: HAS - 50_00 })
      await later(of, 30)
      await expect.poll(() => standing(of), PATIENCE).toEqual([['voucher', 'closed', 0, 20_00], spent])
      expect(await exceptions(of)).toEqual([])
      await w.audit()
    })
  },
)
