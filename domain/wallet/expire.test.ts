import { expect, test } from 'vitest'
import * as ledger from '#domain/ledger/index'
import { enrol, give, held, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { placeHold } from './contract/hold.ts'
import { showWallet } from './contract.ts'
import { clearExpired } from './expire.ts'

/** Members with points that die on three days of March, and some that never do. */
async function mortal(w: TestWorld, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const id = await enrol(w)
    ids.push(id)
    await give(w, id, [
      ...['2026-03-02', '2026-03-03', '2026-03-04'].map((expiresOn) => ({
        unit: 'points' as const,
        amount: 10,
        expiresOn,
      })),
      { unit: 'bonus', amount: 7, expiresOn: '2026-03-02' },
      { unit: 'points', amount: 1 },
    ])
  }
  return ids
}
const state = async (w: TestWorld, ids: readonly string[]) =>
  Promise.all(
    ids.map(async (id) => [await held(w, id), (await w.call(showWallet, { memberId: id })).lots.length]),
  )
const due = (w: TestWorld) => w.work((work) => ledger.dueLots(work.tx, '2026-03-05' as never, 1000))

test('L4: a lot lives through the end of its last day in the chain’s zone, and is cleared the day after', async () => {
  const w = await walletWorld({}, { at: '2026-03-02T15:59:59.000Z' })
  const [id = ''] = await mortal(w, 1)
  await w.job('wallet.expiry')
  expect(await held(w, id)).toMatchObject({ points: 31, bonus: 7 })
  w.clock.set('2026-03-02T16:00:00.000Z')
  await w.job('wallet.expiry')
  expect(await held(w, id)).toMatchObject({ points: 21, bonus: 0 })
})

test('T12: run twice at once, killed half-way or three days late, clearing comes to the same', async () => {
  const onTime = await walletWorld()
  const timely = await mortal(onTime, 7)
  for (const day of ['03', '04', '05']) {
    onTime.clock.set(`2026-03-${day}T02:00:00.000Z`)
    await onTime.job('wallet.expiry')
  }

  const w = await walletWorld()
  const ids = await mortal(w, 7)
  w.clock.set('2026-03-05T02:00:00.000Z')
  // Steps of two accounts, several at once, and one that dies before it commits.
  const run = async (): Promise<void> => {
    while ((await w.work((work) => clearExpired(work, 2))) === 'more');
  }
  const killed = w.work(async (work) => {
    await clearExpired(work, 5)
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(await w.work((work) => clearExpired(work, 2))).toBe('more')
  await Promise.all([run(), run(), w.job('wallet.expiry')])
  expect(await due(w)).toEqual([])
  expect(await state(w, ids)).toEqual(await state(onTime, timely))
  expect(await state(w, ids.slice(0, 1))).toMatchObject([[{ points: 1, bonus: 0 }, 1]])
})

test('L9: what is held is not cleared before its hold has ended', async () => {
  const w = await walletWorld({}, { at: '2026-03-02T15:59:00.000Z' })
  const [memberId = ''] = await mortal(w, 1)
  await w.call(placeHold, { memberId, id: w.newId(), unit: 'bonus', amount: 7, seconds: 120 })
  w.clock.set('2026-03-02T16:00:30.000Z')
  await w.job('wallet.expiry')
  expect(await held(w, memberId)).toMatchObject({ points: 21, bonus: 7 })
  w.clock.set('2026-03-02T16:01:00.000Z')
  await w.job('wallet.holds')
  await w.job('wallet.expiry')
  expect(await held(w, memberId)).toMatchObject({ bonus: 0 })
})
