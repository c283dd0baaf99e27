import { expect, test } from 'vitest'
import { resetPin } from '#domain/member/contract/card'
import { issueCoupon, memberCoupons } from '#domain/wallet/contract/coupon'
import { recordSale } from '#domain/sale/contract'
import { product, publish, shopper, type Shopper } from '#test/world/shop'
import { ring, till, walletHolds, type TestTill } from '#test/world/till'
import { world, type TestWorld } from '#test/world/world'
import { deviceExceptions } from './contract/log.ts'
import { listReservations, memberVoucher, memberVoucherCoupons } from './contract/reservation.ts'
import { mayUse, reservationSchema, NOTHING_SPENT } from './model/reservation.ts'

const PIN = '482913'
const TEN = { code: 'T10', nameZh: '十元券', nameEn: 'Ten off', kind: 'amount' as const, minor: 10_00 }

type Shop = Readonly<{ w: TestWorld; a: TestTill; member: Shopper; coupon: string }>

/** A till without a line, and a member with a PIN, a hundred yuan and a coupon of their own. */
async function shop(): Promise<Shop> {
  const w = await world()
  await publish(w, { coupons: [TEN] })
  await product(w, 'P', 80_00)
  const a = await till(w)
  const member = await shopper(w, '1', { unit: 'principal', amount: 100_00 })
  await w.call(resetPin, { id: w.newId(), memberId: member.id, pin: PIN, reason: '新设' })
  const { id } = await w.call(issueCoupon, { id: w.newId(), memberId: member.id, code: 'T10' })
  return { w, a, member, coupon: id }
}

const cardAt = (at: TestTill) => ({ deviceCode: at.code, cardNumber: '1', pin: PIN })
const choose = ({ w, a }: Shop, more: object = {}) =>
  w.anonymous.ask(memberVoucherCoupons, { ...cardAt(a), ...more })
const onPhone = ({ w, a, coupon }: Shop, more: object = {}) =>
  w.anonymous.ask(memberVoucher, {
    ...cardAt(a),
    id: w.newId(),
    minor: 0,
    points: 0,
    coupons: [coupon],
    ...more,
  } as never)
const wordsOf = ({ body }: Readonly<{ body: unknown }>) =>
  reservationSchema.parse(JSON.parse((body as { reservation: { text: string } }).reservation.text))
const codeOf = ({ body }: Readonly<{ body: unknown }>) => (body as { code: string }).code

/** Eighty less ten, the till’s coupon taken by what the phone showed. */
const sold = ({ w, a, member, coupon }: Shop, reservation: string | null, at = a) =>
  ring(w, at, {
    member,
    coupons: [{ couponId: coupon }],
    tenders: [{ kind: 'cash', amountMinor: 70_00 }],
    body: { charged: [70_00], totalMinor: 70_00, way: 'voucher' },
    event: { reservation },
  })

/** Whether the coupon is free, held or gone by head office’s own list. */
const usable = async ({ w, member, coupon }: Shop) =>
  (await w.call(memberCoupons, { memberId: member.id })).rows.find(({ id }) => id === coupon)?.state
const exceptions = async ({ w }: Shop) =>
  (await w.call(deviceExceptions, {})).rows
    .filter((one) => one.kind !== 'possible_duplicate')
    .map((one) => [one.kind, one.subject, one.lossMinor])
    .toSorted()

test('a phone is told of its member’s free coupons by card and PIN, and of nobody else’s', async () => {
  const of = await shop()
  const { coupon } = of
  const free = { id: coupon, code: 'T10', nameZh: '十元券', nameEn: 'Ten off', expiresOn: null }
  expect((await choose(of)).body).toEqual({ coupons: [free] })
  const wrong = [await choose(of, { pin: '111111' }), await choose(of, { cardNumber: 'nobody' })]
  expect(wrong.map(codeOf)).toEqual(['card_or_pin_wrong', 'card_or_pin_wrong'])
  expect(codeOf(await choose(of, { deviceCode: 'X9' }))).toBe('device_unknown')
  await onPhone(of)
  expect((await choose(of)).body).toEqual({ coupons: [] })
})

test('D5 a coupon on a phone is held for one till, says what it is, and is used there exactly once', async () => {
  const of = await shop()
  const { w, a, member, coupon } = of
  const told = await onPhone(of)
  const words = wordsOf(told)
  expect(words).toMatchObject({ device: a.id, coupons: [coupon], couponCodes: ['T10'] })
  expect(await walletHolds(w, member.id)).toEqual([['coupon:T10', 1]])
  expect(await usable(of)).toBe('held')
  // Another phone of the same member, or the same one again, finds it held.
  expect(codeOf(await onPhone(of))).toBe('not_enough_value')

  const wish = { device: a.id, store: a.by.branchIds?.[0] ?? '', memberId: member.id, coupons: [coupon] }
  const now = { amounts: { minor: 0, points: 0 }, now: w.clock.now() }
  expect(mayUse(words, { ...wish, ...now, spent: NOTHING_SPENT })).toBeNull()
  expect(mayUse(words, { ...wish, ...now, spent: { ...NOTHING_SPENT, times: 1 } })).toBe('reservation_used')
  expect(mayUse(words, { ...wish, ...now, coupons: [w.newId()], spent: NOTHING_SPENT })).toBe(
    'reservation_too_small',
  )

  sold(of, words.id)
  expect((await a.send()).events).toMatchObject([{ outcome: 'applied' }])
  expect(await usable(of)).toBe('redeemed')
  expect(await walletHolds(w, member.id)).toEqual([])
  expect((await w.call(listReservations, {})).rows).toMatchObject([{ kind: 'voucher', state: 'closed' }])
  expect(await exceptions(of)).toEqual([])
  // A till that was tampered with uses it once more: the discount stands, its cost is named (promises §4.6).
  sold(of, words.id)
  await a.send()
  expect(await exceptions(of)).toEqual([
    ['coupon_not_valid', 'coupon_spent', 10_00],
    ['reservation_wrong', 'reservation_used', 0],
  ])
  await w.audit()
})

test('money and a coupon go by one voucher, and another till may not burn it', async () => {
  const of = await shop()
  const { w, a, member, coupon } = of
  const { id } = wordsOf(await onPhone(of, { minor: 70_00 }))
  ring(w, a, {
    member,
    coupons: [{ couponId: coupon }],
    tenders: [{ kind: 'stored_value', amountMinor: 70_00 }],
    body: { charged: [70_00], totalMinor: 70_00, way: 'voucher' },
    event: { reservation: id },
  })
  await a.send()
  expect([await exceptions(of), await walletHolds(w, member.id), await usable(of)]).toEqual([
    [],
    [],
    'redeemed',
  ])
  const other = await shop()
  const elsewhere = await till(other.w)
  sold(other, wordsOf(await onPhone(other)).id, elsewhere)
  await elsewhere.send()
  expect((await exceptions(other)).map(([kind, subject]) => [kind, subject])).toContainEqual([
    'reservation_wrong',
    'reservation_elsewhere',
  ])
})

test('D7 a coupon nobody used is free again when the till has closed its voucher, or a day after its end', async () => {
  const of = await shop()
  const { w, a } = of
  const first = wordsOf(await onPhone(of))
  w.clock.set(first.expiresAt)
  const spent = { minor: 0, points: 0 }
  a.write('mark', { what: 'reservation_closed', reservation: first.id, spent })
  await a.send()
  expect(await usable(of)).toBe('issued')
  const second = wordsOf(await onPhone(of))
  expect(await usable(of)).toBe('held')
  w.clock.advance(2 * 86_400_000)
  await w.settle()
  expect(await usable(of)).toBe('issued')
  // Used with a line meanwhile: what the till sends of before is done all the same, and its cost is the store's.
  await w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    memberNumber: '1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'P', quantity: 1 }],
    coupons: [{ couponId: of.coupon }],
    tenders: [{ kind: 'cash', amountMinor: 70_00 }],
  })
  sold(of, second.id)
  expect((await a.send(2)).events).toMatchObject([{ outcome: 'applied' }])
  expect((await exceptions(of)).filter(([kind]) => kind === 'coupon_not_valid')).toEqual([
    ['coupon_not_valid', 'coupon_spent', 10_00],
  ])
  await w.audit()
})

test('a phone sets aside its own member’s coupons alone, a few at once, and the same wish twice is one', async () => {
  const of = await shop()
  const { w, coupon } = of
  const other = await shopper(w, '2')
  const { id: theirs } = await w.call(issueCoupon, { id: w.newId(), memberId: other.id, code: 'T10' })
  expect(codeOf(await onPhone(of, { coupons: [theirs] }))).toBe('coupon_not_found')
  expect(codeOf(await onPhone(of, { coupons: [] }))).toBe('nothing_to_reserve')
  expect(codeOf(await onPhone(of, { coupons: Array.from({ length: 4 }, () => w.newId()) }))).toBe('invalid')
  const id = w.newId()
  const [first, again] = [await onPhone(of, { id }), await onPhone(of, { id })]
  expect([first.body, again.body]).toMatchObject([{ replayed: false }, { replayed: true }])
  expect(codeOf(await onPhone(of, { id, coupons: [coupon, theirs] }))).toBe('reservation_id_reused')
  expect((await w.call(listReservations, {})).total).toBe(1)
})
