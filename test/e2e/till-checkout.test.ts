import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { deviceExceptions, deviceLog } from '#domain/device/contract/log'
import { addProduct } from '#domain/goods/contract'
import { issueCoupon, memberCoupons } from '#domain/wallet/contract/coupon'
import { publish, shopper, type Shopper } from '#test/world/shop'
import { held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, walk, WIDE } from './reader.ts'
import { atTheTill, headOffice } from './till-office.ts'
import { builtTill, scan, scanAfter } from './till-ways.ts'
import { filled } from './words.ts'

const CARD = 'AH000000042'
const TEA = '6901234567892'
const CUP = '6901234567885'

/** Rules that price, earn, round and accept points; two things to sell; a member with value and a coupon. */
async function shop(): Promise<Readonly<{ w: TestWorld; member: Shopper }>> {
  const w = await world({ at: 'now' })
  const names = { nameZh: '规则', nameEn: 'Rule' }
  await publish(w, {
    cashRounding: { stepMinor: 10, mode: 'half_up' },
    pointsAsMoney: { points: 100, minor: 1_00, mostBps: 5_000 },
    memberPrices: [{ code: 'TEA9', ...names, kind: 'discount', bps: 1_000, productCodes: ['P1'] }],
    tiers: {
      list: [
        { code: 'PU', nameZh: '普通', nameEn: 'Plain' },
        { code: 'GOLD', nameZh: '金卡', nameEn: 'Gold', ways: [{ by: 'spend', least: 200_00 }] },
      ],
    },
    coupons: [
      { code: 'TEN', ...names, kind: 'amount', minor: 10_00, leastMinor: 50_00 },
      { code: 'V5', nameZh: '五元代金券', nameEn: 'Five', kind: 'voucher', minor: 5_00 },
    ],
  })
  const add = (code: string, name: string, barcode: string, priceMinor: number) =>
    w.call(addProduct, { id: w.newId(), code, name, barcode, priceMinor })
  await add('P1', '龙井茶', TEA, 88_00)
  await add('P2', '茶杯', CUP, 12_37)
  const member = await shopper(
    w,
    CARD,
    { unit: 'principal', amount: 300_00 },
    { unit: 'points', amount: 1_000 },
  )
  for (const code of ['TEN', 'V5']) await w.call(issueCoupon, { id: w.newId(), memberId: member.id, code })
  return { w, member }
}

const due = (page: Page, money: string) => seen(page.locator('.checkout-due', { hasText: money }))
const paid = (page: Page, money: string) => seen(page.locator('.checkout-change', { hasText: money }))
/** Commands are codes like any other: this whole test is done by the scanner alone. */
const next = (page: Page) => scan(page, 'ZJ-OK')

/** Two teas and a cup for a member: member price, the coupon, stored value; all set aside at head office first. */
async function sellOnline(page: Page): Promise<void> {
  for (const code of [TEA, TEA, CUP, CARD]) await scan(page, code)
  // 2 × 88.00 at 9折 is 158.40, the cup 12.37, less 10.00.
  await due(page, '¥160.77')
  const gold = { short: '¥39.23', name: '金卡', least: '¥200.00' }
  await seen(page.getByText(filled(till.checkout.hint.tier_short.spend, gold)))
  await scan(page, 'ZJ-VALUE')
  await seen(page.getByText(filled(till.checkout.pay.has, { money: '¥300.00' })))
  await scan(page, 'ZJ-OK')
  await paid(page, '¥160.77')
  await seen(page.getByText(filled(till.checkout.paid.final, { n: '160' })))
  await next(page)
}

/** One cup paid in three ways: half of it by points in whole steps, a voucher, the rest in cash to the step. */
async function splitOnline(page: Page): Promise<void> {
  for (const code of [CUP, CARD]) await scan(page, code)
  await due(page, '¥12.37')
  await scan(page, 'ZJ-POINTS')
  await seen(page.getByPlaceholder('¥6.00'))
  await scan(page, 'ZJ-OK')
  await scan(page, 'ZJ-VOUCHER')
  await seen(page.getByRole('group', { name: till.checkout.pay.vouchers }))
  await scan(page, 'ZJ-OK')
  await scan(page, 'ZJ-CASH')
  await seen(page.getByLabel(till.checkout.pay.given))
  await scan(page, 'ZJ-OK')
  await paid(page, '¥12.40')
  await next(page)
}

/** Everything by the scanner, faster than the till can look it up: nothing of it is lost, commands neither. */
async function inOneGo(page: Page): Promise<void> {
  await scan(page, CUP, CARD, 'ZJ-WECHAT', 'ZJ-OK')
  await paid(page, '¥12.37')
  await next(page)
}

/** What a command opens hears the next one, however soon that comes. */
async function howeverSoon(page: Page): Promise<void> {
  for (let turns = 0; turns < 10; turns++) {
    await scan(page, CUP)
    await due(page, '¥12.37')
    await scanAfter(page, 'ZJ-CASH', turns, 'ZJ-OK')
    await paid(page, '¥12.40')
    await next(page)
  }
}

/** Without a network: cash to the step for a stranger, and no stored value for the member. */
async function sellOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await scan(page, CUP)
  await due(page, '¥12.37')
  await scan(page, 'ZJ-CASH')
  await page.getByLabel(till.checkout.pay.given).fill('20')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥7.60')
  await next(page)
  for (const code of [CUP, CARD, 'ZJ-VALUE', 'ZJ-OK']) {
    await scan(page, code)
    if (code === 'ZJ-VALUE') await seen(page.getByLabel(till.checkout.pay.amount))
  }
  await seen(page.getByText(till.members.burn.burn_needs_line))
  await page
    .getByRole('button', { name: new RegExp(`^${filled(till.checkout.pay.drop, { tender: '' })}`) })
    .last()
    .click()
  await scan(page, 'ZJ-WECHAT')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥12.37')
  await next(page)
  await page.context().setOffline(false)
}

/** One tea of the first sale comes back, by the number on its receipt. */
async function takeBack(page: Page, receiptNo: string): Promise<void> {
  await scan(page, receiptNo)
  await page.getByRole('button', { name: till.checkout.line.more }).first().click()
  await page.getByRole('button', { name: till.checkout.return.reasons.wrong }).click()
  const back = page.getByRole('button', {
    name: new RegExp(`^${filled(till.checkout.return.go, { money: '' })}`),
  })
  await back.click()
  await seen(page.getByText(till.checkout.paid.returned))
  await next(page)
}

test(
  'what a till sells, with a line and without, is what head office books: nothing differs and nothing is lost',
  { timeout: 180_000 },
  async () => {
    const { w, member } = await shop()
    const address = await headOffice(w, await builtTill())
    const browser = await launch()
    onTestFinished(() => browser.close())
    const at = await reader(browser, { address, size: WIDE })
    await walk(at, 'till-checkout', async () => {
      const { page } = at
      const deviceId = await atTheTill(w, page)
      await sellOnline(page)
      expect(await held(w, member.id)).toMatchObject({ principal: 139_23, points: 1_160 })
      const receiptNo = await page.evaluate<string>(FIRST_RECEIPT)
      await splitOnline(page)

      await inOneGo(page)
      await howeverSoon(page)
      await sellOffline(page)
      await takeBack(page, receiptNo)
      await page.getByRole('link', { name: new RegExp(`^${till.shell.places.sync}`) }).click()
      await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
      await seen(page.getByText(till.sync.answer.sent))

      const { created, applied, quarantined, pending } = await w.call(deviceLog, { id: deviceId })
      expect([applied, quarantined.count, pending.count]).toEqual([created, 0, 0])
      expect((await w.call(deviceExceptions, { deviceId })).rows).toEqual([])
      const { rows } = await w.call(memberCoupons, { memberId: member.id })
      expect(rows.map((one) => one.state)).toEqual(['redeemed', 'redeemed'])
      // Half of what the two teas came to went back to where it came from; the cup by WeChat earned 12.
      expect((await held(w, member.id)).principal).toBe(139_23 + 74_56)
    })
  },
)

/** Run in the page: the number of the receipt that was written first. */
const FIRST_RECEIPT = `new Promise((done) => {
  const asked = indexedDB.open('zhiji-till')
  asked.onsuccess = () => {
    const all = asked.result.transaction('receipts').objectStore('receipts').getAll()
    all.onsuccess = () => { asked.result.close(); done(all.result[0].receiptNo) }
  }
})`
