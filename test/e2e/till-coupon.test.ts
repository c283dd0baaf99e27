import { expect, onTestFinished, test } from 'vitest'
import { listDevices } from '#domain/device/contract/device'
import { deviceExceptions } from '#domain/device/contract/log'
import { memberVoucher, memberVoucherCoupons } from '#domain/device/contract/reservation'
import { shownText } from '#domain/device/model/reservation'
import { addProduct } from '#domain/goods/contract'
import { resetPin } from '#domain/member/contract/card'
import { issueCoupon, memberCoupons } from '#domain/wallet/contract/coupon'
import { publish, shopper } from '#test/world/shop'
import { world } from '#test/world/world'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { reader, seen, walk, WIDE } from './reader.ts'
import { atTheTill, headOffice } from './till-office.ts'
import * as ways from './till-ways.ts'

const PIN = '482913'
const OFF = { code: 'OFF8', nameZh: '八元券', nameEn: 'Eight off', kind: 'amount' as const, minor: 8_00 }

/** A shop whose till went off the line before its member was given a coupon. */
async function shop() {
  const w = await world({ at: 'now' })
  await publish(w, { coupons: [OFF] })
  await w.call(addProduct, { id: w.newId(), ...ways.TEA })
  const member = await shopper(w, ways.CARD)
  await w.call(resetPin, { id: w.newId(), memberId: member.id, pin: PIN, reason: '新设' })
  const browser = await launch()
  onTestFinished(() => browser.close())
  const at = await reader(browser, { address: await headOffice(w, await ways.builtTill()), size: WIDE })
  const deviceId = await atTheTill(w, at.page)
  await at.page.reload()
  await ways.stocked(at.page)
  await at.page.context().setOffline(true)
  const coupon = await w.call(issueCoupon, { id: w.newId(), memberId: member.id, code: OFF.code })
  const { rows } = await w.call(listDevices, {})
  const deviceCode = rows.find((one) => one.id === deviceId)?.code ?? ''
  return { w, at, deviceId, deviceCode, member, couponId: coupon.id }
}

test(
  'a personal coupon that the till never heard of is set aside by the member’s phone and used there once',
  { timeout: 240_000 },
  async () => {
    const { w, at, deviceId, deviceCode, member, couponId } = await shop()
    await walk(at, 'till-coupon', async () => {
      const { page } = at
      const card = { deviceCode, cardNumber: ways.CARD, pin: PIN }
      const choice = await w.anonymous.ask(memberVoucherCoupons, card)
      expect(choice.body).toMatchObject({ coupons: [{ id: couponId, nameZh: '八元券' }] })
      const wish = { ...card, id: w.newId(), minor: 0, points: 0, coupons: [couponId] }
      const { body } = await w.anonymous.ask(memberVoucher, wish as never)
      const shown = shownText((body as { reservation: { text: string; signature: string } }).reservation)
      const due = (minor: number) => seen(page.locator('.checkout-due', { hasText: ways.yuan(minor) }))

      await ways.scan(page, ways.TEA.barcode)
      await due(ways.TEA.priceMinor)
      await ways.scan(page, shown)
      // Whose phone it is buys, and the coupon saves at once.
      await due(ways.TEA.priceMinor - OFF.minor)
      await ways.scan(page, 'ZJ-CASH')
      await ways.scan(page, 'ZJ-OK')
      await ways.nextCustomer(page)
      // The same phone again: the coupon is gone, and so is the voucher.
      await ways.scan(page, ways.TEA.barcode)
      await ways.scan(page, shown)
      await seen(page.getByRole('button', { name: till.checkout.member.drop }))
      await due(ways.TEA.priceMinor)
      await ways.scan(page, 'ZJ-CASH')
      await ways.scan(page, 'ZJ-OK')
      await ways.nextCustomer(page)

      await page.context().setOffline(false)
      const state = async () => {
        const { rows } = await w.call(memberCoupons, { memberId: member.id })
        return rows.map((one) => one.state)
      }
      await expect.poll(state, { timeout: 60_000 }).toEqual(['redeemed'])
      const booked = async () => (await ways.salesAt(w.call)).map((one) => one.totalMinor).toSorted()
      await expect.poll(booked, { timeout: 60_000 }).toEqual([80_00, 88_00])
      expect((await w.call(deviceExceptions, { deviceId })).rows).toEqual([])
      await w.audit()
    })
  },
)
