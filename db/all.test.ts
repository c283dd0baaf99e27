import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { all } from './all.ts'

test('when one statement fails, no other one of the work runs behind the rollback', async () => {
  const w = await world()
  await w.work((work) => sql`create table public.kept (id int primary key)`.execute(work.tx))
  const keep = (id: number) => sql`insert into public.kept values (${id})`
  const failing = w.work(async (work) => {
    const broken = sql`select 1 / 0`.execute(work.tx)
    await all([broken, ...[1, 2, 3, 4].map((id) => keep(id).execute(work.tx))])
  })
  await expect(failing).rejects.toThrow('division by zero')
  const { rows } = await w.work((work) => sql`select id from public.kept`.execute(work.tx))
  expect(rows).toEqual([])
})

test('statements side by side answer in the order they were asked', async () => {
  const w = await world()
  const told = await w.work((work) =>
    all([sql<{ n: number }>`select 1 as n`.execute(work.tx), Promise.resolve('two' as const)]),
  )
  expect([told[0].rows, told[1]]).toEqual([[{ n: 1 }], 'two'])
})
