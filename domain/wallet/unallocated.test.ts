import { expect, test } from 'vitest'
import { Refusal } from '#base/refusal'
import { balancesOf } from '#domain/ledger/index'
import { held, holder } from '#test/world/wallet'
import { world } from '#test/world/world'
import { keepUnallocated, payOutUnallocated } from './unallocated.ts'

test('W62 money above the cap is owed, not spendable, and paid out once', async () => {
  const w = await world()
  const memberId = await holder(w, { principal: 100_00 })
  const of = (minor: number) => ({
    memberId,
    branchId: w.branchId,
    causeId: w.newId(),
    minor,
    happenedAt: w.clock.now(),
  })
  const owed = async () => {
    const rows = await w.work((work) => balancesOf(work.tx, memberId))
    return rows.find((row) => row.unit === 'unallocated' && row.purpose === 'member')?.balance
  }
  await w.work((work) => keepUnallocated(work, of(30_00)))
  expect(await owed()).toBe(30_00)
  expect(await held(w, memberId)).toMatchObject({ principal: 100_00 })
  const more = w.work((work) => payOutUnallocated(work, of(30_01)))
  await expect(more).rejects.toThrow(Refusal)
  await w.work((work) => payOutUnallocated(work, of(30_00)))
  expect(await owed()).toBe(0)
})
