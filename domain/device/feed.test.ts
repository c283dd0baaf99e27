import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { day } from '#base/instant'
import { house } from '#db/work'
import { addMany, productWish, withdraw as withdrawProducts } from '#domain/goods/index'
import { changeProduct } from '#domain/goods/contract'
import { replaceCard } from '#domain/member/contract/card'
import { joinHousehold, leaveHousehold } from '#domain/member/contract/household'
import { enrol, enrolMany, enrolment, withdraw } from '#domain/member/index'
import { openBranch } from '#domain/org/contract'
import { recordSale } from '#domain/sale/contract'
import { startMembership } from '#domain/standing/index'
import { setCreditLine } from '#domain/wallet/contract/credit'
import { issueCoupon, voidCoupon } from '#domain/wallet/contract/coupon'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { openBalances, placeHold, voidOpenings } from '#domain/wallet/index'
import { product, publish, shopper } from '#test/world/shop'
import { tier } from '#test/world/standing'
import { till, type TestTill } from '#test/world/till'
import { frozen, give } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { answerPieces } from './answer-pieces.ts'
import { deviceCredit } from './contract/reservation.ts'
import { FEED_ROWS, mobileText } from './contract/feed.ts'
import { setLimits } from './devices.ts'
import { members, products } from './feed.ts'
import { STANDARD_LIMITS } from './model/policy.ts'
import { tillById } from './tills.ts'

const T10 = { code: 'T10', nameZh: '十元券', nameEn: 'Ten', kind: 'amount' as const, minor: 10_00 }

type Ask = typeof members | typeof products
type PageOf<A extends Ask> = Awaited<ReturnType<A>>
type RowOf<A extends Ask> = PageOf<A>['rows'][number]

/** Until every transaction so far has ended for everybody: those of other databases hold the log back too. */
const quiet = (w: TestWorld) =>
  expect
    .poll(
      async () => {
        const { rows } = await sql<{ late: boolean }>`
          select exists (select from house.event
                          where horizon >= pg_snapshot_xmin(pg_current_snapshot())) as late`.execute(
          w.database,
        )
        return rows[0]?.late
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(false)

const one = <A extends Ask>(w: TestWorld, t: TestTill, ask: A, after: string): Promise<PageOf<A>> =>
  w.work((work) => ask(work, { after }) as Promise<PageOf<A>>, t.by)

/** Everything from a place on, page by page. */
async function told<A extends Ask>(w: TestWorld, t: TestTill, ask: A, from = '') {
  await quiet(w)
  const rows: RowOf<A>[] = []
  const gone: string[] = []
  let cursor = from
  let pages = 0
  for (let more = true; more; pages++) {
    const page = await one(w, t, ask, cursor)
    rows.push(...page.rows)
    gone.push(...page.gone)
    cursor = page.cursor
    more = page.more
    expect(cursor.length).toBeLessThanOrEqual(200)
  }
  return { rows, gone, cursor, pages }
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted()
const topUp = (w: TestWorld, memberId: string, amountMinor: number) =>
  w.call(topUpMember, { id: w.newId(), memberId, amountMinor, tender: 'cash', branchCode: 'S1' })

/** A shop with a till, and a question that goes on where the last one ended. */
async function shop(rules: Parameters<typeof publish>[1] = {}) {
  const w = await world()
  await publish(w, { coupons: [T10], transfers: { points: true, storedValue: true }, ...rules })
  const t = await till(w)
  let cursor = ''
  const news = async () => {
    const page = await told(w, t, members, cursor)
    cursor = page.cursor
    return page
  }
  return { w, t, news }
}

/** So many members with names and mobiles, and so many products with barcodes. */
async function stocked(w: TestWorld, of: Readonly<{ members: number; products: number }>) {
  const people = Array.from({ length: of.members }, (_, n) =>
    enrolment.parse({ id: w.newId(), source: 'terminal', name: `会员${n}`, mobile: `138${10_000_000 + n}` }),
  )
  const things = Array.from({ length: of.products }, (_, n) =>
    productWish.parse({
      id: w.newId(),
      code: `P${n}`,
      name: `商品${n}`,
      barcode: `69${n}`,
      priceMinor: 80_00,
    }),
  )
  for (let at = 0; at < of.members; at += 1_000)
    await w.work((work) => enrolMany(work, people.slice(at, at + 1_000)))
  await w.work((work) => addMany(work, things))
  return { people, things }
}

test('5,000 members and 3,000 products come page by page, each once; then exactly what changed', async () => {
  const { w, t, news } = await shop()
  const { people, things } = await stocked(w, { members: 5_000, products: 3_000 })
  const all = await news()
  expect(all.pages).toBe(Math.ceil(5_000 / FEED_ROWS))
  expect(idsOf(all.rows)).toEqual(people.map(({ id }) => id).toSorted())
  expect(all.gone).toEqual([])
  const goods = await told(w, t, products)
  expect(goods.pages).toBe(2)
  expect(goods.rows.map((row) => row.code).toSorted()).toEqual(things.map(({ code }) => code).toSorted())
  expect(goods.rows.find((row) => row.code === 'P7')).toEqual({
    code: 'P7',
    name: '商品7',
    category: '',
    barcodes: ['697'],
    priceMinor: 80_00,
    costMinor: null,
  })
  expect(await news()).toMatchObject({ rows: [], gone: [], pages: 1 })

  const [rich, buyer, lost, left] = all.rows.slice(0, 4)
  if (!rich || !buyer || !lost || !left) throw new Error('four of five thousand')
  await topUp(w, rich.id, 100_00)
  const sale = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), memberNumber: buyer.number }
  await w.call(recordSale, { ...sale, lines: [{ productCode: 'P1', quantity: 1, unitPriceMinor: 80_00 }] })
  await w.call(replaceCard, { id: w.newId(), memberId: lost.id, number: lost.number, reason: '遗失' })
  await w.work((work) => withdraw(work, [left.id], '撤销'))
  const changed = await news()
  expect(idsOf(changed.rows)).toEqual(idsOf([rich, buyer, lost]))
  expect(changed.gone).toEqual([left.id])
  const now = (id: string) => changed.rows.find((row) => row.id === id)
  expect(now(rich.id)).toMatchObject({ minor: 100_00, at: w.clock.now() })
  expect(now(buyer.id)).toMatchObject({ points: 80, minor: 0 })
  expect(now(lost.id)?.number).not.toBe(lost.number)
  expect(await news()).toMatchObject({ rows: [], gone: [] })
})

test('a change whose transaction was slow to commit is not skipped', async () => {
  const { w, t, news } = await shop()
  const quick = await shopper(w, 'Q')
  await news()
  const { cursor } = await told(w, t, members)
  let begun = () => {}
  let go = () => {}
  const started = new Promise<void>((resolve) => (begun = resolve))
  const gate = new Promise<void>((resolve) => (go = resolve))
  const wish = enrolment.parse({ id: w.newId(), source: 'terminal', number: 'SLOW' })
  const slow = w.work(async (work) => {
    await enrol(work, wish)
    begun()
    await gate
  })
  await started
  await topUp(w, quick.id, 10_00)
  // Its number is lower than the quick one's: whoever reads past it now loses it for ever.
  const before = await one(w, t, members, cursor)
  expect(before.rows.map((row) => row.number)).not.toContain('SLOW')
  go()
  await slow
  const after = await told(w, t, members, before.cursor)
  const seen = [...before.rows, ...after.rows].map((row) => row.number)
  expect(seen.toSorted()).toEqual(['Q', 'SLOW'])
})

test('what changes while a till goes through everybody is told when it has', async () => {
  const { w, t } = await shop()
  const first = await shopper(w, 'A')
  await w.work((work) =>
    enrolMany(
      work,
      Array.from({ length: FEED_ROWS }, () => enrolment.parse({ id: w.newId(), source: 'terminal' })),
    ),
  )
  await quiet(w)
  const page = await one(w, t, members, '')
  expect(page).toMatchObject({ more: true, gone: [] })
  expect(page.rows.find((row) => row.id === first.id)).toMatchObject({ minor: 0 })
  await topUp(w, first.id, 10_00)
  const rest = await told(w, t, members, page.cursor)
  expect(rest.rows).toHaveLength(1)
  const { rows } = await told(w, t, members, rest.cursor)
  expect(rows).toMatchObject([{ id: first.id, minor: 10_00 }])
})

describe('every way a balance or a coupon changes leads to its member', () => {
  test('openings, coupons and holds, and what is taken back of them', async () => {
    const { w, news } = await shop()
    const { id: memberId } = await shopper(w, 'A', { unit: 'points', amount: 500 })
    expect((await news()).rows).toMatchObject([{ points: 500, minor: 0, coupons: [] }])

    await w.work((work) => placeHold(work, { ...holdOf(w, memberId), unit: 'points', amount: 200 }))
    expect((await news()).rows).toMatchObject([{ points: 300 }])
    w.clock.advance(61_000)
    await w.job('wallet.holds')
    expect((await news()).rows).toMatchObject([{ points: 500 }])

    const coupon = await w.call(issueCoupon, { id: w.newId(), memberId, code: 'T10' })
    const held = [{ id: coupon.id, code: 'T10', expiresOn: null }]
    expect((await news()).rows).toMatchObject([{ coupons: held }])
    await w.call(voidCoupon, { couponId: coupon.id, reason: '发错' })
    expect((await news()).rows).toMatchObject([{ id: memberId, coupons: [] }])

    const id = w.newId()
    const opening = { id, memberId, unit: 'principal' as const, amount: 30_00, openedOn: day('2026-01-01') }
    await w.work((work) => openBalances(work, [{ ...opening, expiresOn: null }]))
    expect((await news()).rows).toMatchObject([{ minor: 30_00 }])
    await w.work((work) => voidOpenings(work, [id], '导错'))
    expect((await news()).rows).toMatchObject([{ id: memberId, minor: 0 }])
  })

  test('a coupon that is spent or held is not shown', async () => {
    const { w, news } = await shop()
    const { id: memberId, number } = await shopper(w, 'A')
    await product(w, 'P', 80_00)
    const giveOne = async () => (await w.call(issueCoupon, { id: w.newId(), memberId, code: 'T10' })).id
    const [spent, kept, aside] = [await giveOne(), await giveOne(), await giveOne()]
    await w.work((work) =>
      placeHold(work, { ...holdOf(w, memberId), unit: 'coupon:T10', amount: 1, lotId: aside }),
    )
    await w.call(recordSale, {
      id: w.newId(),
      branchCode: 'S1',
      happenedAt: w.clock.now(),
      memberNumber: number,
      lines: [{ productCode: 'P', quantity: 1 }],
      coupons: [{ couponId: spent }],
    })
    expect((await news()).rows[0]?.coupons.map(({ id }) => id)).toEqual([kept])
  })

  test('points that die in the night', async () => {
    const { w, news } = await shop()
    const { id } = await shopper(w, 'A')
    await give(w, id, [{ unit: 'points', amount: 70, expiresOn: '2026-03-02' }])
    expect((await news()).rows).toMatchObject([{ points: 70 }])
    w.clock.set('2026-03-03T02:00:00.000Z')
    await w.job('wallet.expiry')
    expect((await news()).rows).toMatchObject([{ id, points: 0 }])
  })

  test('two members that become one, and what still arrives at the gone one', async () => {
    const { w, news } = await shop()
    const keep = await shopper(w, 'A', { unit: 'principal', amount: 10_00 })
    const gone = await shopper(w, 'B', { unit: 'principal', amount: 5_00 })
    await news()
    await w.call(mergeMembers, { id: w.newId(), keepId: keep.id, goneId: gone.id, reason: '同一人' })
    const merged = await news()
    expect(merged.gone).toEqual([gone.id])
    expect(merged.rows).toMatchObject([{ id: keep.id, number: 'A', cards: ['B'], minor: 15_00 }])
    await give(w, gone.id, [{ unit: 'principal', amount: 2_00 }])
    await news()
    await w.job('wallet.follow_merges')
    expect((await news()).rows).toMatchObject([{ id: keep.id, minor: 17_00 }])
  })
})

const holdOf = (w: TestWorld, memberId: string) => ({ id: w.newId(), memberId, lotId: null, seconds: 60 })

test('whoever shares an account is shown with what its owner has, as long as it is shared', async () => {
  const { w, news } = await shop()
  const owner = await shopper(w, 'A', { unit: 'principal', amount: 50_00 })
  const person = await shopper(w, 'B', { unit: 'principal', amount: 1_00 })
  await w.call(joinHousehold, { id: w.newId(), memberId: person.id, ownerId: owner.id })
  const of = async () => Object.fromEntries((await news()).rows.map((row) => [row.number, row.minor]))
  expect(await of()).toEqual({ A: 50_00, B: 50_00 })
  await topUp(w, owner.id, 20_00)
  expect(await of()).toEqual({ A: 70_00, B: 70_00 })
  await w.call(leaveHousehold, { id: w.newId(), memberId: person.id })
  expect(await of()).toMatchObject({ B: 1_00 })
})

test('a mobile number never leaves: its last four digits and a keyed hash do', async () => {
  const { w, t } = await shop()
  const mobile = '13800138000'
  await w.work((work) =>
    enrol(work, enrolment.parse({ id: w.newId(), source: 'terminal', mobile: `+86 ${mobile}` })),
  )
  await shopper(w, 'N')
  await quiet(w)
  const page = await one(w, t, members, '')
  const hash = createHash('sha256').update(mobileText(page.salt, mobile)).digest('hex').slice(0, 16)
  expect(page.rows.map((row) => [row.mobileTail, row.mobileHash]).toSorted()).toEqual([
    [null, null],
    ['8000', hash],
  ])
  expect(JSON.stringify(page)).not.toContain(mobile)
})

test('a membership that ends by the day alone is told on that day', async () => {
  const way = { code: 'FEE', nameZh: '会费', nameEn: 'Fee', kind: 'fee' as const, leastMinor: 48_00 }
  const joining = { since: '2024-01-01', periodMonths: 12, ways: [{ ...way, productCode: 'FEE' }] }
  const { w, news } = await shop({ joining, tiers: { list: [tier('PU')] } })
  const { id: memberId } = await shopper(w, 'A')
  await shopper(w, 'B')
  const from = day('2026-03-02')
  await w.work((work) =>
    startMembership(work, { memberId, from, way: 'FEE', months: 12, causeId: w.newId() }),
  )
  const states = async () => (await news()).rows.map((row) => [row.number, row.active, row.tier]).toSorted()
  expect(await states()).toEqual([
    ['A', true, 'PU'],
    ['B', false, null],
  ])
  w.clock.set('2027-03-01T02:00:00.000Z')
  expect(await states()).toEqual([])
  w.clock.set('2027-03-02T02:00:00.000Z')
  expect(await states()).toEqual([['A', false, null]])
})

test('a till is told what is left of passes, less what is set aside', async () => {
  const passes = [{ code: 'CUT', count: 5 }]
  const { w, news } = await shop({
    passes: [{ code: 'CUT', nameZh: '剪发', nameEn: 'Cut', productCodes: ['P'] }],
    topUps: [{ code: 'FIVE', nameZh: '五次', nameEn: 'Five', payMinor: 100_00, passes }],
  })
  const { id } = await shopper(w, 'A', { packageCode: 'FIVE' })
  await shopper(w, 'B')
  const told = async () => (await news()).rows.map((row) => [row.number, row.passes])
  expect((await told()).toSorted()).toEqual([
    ['A', passes],
    ['B', []],
  ])
  await w.work((work) => placeHold(work, { ...holdOf(w, id), unit: 'pass:CUT', amount: 2 }))
  expect(await told()).toEqual([['A', [{ code: 'CUT', count: 3 }]]])
})

test('a till is told the room on a credit line, which changes with the line and with what is owed', async () => {
  const { w, t, news } = await shop()
  const { id: memberId, number } = await shopper(w, 'A')
  await product(w, 'P', 80_00)
  const room = async () => (await news()).rows.map((row) => row.roomMinor)
  expect(await room()).toEqual([null])
  await w.call(setCreditLine, { id: w.newId(), memberId, mostMinor: 500_00, reason: '月结' })
  expect(await room()).toEqual([500_00])
  const sale = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), memberNumber: number }
  const tenders = [{ kind: 'on_account' as const, amountMinor: 80_00 }]
  await w.call(recordSale, { ...sale, lines: [{ productCode: 'P', quantity: 1 }], tenders })
  expect(await room()).toEqual([420_00])
  expect(await t.caller.call(deviceCredit, { memberId })).toEqual({ roomMinor: 420_00 })
})

test('a till is told what the next tier takes, and until when that holds', async () => {
  const list = [
    tier('PU'),
    tier('GOLD', [
      { by: 'spend' as const, least: 200_00 },
      { by: 'visits' as const, least: 3 },
    ]),
  ]
  const { w, news } = await shop({ tiers: { list, window: 'rolling', windowMonths: 12 } })
  const { number } = await shopper(w, 'A')
  await product(w, 'P', 80_00)
  const ways = (spend: number, visits: number) => [
    { by: 'spend', least: 200_00, missing: spend },
    { by: 'visits', least: 3, missing: visits },
  ]
  const next = async () => (await news()).rows.map((row) => row.nextTier)
  expect(await next()).toEqual([{ code: 'GOLD', ways: ways(200_00, 3), until: null }])
  const buy = () =>
    w.call(recordSale, {
      id: w.newId(),
      branchCode: 'S1',
      happenedAt: w.clock.now(),
      memberNumber: number,
      lines: [{ productCode: 'P', quantity: 1 }],
    })
  await buy()
  // Bought on 2 March: it counts for a year, and a day less is told so that months of other lengths do no harm.
  expect(await next()).toEqual([{ code: 'GOLD', ways: ways(120_00, 2), until: '2027-02-28' }])
  await buy()
  await buy()
  expect(await next()).toEqual([null])
})

test('limits hold for members of the till’s own store, and opting in tells everybody again', async () => {
  const { w, t, news } = await shop()
  const other = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  const at = (number: string, branchId: string) =>
    w.work((work) => enrol(work, enrolment.parse({ id: w.newId(), source: 'terminal', number, branchId })))
  await at('HERE', w.branchId)
  await at('THERE', other.id)
  const ice = await at('ICE', w.branchId)
  await frozen(w, ice.id)
  const limited = async () =>
    Object.fromEntries((await news()).rows.map((row) => [row.number, row.limitHere]))
  expect(await limited()).toEqual({ HERE: false, THERE: false, ICE: false })
  const { branchId } = w
  const setting = { id: w.newId() as never, branchId: branchId as never, limits: STANDARD_LIMITS }
  await w.work((work) => setLimits(work, setting))
  expect(await limited()).toEqual({ HERE: true, THERE: false, ICE: false })
  expect(await limited()).toEqual({})
  await publish(w, { coupons: [] })
  expect(Object.keys(await limited())).toHaveLength(3)
  expect((await told(w, t, members)).rows).toHaveLength(3)
})

test('a product that is withdrawn is gone, unless another has its code by then', async () => {
  const { w, t } = await shop()
  const old = await product(w, 'OLD', 1_00)
  const again = await product(w, 'AGAIN', 1_00)
  const changing = await product(w, 'C', 1_00)
  const start = await told(w, t, products)
  expect(start.rows).toHaveLength(3)
  await w.work((work) => withdrawProducts(work, [old.id, again.id]))
  await product(w, 'AGAIN', 2_00)
  const { id, name, category, version } = changing
  const rest = { name, category, version, barcode: '690', costMinor: 50, stocked: false }
  await w.call(changeProduct, { id, ...rest, priceMinor: 3_00 })
  const { rows, gone, cursor } = await told(w, t, products, start.cursor)
  expect(gone).toEqual(['OLD'])
  expect(rows.map((row) => [row.code, row.priceMinor, row.barcodes]).toSorted()).toEqual([
    ['AGAIN', 2_00, []],
    ['C', 3_00, ['690']],
  ])
  expect(await told(w, t, products, cursor)).toMatchObject({ rows: [], gone: [] })
  // A till that begins anew hears what it may still have on its shelf.
  expect(await told(w, t, products)).toMatchObject({ gone: ['OLD'] })
})

test('a cursor that is not ours, or of a later database, begins again; nobody but a till asks', async () => {
  const { w, t, news } = await shop()
  await shopper(w, 'A')
  const { cursor } = await news()
  const later = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
  later[0] = '999999999999'
  for (const after of ['x', 'W10', Buffer.from(JSON.stringify(later)).toString('base64url')])
    expect((await one(w, t, members, after)).rows).toHaveLength(1)
  expect((await one(w, t, members, cursor)).rows).toHaveLength(0)
  await expect(w.work((work) => members(work, { after: '' }), house)).rejects.toThrow('device_unknown')
  await expect(w.work((work) => products(work, { after: '' }), house)).rejects.toThrow('device_unknown')
})

test('a stick brings policy, catalogue and members, and the next question goes on behind it', async () => {
  const { w, t } = await shop()
  await product(w, 'P', 80_00)
  const { id } = await shopper(w, 'A')
  await quiet(w)
  const pieces = await w.work(async (work) => {
    const own = await tillById(work, t.id)
    return own === null ? [] : answerPieces(work, own)
  })
  expect(pieces.map((piece) => piece.what)).toEqual(['policy', 'products', 'members'])
  const [, goods, people] = pieces
  if (goods?.what !== 'products' || people?.what !== 'members') throw new Error('in this order')
  expect(goods.rows).toMatchObject([{ code: 'P' }])
  expect(people.rows).toMatchObject([{ id, number: 'A' }])
  expect(await told(w, t, members, people.cursor)).toMatchObject({ rows: [] })
  await topUp(w, id, 5_00)
  expect((await told(w, t, members, people.cursor)).rows).toMatchObject([{ id, minor: 5_00 }])
})
