import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { pool } from './connect.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'

test('a hot statement answers the same the first time, with known columns, and among others on the wire', async () => {
  const w = await world({ bare: true })
  const made = pool(w.url, 1)
  const own = await made.connect()
  try {
    const asked = `/* prepared */ select $1::text as word, $2::int as n, $3::timestamptz as at, $4::date as day,
                          $5::bool as yes,
                          u.id, u.amount, cardinality($8::numeric[]) as odd
                     from unnest($6::uuid[], $7::bigint[]) as u (id, amount)`
    const values = [
      '积分',
      7,
      '2026-01-02T03:04:05.678Z',
      null,
      true,
      [ID, null],
      [2 ** 40, -1],
      ['1.5', null],
    ]
    const same = { word: '积分', n: 7, at: '2026-01-02T03:04:05.678Z', day: null, yes: true, odd: 2 }
    const rows = [
      { ...same, id: ID, amount: 2 ** 40 },
      { ...same, id: null, amount: -1 },
    ]
    // Lists of numerics have no bytes of ours: the driver writes the whole message then.
    for (const one of await Promise.all([1, 2, 3].map(() => own.query(asked, values))))
      expect(one.rows).toEqual(rows)
    const bytes = `/* prepared */ select $1::text as word, u.id from unnest($2::uuid[]) as u (id)`
    for (const word of ['first', '', '再来', 'x'.repeat(100_000)]) {
      const { rows: told } = await own.query(bytes, [word, [ID]])
      expect(told).toEqual([{ word, id: ID }])
    }
    expect((await own.query(bytes, ['none', []])).rows).toEqual([])
    for (const _ of [1, 2])
      expect((await own.query('/* prepared */ select 1 as one')).rows).toEqual([{ one: 1 }])
    own.release()
    // The pool asks with a callback.
    expect((await made.query(bytes, ['pool', [ID]])).rows).toEqual([{ word: 'pool', id: ID }])
    await expect(made.query('/* prepared */ select 1 / 0')).rejects.toThrow('division by zero')
  } finally {
    await made.end()
  }
})

test('one that fails is told, and those beside it and after it are answered', async () => {
  const w = await world({ bare: true })
  const made = pool(w.url, 1)
  const own = await made.connect()
  try {
    const part = '/* prepared */ select 10 / $1::int as part'
    const told = async () =>
      (await Promise.allSettled([5, 0, 2].map((n) => own.query(part, [n])))).map((one) =>
        one.status === 'fulfilled' ? one.value.rows : (one.reason as { code: string }).code,
      )
    expect(await told()).toEqual([[{ part: 2 }], '22012', [{ part: 5 }]])
    expect(await told()).toEqual([[{ part: 2 }], '22012', [{ part: 5 }]])
    const wide = '/* prepared */ select 9007199254740993::bigint as wide where $1::int > 0'
    for (const n of [0, 1, 1]) {
      const asked = own.query(wide, [n])
      if (n === 0) expect((await asked).rows).toEqual([])
      else await expect(asked).rejects.toThrow('M5')
    }
    const { rows } = await own.query(part, [1])
    expect(rows).toEqual([{ part: 10 }])
  } finally {
    own.release()
    await made.end()
  }
})

test('what a statement holds beside text and values goes the library’s way, and what changed is counted', async () => {
  const w = await world({ bare: true })
  await sql`create table public.hot_thing (id int primary key, n int not null)`.execute(w.database)
  const n = await w.work(async (work) => {
    const made =
      await sql`insert into ${sql.table('public.hot_thing')} values (1, ${sql.lit(2)}), (3, ${4})`.execute(
        work.tx,
      )
    const hot = sql`/* prepared */ update public.hot_thing set n = n + ${1}`
    const changed = [await hot.execute(work.tx), await hot.execute(work.tx)].map((one) => one.numAffectedRows)
    const { rows } = await sql<{ id: number; n: number }>`select * from public.hot_thing order by id`.execute(
      work.tx,
    )
    return { made: made.numAffectedRows, changed, rows }
  })
  expect(n).toEqual({
    made: 2n,
    changed: [2n, 2n],
    rows: [
      { id: 1, n: 4 },
      { id: 3, n: 6 },
    ],
  })
})
