import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { day } from '#base/instant'
import { house, type Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { enrolMember } from '#domain/member/contract'
import { withdraw } from '#domain/member/index'
import { openBranch } from '#domain/org/contract'
import { publishProgram } from '#domain/program/contract'
import { world, type TestWorld } from '#test/world/world'
import { memberCoupons } from './contract/coupon.ts'
import { freezeValue } from './contract/freeze.ts'
import { listTopUps, previewTopUp, showTopUp, topUpMember } from './contract/top-up.ts'
import { showWallet } from './contract.ts'
import { openBalances } from './opening.ts'
import { chainKey, debtKey, openPurses } from './purse.ts'

const names = { nameZh: '充值档', nameEn: 'Level' }
const document: Asked<typeof publishProgram>['document'] = {
  earning: { points: 1, perMinor: 100, expiresAfterMonths: 24 },
  storedValue: { bonusExpiresAfterMonths: 12 },
  prepaid: { pack: 'cn' },
  topUps: [
    {
      code: 'T1000',
      ...names,
      payMinor: 1_000_00,
      bonusMinor: 200_00,
      points: 100,
      passes: [{ code: 'WASH', count: 3, expiresAfterMonths: 6 }],
      coupons: [{ code: 'V50', count: 2 }],
    },
    { code: 'RARE', ...names, payMinor: 4_000_00, coupons: [{ code: 'RARE', count: 2 }] },
  ],
  passes: [{ code: 'WASH', nameZh: '洗车', nameEn: 'Car wash' }],
  coupons: [
    { code: 'V50', nameZh: '五十元券', nameEn: 'Fifty', kind: 'voucher', minor: 50_00, daysAlive: 90 },
    { code: 'RARE', nameZh: '限量券', nameEn: 'Rare', kind: 'voucher', minor: 50_00, most: 3 },
  ],
}

async function shop(more: Partial<typeof document> = {}): Promise<TestWorld> {
  const w = await world()
  await w.call(publishProgram, { id: w.newId(), document: { ...document, ...more } })
  return w
}

const enrol = async (w: TestWorld): Promise<string> =>
  (await w.call(enrolMember, { id: w.newId(), source: 'terminal' })).id

type TopUp = Asked<typeof topUpMember>
const wishOf = (w: TestWorld, memberId: string, more: Partial<TopUp> = {}): TopUp => ({
  id: w.newId(),
  memberId,
  ...(more.amountMinor === undefined ? { packageCode: 'T1000' } : {}),
  tender: 'wechat',
  branchCode: 'S1',
  ...more,
})

const holds = async (w: TestWorld, memberId: string) => {
  const { principalMinor, bonusMinor, pointsBalance } = await w.call(showWallet, { memberId })
  return { principalMinor, bonusMinor, pointsBalance }
}

test('W5: a package brings money, bonus, points, passes and coupons at once, each with its own last day', async () => {
  const w = await shop()
  const memberId = await enrol(w)
  const wish = wishOf(w, memberId, { seller: '小李' })
  const done = await w.call(topUpMember, wish)
  expect(done).toEqual({
    id: wish.id,
    memberId,
    branchId: w.branchId,
    day: '2026-03-02',
    tender: 'wechat',
    seller: '小李',
    packageCode: 'T1000',
    paidMinor: 1_000_00,
    bonusMinor: 200_00,
    bonusExpiresOn: '2027-03-02',
    points: 100,
    pointsExpireOn: '2028-03-02',
    gifts: [
      { kind: 'pass', code: 'WASH', count: 3, expiresOn: '2026-09-02' },
      { kind: 'coupon', code: 'V50', count: 2, expiresOn: '2026-05-31' },
    ],
    principalAfterMinor: 1_000_00,
    bonusAfterMinor: 200_00,
    pointsAfter: 100,
    mostMinor: 5_000_00,
    programVersion: 1,
    at: w.clock.now(),
    byName: '王老板',
    tierMove: null,
    replayed: false,
  })
  const { lots, ...balances } = await w.call(showWallet, { memberId })
  expect(balances).toMatchObject({ principalMinor: 1_000_00, bonusMinor: 200_00, pointsBalance: 100 })
  expect(lots.map((one) => [one.unit, one.amount, one.expiresOn, one.originKind])).toEqual([
    ['bonus', 200_00, '2027-03-02', 'top_up'],
    ['coupon:V50', 1, '2026-05-31', 'top_up'],
    ['coupon:V50', 1, '2026-05-31', 'top_up'],
    ['pass:WASH', 3, '2026-09-02', 'top_up'],
    ['points', 100, '2028-03-02', 'top_up'],
    ['principal', 1_000_00, null, 'top_up'],
  ])
  const coupons = await w.call(memberCoupons, { memberId })
  expect(coupons.rows).toMatchObject([1, 2].map(() => ({ code: 'V50', state: 'issued', causeId: wish.id })))
  const { rows: transactions } = await w.work((work) =>
    sql`select kind from ledger.transaction where cause_id = ${wish.id}`.execute(work.tx),
  )
  expect(transactions).toEqual([{ kind: 'top_up' }])
})

test('W5: the same top-up sent again, also at the same moment, is taken once and answered alike', async () => {
  const w = await shop()
  const memberId = await enrol(w)
  const wish = wishOf(w, memberId)
  const replies = await Promise.all(Array.from({ length: 12 }, () => w.ask(topUpMember, wish)))
  expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(200))
  expect(replies.filter(({ body }) => body['replayed'] === false)).toHaveLength(1)
  const plain = replies.map(({ body: { replayed: _, ...told } }) => told)
  expect(new Set(plain.map((told) => JSON.stringify(told))).size).toBe(1)

  // Whatever the program has become since, and whatever is asked: the first answer stands.
  await w.call(publishProgram, { id: w.newId(), document: { ...document, topUps: [] } })
  w.clock.advance(400 * 86_400_000)
  const { replayed, ...told } = await w.call(topUpMember, wish)
  expect([replayed, told]).toEqual([true, plain[0]])
  const other = await w.ask(topUpMember, { ...wish, tender: 'cash' })
  expect([other.status, other.body['code']]).toEqual([409, 'top_up_id_reused'])
  expect(await holds(w, memberId)).toEqual({
    principalMinor: 1_000_00,
    bonusMinor: 200_00,
    pointsBalance: 100,
  })
})

test('W6: of 20 top-ups of 500 at once exactly the ten that fit the card are taken', async () => {
  const w = await shop({ topUps: [] })
  const memberId = await enrol(w)
  const wishes = Array.from({ length: 20 }, () => wishOf(w, memberId, { amountMinor: 500_00 }))
  const replies = await Promise.all(wishes.map((wish) => w.ask(topUpMember, wish)))
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(10)
  const refused = replies.filter(({ status }) => status !== 200)
  expect(refused).toHaveLength(10)
  expect(refused.map(({ body }) => [body['code'], body['detail']])).toEqual(
    refused.map(() => ['over_card_cap', `mostMinor: 500000, roomMinor: 0, memberId: ${memberId}`]),
  )
  expect(await holds(w, memberId)).toMatchObject({ principalMinor: 5_000_00 })

  // X3: what was refused stays refused, though the chain now sells under no law that sets a cap.
  await w.call(publishProgram, {
    id: w.newId(),
    document: { ...document, topUps: [], prepaid: { pack: 'none' } },
  })
  const no = wishes[replies.findIndex(({ status }) => status !== 200)]
  const again = await w.ask(topUpMember, no ?? wishOf(w, memberId))
  expect([again.status, again.body['code']]).toEqual([422, 'over_card_cap'])
  expect((await w.ask(topUpMember, wishOf(w, memberId, { amountMinor: 500_00 }))).status).toBe(200)
})

test('W6: the cap counts bonus too, a chain may set it lower, and what died makes room', async () => {
  const w = await shop({ prepaid: { pack: 'cn', namedMostMinor: 2_000_00 } })
  const memberId = await enrol(w)
  await w.call(topUpMember, wishOf(w, memberId))
  const more = wishOf(w, memberId, { amountMinor: 900_00 })
  const reply = await w.ask(topUpMember, more)
  expect(reply.body).toMatchObject({
    code: 'over_card_cap',
    detail: expect.stringContaining('roomMinor: 80000'),
  })
  w.clock.advance(366 * 86_400_000)
  const later = await w.call(topUpMember, { ...more, id: w.newId() })
  expect(later).toMatchObject({ principalAfterMinor: 1_900_00, bonusAfterMinor: 0 })
})

test('a preview tells what would come and leaves everything as it was', async () => {
  const w = await shop()
  const memberId = await enrol(w)
  await w.call(topUpMember, wishOf(w, memberId))
  const { id: _, ...wish } = wishOf(w, memberId)
  const seen = await w.call(previewTopUp, wish)
  expect(seen).toMatchObject({
    principalAfterMinor: 2_000_00,
    bonusAfterMinor: 400_00,
    pointsAfter: 200,
    roomMinor: 2_600_00,
  })
  expect(await holds(w, memberId)).toEqual({
    principalMinor: 1_000_00,
    bonusMinor: 200_00,
    pointsBalance: 100,
  })
  const done = await w.call(topUpMember, { ...wish, id: w.newId() })
  const { roomMinor: _room, ...same } = seen
  expect(done).toMatchObject(same)
  const no = await w.ask(previewTopUp, { ...wish, packageCode: undefined, amountMinor: 9_000_00 })
  expect([no.status, no.body['code']]).toEqual([422, 'over_card_cap'])
})

// Each row breaks its own law and every law below it: the answer must be the first one broken.
test.each([
  { code: 'invalid', breaks: ['reused', 'member', 'branch', 'package', 'cap'], packageAndAmount: true },
  { code: 'top_up_id_reused', breaks: ['reused', 'member', 'branch', 'package', 'cap'] },
  { code: 'member_unknown', breaks: ['member', 'branch', 'package', 'cap'] },
  { code: 'branch_unknown', breaks: ['branch', 'package', 'cap'] },
  { code: 'package_unknown', breaks: ['package', 'cap'] },
  { code: 'coupon_used_up', breaks: ['used up', 'cap'] },
  { code: 'over_card_cap', breaks: ['cap'] },
])(
  'a top-up that breaks $breaks is refused: $code, and stays so',
  async ({ code, breaks, packageAndAmount }) => {
    const w = await shop({ prepaid: { pack: 'cn', namedMostMinor: 5_000_00 } })
    const memberId = await enrol(w)
    const before = await w.call(topUpMember, wishOf(w, memberId, { packageCode: 'RARE' }))
    const wish: TopUp = {
      ...wishOf(w, memberId, { packageCode: breaks.includes('used up') ? 'RARE' : 'T1000' }),
      ...(breaks.includes('reused') ? { id: before.id } : {}),
      ...(breaks.includes('member') ? { memberId: w.newId() } : {}),
      ...(breaks.includes('branch') ? { branchCode: 'NOWHERE' } : {}),
      ...(breaks.includes('package') ? { packageCode: 'NOT' } : {}),
      ...(packageAndAmount === true ? { amountMinor: 1 } : {}),
    }
    const reply = await w.ask(topUpMember, wish)
    expect(reply.body).toMatchObject({ code })
    expect((await w.ask(topUpMember, wish)).body).toMatchObject({ code })
    expect(await holds(w, memberId)).toMatchObject({ principalMinor: 4_000_00, bonusMinor: 0 })
  },
)

test('a chain that sells packages alone, a member who left, and a branch out of reach', async () => {
  const w = await shop({ storedValue: { anyAmount: false } })
  const memberId = await enrol(w)
  expect((await w.ask(topUpMember, wishOf(w, memberId, { amountMinor: 1_00 }))).body).toMatchObject({
    code: 'amount_not_offered',
  })
  const { id: other } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  const cashier = await w.as('cashier', { branchIds: [other] })
  const wish = wishOf(w, memberId)
  expect((await cashier.ask(topUpMember, wish)).body).toMatchObject({ code: 'branch_unknown' })
  await cashier.call(topUpMember, { ...wish, id: w.newId(), branchCode: 'S2' })
  const gone = await enrol(w)
  await w.work((work) => withdraw(work, [gone], '本人申请'))
  expect((await w.ask(topUpMember, wishOf(w, gone))).body).toMatchObject({ code: 'member_unknown' })
})

test('who looks after stored value may top up; a frozen member still may put money in', async () => {
  const w = await shop()
  const memberId = await enrol(w)
  await w.call(freezeValue, { memberId, id: w.newId(), reason: '疑似盗用' })
  const statuses = await Promise.all(
    (['cashier', 'manager', 'marketer', 'auditor'] as const).map(async (role) => {
      const who = await w.as(
        role,
        role === 'cashier' || role === 'manager' ? { branchIds: [w.branchId] } : {},
      )
      return (await who.ask(topUpMember, wishOf(w, memberId))).status
    }),
  )
  expect(statuses).toEqual([200, 200, 403, 403])
})

test('W5: an old debt is repaid by a top-up before anything becomes spendable', async () => {
  const w = await shop({ topUps: [] })
  const memberId = await enrol(w)
  await w.work((work) => owe(work, memberId, 30_00))
  const done = await w.call(topUpMember, wishOf(w, memberId, { amountMinor: 100_00 }))
  expect(done).toMatchObject({ paidMinor: 100_00, principalAfterMinor: 70_00 })
  expect((await w.call(showTopUp, { id: done.id })).principalLeftMinor).toBe(70_00)
})

/** Value that was taken back and the member no longer had. */
async function owe(work: Work, memberId: string, amount: number): Promise<void> {
  const book = await openPurses(work, [{ memberId, unit: 'principal', takes: true }])
  const words = { branchId: null, programVersion: null, reason: null, reversesId: null }
  const transaction = ledger.begin(book, {
    kind: 'adjust',
    causeId: work.newId(),
    happenedAt: work.at,
    ...words,
  })
  ledger.move({ book, transaction }, debtKey('principal', memberId), -amount)
  ledger.move({ book, transaction }, chainKey('principal', 'adjusted'), amount)
  await ledger.closeBook(work, book)
}

test('top-ups are listed by member, branch and day, to those who may see the branch', async () => {
  const w = await shop()
  const [a, b] = [await enrol(w), await enrol(w)]
  const { id: other } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  const first = await w.call(topUpMember, wishOf(w, a))
  w.clock.advance(86_400_000)
  const second = await w.call(
    topUpMember,
    wishOf(w, b, { branchCode: 'S2', amountMinor: 50_00, tender: 'cash' }),
  )
  const ids = async (asked: Asked<typeof listTopUps>, who: Pick<TestWorld, 'call'> = w) =>
    (await who.call(listTopUps, asked)).rows.map(({ id }) => id)
  expect(await ids({})).toEqual([second.id, first.id])
  expect(await ids({ rows: 1, page: 2 })).toEqual([first.id])
  expect(await ids({ memberId: a })).toEqual([first.id])
  expect(await ids({ branchId: other })).toEqual([second.id])
  expect(await ids({ to: '2026-03-02' })).toEqual([first.id])
  expect(await ids({ from: '2026-03-03' })).toEqual([second.id])
  const { rows, ...totals } = await w.call(listTopUps, {})
  expect(totals).toEqual({ total: 2, paidMinor: 1_050_00, refundedMinor: 0 })
  expect(rows[0]).toMatchObject({ memberNumber: expect.any(String), refund: null, packageCode: null })
  const manager = await w.as('manager', { branchIds: [other] })
  expect(await ids({}, manager)).toEqual([second.id])
  expect((await manager.ask(showTopUp, { id: first.id })).body).toMatchObject({ code: 'top_up_unknown' })
  expect(await manager.call(showTopUp, { id: second.id })).toMatchObject({
    principalLeftMinor: 50_00,
    bonusLeftMinor: 0,
  })
})

const findings = async (work: Work): Promise<string[]> => {
  const { rows } = await sql<{
    law: string
  }>`select distinct law from wallet.audit_top_up() order by law`.execute(work.tx)
  return rows.map(({ law }) => law)
}

/** What the audit says of something planted; nothing of it is kept. */
async function planted(w: TestWorld, plant: (work: Work) => Promise<unknown>): Promise<string[]> {
  const found: string[] = []
  await w
    .work(async (work) => {
      await plant(work)
      found.push(...(await findings(work)))
      throw new Error('enough')
    }, house)
    .catch((no: unknown) => {
      if (!(no instanceof Error && no.message === 'enough')) throw no
    })
  return found
}

const copyOf = (id: string, paid: string, cap: string) => sql`
  insert into wallet.top_up
  select ${id}, fingerprint, member_id, branch_id, day, package_code, tender, seller, ${sql.raw(paid)}, bonus_minor,
         bonus_expires_on, points, points_expire_on, gifts, pack, ${sql.raw(cap)}, principal_after_minor,
         bonus_after_minor, points_after, program_version, recorded_at, by_id, by_name
    from wallet.top_up limit 1`

test('W5, W6, W9: the database refuses or the audit finds a top-up that is not what the ledger says', async () => {
  const w = await shop()
  const memberId = await enrol(w)
  const { id } = await w.call(topUpMember, wishOf(w, memberId))
  await expect(planted(w, (work) => copyOf(w.newId(), 'paid_minor', '1').execute(work.tx))).rejects.toThrow(
    'within_the_cap',
  )
  await expect(
    planted(w, (work) => sql`update wallet.top_up set paid_minor = 1`.execute(work.tx)),
  ).rejects.toThrow('append-only')
  expect(await planted(w, (work) => copyOf(w.newId(), 'paid_minor', 'cap_minor').execute(work.tx))).toEqual([
    'W5 event per top-up',
    'W5 row is postings',
    'W5 top-up posted once',
  ])
  const twin = (work: Work) =>
    sql`
    insert into ledger.transaction (id, kind, cause_id, happened_at, recorded_at)
    values (${work.newId()}, 'top_up', ${id}, ${work.at}, ${work.at}),
           (${work.newId()}, 'top_up', ${work.newId()}, ${work.at}, ${work.at})`.execute(work.tx)
  expect(await planted(w, twin)).toEqual(['W5 posting has its top-up', 'W5 top-up posted once'])
  const ending = async (work: Work) => {
    await sql`alter table ledger.lot disable trigger only_remaining_changes`.execute(work.tx)
    await sql`update ledger.lot set expires_on = '2030-01-01' where expires_on is null`.execute(work.tx)
  }
  expect(await planted(w, ending)).toEqual(['W9 named card with an end'])
  const swollen = (work: Work) =>
    sql`
    update ledger.account set balance = 6_000_00 where unit = 'principal' and purpose = 'member'`.execute(
      work.tx,
    )
  expect(await planted(w, swollen)).toEqual(['W6 card over its cap'])
})

test('W6: value taken over from before counts against the cap', async () => {
  const w = await shop({ topUps: [] })
  const memberId = await enrol(w)
  const opening = { id: w.newId(), memberId, unit: 'principal' as const, amount: 4_800_00 }
  await w.work((work) => openBalances(work, [{ ...opening, openedOn: day('2026-01-01'), expiresOn: null }]))
  const reply = await w.ask(topUpMember, wishOf(w, memberId, { amountMinor: 200_01 }))
  expect(reply.body).toMatchObject({
    code: 'over_card_cap',
    detail: expect.stringContaining('roomMinor: 20000'),
  })
  await w.call(topUpMember, wishOf(w, memberId, { amountMinor: 200_00 }))
})
