import { sql, type RawBuilder } from 'kysely'
import { expect, test } from 'vitest'
import { must } from '#base/must'
import { listSales, recordSale, saleEvent } from '#domain/sale/contract'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { waiting } from '#test/world/dump'
import { seededBytes } from '#test/world/dice'
import { give, held } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { basket, coupon, memberWith, publish, stormWorld, type Member, type SaleAsked } from './shop.ts'
import { tills, type Told } from './tills.ts'

/** T05 asks for 200 keys by 50 copies; a push does less of the same. */
const KEYS = Number(process.env['T05_KEYS'] ?? 40)
const COPIES = Number(process.env['T05_COPIES'] ?? 12)
const SEED = Number(process.env['T05_SEED'] ?? 1)

/** An answer as every copy must read it: only whether it is a copy, and the request it answers, may differ. */
function plain({ status, body }: Told): string {
  const { replayed: _, requestId: __, ...rest } = body
  return JSON.stringify([status, rest])
}

function shuffled<T>(all: readonly T[], seed: number): T[] {
  const bytes = seededBytes(seed)
  const chance = () => Buffer.from(bytes(6)).readUIntBE(0, 6)
  return all
    .map((one) => ({ one, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

/** The answer a batch of one gave, as the door for single sales would have said it. */
function outOf(told: Told): Told {
  const [one] = (told.body['answers'] ?? []) as { outcome: string; code: string; receipt: Told['body'] }[]
  must(told.status === 200 && one !== undefined, `test: a batch is answered, got ${told.status} ${told.text}`)
  return one.outcome === 'applied'
    ? { ...told, body: one.receipt }
    : { ...told, status: 409, body: { ...one } }
}

/** Sales of every kind: earning, burning points, stored value, a coupon, one refused, one of nobody. */
async function wishes(w: TestWorld, count: number): Promise<{ members: Member[]; all: SaleAsked[] }> {
  const lots = [
    { unit: 'points' as const, amount: 100_000 },
    { unit: 'principal' as const, amount: 1_000_00 },
  ]
  const members = await Promise.all([1, 2, 3].map((n) => memberWith(w, `000${n}`, lots)))
  const kinds = (n: number): Partial<SaleAsked>[] => [
    { memberNumber: members[n % 3]?.number ?? '' },
    { tenders: [{ kind: 'points', amountMinor: 1_00 }], memberNumber: members[n % 3]?.number ?? '' },
    { tenders: [{ kind: 'stored_value', amountMinor: 1_00 }], memberNumber: members[n % 3]?.number ?? '' },
    { coupons: [{ code: 'OPEN' }], memberNumber: members[n % 3]?.number ?? '' },
    { memberNumber: 'nobody' },
    {},
  ]
  const all = Array.from({ length: count }, (_, n) => basket(w, { fen: 1_00, ...kinds(n)[n % 6] }))
  return { members, all }
}

const stormy = () =>
  stormWorld({ earning: { points: 1, perMinor: 1_00 }, coupons: [coupon('OPEN', { open: true, minor: 10 })] })

test('every copy of a sale is answered alike and moves its value once, whichever door it comes by', async () => {
  const w = await stormy()
  const { post } = await tills(w)
  const { members, all } = await wishes(w, KEYS)
  const copies = shuffled(
    all.flatMap((wish) => Array.from({ length: COPIES }, () => wish)),
    SEED,
  )
  const told = await Promise.all(
    copies.map(async (wish, nth) =>
      nth % 5 === 0 ? outOf(await post('/sale-batches', { sales: [wish] })) : post('/sales', wish),
    ),
  )

  expect(told.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([])
  for (const wish of all) {
    const own = told.filter((_, at) => copies[at]?.id === wish.id)
    expect(own).toHaveLength(COPIES)
    const applied = own.filter(({ status }) => status === 200)
    expect([0, COPIES], `seed ${SEED}`).toContain(applied.length)
    if (applied.length > 0) expect(applied.filter(({ body }) => body['replayed'] === false)).toHaveLength(1)
    const codes = own.map(({ status, body }) =>
      status === 200 ? plain({ status, body, text: '' }) : body['code'],
    )
    expect(new Set(codes).size, `seed ${SEED}`).toBe(1)
  }
  const applied = all.filter((_, n) => n % 6 !== 4)
  expect((await w.call(listSales, { rows: 1 })).total).toBe(applied.length)
  const sold = all.filter((_, n) => n % 6 < 2 && n % 6 !== 1).length
  const held3 = await Promise.all(members.map(({ id }) => held(w, id)))
  const burned = all.filter((_, n) => n % 6 === 1).length
  // A yuan earns a point unless points paid it; with the coupon ninety fen earn nothing, stored value earns.
  const earned = sold + all.filter((_, n) => n % 6 === 2).length
  expect(held3.reduce((sum, { points }) => sum + points, 0)).toBe(300_000 + earned - burned * 100)
}, 300_000)

test('of two contents under one id one is taken, and the other is told so, however they race', async () => {
  const w = await stormy()
  const { post } = await tills(w)
  const { all } = await wishes(w, 12)
  const other = all.map((wish) => ({ ...wish, receiptNo: 'other' }))
  const both = shuffled(
    [...all, ...other].flatMap((wish) => Array.from({ length: 6 }, () => wish)),
    SEED,
  )
  const told = await Promise.all(both.map((wish) => post('/sales', wish)))
  expect(told.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([])
  for (const { id } of all) {
    const own = told.flatMap((one, at) =>
      both[at]?.id === id ? [{ one, receiptNo: both[at].receiptNo }] : [],
    )
    const reused = own.filter(({ one }) => one.body['code'] === 'sale_id_reused')
    expect(reused.map(({ one }) => one.status)).toEqual(Array.from({ length: 6 }, () => 409))
    expect(new Set(reused.map(({ receiptNo }) => receiptNo)).size).toBe(1)
    const taken = own.filter(({ one }) => one.body['code'] !== 'sale_id_reused')
    expect(new Set(taken.map(({ one }) => plain(one))).size).toBe(1)
  }
})

/** Runs what is asked while a lock is taken; it goes when as many works stand before it as the test wants. */
async function behindLock<T>(
  w: TestWorld,
  taken: RawBuilder<unknown>,
  ask: (queue: Queue) => Promise<T>,
): Promise<T> {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  let locked = () => {}
  const ready = new Promise<void>((resolve) => (locked = resolve))
  const lock = w.work(async (work) => {
    await taken.execute(work.tx)
    locked()
    await held
  })
  await ready
  const until = async (count: number) => {
    while ((await w.work(waiting)) < count) await new Promise((go) => setTimeout(go, 5))
  }
  const answer = ask({ until, release }).finally(release)
  await Promise.all([lock, answer])
  return answer
}
const purseOf = (memberId: string) => sql`select from ledger.account where holder_id = ${memberId} for update`
type Queue = Readonly<{ until(count: number): Promise<void>; release(): void }>

test('a copy that arrives while the first is under way waits for it and is answered alike', async () => {
  const w = await stormy()
  const { post } = await tills(w)
  const { id, number } = await memberWith(w, '0001', [{ unit: 'points', amount: 500 }])
  const tenders = [{ kind: 'points' as const, amountMinor: 5_00 }]
  const wish = basket(w, { fen: 5_00, memberNumber: number, tenders })
  const told = await behindLock(w, purseOf(id), async ({ until, release }) => {
    const first = post('/sales', wish, 0)
    await until(1)
    const second = post('/sales', wish, 1)
    await until(2)
    release()
    return Promise.all([first, second])
  })
  expect(told.map(({ status }) => status)).toEqual([200, 200])
  expect(told.map(({ body }) => body['replayed']).sort()).toEqual([false, true])
  expect(new Set(told.map(plain)).size).toBe(1)
  expect(await held(w, id)).toMatchObject({ points: 0 })
})

test('copies of a sale of nobody that reach the book together are written once', async () => {
  const w = await stormWorld()
  const { post } = await tills(w)
  const wish = basket(w)
  // Both have looked for their id and found nothing before either may write.
  const told = await behindLock(
    w,
    sql`lock table sale.sale in exclusive mode`,
    async ({ until, release }) => {
      const both = [post('/sales', wish, 0), post('/sales', wish, 1)]
      await until(2)
      release()
      return Promise.all(both)
    },
  )
  expect(told.map(({ status }) => status)).toEqual([200, 200])
  expect(told.map(({ body }) => body['replayed']).sort()).toEqual([false, true])
  expect(new Set(told.map(plain)).size).toBe(1)
  expect((await w.call(listSales, { rows: 1 })).total).toBe(1)
})

test('a copy that waits for the last use of a coupon of its own twin is answered alike', async () => {
  const w = await stormWorld({ coupons: [coupon('LAST', { open: true, most: 2 })] })
  const { post } = await tills(w)
  const use = () => basket(w, { coupons: [{ code: 'LAST' }] })
  await w.call(recordSale, use())
  const wish = use()
  const told = await behindLock(
    w,
    sql`select from wallet.coupon_count for update`,
    async ({ until, release }) => {
      const first = post('/sales', wish, 0)
      await until(1)
      const second = post('/sales', wish, 1)
      await until(2)
      release()
      return Promise.all([first, second])
    },
  )
  expect(told.map(({ status }) => status)).toEqual([200, 200])
  expect(new Set(told.map(plain)).size).toBe(1)
})

test('a copy that waited while its twin was refused and money arrived is refused as well', async () => {
  const w = await stormy()
  const { post } = await tills(w)
  const { id, number } = await memberWith(w, '0001', [{ unit: 'principal', amount: 1_00 }])
  const tenders = [{ kind: 'stored_value' as const, amountMinor: 5_00 }]
  const wish = basket(w, { fen: 5_00, memberNumber: number, tenders })
  const topUp = { id: w.newId(), amountMinor: 100_00, tender: 'cash', branchCode: 'S1' }
  const told = await behindLock(w, purseOf(id), async ({ until, release }) => {
    const first = post('/sales', wish, 0)
    await until(1)
    const money = post(`/members/${id}/top-ups`, topUp, 0)
    await until(2)
    const second = post('/sales', wish, 1)
    await until(3)
    release()
    return Promise.all([first, second, money])
  })
  expect(told[2]?.status).toBe(200)
  expect(told.slice(0, 2).map(({ body }) => body['code'])).toEqual(['not_enough_money', 'not_enough_money'])
  expect(await held(w, id)).toMatchObject({ principal: 101_00 })
})

test('after a restart, a year later and under another program, an id has the answer it always had', async () => {
  const w = await stormy()
  const before = await tills(w)
  const { all } = await wishes(w, 12)
  const first = await Promise.all(all.map((wish) => before.post('/sales', wish)))
  w.clock.advance(366 * 86_400_000)
  await publish(w, { earning: { points: 9, perMinor: 1_00 } })
  const after = await tills(w, 1)
  const again = await Promise.all(all.map((wish) => after.post('/sales', wish)))
  expect(again.map(plain)).toEqual(first.map(plain))
  expect(again.filter(({ body }) => body['replayed'] === false)).toEqual([])
  expect((await w.call(listSales, { rows: 1 })).total).toBe(10)
})

test('a spend that was refused stays refused after the money has come', async () => {
  const w = await stormy()
  const { post } = await tills(w)
  const { id, number } = await memberWith(w, '0001')
  const refused = (['points', 'stored_value'] as const).map((kind) =>
    basket(w, { fen: 5_00, memberNumber: number, tenders: [{ kind, amountMinor: 5_00 }] }),
  )
  const codes = async () =>
    (await Promise.all(refused.map((one) => post('/sales', one)))).map((t) => t.body['code'])
  expect(await codes()).toEqual(['not_enough_points', 'not_enough_money'])
  await give(w, id, [
    { unit: 'points', amount: 10_000 },
    { unit: 'principal', amount: 10_000 },
  ])
  expect(await codes()).toEqual(['not_enough_points', 'not_enough_money'])
  for (const { id: sale } of refused)
    expect(await w.call(saleEvent, { id: sale })).toMatchObject({ outcome: 'refused' })
  const fresh = refused.map((one) => ({ ...one, id: w.newId() }))
  for (const one of fresh) expect((await w.call(recordSale, one)).replayed).toBe(false)
})

type Write = Readonly<{
  path: (member: string) => string
  body: (to: string) => object
  other: object
  reused: string
}>
const topUpBody = { amountMinor: 100_00, tender: 'cash', branchCode: 'S1' }
const writes: Record<string, Write> = {
  'a top-up': {
    path: (id) => `/members/${id}/top-ups`,
    body: () => topUpBody,
    other: { amountMinor: 101_00 },
    reused: 'top_up_id_reused',
  },
  'a correction': {
    path: (id) => `/members/${id}/adjustments`,
    body: () => ({ unit: 'points', amount: -1, reason: '更正' }),
    other: { amount: -2 },
    reused: 'adjustment_id_reused',
  },
  'a transfer': {
    path: (id) => `/members/${id}/transfers`,
    body: (to) => ({ toMemberId: to, unit: 'points', amount: 3 }),
    other: { amount: 4 },
    reused: 'transfer_id_reused',
  },
  'a hold': {
    path: (id) => `/members/${id}/holds`,
    body: () => ({ unit: 'points', amount: 5, seconds: 60 }),
    other: { amount: 6 },
    reused: 'hold_id_reused',
  },
  'a coupon given': {
    path: (id) => `/members/${id}/coupons`,
    body: () => ({ code: 'OWN' }),
    other: { code: 'OWN2' },
    reused: 'coupon_id_reused',
  },
}

test.each(Object.entries(writes))('%s has one effect however many copies come at once', async (_, write) => {
  const w = await stormWorld({ coupons: [coupon('OWN'), coupon('OWN2')] })
  const { post } = await tills(w)
  const { id } = await memberWith(w, '0001', [{ unit: 'points', amount: 100 }])
  const { id: to } = await memberWith(w, '0002')
  const wish = { id: w.newId(), ...write.body(to) }
  const told = await Promise.all(Array.from({ length: 20 }, () => post(write.path(id), wish)))
  expect(told.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([])
  expect(new Set(told.map(plain)).size).toBe(1)
  expect(told.filter(({ body }) => body['replayed'] === false)).toHaveLength(1)
  const mark = await ledgerMark(w)
  const other = await post(write.path(id), { ...wish, ...write.other })
  expect([other.status, other.body['code']]).toEqual([409, write.reused])
  expect(plain(await post(write.path(id), wish))).toBe(plain(told[0] as Told))
  expect(await ledgerMark(w)).toEqual(mark)
})

/** How much the ledger has written so far. */
async function ledgerMark(w: TestWorld): Promise<unknown> {
  return w.work(async ({ tx }) => {
    const { rows } = await sql`
      select (select count(*) from ledger.posting) as postings, (select count(*) from ledger.hold) as holds`.execute(
      tx,
    )
    return rows
  })
}

test('a coupon is given and taken away once each, however often both are asked', async () => {
  const w = await stormWorld({ coupons: [coupon('OWN')] })
  const { post } = await tills(w)
  const { id: memberId } = await memberWith(w, '0001')
  const own = await w.call(issueCoupon, { id: w.newId(), memberId, code: 'OWN' })
  const told = await Promise.all(
    Array.from({ length: 10 }, () => post('/coupon-voidings', { couponId: own.id, reason: '发错' })),
  )
  expect(told.map(({ status, body }) => [status, body['state']])).toEqual(told.map(() => [200, 'void']))
})
