import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import * as ledger from '#domain/ledger/index'
import { enrol, frozen, give, held, holder, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { placeHold } from './contract/hold.ts'
import { memberTransfers, transferValue } from './contract/transfer.ts'
import { showWallet } from './contract.ts'
import { openPurses } from './purse.ts'
import { takeBack } from './purse.ts'
import { heirsOf } from './transfer.ts'

type Wish = Asked<typeof transferValue>
const wishOf = (w: TestWorld, memberId: string, toMemberId: string, more: Partial<Wish> = {}): Wish => ({
  memberId,
  toMemberId,
  id: w.newId(),
  unit: 'points',
  amount: 100,
  note: '送给家人',
  ...more,
})
const codeOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await reply
  return status === 200 ? 'ok' : body['code']
}
const lotsOf = async (w: TestWorld, memberId: string) =>
  (await w.call(showWallet, { memberId })).lots.map((lot) => [lot.unit, lot.remaining, lot.expiresOn])

test('W12: what is passed on keeps its last days, earliest first, and arrives once', async () => {
  const w = await walletWorld()
  const [from, to] = [await enrol(w), await holder(w, { points: 1 })]
  await give(w, from, [
    { unit: 'points', amount: 50, expiresOn: '2026-12-31' },
    { unit: 'points', amount: 50, expiresOn: '2026-06-30' },
    { unit: 'points', amount: 50 },
  ])
  const wish = wishOf(w, from, to, { amount: 80 })
  const replies = await Promise.all([1, 2, 3].map(() => w.ask(transferValue, wish)))
  expect(replies.map((r) => r.status)).toEqual([200, 200, 200])
  expect(replies.filter((r) => r.body['replayed'] === false)).toHaveLength(1)
  expect(await lotsOf(w, from)).toEqual([
    ['points', 20, '2026-12-31'],
    ['points', 50, null],
  ])
  expect(await lotsOf(w, to)).toEqual([
    ['points', 50, '2026-06-30'],
    ['points', 30, '2026-12-31'],
    ['points', 1, null],
  ])
  for (const memberId of [from, to])
    expect((await w.call(memberTransfers, { memberId })).rows).toMatchObject([{ id: wish.id, amount: 80 }])
  expect(await codeOf(w.ask(transferValue, { ...wish, amount: 81 }))).toBe('transfer_id_reused')
})

test('W13: bonus goes only along with principal, in the proportion held, the odd fen on principal', async () => {
  const w = await walletWorld()
  const [from, to] = [await holder(w, { principal: 1_000_00, bonus: 200_00 }), await enrol(w)]
  expect(
    await w.call(transferValue, wishOf(w, from, to, { unit: 'stored_value', amount: 100_01 })),
  ).toMatchObject({
    bonus: 16_66,
  })
  expect(await held(w, to)).toMatchObject({ principal: 83_35, bonus: 16_66 })
  expect(await held(w, from)).toMatchObject({ principal: 916_65, bonus: 183_34 })
})

test('W13: a hold on the principal does not let the gift be passed on alone', async () => {
  const w = await walletWorld()
  const [from, to] = [await holder(w, { principal: 100_00, bonus: 20_00 }), await enrol(w)]
  await w.call(placeHold, { memberId: from, id: w.newId(), unit: 'principal', amount: 100_00, seconds: 60 })
  const wish = { unit: 'stored_value' as const, amount: 20_00 }
  expect(await codeOf(w.ask(transferValue, wishOf(w, from, to, wish)))).toBe('not_enough_value')
})

test('W3: what arrives repays the debt of the receiver first', async () => {
  const w = await walletWorld()
  const [from, to] = [await holder(w, { points: 100 }), await enrol(w)]
  await owe(w, to, 30)
  await w.call(transferValue, wishOf(w, from, to, { amount: 50 }))
  expect(await held(w, to)).toMatchObject({ points: 20, debt: 0 })
  await owe(w, to, 100)
  await w.call(transferValue, wishOf(w, from, to, { amount: 50 }))
  expect(await held(w, to)).toMatchObject({ points: 0, debt: 30 })
})

/** Points taken back that the member no longer has. */
async function owe(w: TestWorld, memberId: string, amount: number): Promise<void> {
  await w.work(async (work) => {
    const book = await openPurses(work, [{ memberId, unit: 'points', takes: true }])
    const words = { branchId: null, programVersion: null, reason: null, reversesId: null }
    const transaction = ledger.begin(book, {
      kind: 'test',
      causeId: w.newId(),
      happenedAt: work.at,
      ...words,
    })
    takeBack({ book, transaction }, { unit: 'points', memberId, amount })
    ledger.move({ book, transaction }, { unit: 'points', purpose: 'issued', holderId: null }, amount)
    await ledger.closeBook(work, book)
  })
}

test('M9: opposite transfers at the same moment all end, and nothing is made or lost', async () => {
  const w = await walletWorld()
  const [a, b] = [await holder(w, { points: 500 }), await holder(w, { points: 500 })]
  const wishes = Array.from({ length: 30 }, (_, at) =>
    at % 2 ? wishOf(w, a, b, { amount: 40 }) : wishOf(w, b, a, { amount: 40 }),
  )
  const codes = await Promise.all(wishes.map((wish) => codeOf(w.ask(transferValue, wish))))
  expect(codes.filter((code) => code !== 'ok' && code !== 'not_enough_value')).toEqual([])
  const [of, to] = [await held(w, a), await held(w, b)]
  expect(of.points + to.points).toBe(1000)
  const went = codes.filter((code, at) => code === 'ok' && at % 2 === 1).length
  const came = codes.filter((code, at) => code === 'ok' && at % 2 === 0).length
  expect(of.points).toBe(500 + (came - went) * 40)
})

test('M4: of many transfers at once exactly as many go through as there is value for', async () => {
  const w = await walletWorld()
  const [a, b] = [await holder(w, { points: 95 }), await enrol(w)]
  const codes = await Promise.all(
    Array.from({ length: 20 }, () => codeOf(w.ask(transferValue, wishOf(w, a, b, { amount: 10 })))),
  )
  expect(codes.filter((code) => code === 'ok')).toHaveLength(9)
  expect([await held(w, a), await held(w, b)]).toMatchObject([{ points: 5 }, { points: 90 }])
})

const nobody = '018f0000-0000-7000-8000-00000000dead'
// Each row breaks its own law and every law below it that it can: the answer must be the first one broken.
test.each([
  { code: 'member_unknown', from: 'nobody', to: 'nobody', transfers: {}, freezes: true, amount: 9_999_99 },
  { code: 'member_unknown', from: 'poor', to: 'nobody', transfers: {}, freezes: true, amount: 9_999_99 },
  { code: 'transfer_to_self', from: 'poor', to: 'poor', transfers: {}, freezes: true, amount: 9_999_99 },
  {
    code: 'transfer_not_allowed',
    from: 'poor',
    to: 'rich',
    transfers: { points: true },
    freezes: true,
    amount: 9_999_99,
  },
  {
    code: 'member_frozen',
    from: 'poor',
    to: 'rich',
    transfers: { storedValue: true },
    freezes: true,
    amount: 9_999_99,
  },
  {
    code: 'not_enough_value',
    from: 'poor',
    to: 'rich',
    transfers: { storedValue: true },
    freezes: false,
    amount: 1_000_01,
  },
  {
    code: 'over_card_cap',
    from: 'poor',
    to: 'rich',
    transfers: { storedValue: true },
    freezes: false,
    amount: 1_000_00,
  },
])(
  'a transfer of $amount from $from to $to is refused: $code',
  async ({ code, from, to, transfers, freezes, amount }) => {
    const w = await walletWorld({ transfers, prepaid: { pack: 'cn' } })
    const ids = {
      nobody,
      poor: await holder(w, { principal: 1_000_00 }),
      rich: await holder(w, { principal: 4_000_01 }),
    }
    if (freezes) await frozen(w, ids.rich)
    if (freezes) await frozen(w, ids.poor)
    const wish = wishOf(w, ids[from as 'poor'], ids[to as 'poor'], { unit: 'stored_value', amount })
    expect(await codeOf(w.ask(transferValue, wish))).toBe(code)
    // X3: refused for ever under this id.
    expect(await codeOf(w.ask(transferValue, wish))).toBe(code)
    const other = { ...wish, amount: amount + 1 }
    expect(await codeOf(w.ask(transferValue, other))).toBe('transfer_id_reused')
  },
)

test('W12: whoever gave a lot finds where its value went', async () => {
  const w = await walletWorld()
  const [a, b, c] = [await holder(w, { points: 10 }), await enrol(w), await enrol(w)]
  const [first] = (await w.call(showWallet, { memberId: a })).lots
  await w.call(transferValue, wishOf(w, a, b, { amount: 6 }))
  await w.call(transferValue, wishOf(w, b, c, { amount: 2 }))
  const ids = await w.work(
    async (work) => (await heirsOf(work, [first?.id ?? ''])).get(first?.id ?? '') ?? [],
  )
  const lots = await Promise.all(
    [a, b, c].map(async (memberId) => (await w.call(showWallet, { memberId })).lots),
  )
  expect(ids.toSorted()).toEqual(
    lots
      .flat()
      .map((lot) => lot.id)
      .toSorted(),
  )
})

test('W12: what is written is never rewritten', async () => {
  const w = await walletWorld()
  const [a, b] = [await holder(w, { points: 100 }), await enrol(w)]
  await w.call(transferValue, wishOf(w, a, b))
  for (const text of ['update wallet.transfer set amount = 1', 'delete from wallet.moved_lot'])
    await expect(sql.raw(text).execute(w.database)).rejects.toThrow('append-only')
})

test('M9: whatever members pass on to each other, all of it together stays the same', async () => {
  const w = await walletWorld({}, { closing: 'by hand' })
  const members = await Promise.all([1, 2, 3].map(() => holder(w, { points: 100, principal: 90, bonus: 30 })))
  const move = fc.record({
    from: fc.nat(2),
    to: fc.nat(2),
    unit: fc.constantFrom('points' as const, 'stored_value' as const),
    amount: fc.integer({ min: 1, max: 130 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 12 }), async (moves) => {
      const wishes = moves.map(({ from, to, ...more }) =>
        wishOf(w, members[from] ?? '', members[to] ?? '', more),
      )
      await Promise.all(wishes.map((wish) => w.ask(transferValue, wish)))
      const all = await Promise.all(members.map((id) => held(w, id)))
      const total = (unit: 'points' | 'principal' | 'bonus') => all.reduce((sum, one) => sum + one[unit], 0)
      expect([total('points'), total('principal'), total('bonus')]).toEqual([300, 270, 90])
    }),
    { numRuns: 25 },
  )
  await w.audit()
  await w.close()
})
