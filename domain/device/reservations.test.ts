import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { resetPin } from '#domain/member/contract/card'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { product, publish, rules, shopper, type Holding, type Shopper } from '#test/world/shop'
import { CASHIER, ring, till, walletHolds, type TestTill } from '#test/world/till'
import { frozen, held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { deviceExceptions } from './contract/log.ts'
import {
  deviceCoupon,
  listReservations,
  memberVoucher,
  placeLease,
  storeLeases,
  takeVoucher,
} from './contract/reservation.ts'
import { revoke } from './devices.ts'
import { headKeys } from './keys.ts'
import { sealedText } from './model/policy.ts'
import { reservationSchema } from './model/reservation.ts'
import { voucherForTill } from './reservations.ts'

async function shop(): Promise<TestWorld> {
  const w = await world()
  await publish(w, rules({ storedValue: { order: 'bonus_first' } } as never))
  await product(w, 'P', 80_00)
  return w
}

const voucher = (w: TestWorld, at: TestTill, wish: Omit<Asked<typeof takeVoucher>, 'id'> & { id?: string }) =>
  w.work((work) => voucherForTill(work, takeVoucher.input.parse({ id: w.newId(), ...wish })), at.by)

const standing = async (w: TestWorld) =>
  (await w.call(listReservations, {})).rows.map((one) => [
    one.state,
    one.spent.minor,
    one.returned?.minor ?? null,
  ])
const exceptions = async (w: TestWorld) =>
  (await w.call(deviceExceptions, {})).rows
    // Two tills ring up the same sum here all the time.
    .filter((one) => one.kind !== 'possible_duplicate')
    .map((one) => [one.kind, one.subject, one.lossMinor])
    .toSorted()
const idOf = (sealed: { text: string }): string => reservationSchema.parse(JSON.parse(sealed.text)).id

const burn = (w: TestWorld, at: TestTill, member: Shopper, reservation: string | null) =>
  ring(w, at, {
    member,
    tenders: [{ kind: 'stored_value', amountMinor: 80_00 }],
    event: { reservation },
    body: { way: reservation === null ? 'limit' : 'voucher' },
  })

const rich = (w: TestWorld, ...more: Holding[]) =>
  shopper(w, '1', { unit: 'principal', amount: 60_00 }, { unit: 'bonus', amount: 40_00 }, ...more)

test('D5 a voucher sets aside what one sale burns: nobody else can take it, nobody loses anything', async () => {
  const w = await shop()
  const [a, b] = [await till(w), await till(w)]
  const member = await rich(w)
  const wish = { id: w.newId(), memberId: member.id, minor: 80_00 }
  const first = await voucher(w, a, wish)
  expect(await voucher(w, a, wish)).toEqual({ ...first, replayed: true })
  await expect(voucher(w, a, { ...wish, minor: 70_00 })).rejects.toMatchObject({
    code: 'reservation_id_reused',
  })
  await expect(voucher(w, b, { memberId: member.id, minor: 30_00 })).rejects.toMatchObject({
    code: 'not_enough_value',
  })
  const keys = await w.work(headKeys)
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(keys.signKey, 'base64')]),
    format: 'der',
    type: 'spki',
  })
  const { text, signature } = first.reservation
  expect(
    verify(null, Buffer.from(sealedText('reservation', text)), key, Buffer.from(signature, 'base64')),
  ).toBe(true)

  burn(w, a, member, wish.id)
  expect((await a.send()).events).toMatchObject([{ outcome: 'applied' }])
  expect(await held(w, member.id)).toMatchObject({ principal: 20_00, bonus: 0 })
  expect(await standing(w)).toEqual([['closed', 80_00, 0]])
  expect(await exceptions(w)).toEqual([])
})

test('D7 a voucher is spent once, by its till; what is wrong is met from what is free and told', async () => {
  const w = await shop()
  const [a, b] = [await till(w), await till(w)]
  const member = await rich(w)
  const id = idOf((await voucher(w, a, { memberId: member.id, minor: 80_00 })).reservation)
  burn(w, b, member, id)
  await b.send()
  expect(await exceptions(w)).toEqual([
    ['overspend', 'stored_value', 60_00],
    ['reservation_wrong', 'reservation_elsewhere', 0],
  ])
  burn(w, a, member, id)
  burn(w, a, member, id)
  await a.send()
  expect((await exceptions(w)).map(([kind, subject]) => [kind, subject])).toEqual([
    ['overspend', 'stored_value'],
    ['overspend', 'stored_value'],
    ['reservation_wrong', 'reservation_elsewhere'],
    ['reservation_wrong', 'reservation_used'],
  ])
})

test('D7 a lease is spent in parts by its one till; the rest stays set aside until that one closes it', async () => {
  const w = await shop()
  const [a, b] = [await till(w), await till(w)]
  const member = await shopper(w, '1', { unit: 'principal', amount: 300_00 })
  const asked = { id: w.newId(), branchId: w.branchId, memberId: member.id, minor: 250_00, hours: 24 }
  const lease = (await w.call(placeLease, asked)).reservation
  expect((await a.caller.call(storeLeases, {})).reservations).toEqual([lease])
  // Two tills that cannot hear each other would each spend the whole of it.
  expect((await b.caller.call(storeLeases, {})).reservations).toEqual([])
  burn(w, a, member, idOf(lease))
  burn(w, a, member, idOf(lease))
  await a.send()
  expect(await standing(w)).toEqual([['standing', 160_00, null]])
  // 90.00 are still held: of 140.00 only 50.00 are free.
  await expect(voucher(w, a, { memberId: member.id, minor: 51_00 })).rejects.toMatchObject({
    code: 'not_enough_value',
  })
  const closed = { what: 'reservation_closed', reservation: asked.id, spent: { minor: 160_00, points: 0 } }
  b.write('mark', closed)
  await b.send()
  expect(await standing(w)).toEqual([['standing', 160_00, null]])
  a.write('mark', closed)
  await a.send(3)
  expect(await standing(w)).toEqual([['closed', 160_00, 90_00]])
  await voucher(w, a, { memberId: member.id, minor: 140_00 })
  // Spent after it went back: recorded, met from what is free, the rest named. Never dropped.
  burn(w, a, member, asked.id)
  expect((await a.send(4)).events).toMatchObject([{ outcome: 'applied' }])
  expect(await exceptions(w)).toEqual([
    ['overspend', 'stored_value', 80_00],
    ['reservation_wrong', 'reservation_returned', 0],
  ])
})

test('D7 without any news it goes back a day after its end, once, by head office’s clock', async () => {
  const w = await shop()
  const a = await till(w)
  const member = await rich(w)
  const asked = { id: w.newId(), branchId: w.branchId, memberId: member.id, minor: 80_00, hours: 1 }
  await w.call(placeLease, asked)
  w.clock.advance(3_600_000 + 24 * 3_600_000 - 1)
  await w.job('device.reservations')
  expect(await standing(w)).toEqual([['standing', 0, null]])
  w.clock.advance(1)
  await Promise.all([w.job('device.reservations'), w.job('device.reservations')])
  await w.job('wallet.holds')
  expect(await standing(w)).toEqual([['expired', 0, 80_00]])
  expect(await walletHolds(w, member.id)).toEqual([])
  expect(a.events).toEqual([])
})

test('D7 a till whose log shows a later moment of head office has let its voucher go', async () => {
  const w = await shop()
  const a = await till(w)
  const member = await rich(w)
  await voucher(w, a, { memberId: member.id, minor: 80_00 })
  w.clock.advance(16 * 60_000)
  a.write('mark', { what: 'started', version: '1' })
  await a.send()
  expect(await standing(w)).toEqual([['closed', 0, 80_00]])
  expect(await voucher(w, a, { memberId: member.id, minor: 100_00 })).toMatchObject({ replayed: false })
})

test('S4 a member’s own voucher: unknown cards, wrong PINs and barred cards are answered alike', async () => {
  const w = await shop()
  const a = await till(w)
  const member = await rich(w)
  await w.call(resetPin, { id: w.newId(), memberId: member.id, pin: '482913', reason: '新设' })
  const wish = { id: w.newId(), deviceCode: a.code, cardNumber: '1', pin: '482913', minor: 80_00 }
  const ask = (more: Partial<typeof wish>) =>
    w.anonymous.ask(memberVoucher, { ...wish, id: w.newId(), ...more })
  const wrong = [await ask({ cardNumber: 'nobody' }), await ask({ pin: '111111' })]
  const told = wrong.map(({ status, body }) => [status, (body as { code: string }).code])
  expect(told).toEqual([
    [422, 'card_or_pin_wrong'],
    [422, 'card_or_pin_wrong'],
  ])
  const right = await w.anonymous.ask(memberVoucher, wish)
  expect(right.status).toBe(200)
  burn(w, a, member, wish.id)
  await a.send()
  expect(await exceptions(w)).toEqual([])
  // Guessing locks the PIN: then even the right one is answered like a wrong one.
  for (let n = 0; n < 12; n++) await ask({ pin: '111111' })
  expect((await ask({ minor: 1 })).body).toMatchObject({ code: 'card_or_pin_wrong' })
})

test('points for a gift come from what was set aside for it', async () => {
  const w = await world()
  await publish(w, {
    gifts: [{ code: 'CUP', nameZh: '茶杯', nameEn: 'Cup', points: 500 }],
  } as never)
  const a = await till(w)
  const member = await shopper(w, '1', { unit: 'points', amount: 900 })
  const id = idOf((await voucher(w, a, { memberId: member.id, points: 500 })).reservation)
  const gift = {
    memberId: member.id,
    memberNumber: '1',
    giftCode: 'CUP',
    count: 1,
    points: 500,
    way: 'voucher',
  }
  a.write('gift', { ...gift, cashier: CASHIER }, { reservation: id })
  a.write('gift', { ...gift, cashier: CASHIER })
  const told = await a.send()
  expect(told.events.map((one) => [one.outcome, one.code])).toEqual([
    ['applied', null],
    ['refused', 'not_enough_points'],
  ])
  expect(await held(w, member.id)).toMatchObject({ points: 400 })
  expect(await exceptions(w)).toEqual([['overspend', 'points', 0]])
})

const CUT = { code: 'CUT', nameZh: '剪发次卡', nameEn: 'Haircuts', productCodes: ['P'] }
const FIVE = {
  code: 'FIVE',
  nameZh: '五次',
  nameEn: 'Five',
  payMinor: 200_00,
  passes: [{ code: 'CUT', count: 5 }],
}

/** A shop that sells five haircuts at once, and a member who bought them. */
async function barber() {
  const w = await world()
  await publish(w, { passes: [CUT], topUps: [FIVE] })
  await product(w, 'P', 80_00)
  const [a, b] = [await till(w), await till(w)]
  const member = await shopper(w, '1', { packageCode: 'FIVE' })
  const cut = (
    at: TestTill,
    count: number,
    reservation: string | null,
    more: Parameters<typeof ring>[2] = {},
  ) =>
    ring(w, at, {
      member,
      lines: [{ productCode: 'P', quantity: count, unitPriceMinor: 80_00, passCode: 'CUT' }],
      tenders: [],
      event: { reservation },
      body: { charged: [0], totalMinor: 0, way: 'voucher' },
      ...more,
    })
  const heldUses = async () => Object.fromEntries(await walletHolds(w, member.id))['pass:CUT'] ?? 0
  return { w, a, b, member, cut, heldUses }
}

test('D7 uses of a pass are set aside for one till, spent once, and the rest is free again', async () => {
  const { w, a, b, member, cut, heldUses } = await barber()
  const three = { memberId: member.id, passes: [{ code: 'CUT', count: 3 }] }
  const { reservation } = await voucher(w, a, three)
  expect(reservationSchema.parse(JSON.parse(reservation.text)).passes).toEqual(three.passes)
  expect(await heldUses()).toBe(3)
  await expect(voucher(w, b, three)).rejects.toMatchObject({ code: 'not_enough_value' })
  await expect(voucher(w, b, { memberId: member.id })).rejects.toMatchObject({ code: 'nothing_to_reserve' })
  cut(a, 2, idOf(reservation))
  expect((await a.send()).events).toMatchObject([{ outcome: 'applied' }])
  expect(await exceptions(w)).toEqual([])
  expect(await heldUses()).toBe(0)
  // Three are left: all of them can be set aside elsewhere at once.
  expect(await voucher(w, b, three)).toMatchObject({ replayed: false })
})

test('D7 a lease of a pass is spent in parts; beyond it what is free is taken, the rest is a loss', async () => {
  const { w, a, member, cut, heldUses } = await barber()
  const asked = {
    id: w.newId(),
    branchId: w.branchId,
    memberId: member.id,
    passes: [{ code: 'CUT', count: 4 }],
  }
  await w.call(placeLease, asked)
  cut(a, 1, asked.id, { body: { charged: [0], totalMinor: 0, way: 'lease' } })
  cut(a, 2, asked.id, { body: { charged: [0], totalMinor: 0, way: 'lease' } })
  await a.send()
  expect(await heldUses()).toBe(1)
  expect(await exceptions(w)).toEqual([])
  expect((await w.call(listReservations, {})).rows[0]?.passes).toEqual(asked.passes)
  // Of the lease only one is left, so it does not cover two, which is told; one was never set aside, one nobody has.
  cut(a, 2, asked.id, { body: { charged: [0], totalMinor: 0, way: 'lease' } })
  await a.send(3)
  expect(await exceptions(w)).toEqual([
    ['overspend', 'pass', 80_00],
    ['reservation_wrong', 'reservation_too_small', 0],
  ])
  a.write('mark', { what: 'reservation_closed', reservation: asked.id, spent: { minor: 0, points: 0 } })
  await a.send(4)
  expect(await heldUses()).toBe(0)
})

test('D7 what a burn did not touch of a voucher is free at once, and not a day later', async () => {
  const { w, a, member, cut } = await barber()
  const both = { memberId: member.id, minor: 100_00, passes: [{ code: 'CUT', count: 1 }] }
  const { reservation } = await voucher(w, a, both)
  cut(a, 1, idOf(reservation))
  await a.send()
  expect(await walletHolds(w, member.id)).toEqual([])
  expect(await exceptions(w)).toEqual([])
})

const TEN_OFF = { code: 'T10', nameZh: '十元券', nameEn: 'Ten', kind: 'amount' as const, minor: 10_00 }

test('a coupon set aside for a till is nobody else’s meanwhile, and is used there once', async () => {
  const w = await world()
  await publish(w, { coupons: [TEN_OFF] })
  await product(w, 'P', 80_00)
  const [a, b] = [await till(w), await till(w)]
  const member = await shopper(w, '1')
  const coupon = await w.call(issueCoupon, { id: w.newId(), memberId: member.id, code: 'T10' })
  const wish = { memberId: member.id, coupons: [coupon.id] }
  const id = idOf((await voucher(w, a, wish)).reservation)
  await expect(voucher(w, b, wish)).rejects.toMatchObject({ code: 'not_enough_value' })
  await expect(voucher(w, b, { ...wish, coupons: [w.newId()] })).rejects.toMatchObject({
    code: 'coupon_not_found',
  })
  expect((await w.call(listReservations, {})).total).toBe(1)
  const sold = {
    member,
    coupons: [{ couponId: coupon.id }],
    tenders: [{ kind: 'cash' as const, amountMinor: 70_00 }],
    body: { charged: [70_00], totalMinor: 70_00, way: 'voucher' as const },
  }
  ring(w, a, { ...sold, event: { reservation: id } })
  expect((await a.send()).events).toMatchObject([{ outcome: 'applied' }])
  expect(await exceptions(w)).toEqual([])
  // Shown once more without asking: the discount was given, so it is honoured and its cost named (C5).
  ring(w, a, sold)
  await a.send()
  expect((await exceptions(w)).map(([kind, , lossMinor]) => [kind, lossMinor])).toEqual([
    ['coupon_not_valid', 10_00],
  ])
})

test('a reservation is refused in the order of its laws, and nothing of it stays', async () => {
  const w = await shop()
  const a = await till(w)
  const member = await rich(w)
  const barred = await shopper(w, '2', { unit: 'principal', amount: 100_00 })
  await frozen(w, barred.id)
  const code = (of: Promise<unknown>) => of.then(() => 'taken').catch((no: { code: string }) => no.code)
  expect(await code(voucher(w, a, { memberId: w.newId(), minor: 0 }))).toBe('nothing_to_reserve')
  expect(await code(voucher(w, a, { memberId: w.newId(), minor: 999_00 }))).toBe('member_unknown')
  expect(await code(voucher(w, a, { memberId: barred.id, minor: 999_00 }))).toBe('member_frozen')
  expect(await code(voucher(w, a, { memberId: member.id, minor: 999_00 }))).toBe('not_enough_value')
  expect(await code(voucher(w, a, { memberId: member.id, minor: 1_00, points: 1 }))).toBe('not_enough_value')
  await w.work((work) => revoke(work, { id: w.newId(), deviceId: a.id, reason: '停用' }))
  expect(await code(voucher(w, a, { memberId: w.newId(), minor: 0 }))).toBe('device_not_active')
  const lease = { id: w.newId(), branchId: w.branchId, memberId: member.id, minor: 10_00 }
  expect((await w.ask(placeLease, lease)).body).toMatchObject({ code: 'store_has_no_till' })
  expect((await w.ask(placeLease, { ...lease, branchId: w.newId() })).body).toMatchObject({
    code: 'branch_unknown',
  })
  expect((await w.call(listReservations, {})).total).toBe(0)
  expect(await walletHolds(w, member.id)).toEqual([])
})

test('C6 the secret on a coupon tells a till whose it is and what has become of it; another one nothing', async () => {
  const w = await world()
  await publish(w, { coupons: [TEN_OFF] })
  const a = await till(w)
  const { id: memberId } = await shopper(w, '1')
  const wish = { id: w.newId(), memberId, code: 'T10', withSecret: true }
  const { id, secret } = await w.call(issueCoupon, wish)
  const found = { id, code: 'T10', state: 'issued', expiresOn: null, memberId }
  expect(await a.caller.call(deviceCoupon, { secret: secret?.toLowerCase() ?? '' })).toEqual(found)
  const no = await a.caller.ask(deviceCoupon, { secret: '0000-0000-0000-0000' })
  expect(no.body).toMatchObject({ code: 'coupon_not_found' })
})
