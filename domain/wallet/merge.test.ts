import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import * as ledger from '#domain/ledger/index'
import { day } from '#base/instant'
import { showMember } from '#domain/member/contract'
import { cardsByNumber, idsByNumber } from '#domain/member/index'
import { memberMerges } from '#domain/member/contract/merge'
import { enrol, frozen, give, held, holder, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { adjustValue } from './contract/adjustment.ts'
import { findCoupon, issueCoupon, memberCoupons } from './contract/coupon.ts'
import { setCreditLine } from './contract/credit.ts'
import { placeHold, releaseHold } from './contract/hold.ts'
import { mergeMembers, undoMemberMerge } from './contract/merge.ts'
import { transferValue } from './contract/transfer.ts'
import { showWallet } from './contract.ts'
import { lift } from './freeze.ts'
import { chargeOnAccount, creditWanted } from './on-account.ts'
import { openBalances, voidOpenings } from './opening.ts'
import { chainKey, openPurses, takeBack } from './purse.ts'

const mergeOf = (w: TestWorld, keepId: string, goneId: string): Asked<typeof mergeMembers> => ({
  id: w.newId(),
  keepId,
  goneId,
  reason: '同一顾客重复办卡',
})
const undoingOf = (w: TestWorld, mergeId: string): Asked<typeof undoMemberMerge> => ({
  id: w.newId(),
  mergeId,
  reason: '并错了人',
})
const codeOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await reply
  return status === 200 ? 'ok' : body['code']
}
const lotsOf = async (w: TestWorld, memberId: string) =>
  (await w.call(showWallet, { memberId })).lots.map((lot) => [lot.unit, lot.remaining, lot.expiresOn])
const words = { branchId: null, programVersion: null, reason: null, reversesId: null }

/** Points taken back: from what the member has, the rest owed. */
const takenBack = (w: TestWorld, memberId: string, amount: number) =>
  w.work(async (work) => {
    const book = await openPurses(work, [{ memberId, unit: 'points', takes: true }])
    const side = {
      book,
      transaction: ledger.begin(book, { kind: 'test', causeId: w.newId(), happenedAt: work.at, ...words }),
    }
    takeBack(side, { unit: 'points', memberId, amount })
    ledger.move(side, chainKey('points', 'issued'), amount)
    await ledger.closeBook(work, book)
  })

const charge = (w: TestWorld, memberId: string, amount: number) =>
  w.work(async (work) => {
    const book = await openPurses(work, [], { also: [creditWanted(memberId)], alsoUnits: ['on_account'] })
    const side = {
      book,
      transaction: ledger.begin(book, { kind: 'sale', causeId: w.newId(), happenedAt: work.at, ...words }),
    }
    const charged = chargeOnAccount(side, memberId, amount)
    if (charged) await ledger.closeBook(work, book)
    return charged
  })

test('W18: everything moves, lot by lot with its last day; the undoing puts all of it back', async () => {
  const w = await walletWorld()
  const [keep, gone] = [await holder(w, { points: 5, principal: 10_00 }), await enrol(w)]
  await give(w, gone, [
    { unit: 'points', amount: 40, expiresOn: '2026-12-31' },
    { unit: 'points', amount: 60 },
    { unit: 'principal', amount: 70_00 },
    { unit: 'bonus', amount: 7_00, expiresOn: '2026-09-30' },
  ])
  const pass = { unit: 'pass:WASH', amount: 3, expiresOn: '2026-08-31', reason: '补次' }
  await w.call(adjustValue, { memberId: gone, id: w.newId(), ...pass })
  const before = [await lotsOf(w, keep), await lotsOf(w, gone)]
  const wish = mergeOf(w, keep, gone)
  const replies = await Promise.all([1, 2, 3].map(() => w.ask(mergeMembers, wish)))
  expect(replies.map((r) => r.status)).toEqual([200, 200, 200])
  expect(replies.filter((r) => r.body['replayed'] === false)).toHaveLength(1)
  expect(await held(w, keep)).toMatchObject({ points: 105, principal: 80_00, bonus: 7_00 })
  expect(await lotsOf(w, keep)).toContainEqual(['points', 40, '2026-12-31'])
  expect(await lotsOf(w, keep)).toContainEqual(['bonus', 7_00, '2026-09-30'])
  expect(await lotsOf(w, gone)).toEqual([])
  const passes = (memberId: string) =>
    w.work(
      async (work) =>
        (await ledger.balancesOf(work.tx, memberId)).find((b) => b.unit === 'pass:WASH')?.balance,
    )
  expect([await passes(keep), await passes(gone)]).toEqual([3, 0])
  expect((await w.call(showMember, { id: gone })).withdrawnAt).toBe(w.clock.now())

  const undoing = undoingOf(w, wish.id)
  const undone = await Promise.all([1, 2, 3].map(() => w.ask(undoMemberMerge, undoing)))
  expect(undone.map((r) => [r.status, r.body['keepId']])).toEqual([1, 2, 3].map(() => [200, keep]))
  expect([await lotsOf(w, keep), await lotsOf(w, gone)]).toEqual(before)
  expect(await passes(gone)).toBe(3)
  expect((await w.call(showMember, { id: gone })).withdrawnAt).toBeNull()
  expect((await w.call(memberMerges, { memberId: gone })).rows).toMatchObject([
    { id: wish.id, keepId: keep, goneId: gone, undoing: { id: undoing.id, byId: w.ownerId } },
  ])
  // And can go together again.
  await w.call(mergeMembers, mergeOf(w, keep, gone))
  expect(await held(w, keep)).toMatchObject({ points: 105 })
})

test('W19: what was used meanwhile the kept one owes; what died meanwhile nobody owes', async () => {
  const w = await walletWorld()
  const [keep, gone] = [await holder(w, { points: 10 }), await enrol(w)]
  await give(w, gone, [
    { unit: 'points', amount: 50, expiresOn: '2026-03-10' },
    { unit: 'points', amount: 100 },
  ])
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  w.clock.set('2026-03-11T02:00:00.000Z')
  await w.job('wallet.expiry')
  await takenBack(w, keep, 70)
  expect(await held(w, keep)).toMatchObject({ points: 40, debt: 0 })
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  expect(await held(w, gone)).toMatchObject({ points: 100, debt: 0 })
  expect(await held(w, keep)).toMatchObject({ points: 0, debt: 60 })
})

test('W18: debts go along; the kept one’s lots that paid them come back with their last day', async () => {
  const w = await walletWorld()
  const [keep, gone] = [await enrol(w), await enrol(w)]
  await give(w, keep, [{ unit: 'points', amount: 20, expiresOn: '2026-12-31' }])
  await takenBack(w, gone, 50)
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  expect(await held(w, keep)).toMatchObject({ points: 0, debt: 30 })
  expect(await held(w, gone)).toMatchObject({ points: 0, debt: 0 })
  await give(w, keep, [{ unit: 'points', amount: 12 }])
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  // Twelve of the debt were paid since, and stay paid.
  expect(await held(w, keep)).toMatchObject({ points: 20, debt: 0 })
  expect(await lotsOf(w, keep)).toEqual([['points', 20, '2026-12-31']])
  expect(await held(w, gone)).toMatchObject({ points: 0, debt: 38 })
})

test('W18: what arrives pays what the kept one owes, and an undoing makes it owe that again', async () => {
  const w = await walletWorld()
  const [keep, gone] = [await enrol(w), await holder(w, { points: 100 })]
  await takenBack(w, keep, 30)
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  expect(await held(w, keep)).toMatchObject({ points: 70, debt: 0 })
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  expect(await held(w, keep)).toMatchObject({ points: 0, debt: 30 })
  expect(await held(w, gone)).toMatchObject({ points: 100, debt: 0 })
})

test('W18: what is owed on account goes along within the kept one’s line, and back', async () => {
  const w = await walletWorld()
  const [keep, gone] = [await enrol(w), await enrol(w)]
  const line = (memberId: string, mostMinor: number) =>
    w.call(setCreditLine, { memberId, id: w.newId(), mostMinor, reason: '老客户' })
  await line(gone, 100_00)
  expect(await charge(w, gone, 80_00)).toBe(true)
  const first = mergeOf(w, keep, gone)
  expect(await codeOf(w.ask(mergeMembers, first))).toBe('credit_line_too_small')
  await line(keep, 90_00)
  expect(await codeOf(w.ask(mergeMembers, first))).toBe('credit_line_too_small')
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  expect([(await held(w, keep)).owed, (await held(w, gone)).owed]).toEqual([80_00, 0])
  expect(await charge(w, keep, 10_01)).toBe(false)
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  expect([(await held(w, keep)).owed, (await held(w, gone)).owed]).toEqual([0, 80_00])
})

test('N10: number and cards of the gone one lead to who stayed, through any number of merges', async () => {
  const w = await walletWorld()
  const [a, b, c] = [
    await enrol(w, { number: 'A1' }),
    await enrol(w, { number: 'B1' }),
    await enrol(w, { number: 'C1' }),
  ]
  const first = mergeOf(w, b, a)
  await w.call(mergeMembers, first)
  const second = mergeOf(w, c, b)
  await w.call(mergeMembers, second)
  const numbers = ['A1', 'B1', 'C1', 'X9']
  const leads = () => w.work(async (work) => [...(await idsByNumber(work, numbers))].sort())
  expect(await leads()).toEqual([
    ['A1', c],
    ['B1', c],
    ['C1', c],
  ])
  const cards = await w.work((work) => cardsByNumber(work, numbers))
  expect(cards.get('A1')).toMatchObject({ memberId: c, state: 'good' })
  const searched = await w.get<{ rows: { id: string }[] }>('/members', { q: 'A1' })
  expect(searched.body.rows.map((row) => row.id)).toEqual([c])
  // Nobody else gets the number, and a sale by the old card is the survivor's.
  expect(await codeOf(w.post('/members', { id: w.newId(), source: 'terminal', number: 'A1' }))).toBe(
    'number_taken',
  )
  expect(await codeOf(w.ask(undoMemberMerge, undoingOf(w, first.id)))).toBe('survivor_has_gone')
  await w.call(undoMemberMerge, undoingOf(w, second.id))
  expect(await leads()).toEqual([
    ['A1', b],
    ['B1', b],
    ['C1', c],
  ])
})

test('N10: the kept profile gets what it lacks, and gives back what nobody changed', async () => {
  const w = await walletWorld()
  const keep = await enrol(w, { name: '王芳', email: 'fang@example.com' })
  const gone = await enrol(w, {
    name: '王方',
    mobile: '13800000001',
    email: 'old@example.com',
    gender: 'female',
  })
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  const merged = await w.call(showMember, { id: keep })
  expect(merged).toMatchObject({
    name: '王芳',
    mobile: '13800000001',
    email: 'fang@example.com',
    gender: 'female',
  })
  expect((await w.call(memberMerges, {})).rows).toMatchObject([
    { filled: ['gender', 'mobile'], undoing: null },
  ])
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  expect(await w.call(showMember, { id: keep })).toMatchObject({ mobile: null, gender: null })
  expect(await w.call(showMember, { id: gone })).toMatchObject({ mobile: '13800000001' })
})

test('N10: of two consents the stricter one counts, also when it is said after the merge', async () => {
  const w = await walletWorld()
  const yes = { channels: ['email' as const, 'sms' as const], textVersion: 'v1' }
  const [keep, gone] = [await enrol(w, { consent: yes }), await enrol(w, { consent: yes })]
  const say = (id: string, channel: string, granted: boolean) =>
    w.post(`/members/${id}/consents`, { consentId: w.newId(), channel, granted, textVersion: 'v2' })
  const granted = async (id: string) =>
    Object.fromEntries((await w.call(showMember, { id })).consents.map((c) => [c.channel, c.granted]))
  expect((await say(gone, 'sms', false)).status).toBe(200)
  w.clock.advance(1000)
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  expect(await granted(keep)).toEqual({ email: true, sms: false })
  w.clock.advance(1000)
  await say(gone, 'email', false)
  expect(await granted(keep)).toEqual({ email: false, sms: false })
  w.clock.advance(1000)
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  // The no that came with the merge is taken back with it; the one that was said since stays.
  expect(await granted(keep)).toEqual({ email: false, sms: true })
})

test('W18: a coupon goes along under a lot of its own, and its code leads to it', async () => {
  const w = await walletWorld()
  const [keep, gone] = [await enrol(w), await enrol(w)]
  const coupon = { id: w.newId(), memberId: gone, code: 'V50', withSecret: true }
  const { secret } = await w.call(issueCoupon, coupon)
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  const { rows } = await w.call(memberCoupons, { memberId: keep })
  expect(rows).toMatchObject([{ code: 'V50', state: 'issued' }])
  const found = () => w.call(findCoupon, { secret: secret ?? '' })
  expect(await found()).toMatchObject({ id: rows[0]?.id, memberId: keep, state: 'issued' })
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  expect((await w.call(memberCoupons, { memberId: gone })).rows).toMatchObject([
    { id: coupon.id, state: 'issued' },
  ])
  expect((await w.call(memberCoupons, { memberId: keep })).rows).toMatchObject([
    { id: rows[0]?.id, state: 'void' },
  ])
  expect(await found()).toMatchObject({ id: coupon.id, memberId: gone })
})

test('W18: what still arrives at the gone one follows, as a part of the merge', async () => {
  const w = await walletWorld()
  const [keep, gone] = [await enrol(w), await enrol(w)]
  const opening = { id: w.newId(), memberId: gone, unit: 'points' as const, amount: 100 }
  await w.work((work) => openBalances(work, [{ ...opening, openedOn: day('2026-01-01'), expiresOn: null }]))
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  expect(await held(w, keep)).toMatchObject({ points: 100 })
  // What is taken back is no longer where it was: the gone one owes it for a moment.
  await w.work((work) => voidOpenings(work, [opening.id], '重复导入'))
  expect(await held(w, gone)).toMatchObject({ debt: 100 })
  await Promise.all([w.job('wallet.follow_merges'), w.job('wallet.follow_merges')])
  const both = async () => [await held(w, keep), await held(w, gone)]
  const nothing = [
    { points: 0, debt: 0 },
    { points: 0, debt: 0 },
  ]
  expect(await both()).toMatchObject(nothing)
  await w.call(undoMemberMerge, undoingOf(w, wish.id))
  await w.job('wallet.follow_merges')
  expect(await both()).toMatchObject(nothing)
})

test('M9: of merges and undoings at the same moment, opposite ones too, each member goes once', async () => {
  const w = await walletWorld()
  const [a, b] = [await holder(w, { points: 100 }), await holder(w, { points: 10 })]
  for (let round = 0; round < 3; round++) {
    const merges = [mergeOf(w, a, b), mergeOf(w, b, a), mergeOf(w, a, b), mergeOf(w, b, a)]
    const codes = await Promise.all(merges.map((wish) => codeOf(w.ask(mergeMembers, wish))))
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(codes.filter((code) => code === 'member_unknown')).toHaveLength(3)
    const won = merges[codes.indexOf('ok')]
    const undoings = [1, 2, 3].map(() => undoingOf(w, won?.id ?? ''))
    const undone = await Promise.all(undoings.map((wish) => codeOf(w.ask(undoMemberMerge, wish))))
    expect(undone.toSorted()).toEqual(['merge_undone', 'merge_undone', 'ok'])
    expect([(await held(w, a)).points, (await held(w, b)).points]).toEqual([100, 10])
  }
})

const nobody = '018f0000-0000-7000-8000-00000000dead'
// Each row breaks its own law and every law below it that it can: the answer must be the first one broken.
test.each([
  { code: 'member_unknown', keep: 'nobody', gone: 'bad' },
  { code: 'member_unknown', keep: 'full', gone: 'nobody' },
  { code: 'merge_with_self', keep: 'bad', gone: 'bad' },
  { code: 'member_frozen', keep: 'full', gone: 'bad' },
  { code: 'has_active_holds', keep: 'full', gone: 'holding' },
  { code: 'credit_line_too_small', keep: 'full', gone: 'owing' },
  { code: 'over_card_cap', keep: 'full', gone: 'rich' },
  { code: 'ok', keep: 'full', gone: 'poor' },
] as const)('merging $gone into $keep is answered: $code', async ({ code, keep, gone }) => {
  const w = await walletWorld({ prepaid: { pack: 'cn' } })
  const rich = { principal: 4_000_00, points: 100 }
  const people: Record<string, string> = {
    nobody,
    full: await holder(w, rich),
    poor: await holder(w, { points: 5 }),
  }
  for (const name of ['bad', 'holding', 'owing', 'rich']) people[name] = await holder(w, rich)
  for (const name of ['bad', 'holding', 'owing']) {
    const memberId = people[name] ?? ''
    await w.call(setCreditLine, { memberId, id: w.newId(), mostMinor: 100, reason: '老客户' })
    await charge(w, memberId, 100)
    if (name !== 'owing')
      await w.call(placeHold, { memberId, id: w.newId(), unit: 'points', amount: 1, seconds: 60 })
  }
  await frozen(w, people['bad'] ?? '')
  const wish = mergeOf(w, people[keep] ?? '', people[gone] ?? '')
  expect(await codeOf(w.ask(mergeMembers, wish))).toBe(code)
  expect(await codeOf(w.ask(mergeMembers, wish))).toBe(code)
  expect(await codeOf(w.ask(mergeMembers, { ...wish, reason: '另一个原因' }))).toBe('merge_id_reused')
})

test('an undoing is refused in the order of its contract', async () => {
  const w = await walletWorld()
  const [keep, gone, third] = [
    await holder(w, { points: 5 }),
    await enrol(w, { mobile: '13800000001' }),
    await enrol(w),
  ]
  const undo = (mergeId: string) => codeOf(w.ask(undoMemberMerge, undoingOf(w, mergeId)))
  expect(await undo(nobody)).toBe('merge_unknown')
  const done = mergeOf(w, keep, third)
  await w.call(mergeMembers, done)
  await w.call(undoMemberMerge, undoingOf(w, done.id))
  const wish = mergeOf(w, keep, gone)
  await w.call(mergeMembers, wish)
  // The mobile was lent to the kept one; it changes it, and somebody else takes the old one.
  const shown = await w.call(showMember, { id: keep })
  const { id, version, ...profile } = shown
  const changed = { ...profile, version, mobile: null, consents: undefined }
  expect((await w.put(`/members/${id}`, changed)).status).toBe(200)
  await enrol(w, { mobile: '13800000001', number: 'NEW1' })
  const holdId = w.newId()
  await w.call(placeHold, { memberId: keep, id: holdId, unit: 'points', amount: 1, seconds: 60 })
  const { id: freezeId } = await frozen(w, keep)
  expect(await undo(done.id)).toBe('merge_undone')
  expect(await undo(wish.id)).toBe('member_frozen')
  await w.work((work) => lift(work, { id: w.newId(), memberId: keep, freezeId, reason: '已核实本人' }))
  expect(await undo(wish.id)).toBe('has_active_holds')
  await w.call(releaseHold, { id: w.newId(), holdId })
  expect(await undo(wish.id)).toBe('mobile_taken')
  const next = mergeOf(w, await enrol(w), keep)
  await w.call(mergeMembers, next)
  expect(await undo(wish.id)).toBe('survivor_has_gone')
})

test('N10: the database refuses a second standing merge of a member, and to rewrite one', async () => {
  const w = await walletWorld()
  const [a, b, c] = [await enrol(w), await enrol(w), await enrol(w)]
  const wish = mergeOf(w, a, b)
  await w.call(mergeMembers, wish)
  const again =
    sql.raw(`insert into member.merge (id, fingerprint, keep_id, gone_id, reason, filled, silenced, at)
    values ('${w.newId()}', '', '${c}', '${b}', 'x', '{}', '{}', '2026-03-02')`)
  await expect(again.execute(w.database)).rejects.toThrow('merge_standing')
  for (const text of ["update member.merge set reason = 'y'", 'delete from member.merge'])
    await expect(sql.raw(text).execute(w.database)).rejects.toThrow('append-only')
})

test('M9: whatever is merged, undone, passed on and spent, all of it together stays the same', async () => {
  const w = await walletWorld({}, { closing: 'by hand' })
  const step = fc.record({
    what: fc.constantFrom('merge' as const, 'undo' as const, 'transfer' as const, 'take' as const),
    a: fc.nat(3),
    b: fc.nat(3),
    amount: fc.integer({ min: 1, max: 150 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const people = await Promise.all([1, 2, 3, 4].map(() => holder(w, { points: 100, bonus: 10 })))
      const merges: string[] = []
      let taken = 0
      for (const { what, a, b, amount } of steps) {
        const [of = '', to = ''] = [people[a], people[b]]
        if (what === 'transfer')
          await w.ask(transferValue, { id: w.newId(), memberId: of, toMemberId: to, unit: 'points', amount })
        if (what === 'undo')
          await w.ask(undoMemberMerge, undoingOf(w, merges[amount % (merges.length || 1)] ?? nobody))
        if (what === 'take') {
          await takenBack(w, of, amount)
          taken += amount
        }
        if (what === 'merge') {
          const wish = mergeOf(w, of, to)
          if ((await w.ask(mergeMembers, wish)).status === 200) merges.push(wish.id)
        }
      }
      const all = await Promise.all(people.map((id) => held(w, id)))
      const worth = all.reduce((sum, one) => sum + one.points - one.debt, 0)
      expect([worth, all.reduce((sum, one) => sum + one.bonus, 0)]).toEqual([400 - taken, 40])
    }),
    { numRuns: 20 },
  )
  await w.job('wallet.follow_merges')
  await w.audit()
  await w.close()
})
