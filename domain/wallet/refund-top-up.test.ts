import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import type { Asked } from '#base/endpoint'
import { money } from '#base/money'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { enrolMember } from '#domain/member/contract'
import { openBranch } from '#domain/org/contract'
import { publishProgram } from '#domain/program/contract'
import { splitValue } from '#domain/program/index'
import { VALUE_ORDERS } from '#domain/program/model/document'
import { waiting } from '#test/world/dump'
import { world, type TestWorld } from '#test/world/world'
import { memberCoupons } from './contract/coupon.ts'
import { freezeValue } from './contract/freeze.ts'
import { placeHold } from './contract/hold.ts'
import { mergeMembers } from './contract/merge.ts'
import {
  listTopUps,
  previewTopUpRefund,
  refundTopUp,
  showTopUp,
  topUpMember,
  type TopUpRefundRefusal,
} from './contract/top-up.ts'
import { transferValue } from './contract/transfer.ts'
import { couponUnit, passUnit, showWallet, type WalletUnit } from './contract.ts'
import { freeOf, spend, unspend, type Burned } from './moves.ts'
import { openPurses } from './purse.ts'

const names = { nameZh: '充值档', nameEn: 'Level' }
const document: Asked<typeof publishProgram>['document'] = {
  earning: { points: 1, perMinor: 100, expiresAfterMonths: 6 },
  storedValue: { bonusExpiresAfterMonths: 12 },
  prepaid: { pack: 'cn' },
  topUps: [
    { code: 'PLAIN', ...names, payMinor: 1_000_00, bonusMinor: 200_00 },
    {
      code: 'FULL',
      ...names,
      payMinor: 1_000_01,
      bonusMinor: 200_00,
      points: 100,
      passes: [{ code: 'WASH', count: 3, expiresAfterMonths: null }],
      coupons: [{ code: 'V50', count: 2 }],
    },
  ],
  passes: [{ code: 'WASH', nameZh: '洗车', nameEn: 'Car wash' }],
  coupons: [{ code: 'V50', nameZh: '五十元券', nameEn: 'Fifty', kind: 'voucher', minor: 50_00 }],
}

type Shop = TestWorld & Readonly<{ memberId: string; topUpId: string }>

/** A member who has topped up once, 1,000 with 200 given. */
async function shop(packageCode = 'PLAIN', more: Partial<typeof document> = {}): Promise<Shop> {
  const w = await world()
  await w.call(publishProgram, { id: w.newId(), document: { ...document, ...more } })
  const { id: memberId } = await w.call(enrolMember, { id: w.newId(), source: 'terminal' })
  const topUpId = w.newId()
  await w.call(topUpMember, { id: topUpId, memberId, packageCode, tender: 'alipay', branchCode: 'S1' })
  return { ...w, memberId, topUpId }
}

type Spent = Readonly<{ unit: WalletUnit; lots: Burned[] }>[]

async function taken(
  w: Shop,
  units: readonly WalletUnit[],
  decide: (book: ledger.OpenBook) => Record<string, number>,
  meanwhile: () => Promise<void> = async () => undefined,
) {
  return w.work(async (work): Promise<Spent> => {
    const { memberId } = w
    const wishes = units.map((unit) => ({ unit, memberId, takes: true }))
    const book = await openPurses(work, wishes)
    const words = { branchId: w.branchId, programVersion: 1, reason: null, reversesId: null }
    const transaction = ledger.begin(book, {
      kind: 'sale',
      causeId: work.newId(),
      happenedAt: work.at,
      ...words,
    })
    for (const [unit, amount] of Object.entries(decide(book)))
      if (amount > 0)
        expect(spend({ book, transaction }, { unit: unit as WalletUnit, memberId, amount })).toBe(true)
    await ledger.closeBook(work, book)
    await meanwhile()
    const mine = book.postings.filter((p) => p.transactionId === transaction.id)
    return units.map((unit) => ({
      unit,
      lots: mine.flatMap((p) => (p.unit === unit && p.lotId ? [{ lotId: p.lotId, amount: -p.amount }] : [])),
    }))
  })
}

/** Pays with stored value as a sale does. */
const pay = (w: Shop, amount: number, order: (typeof VALUE_ORDERS)[number] = 'principal_first') =>
  taken(w, ['principal', 'bonus'], (book) => {
    const free = (unit: WalletUnit) => money(freeOf(book, unit, w.memberId))
    const parts = splitValue(order, { principal: free('principal'), bonus: free('bonus') }, money(amount))
    return { ...(parts ?? { principal: amount }) }
  })

const use = (w: Shop, unit: WalletUnit, amount: number) => taken(w, [unit], () => ({ [unit]: amount }))

/** Brings back goods paid with stored value. */
const bringBack = (w: Shop, spent: Spent, graceDays = 0) =>
  w.work(async (work) => {
    const { memberId } = w
    const alsoLots = spent.flatMap(({ lots }) => lots.map(({ lotId }) => lotId))
    const wishes = spent.map(({ unit }) => ({ unit, memberId, takes: true }))
    const book = await openPurses(work, wishes, { alsoLots })
    const words = { branchId: w.branchId, programVersion: 1, reason: null, reversesId: null }
    const transaction = ledger.begin(book, {
      kind: 'return',
      causeId: work.newId(),
      happenedAt: work.at,
      ...words,
    })
    for (const { unit, lots } of spent) unspend({ book, transaction }, { unit, memberId, lots, graceDays })
    await ledger.closeBook(work, book)
  })

type Refund = Asked<typeof refundTopUp>
const wishOf = (w: Shop, more: Partial<Refund> = {}): Refund => ({
  id: w.newId(),
  topUpId: w.topUpId,
  cause: 'consumer',
  ...more,
})

const sides = async (w: Shop, causeId: string) => {
  const { rows } = await w.work((work) =>
    sql<{ unit: string; purpose: string; amount: number }>`
      select a.unit, a.purpose, sum(p.amount)::bigint as amount
        from ledger.transaction t join ledger.posting p on p.transaction_id = t.id
        join ledger.account a on a.id = p.account_id and a.holder_id is null
       where t.cause_id = ${causeId} group by 1, 2 order by 1, 2`.execute(work.tx),
  )
  return Object.fromEntries(rows.map(({ unit, purpose, amount }) => [`${unit} ${purpose}`, amount]))
}

// 法释〔2025〕4号: whatever was spent first, the law's figures come out to the fen, and nothing is left on the card.
const vectors = VALUE_ORDERS.flatMap((order) =>
  [
    { used: 600_00, cause: 'trader' as const, refundMinor: 500_00 },
    { used: 600_00, cause: 'consumer' as const, refundMinor: 400_00 },
    { used: 1_100_00, cause: 'trader' as const, refundMinor: 83_33 },
    { used: 1_100_00, cause: 'consumer' as const, refundMinor: 0 },
  ].map((row) => ({ order, ...row })),
)
test.each(vectors)('W7: $order, $used of 1,000 + 200 used, the $cause’s doing: $refundMinor', async (row) => {
  const w = await shop()
  await pay(w, row.used, row.order)
  const wish = wishOf(w, { cause: row.cause })
  const { id: _, ...looking } = wish
  if (row.refundMinor === 0) {
    const no = await w.ask(refundTopUp, wish)
    expect(no.body).toMatchObject({
      code: 'nothing_to_refund',
      detail: expect.stringContaining('countedMinor: 110000'),
    })
    expect((await w.ask(previewTopUpRefund, looking)).body).toMatchObject({ code: 'nothing_to_refund' })
    return
  }
  const seen = await w.call(previewTopUpRefund, looking)
  const done = await w.call(refundTopUp, wish)
  expect(done).toMatchObject(seen)
  expect(done).toMatchObject({
    refundMinor: row.refundMinor,
    usedMinor: row.used,
    tender: 'alipay',
    principalAfterMinor: 0,
    bonusAfterMinor: 0,
    interestMinor: 0,
  })
  const posted = await sides(w, wish.id)
  expect((posted['principal refunded'] ?? 0) + (posted['bonus refunded'] ?? 0)).toBe(row.refundMinor)
  expect(Object.values(posted).reduce((all, one) => all + one, 0)).toBe(1_200_00 - row.used)
})

test('W7: untouched, all that was paid comes back until the seventh day, and the gift is void', async () => {
  const w = await shop('FULL')
  w.clock.advance(8 * 86_400_000)
  const late = await w.ask(refundTopUp, wishOf(w, { cause: 'withdrawal_7_days' }))
  expect(late.body).toMatchObject({ code: 'withdrawal_too_late' })
  w.clock.advance(-86_400_000)
  // Interest is not owed on second thoughts, whatever is asked.
  const wish = wishOf(w, { cause: 'withdrawal_7_days', interestBps: 500, terminatedOn: '2026-03-02' })
  const done = await w.call(refundTopUp, wish)
  expect(done).toMatchObject({
    rule: 'withdrawal',
    refundMinor: 1_000_01,
    interestMinor: 0,
    bonusVoidMinor: 200_00,
    pointsTaken: 100,
    pointsDebtAfter: 0,
    gifts: [
      { kind: 'pass', code: 'WASH', count: 3 },
      { kind: 'coupon', code: 'V50', count: 2 },
    ],
  })
  expect(await sides(w, wish.id)).toEqual({
    'bonus adjusted': 200_00,
    'coupon:V50 issued': 2,
    'pass:WASH issued': 3,
    'points issued': 100,
    'principal refunded': 1_000_01,
  })
})

test.each([
  ['money', (w: Shop) => pay(w, 1)],
  ['a pass', (w: Shop) => use(w, passUnit('WASH'), 1)],
  ['a coupon', (w: Shop) => use(w, couponUnit('V50'), 1)],
])('W7: whoever used %s of it has no second thoughts', async (_, used) => {
  const w = await shop('FULL')
  await used(w)
  const no = await w.ask(refundTopUp, wishOf(w, { cause: 'withdrawal_7_days' }))
  expect(no.body).toMatchObject({ code: 'withdrawal_touched' })
})

test('W7: points already spent are owed, used passes and coupons stay used, the rest goes back', async () => {
  const w = await shop('FULL')
  await use(w, 'points', 70)
  await use(w, passUnit('WASH'), 1)
  await use(w, couponUnit('V50'), 1)
  const done = await w.call(refundTopUp, wishOf(w))
  expect(done).toMatchObject({
    refundMinor: 1_000_01,
    pointsTaken: 100,
    pointsAfter: 0,
    pointsDebtAfter: 70,
    gifts: [
      { kind: 'pass', code: 'WASH', count: 2 },
      { kind: 'coupon', code: 'V50', count: 1 },
    ],
  })
  const { rows } = await w.call(memberCoupons, { memberId: w.memberId })
  expect(rows.map(({ state }) => state).sort()).toEqual(['redeemed', 'void'])
  expect(await w.call(showWallet, { memberId: w.memberId })).toMatchObject({
    pointsDebt: 70,
    principalMinor: 0,
  })
})

test('W7: interest is a figure of its own, by the days since the contract ended', async () => {
  const w = await shop()
  await pay(w, 600_00)
  w.clock.advance(100 * 86_400_000)
  const wish = wishOf(w, { cause: 'trader', interestBps: 310, terminatedOn: '2026-03-12' })
  const done = await w.call(refundTopUp, wish)
  // 500.00 at 3.10 % for 90 days.
  expect(done).toMatchObject({ refundMinor: 500_00, interestDays: 90, interestBps: 310, interestMinor: 3_82 })
})

test.each(['before any job', 'after the death was posted'])(
  'W7: a gift that died unused was not consumed, %s: the trader owes the whole share',
  async (when) => {
    const w = await shop('FULL')
    await pay(w, 600_00)
    w.clock.advance(400 * 86_400_000)
    if (when !== 'before any job')
      await w.work(async (work) => {
        const units = ['bonus', 'points'] as const
        const book = await openPurses(
          work,
          units.map((unit) => ({ unit, memberId: w.memberId, takes: true })),
        )
        await ledger.closeBook(work, book)
      })
    const wish = wishOf(w, { cause: 'trader' })
    const done = await w.call(refundTopUp, wish)
    // 600.00 of 1,000.01 + 200.00: 500.00 is counted; 400.01 of principal is left, 100.00 comes out of what had died.
    expect(done).toMatchObject({
      usedMinor: 600_00,
      refundMinor: 500_01,
      pointsTaken: 0,
      bonusRefundedMinor: 100_00,
    })
    expect(await sides(w, wish.id)).toMatchObject({
      'principal refunded': 400_01,
      'bonus expired': -100_00,
      'bonus refunded': 100_00,
    })
  },
)

test('W7: goods brought back were not consumed, unless days of grace keep their value alive elsewhere', async () => {
  const w = await shop()
  await bringBack(w, await pay(w, 600_00, 'bonus_first'))
  const { id: _, ...looking } = wishOf(w, { cause: 'trader' })
  expect(await w.call(previewTopUpRefund, looking)).toMatchObject({ usedMinor: 0, refundMinor: 1_000_00 })

  const spent = await pay(w, 600_00, 'bonus_first')
  w.clock.advance(400 * 86_400_000)
  await bringBack(w, spent, 30)
  const after = await w.call(previewTopUpRefund, looking)
  // The bonus of 200.00 lives on for 30 days and stays with the member: it is counted as had.
  expect(after).toMatchObject({ usedMinor: 200_00, bonusAfterMinor: 200_00, refundMinor: 833_33 })
})

test('W7: only its own lots pay for a refund; another top-up of the member stays as it is', async () => {
  const w = await shop()
  const { memberId } = w
  await pay(w, 300_00)
  const other = await w.call(topUpMember, {
    id: w.newId(),
    memberId,
    packageCode: 'PLAIN',
    tender: 'cash',
    branchCode: 'S1',
  })
  const done = await w.call(refundTopUp, wishOf(w))
  expect(done).toMatchObject({ refundMinor: 700_00, principalAfterMinor: 1_000_00, bonusAfterMinor: 200_00 })
  const left = await w.call(showTopUp, { id: other.id })
  expect(left).toMatchObject({ principalLeftMinor: 1_000_00, bonusLeftMinor: 200_00, refund: null })
  expect(await w.call(showTopUp, { id: w.topUpId })).toMatchObject({
    principalLeftMinor: 0,
    bonusLeftMinor: 0,
    refund: { id: done.id, refundMinor: 700_00, byName: '王老板' },
  })
  const { rows, refundedMinor } = await w.call(listTopUps, { memberId })
  expect([rows.map((row) => row.refund?.id ?? null), refundedMinor]).toEqual([[null, done.id], 700_00])
})

test('W7: after a merge the top-up is given back by the one who stayed, out of what it moved into', async () => {
  const w = await shop('FULL')
  const { memberId: goneId } = w
  await pay(w, 200_00)
  await use(w, couponUnit('V50'), 1)
  const { id: keepId } = await w.call(enrolMember, { id: w.newId(), source: 'terminal' })
  await w.call(topUpMember, {
    id: w.newId(),
    memberId: keepId,
    amountMinor: 50_00,
    tender: 'cash',
    branchCode: 'S1',
  })
  await w.call(mergeMembers, { id: w.newId(), keepId, goneId, reason: '同一人' })
  await pay({ ...w, memberId: keepId }, 100_00, 'bonus_first')
  expect(await w.call(showTopUp, { id: w.topUpId })).toMatchObject({
    principalLeftMinor: 800_01,
    bonusLeftMinor: 100_00,
  })
  expect(await w.call(refundTopUp, wishOf(w))).toMatchObject({
    usedMinor: 300_00,
    refundMinor: 700_01,
    principalAfterMinor: 50_00,
    bonusAfterMinor: 0,
    pointsTaken: 100,
    pointsDebtAfter: 0,
    gifts: [
      { kind: 'pass', code: 'WASH', count: 3 },
      { kind: 'coupon', code: 'V50', count: 1 },
    ],
  })
})

test('W7: what was handed to somebody else is counted as used and stays with them', async () => {
  const w = await shop('PLAIN', { transfers: { storedValue: true } })
  const { id: toMemberId } = await w.call(enrolMember, { id: w.newId(), source: 'terminal' })
  const gift = {
    id: w.newId(),
    memberId: w.memberId,
    toMemberId,
    unit: 'stored_value' as const,
    amount: 300_00,
  }
  await w.call(transferValue, gift)
  expect(await w.call(refundTopUp, wishOf(w))).toMatchObject({ usedMinor: 300_00, refundMinor: 700_00 })
  const { principalMinor, bonusMinor } = await w.call(showWallet, { memberId: toMemberId })
  expect(principalMinor + bonusMinor).toBe(300_00)
})

test('W7: ten refunds of one top-up at once pay it back once; a retry is answered alike', async () => {
  const w = await shop()
  const wishes = Array.from({ length: 10 }, () => wishOf(w))
  const twins = [...wishes, ...wishes]
  const replies = await Promise.all(twins.map((wish) => w.ask(refundTopUp, wish)))
  const good = replies.filter(({ status }) => status === 200)
  expect(good.map(({ body }) => body['replayed']).sort()).toEqual([false, true])
  expect(good).toHaveLength(2)
  expect(new Set(good.map(({ body: { replayed: _, ...told } }) => JSON.stringify(told))).size).toBe(1)
  const refused = replies.filter(({ status }) => status !== 200)
  expect(refused.map(({ status, body }) => [status, body['code']])).toEqual(
    refused.map(() => [409, 'top_up_refunded_already']),
  )
  expect((await w.call(listTopUps, {})).refundedMinor).toBe(1_000_00)
})

test('W7: a refund waits for a spend that is under way, and counts it', async () => {
  const w = await shop()
  const replies: Promise<Readonly<{ body: Record<string, unknown> }>>[] = []
  await taken(
    w,
    ['principal'],
    () => ({ principal: 300_00 }),
    async () => {
      replies.push(w.ask(refundTopUp, wishOf(w)))
      await vi.waitFor(async () => expect(await w.work(waiting)).toBeGreaterThan(0))
    },
  )
  const [reply] = await Promise.all(replies)
  expect(reply?.body).toMatchObject({ usedMinor: 300_00, refundMinor: 700_00, principalAfterMinor: 0 })
})

// Each row breaks its own law and every law below it: the answer must be the first one broken.
const LAWS: readonly TopUpRefundRefusal[] = [
  'top_up_refund_id_reused',
  'top_up_unknown',
  'branch_unknown',
  'top_up_refunded_already',
  'member_frozen',
  'has_active_holds',
  'termination_day_wrong',
  'nothing_to_refund',
]
test.each(LAWS.map((code, at) => ({ code, below: LAWS.slice(at) })))(
  'a refund that breaks $below is refused: $code, and stays so',
  async ({ code, below }) => {
    const w = await shop()
    const breaks = (law: TopUpRefundRefusal) => below.includes(law)
    const { memberId } = w
    if (breaks('top_up_refunded_already')) await w.call(refundTopUp, wishOf(w))
    else await pay(w, 1_190_00)
    if (breaks('has_active_holds')) await hold(w)
    if (breaks('member_frozen')) await w.call(freezeValue, { memberId, id: w.newId(), reason: '争议' })
    const used = wishOf(w, { topUpId: w.newId() })
    await w.ask(refundTopUp, used)
    const wish = wishOf(w, {
      ...(breaks('top_up_refund_id_reused') ? { id: used.id } : {}),
      ...(breaks('top_up_unknown') ? { topUpId: w.newId() } : {}),
      ...(breaks('branch_unknown') ? { branchCode: 'NOWHERE' } : {}),
      ...(breaks('termination_day_wrong') ? { terminatedOn: '2026-03-01' } : {}),
    })
    expect((await w.ask(refundTopUp, wish)).body).toMatchObject({ code })
    expect((await w.ask(refundTopUp, wish)).body).toMatchObject({ code })
  },
)

/** Something of the member's is reserved, also when the top-up itself is gone. */
async function hold(w: Shop): Promise<void> {
  const { memberId } = w
  const more = { id: w.newId(), memberId, amountMinor: 5_00, tender: 'cash' as const, branchCode: 'S1' }
  await w.call(topUpMember, more)
  await w.call(placeHold, { id: w.newId(), memberId, unit: 'principal', amount: 1, seconds: 60 })
}

test('X3: a refused refund stays refused when its hindrance is gone; another wish is then granted', async () => {
  const w = await shop()
  await hold(w)
  const wish = wishOf(w)
  expect((await w.ask(refundTopUp, wish)).body).toMatchObject({ code: 'has_active_holds' })
  w.clock.advance(120_000)
  await w.job('wallet.holds')
  expect((await w.ask(refundTopUp, wish)).body).toMatchObject({ code: 'has_active_holds' })
  await w.call(refundTopUp, { ...wish, id: w.newId() })
})

test('a refund is the manager’s, at a branch in reach, and the branch that pays is named', async () => {
  const w = await shop()
  const { id: other } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  const cashier = await w.as('cashier', { branchIds: [w.branchId] })
  expect((await cashier.ask(refundTopUp, wishOf(w))).status).toBe(403)
  const stranger = await w.as('manager', { branchIds: [other] })
  expect((await stranger.ask(refundTopUp, wishOf(w))).body).toMatchObject({ code: 'top_up_unknown' })
  const own = await w.as('manager', { branchIds: [w.branchId] })
  expect((await own.ask(refundTopUp, wishOf(w, { branchCode: 'S2' }))).body).toMatchObject({
    code: 'branch_unknown',
  })
  const done = await w.call(refundTopUp, wishOf(w, { branchCode: 'S2', note: '门店停业' }))
  expect(done).toMatchObject({ branchId: other, note: '门店停业', refundMinor: 1_000_00 })
})

test('W7: where no law of prepaid cards applies, what was charged is counted, whoever’s doing it is', async () => {
  const w = await shop('PLAIN', { prepaid: { pack: 'none' } })
  await pay(w, 600_00, 'bonus_first')
  // The law it was sold under holds, whatever the chain publishes later.
  await w.call(publishProgram, { id: w.newId(), document })
  const done = await w.call(refundTopUp, wishOf(w, { cause: 'trader' }))
  expect(done).toMatchObject({ rule: 'as_charged', refundMinor: 400_00, principalKeptMinor: 200_00 })
})

test('W7, W8: the database refuses a second refund, one that does not add up, and any change', async () => {
  const w = await shop()
  await w.call(refundTopUp, wishOf(w))
  const rest = `branch_id, day, cause, rule, note, used_minor, listed_minor, counted_minor, refund_minor, interest_bps,
    interest_days, interest_minor, principal_refunded_minor, principal_kept_minor, bonus_refunded_minor,
    bonus_void_minor, points_taken, gifts, principal_after_minor, bonus_after_minor, points_after, points_debt_after,
    recorded_at, by_id, by_name`
  const copy = (work: Work, columns: string) =>
    sql`insert into wallet.top_up_refund
        select ${w.newId()}, fingerprint, top_up_id, ${sql.raw(columns)} from wallet.top_up_refund`.execute(
      work.tx,
    )
  await expect(w.work((work) => copy(work, rest))).rejects.toThrow('top_up_refund_top_up_id_key')
  const more = rest
    .replace('refund_minor,', 'refund_minor + 1,')
    .replace('principal_refunded_minor,', 'refund_minor + 1,')
  await expect(w.work((work) => copy(work, more))).rejects.toThrow('W8')
  await expect(
    w.work((work) => sql`update wallet.top_up_refund set refund_minor = 1`.execute(work.tx)),
  ).rejects.toThrow('append-only')
  await expect(w.work((work) => sql`delete from wallet.top_up`.execute(work.tx))).rejects.toThrow(
    'append-only',
  )
})
