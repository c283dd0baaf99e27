import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { present } from '#base/must'
import { deviceExceptions, deviceLog } from '#domain/device/contract/log'
import { setTillPin } from '#domain/device/contract/device'
import { addProduct } from '#domain/goods/contract'
import { balancesOf } from '#domain/ledger/index'
import { hireStaff } from '#domain/org/contract'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { setCreditLine } from '#domain/wallet/contract/credit'
import { listSales, showSale } from '#domain/sale/contract'
import { publish, shopper, type Shopper } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, walk } from './reader.ts'
import { enrolled, headOffice } from './till-office.ts'
import { builtTill, goTo, PIN, scan, signIn, stocked, synced } from './till-ways.ts'
import { filled } from './words.ts'

const CARD = 'AH000000077'
const SHAMPOO = '6901234567885'
const HAIR = '6901234567892'

type Shop = Readonly<{ w: TestWorld; member: Shopper; secrets: readonly string[] }>

/** A barber's: haircuts, five of them sold at once, and a member who bought them. */
async function shop(): Promise<Shop> {
  const w = await world({ at: 'now' })
  await publish(w, {
    passes: [{ code: 'CUT', nameZh: '剪发次卡', nameEn: 'Haircuts', productCodes: ['P1'] }],
    coupons: [
      {
        code: 'OFF20',
        nameZh: '二十元券',
        nameEn: 'Twenty off',
        kind: 'amount',
        minor: 20_00,
        productCodes: ['P2'],
      },
    ],
    topUps: [
      {
        code: 'FIVE',
        nameZh: '五次剪发',
        nameEn: 'Five haircuts',
        payMinor: 200_00,
        passes: [{ code: 'CUT', count: 5 }],
      },
    ],
  })
  const add = { name: '剪发', barcode: HAIR, priceMinor: 60_00 }
  await w.call(addProduct, { id: w.newId(), code: 'P1', ...add })
  await w.call(addProduct, { id: w.newId(), code: 'P2', name: '洗发水', barcode: SHAMPOO, priceMinor: 60_00 })
  const member = await shopper(w, CARD, { packageCode: 'FIVE' })
  const li = {
    id: w.newId(),
    login: 'xiaoli',
    name: '小李',
    password: '山高水长流云散尽处',
    roles: ['cashier'] as const,
  }
  await w.call(hireStaff, { ...li, roles: [...li.roles], branchIds: [w.branchId] })
  const line = { id: w.newId(), memberId: member.id, mostMinor: 100_00, reason: '月结' }
  await w.call(setCreditLine, line)
  await w.call(setTillPin, { staffId: w.ownerId, pin: PIN })
  const secrets: string[] = []
  for (const code of ['OFF20', 'OFF20']) {
    const coupon = await w.call(issueCoupon, { id: w.newId(), memberId: member.id, code, withSecret: true })
    secrets.push(present(coupon.secret, 'test: a secret is told once'))
  }
  return { w, member, secrets }
}

const due = (page: Page, money: string) => seen(page.locator('.checkout-due', { hasText: money }))
const paid = (page: Page, money: string) => seen(page.locator('.checkout-change', { hasText: money }))
const next = (page: Page) => scan(page, 'ZJ-OK')
const passLeft = (n: string) => filled(till.checkout.line.pass, { name: '剪发次卡', n })

/** A new till whose screen that sells is slow to come: what is scanned before it is there is sold by it. */
async function scannedEarly(w: TestWorld, page: Page): Promise<string> {
  let letGo = () => undefined as void
  const gone = new Promise<void>((go) => (letGo = go))
  // The worker keeps all files on the device, and would have this one there before it is asked for.
  await page.context().route(/\/sw\.js/, (route) => gone.then(() => route.continue()))
  const deviceId = await enrolled(w, page)
  await page.route(/\/assets\/checkout-/, (route) => gone.then(() => route.continue()))
  await signIn(page)
  await synced(page)
  await goTo(page, 'checkout')
  await seen(page.locator('.till-screen .waiting'))
  await scan(page, SHAMPOO)
  letGo()
  await seen(page.locator('.checkout-line', { hasText: '洗发水' }))
  await due(page, '¥60.00')
  await scan(page, 'ZJ-CASH')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥60.00')
  await next(page)
  return deviceId
}

/** Two haircuts, both paid with the pass: nothing is due, and head office has set the uses aside first. */
async function cutByPass(page: Page): Promise<void> {
  for (const code of [HAIR, HAIR, CARD]) await scan(page, code)
  await due(page, '¥120.00')
  await seen(page.getByText(filled(till.checkout.member.pass, { name: '剪发次卡', n: '5' })))
  await page.keyboard.press('Alt+g')
  await page.getByRole('button', { name: '小李' }).click()
  await seen(page.getByText(filled(till.checkout.seller.by, { name: '小李' })))
  await page.locator('.checkout-line').first().click()
  await page.getByRole('button', { name: passLeft('5') }).click()
  await due(page, '¥0.00')
  await page.keyboard.press('F8')
  // Nothing is asked for, so Enter is the button's.
  await seen(page.locator('.checkout-finish:focus'))
  await page.keyboard.press('Enter')
  await paid(page, '¥0.00')
  await next(page)
}

/** A coupon by the secret on it names its member; head office sets it aside like any other. */
async function bySecret(page: Page, secret: string): Promise<void> {
  await scan(page, SHAMPOO)
  await scan(page, secret)
  await due(page, '¥40.00')
  await scan(page, 'ZJ-CASH')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥40.00')
  await next(page)
  await scan(page, SHAMPOO)
  await scan(page, secret)
  await seen(page.getByText(till.checkout.notice.code_spent))
  await scan(page, 'ZJ-CASH')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥60.00')
  await next(page)
}

/** Without a network a secret waits, and is looked up when the line is back. */
async function secretWaits(page: Page, secret: string): Promise<void> {
  await scan(page, SHAMPOO)
  await scan(page, secret)
  await seen(page.getByText(till.checkout.notice.code_waits))
  await due(page, '¥60.00')
  await page.context().setOffline(false)
  await due(page, '¥40.00')
  await scan(page, 'ZJ-CASH')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥40.00')
  await next(page)
}

/** On account to the fen, by the room head office knows. */
async function onAccount(page: Page): Promise<void> {
  for (const code of [HAIR, CARD]) await scan(page, code)
  await due(page, '¥60.00')
  await scan(page, 'ZJ-ACCOUNT')
  await seen(page.getByText(filled(till.checkout.pay.room, { money: '¥100.00' })))
  await scan(page, 'ZJ-OK')
  await paid(page, '¥60.00')
  await seen(page.getByText(filled(till.checkout.paid.final, { n: '60' })))
  await next(page)
}

/** Nobody can ask what room there is, and the room that was told is known to be too small. */
async function accountOffline(page: Page): Promise<void> {
  for (const code of [HAIR, CARD]) await scan(page, code)
  await due(page, '¥60.00')
  await scan(page, 'ZJ-ACCOUNT')
  await seen(page.getByText(filled(till.checkout.pay.room, { money: '¥40.00' })))
  await page.getByLabel(till.checkout.pay.amount).fill('50')
  await scan(page, 'ZJ-OK')
  await scan(page, 'ZJ-CASH')
  await scan(page, 'ZJ-OK')
  await seen(page.getByText(till.members.burn.over_credit_line))
  await page
    .getByRole('button', {
      name: filled(till.checkout.pay.drop, { tender: till.checkout.pay.tenders.on_account }),
    })
    .last()
    .click()
  await scan(page, 'ZJ-CASH')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥60.00')
  await next(page)
}

/** Without a network nobody can set a use aside: said at once, and the sale goes on at full price. */
async function cutOffline(page: Page): Promise<void> {
  for (const code of [HAIR, CARD]) await scan(page, code)
  await due(page, '¥60.00')
  await page.locator('.checkout-line').first().click()
  await page.getByRole('button', { name: passLeft('3') }).click()
  await due(page, '¥0.00')
  await page.keyboard.press('F8')
  await seen(page.getByText(till.members.burn.burn_needs_line))
  await page.getByRole('button', { name: till.checkout.burn.without }).click()
  await due(page, '¥60.00')
  await scan(page, 'ZJ-WECHAT')
  await scan(page, 'ZJ-OK')
  await paid(page, '¥60.00')
  await next(page)
}

test(
  'what a member holds beside money is used at the counter as head office has it, with a line and without',
  { timeout: 180_000 },
  async () => {
    const { w, member, secrets } = await shop()
    const address = await headOffice(w, await builtTill())
    const browser = await launch()
    onTestFinished(() => browser.close())
    const at = await reader(browser, { address })
    await walk(at, 'till-counter', async () => {
      const { page } = at
      const deviceId = await scannedEarly(w, page)
      await bySecret(page, secrets[0] ?? '')
      await cutByPass(page)
      await onAccount(page)
      // What is left of the room and of the pass comes after the answer to the sale.
      await stocked(page)
      await page.context().setOffline(true)
      await accountOffline(page)
      await cutOffline(page)
      await secretWaits(page, secrets[1] ?? '')
      await goTo(page, 'sync')
      await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
      await seen(page.getByText(till.sync.answer.sent))
      const { created, applied } = await w.call(deviceLog, { id: deviceId })
      expect(applied).toEqual(created)
      expect((await w.call(deviceExceptions, { deviceId })).rows).toEqual([])
      const { rows } = await w.call(listSales, { rows: 200 })
      const sales = await Promise.all(rows.map(({ id }) => w.call(showSale, { id })))
      const sold = sales.flatMap((sale) => sale.lines.map((one) => [one.chargedMinor, one.seller]))
      expect(sold.filter(([charged]) => charged === 0)).toEqual([[0, '小李']])
      const balances = await w.work((work) => balancesOf(work.tx, member.id))
      expect(balances.find((one) => one.unit === 'pass:CUT')).toMatchObject({ balance: 3, held: 0 })
    })
  },
)
