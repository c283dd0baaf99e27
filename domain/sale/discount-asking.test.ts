import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openBranch } from '#domain/org/contract'
import { findsEach } from '#test/world/breaks'
import type { Caller } from '#test/world/caller'
import { product, publish, type SaleAsked } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { recordSale } from './contract.ts'
import {
  askDiscount,
  decideDiscount,
  listDiscountAskings,
  showDiscountAsking,
} from './contract/discount-asking.ts'
import { allowDiscount, setDiscountRule } from './contract/discount.ts'

type Shop = Readonly<{ w: TestWorld; shop: Caller; manager: Caller; other: Caller }>

const DAY_MS = 24 * 60 * 60_000

/** A branch whose people give ten percent alone, and a web shop that sells for it by API. */
async function shop(): Promise<Shop> {
  const w = await world()
  await product(w, 'P', 100_00)
  await publish(w, {})
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: 1_000 })
  const { id: elsewhere } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  return {
    w,
    shop: await w.key('sale.record'),
    manager: await w.as('manager', { branchIds: [w.branchId] }),
    other: await w.as('manager', { branchIds: [elsewhere] }),
  }
}

/** One thing for 100.00, thirty percent off by hand. */
const sale = (w: TestWorld, of: Partial<SaleAsked> = {}): SaleAsked => ({
  id: w.newId(),
  branchCode: 'S1',
  happenedAt: w.clock.now(),
  lines: [{ productCode: 'P', quantity: 1 }],
  discount: { bps: 3_000 },
  ...of,
})

const asking = (w: TestWorld, of: Partial<SaleAsked> = {}) => ({
  id: w.newId(),
  sale: sale(w, of),
  reason: '老客户，外箱破损',
})
const saying = (w: TestWorld, askingId: string, of: object = {}) => ({
  id: w.newId(),
  askingId,
  approves: true,
  note: '',
  ...of,
})

const REFUSED = { code: 'discount_not_allowed' }

test('S16 what is asked is kept with its basket, and a yes lets that very sale through once', async () => {
  const { w, shop: web, manager } = await shop()
  const wish = asking(w)
  expect((await web.ask(recordSale, wish.sale)).body).toMatchObject(REFUSED)
  const asked = await web.call(askDiscount, wish)
  expect(asked).toMatchObject({
    saleId: wish.sale.id,
    state: 'waiting',
    branchId: w.branchId,
    reason: '老客户，外箱破损',
    listedMinor: 100_00,
    offMinor: 30_00,
    shareBps: 3_000,
    mostBps: 1_000,
    totalMinor: 70_00,
    lines: [{ productCode: 'P', quantity: 1, listedMinor: 100_00, chargedMinor: 70_00 }],
    decision: null,
    recorded: false,
    replayed: false,
  })
  expect(await web.call(askDiscount, wish)).toEqual({ ...asked, replayed: true })
  expect((await web.ask(recordSale, wish.sale)).body).toMatchObject(REFUSED)
  const yes = saying(w, wish.id, { note: '同意' })
  const said = await manager.call(decideDiscount, yes)
  expect(said).toMatchObject({
    state: 'allowed',
    decision: { approves: true, note: '同意', byName: 'manager' },
  })
  expect(await manager.call(decideDiscount, yes)).toEqual({ ...said, replayed: true })
  expect(await web.call(showDiscountAsking, { id: wish.id })).toMatchObject({
    state: 'allowed',
    recorded: false,
  })
  const told = await web.call(recordSale, wish.sale)
  expect(told).toMatchObject({ totalMinor: 70_00, replayed: false })
  expect(await web.call(recordSale, wish.sale)).toEqual({ ...told, replayed: true })
  expect(await web.call(showDiscountAsking, { id: wish.id })).toMatchObject({
    state: 'allowed',
    recorded: true,
  })
  await w.audit()
})

test('S16 a yes is for the content that was asked about, not for the id alone', async () => {
  const { w, shop: web, manager } = await shop()
  const wish = asking(w)
  await web.call(askDiscount, wish)
  await manager.call(decideDiscount, saying(w, wish.id))
  const swapped = { ...wish.sale, lines: [{ productCode: 'P', quantity: 2 }], discount: { minor: 30_00 } }
  expect((await web.ask(recordSale, swapped)).body).toMatchObject(REFUSED)
  const other = { ...wish.sale, id: w.newId() }
  expect((await web.ask(recordSale, other)).body).toMatchObject(REFUSED)
  expect(await web.call(recordSale, wish.sale)).toMatchObject({ totalMinor: 70_00 })
})

test('S16 after a no the sale stays refused, and may be asked about anew', async () => {
  const { w, shop: web, manager } = await shop()
  const wish = asking(w)
  await web.call(askDiscount, wish)
  const no = saying(w, wish.id, { approves: false, note: '最多一折' })
  expect(await manager.call(decideDiscount, no)).toMatchObject({
    state: 'refused',
    decision: { approves: false, note: '最多一折' },
  })
  expect((await web.ask(recordSale, wish.sale)).body).toMatchObject(REFUSED)
  const again = { ...wish, id: w.newId(), reason: '店长已电话同意' }
  expect(await web.call(askDiscount, again)).toMatchObject({ state: 'waiting' })
  await w.audit()
})

test('S16 of two who answer at once one is heard, whatever they say', async () => {
  const { w, shop: web, manager } = await shop()
  const second = await w.as('manager', { branchIds: [w.branchId] })
  for (let round = 0; round < 4; round += 1) {
    const wish = asking(w)
    await web.call(askDiscount, wish)
    const answers = await Promise.all([
      manager.ask(decideDiscount, saying(w, wish.id)),
      second.ask(decideDiscount, saying(w, wish.id, { approves: false, note: '不行' })),
    ])
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409])
    expect(answers.find((one) => one.status === 409)?.body).toMatchObject({ code: 'discount_asking_decided' })
    const { state } = await web.call(showDiscountAsking, { id: wish.id })
    const sent = await web.ask(recordSale, wish.sale)
    expect(sent.status).toBe(state === 'allowed' ? 200 : 422)
  }
  await w.audit()
})

test('S16 of two who ask about one sale at once one waits; the same request twice is one', async () => {
  const { w, shop: web } = await shop()
  const wish = asking(w)
  const twins = await Promise.all([web.ask(askDiscount, wish), web.ask(askDiscount, wish)])
  expect(twins.map((one) => one.status)).toEqual([200, 200])
  const rivals = asking(w)
  const both = await Promise.all(
    [rivals, { ...rivals, id: w.newId() }].map((one) => web.ask(askDiscount, one)),
  )
  expect(both.map((one) => one.status).toSorted()).toEqual([200, 409])
  expect((await w.call(listDiscountAskings, { state: 'waiting' })).total).toBe(2)
})

test('S16 what nobody answers in a day is over; then it is asked anew', async () => {
  const { w, shop: web, manager } = await shop()
  const wish = asking(w)
  await web.call(askDiscount, wish)
  w.clock.advance(DAY_MS - 1)
  expect(await web.call(showDiscountAsking, { id: wish.id })).toMatchObject({ state: 'waiting' })
  w.clock.advance(1)
  expect(await web.call(showDiscountAsking, { id: wish.id })).toMatchObject({ state: 'expired' })
  expect((await manager.ask(decideDiscount, saying(w, wish.id))).body).toMatchObject({
    code: 'discount_asking_expired',
  })
  const states = async (state: 'waiting' | 'expired') =>
    (await manager.call(listDiscountAskings, { state })).total
  expect([await states('waiting'), await states('expired')]).toEqual([0, 1])
  expect(await web.call(askDiscount, { ...wish, id: w.newId() })).toMatchObject({ state: 'waiting' })
})

test('whoever is bound to another branch neither sees nor decides it', async () => {
  const { w, shop: web, manager, other } = await shop()
  const wish = asking(w)
  await web.call(askDiscount, wish)
  const unknown = { code: 'discount_asking_unknown' }
  expect((await other.ask(showDiscountAsking, { id: wish.id })).body).toMatchObject(unknown)
  expect((await other.ask(decideDiscount, saying(w, wish.id))).body).toMatchObject(unknown)
  expect(await other.call(listDiscountAskings, {})).toEqual({ rows: [], total: 0 })
  expect((await manager.call(listDiscountAskings, {})).total).toBe(1)
  const stranger = await w.key('sale.record')
  expect((await stranger.ask(showDiscountAsking, { id: wish.id })).body).toMatchObject(unknown)
})

type Refused = readonly [code: string, ask: (s: Shop) => Promise<unknown>]
const body = async (reply: Promise<Readonly<{ body: unknown }>>) => (await reply).body

const askingRefused: readonly Refused[] = [
  [
    'discount_asking_id_reused',
    async ({ w, shop: web }) => {
      const wish = asking(w)
      await web.call(askDiscount, wish)
      return body(web.ask(askDiscount, { ...wish, reason: '别的', sale: sale(w, { branchCode: 'NO' }) }))
    },
  ],
  [
    'sale_already_answered',
    async ({ w, shop: web }) => {
      const known = sale(w, { discount: { bps: 500 } })
      await web.call(recordSale, known)
      return body(web.ask(askDiscount, { ...asking(w), sale: { ...known, branchCode: 'NO' } }))
    },
  ],
  ['branch_unknown', ({ w, shop: web }) => body(web.ask(askDiscount, asking(w, { branchCode: 'NO' })))],
  [
    'member_number_unknown',
    ({ w, shop: web }) =>
      body(web.ask(askDiscount, asking(w, { memberNumber: 'NOBODY', discount: { bps: 1 } }))),
  ],
  [
    'discount_within_limit',
    ({ w, shop: web }) => body(web.ask(askDiscount, asking(w, { discount: { bps: 1_000 } }))),
  ],
  ['discount_within_limit', ({ w, manager }) => body(manager.ask(askDiscount, asking(w)))],
  [
    'discount_within_limit',
    ({ w, shop: web }) => body(web.ask(askDiscount, asking(w, { branchCode: 'S2' }))),
  ],
  [
    'discount_already_asked',
    async ({ w, shop: web }) => {
      const wish = asking(w)
      await web.call(askDiscount, wish)
      return body(web.ask(askDiscount, { ...wish, id: w.newId() }))
    },
  ],
  [
    'discount_already_asked',
    async ({ w, shop: web, manager }) => {
      const wish = asking(w)
      await web.call(askDiscount, wish)
      await manager.call(decideDiscount, saying(w, wish.id))
      return body(web.ask(askDiscount, { ...wish, id: w.newId() }))
    },
  ],
]
test.each(askingRefused)('asking is refused, in order of precedence: %s', async (code, ask) => {
  expect(await ask(await shop())).toMatchObject({ code })
})

async function waiting({ w, shop: web }: Shop): Promise<string> {
  const wish = asking(w)
  await web.call(askDiscount, wish)
  return wish.id
}

const decisionRefused: readonly Refused[] = [
  ['not_allowed', async (s) => body(s.shop.ask(decideDiscount, saying(s.w, await waiting(s))))],
  [
    'discount_decision_id_reused',
    async (s) => {
      const said = saying(s.w, await waiting(s))
      await s.manager.call(decideDiscount, said)
      return body(s.manager.ask(decideDiscount, { ...said, askingId: s.w.newId() }))
    },
  ],
  ['discount_asking_unknown', (s) => body(s.manager.ask(decideDiscount, saying(s.w, s.w.newId())))],
  [
    'discount_asking_decided',
    async (s) => {
      const id = await waiting(s)
      await s.manager.call(decideDiscount, saying(s.w, id))
      s.w.clock.advance(2 * DAY_MS)
      const key = await s.w.key('sale.discount')
      return body(key.ask(decideDiscount, saying(s.w, id)))
    },
  ],
  [
    'discount_asking_expired',
    async (s) => {
      const id = await waiting(s)
      s.w.clock.advance(DAY_MS)
      const key = await s.w.key('sale.discount')
      return body(key.ask(decideDiscount, saying(s.w, id)))
    },
  ],
  [
    'second_person_needed',
    async (s) => {
      const id = await waiting(s)
      const key = await s.w.key('sale.discount')
      return body(key.ask(decideDiscount, saying(s.w, id)))
    },
  ],
]
test.each(decisionRefused)('a decision is refused, in order of precedence: %s', async (code, ask) => {
  expect(await ask(await shop())).toMatchObject({ code })
})

test('S16 nobody answers what they asked, not even with a role they got since', async () => {
  const s = await shop()
  const { w } = s
  const cashier = await w.as('cashier', { branchIds: [w.branchId] })
  const wish = asking(w)
  await cashier.call(askDiscount, wish)
  await expect(
    w.work(async (work) => {
      const { decide } = await import('./decide-discount.ts')
      const by = { ...work.by, kind: 'staff' as const, id: cashier.staffId, permissions: ['*'] }
      const id = w.newId() as Parameters<typeof decide>[1]['id']
      const askingId = wish.id as Parameters<typeof decide>[1]['askingId']
      await decide({ ...work, by }, { id, askingId, approves: true, note: '' })
    }),
  ).rejects.toMatchObject({ code: 'second_person_needed' })
})

test.each<[string, (w: TestWorld) => object, string]>([
  ['no reason', (w) => ({ ...asking(w), reason: ' ' }), 'reason'],
  ['no lines', (w) => asking(w, { lines: [] }), 'sale.lines'],
  ['a discount above all', (w) => asking(w, { discount: { bps: 10_001 } }), 'sale.discount'],
])('what is wrong with a request names its field: %s', async (_, of, path) => {
  const { w, shop: web } = await shop()
  const { status, body: told } = await web.post('/sale-discount-askings', of(w))
  expect(status).toBe(422)
  const { fields } = told as unknown as { fields: { path: string }[] }
  expect(fields.map((one) => one.path).some((one) => one.startsWith(path))).toBe(true)
})

test('a no says why', async () => {
  const s = await shop()
  const wish = saying(s.w, await waiting(s), { approves: false, note: '  ' })
  const { status, body: told } = await s.manager.post('/sale-discount-decisions', wish)
  expect([status, told]).toMatchObject([422, { code: 'invalid', fields: [{ path: 'note' }] }])
})

test('S16, S17 the database refuses what the laws forbid, and its audit names it', async () => {
  const { w, shop: web, manager } = await shop()
  const wish = asking(w)
  await web.call(askDiscount, wish)
  const open = asking(w)
  await web.call(askDiscount, open)
  await manager.call(decideDiscount, saying(w, wish.id))
  await web.call(recordSale, wish.sale)
  const word = (by: string, at: string) => `
    insert into sale.discount_decision
    select gen_random_uuid(), 'f', id, true, '', ${at}, ${by}, 'x', by_id, expires_at
      from sale.discount_asking where id = '${open.id}'`
  const broken = (statement: string) => w.work((work) => sql.raw(statement).execute(work.tx))
  await expect(broken(word('by_id', 'at'))).rejects.toThrow('another_person')
  await expect(broken(word('gen_random_uuid()', 'expires_at'))).rejects.toThrow('in_time')
  await expect(broken('update sale.discount_asking set reason = reason')).rejects.toThrow()
  const BREAKS = [
    [
      'S16 another person decides',
      `update sale.discount_asking set by_id = (select by_id from sale.discount_decision)`,
    ],
    ['S16 a yes is a word for what was asked', `update sale.discount_allowance set off_minor = 1`],
    [
      'S17 a discount by hand goes by a word for it',
      `update sale.hand_discount set by_id =
       (select by_id from sale.discount_allowance)`,
    ],
  ] as const
  await findsEach(w, 'sale.audit_discounts', BREAKS)
})

test('a word that nobody asked for still counts for its sale, whatever its content', async () => {
  const { w, shop: web, manager } = await shop()
  const one = sale(w)
  const word = { id: w.newId(), saleId: one.id, branchId: w.branchId, offMinor: 30_00, shareBps: 3_000 }
  await manager.call(allowDiscount, word)
  expect(await web.call(recordSale, one)).toMatchObject({ totalMinor: 70_00 })
})
