import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { enrol, frozen, held, holder, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { placeHold, releaseHold, showHold } from './contract/hold.ts'
import { holdForSale } from './hold.ts'
import { settle, spend } from './moves.ts'
import { openPurses } from './purse.ts'

type Wish = Asked<typeof placeHold>
const wishOf = (w: TestWorld, memberId: string, more: Partial<Wish> = {}): Wish => ({
  memberId,
  id: w.newId(),
  unit: 'points',
  amount: 60,
  seconds: 300,
  ...more,
})
const codeOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await reply
  return status === 200 ? 'ok' : body['code']
}
const words = { branchId: null, programVersion: null, reason: null, reversesId: null }

/** A sale settling a hold, as the intake does it. */
async function settled(work: Work, of: { holdId: string; memberId: string; amount: number }) {
  const book = await openPurses(work, [{ memberId: of.memberId, unit: 'points', takes: true }])
  const hold = holdForSale(book, { ...of, unit: 'points' }, work.at)
  if (typeof hold === 'string') return hold
  const transaction = ledger.begin(book, {
    kind: 'sale',
    causeId: work.newId(),
    happenedAt: work.at,
    ...words,
  })
  settle({ book, transaction }, 'points', hold, of.amount)
  await ledger.closeBook(work, book)
  // Every sale is an event, by which the audit knows what time it is.
  work.record({ kind: 'test.sold', subjectId: null, body: {} })
  return 'ok'
}

/** A sale without a hold, answering whether so much was there. */
const sold = (w: TestWorld, memberId: string, amount: number) =>
  w.work(async (work) => {
    const book = await openPurses(work, [{ memberId, unit: 'points', takes: true }])
    const side = {
      book,
      transaction: ledger.begin(book, { kind: 'sale', causeId: w.newId(), happenedAt: work.at, ...words }),
    }
    if (!ledger.attempt(book, () => spend(side, { unit: 'points', memberId, amount }), Boolean)) return false
    await ledger.closeBook(work, book)
    return true
  })

test('M8: what is held cannot be spent beside the hold, and what it settles leaves once', async () => {
  const w = await walletWorld()
  const memberId = await holder(w, { points: 100 })
  const wish = wishOf(w, memberId)
  expect(await w.call(placeHold, wish)).toMatchObject({ state: 'active', amount: 60, replayed: false })
  expect(await w.call(placeHold, wish)).toMatchObject({ state: 'active', replayed: true })
  expect(await codeOf(w.ask(placeHold, { ...wish, amount: 61 }))).toBe('hold_id_reused')
  expect(await codeOf(w.ask(placeHold, wishOf(w, memberId, { amount: 41 })))).toBe('not_enough_value')
  expect(await sold(w, memberId, 40)).toBe(true)
  const settling = { holdId: wish.id, memberId, amount: 50 }
  expect(await w.work((work) => settled(work, settling))).toBe('ok')
  expect(await w.work((work) => settled(work, settling))).toBe('hold_unknown')
  expect(await w.call(showHold, { id: wish.id })).toMatchObject({ state: 'settled', settledAmount: 50 })
  expect(await held(w, memberId)).toMatchObject({ points: 10 })
})

test('M8: of a sale and a release at the same moment one resolves the hold', async () => {
  const w = await walletWorld()
  const memberId = await holder(w, { points: 100 })
  for (let round = 0; round < 6; round++) {
    const wish = wishOf(w, memberId, { amount: 10 })
    await w.call(placeHold, wish)
    const before = (await held(w, memberId)).points
    const [released, sale] = await Promise.all([
      codeOf(w.ask(releaseHold, { id: w.newId(), holdId: wish.id })),
      w.work((work) => settled(work, { holdId: wish.id, memberId, amount: 10 })),
    ])
    const { state } = await w.call(showHold, { id: wish.id })
    expect([
      ['ok', 'hold_unknown', 'released', before],
      ['hold_resolved', 'ok', 'settled', before - 10],
    ]).toContainEqual([released, sale, state, (await held(w, memberId)).points])
  }
})

test('M8: head office’s clock ends a hold, and the job gives back what it reserved, once', async () => {
  const w = await walletWorld()
  const memberId = await holder(w, { points: 100 })
  const wish = wishOf(w, memberId, { amount: 100, seconds: 60 })
  await w.call(placeHold, wish)
  w.clock.advance(59_999)
  expect(await w.call(showHold, { id: wish.id })).toMatchObject({ state: 'active' })
  w.clock.advance(1)
  expect(await w.call(showHold, { id: wish.id })).toMatchObject({ state: 'expired' })
  expect(await w.work((work) => settled(work, { holdId: wish.id, memberId, amount: 1 }))).toBe('hold_expired')
  expect(await codeOf(w.ask(releaseHold, { id: w.newId(), holdId: wish.id }))).toBe('hold_resolved')
  await Promise.all([w.job('wallet.holds'), w.job('wallet.holds')])
  expect(await sold(w, memberId, 100)).toBe(true)
  const [kept] = await w.work((work) => ledger.holdsById(work.tx, [wish.id]))
  expect(kept).toMatchObject({ state: 'expired' })
})

test('T12: holds that are three days late end in bounded steps; a step that is killed changes nothing', async () => {
  const w = await walletWorld()
  const ids = await Promise.all(Array.from({ length: 5 }, () => holder(w, { points: 100 })))
  for (const memberId of ids)
    for (let n = 0; n < 3; n++) await w.call(placeHold, wishOf(w, memberId, { amount: 10, seconds: 1 }))
  w.clock.advance(3 * 86_400_000)
  const { endHolds } = await import('./hold.ts')
  const killed = w.work(async (work) => {
    await endHolds(work)
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(await w.work((work) => ledger.dueHolds(work.tx, work.at, 100))).toHaveLength(15)
  await Promise.all([w.job('wallet.holds'), w.job('wallet.holds'), w.job('wallet.holds')])
  expect(await w.work((work) => ledger.dueHolds(work.tx, work.at, 100))).toEqual([])
  for (const memberId of ids) expect(await sold(w, memberId, 100)).toBe(true)
})

test('M8: a hold that is over does not stand in the way of the next one', async () => {
  const w = await walletWorld()
  const memberId = await holder(w, { points: 100 })
  await w.call(placeHold, wishOf(w, memberId, { amount: 100, seconds: 1 }))
  w.clock.advance(1_000)
  const next = wishOf(w, memberId, { amount: 100 })
  expect(await w.call(placeHold, next)).toMatchObject({ state: 'active' })
})

test('C1: of many holds at once exactly as many stand as there is value for', async () => {
  const w = await walletWorld()
  const memberId = await holder(w, { points: 95 })
  const codes = await Promise.all(
    Array.from({ length: 20 }, () => codeOf(w.ask(placeHold, wishOf(w, memberId, { amount: 10 })))),
  )
  expect(codes.filter((code) => code === 'ok')).toHaveLength(9)
  expect(codes.filter((code) => code === 'not_enough_value')).toHaveLength(11)
})

const nobody = '018f0000-0000-7000-8000-00000000dead'
test.each([
  { code: 'invalid', who: 'nobody', amount: 1, seconds: 901 },
  { code: 'member_unknown', who: 'nobody', amount: 500, seconds: 900 },
  { code: 'member_frozen', who: 'frozen', amount: 500, seconds: 900 },
  { code: 'not_enough_value', who: 'good', amount: 500, seconds: 900 },
])('a hold is refused: $code', async ({ code, who, amount, seconds }) => {
  const w = await walletWorld()
  const ids = { nobody, frozen: await enrol(w), good: await enrol(w) }
  await frozen(w, ids.frozen)
  const wish = wishOf(w, ids[who as 'good'], { amount, seconds })
  expect(await codeOf(w.ask(placeHold, wish))).toBe(code)
  expect(await codeOf(w.ask(placeHold, wish))).toBe(code)
})

test('a release is refused for a hold nobody placed, and for one that has ended', async () => {
  const w = await walletWorld()
  const memberId = await holder(w, { points: 100 })
  expect(await codeOf(w.ask(releaseHold, { id: w.newId(), holdId: nobody }))).toBe('hold_unknown')
  expect(await codeOf(w.ask(showHold, { id: nobody }))).toBe('hold_unknown')
  const wish = wishOf(w, memberId)
  await w.call(placeHold, wish)
  const release = { id: w.newId(), holdId: wish.id }
  expect(await w.call(releaseHold, release)).toMatchObject({ state: 'released', replayed: false })
  expect(await w.call(releaseHold, release)).toMatchObject({ state: 'released', replayed: true })
  expect(await codeOf(w.ask(releaseHold, { id: w.newId(), holdId: wish.id }))).toBe('hold_resolved')
  const other = { ...release, holdId: nobody }
  expect(await codeOf(w.ask(releaseHold, other))).toBe('hold_release_id_reused')
})

test('a hold of another member, or of another unit, is not settled', async () => {
  const w = await walletWorld()
  const [a, b] = [await holder(w, { points: 100, principal: 5 }), await holder(w, { points: 100 })]
  const wish = wishOf(w, a)
  await w.call(placeHold, wish)
  const found = await w.work(async (work) => {
    const wishes = [a, b].flatMap((memberId) =>
      (['points', 'principal'] as const).map((unit) => ({ memberId, unit, takes: true })),
    )
    const book = await openPurses(work, wishes)
    const ask = (memberId: string, unit: 'points' | 'principal') => {
      const hold = holdForSale(book, { holdId: wish.id, memberId, unit }, work.at)
      return typeof hold === 'string' ? hold : hold.id
    }
    return [ask(a, 'points'), ask(b, 'points'), ask(a, 'principal')]
  })
  expect(found).toEqual([wish.id, 'hold_of_another', 'hold_of_another'])
})
