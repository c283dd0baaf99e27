import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Refusal } from '#base/refusal'
import { world } from '#test/world/world'
import { appending, markRead, unread } from './events.ts'
import { inOne } from './in-one.ts'
import { inWork, house } from './work.ts'

const happening = (kind: string) => ({ kind, subjectId: null, body: {} })

test('a reader of the log never skips an event whose transaction was slow to commit', async () => {
  const w = await world()
  const read = () =>
    inWork(w.world, house, async (work) => {
      const events = await unread(work.tx, 'test', ['slow', 'quick'], 10)
      const last = events.at(-1)
      if (last) await markRead(work.tx, 'test', last)
      return events.map((event) => event.kind)
    })

  const slow = await w.database.startTransaction().execute()
  await inOne(slow, appending({ at: w.clock.now(), by: house } as never, [happening('slow')]))
  await w.work(async (work) => work.record(happening('quick')))
  // The slow one wrote first: reading past it now would lose it for ever.
  expect(await read()).toEqual([])
  await slow.commit().execute()
  // Transactions of other databases on this server hold the horizon back too: the events come when those end.
  const seen: string[] = []
  await expect.poll(async () => seen.push(...(await read())), { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  expect(seen).toEqual(['slow', 'quick'])
  expect(await read()).toEqual([])
})

test('transactions are read in the order of their numbers, not of their digits', async () => {
  const w = await world()
  for (const horizon of ['10', '9']) {
    await sql`
      insert into house.event (horizon, kind, body, recorded_at, by_kind)
      values (${horizon}::xid8, 'old', '{}', ${w.clock.now()}, 'house')`.execute(w.database)
  }
  const read = await w.work((work) => unread(work.tx, 'test', ['old'], 10))
  expect(read.map((event) => event.horizon)).toEqual(['9', '10'])
})

test('a deadlock is tried again and both works are done', async () => {
  const w = await world()
  await sql`create table public.thing (id int primary key, n int not null)`.execute(w.database)
  await sql`insert into public.thing values (1, 0), (2, 0)`.execute(w.database)
  let waiting = 2
  let go = () => {}
  const both = new Promise<void>((resolve) => (go = resolve))
  const touch = (first: number, second: number) =>
    w.work(async (work) => {
      await sql`update public.thing set n = n + 1 where id = ${first}`.execute(work.tx)
      if (--waiting === 0) go()
      await both
      await sql`update public.thing set n = n + 1 where id = ${second}`.execute(work.tx)
    })
  await Promise.all([touch(1, 2), touch(2, 1)])
  const { rows } = await sql<{ n: number }>`select n from public.thing`.execute(w.database)
  expect(rows.map((row) => row.n)).toEqual([2, 2])
})

test('a refusal rolls back, events included; a kept refusal commits what recorded it', async () => {
  const w = await world()
  const refuse = (kept: boolean) =>
    w.work(async (work) => {
      work.record(happening(kept ? 'kept' : 'lost'))
      throw new Refusal('no', { kept })
    })
  await expect(refuse(false)).rejects.toThrow('no')
  await expect(refuse(true)).rejects.toThrow('no')
  const { rows } = await sql<{
    kind: string
  }>`select kind from house.event where kind in ('kept', 'lost')`.execute(w.database)
  expect(rows.map((row) => row.kind)).toEqual(['kept'])
})

test('ids of one work are unique and sort in the order they were made', async () => {
  const w = await world()
  const ids = await w.work(async (work) => Array.from({ length: 5000 }, () => work.newId()))
  expect(new Set(ids).size).toBe(5000)
  expect(ids.toSorted()).toEqual(ids)
  w.clock.advance(2)
  const later = await w.work(async (work) => work.newId())
  expect(ids.every((id) => id < later)).toBe(true)
})
