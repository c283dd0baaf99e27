import { sql, type RawBuilder } from 'kysely'
import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { all } from './all.ts'
import { inPieces, PIECE, readBytes } from './bytes.ts'
import { house, inWork } from './work.ts'

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))

test('bytes arrive as they are, whatever they are and however many, one row’s behind the other’s', async () => {
  const w = await world({ bare: true })
  const read = (size: number) =>
    inWork(w.world, house, ({ tx }) =>
      readBytes(
        tx,
        { values: [everyByte.toString('hex'), '300000'], size },
        (value) => sql`
        select b from (values (1, decode(${value(0)}, 'hex')), (2, ''::bytea),
                              (3, convert_to(repeat('知己', ${value(1)}::int), 'UTF8'))) v (n, b) order by n`,
      ),
    )
  const wanted = Buffer.concat([everyByte, Buffer.from('知己'.repeat(300_000))])
  // Whether there is just room, too much, or none that was foreseen.
  for (const size of [wanted.length, 5_000_000, 0, 257]) expect((await read(size)).equals(wanted)).toBe(true)
})

test('a long value comes in pieces, an empty one as nothing', async () => {
  const w = await world({ bare: true })
  const read = (length: number) =>
    inWork(w.world, house, ({ tx }) =>
      readBytes(
        tx,
        { values: [String(length)], size: length },
        (value) => sql`
        select piece.bytes
          from (select convert_to(repeat('0123456', ${value(0)}::int / 7), 'UTF8') as all_of_it) long,
               lateral (select ${inPieces('long.all_of_it')}) piece (bytes)`,
      ),
    )
  for (const times of [0, 1, PIECE / 7 - 0.5, PIECE / 7 + 1, 50_000])
    expect((await read(Math.floor(times) * 7)).toString()).toBe('0123456'.repeat(Math.floor(times)))
})

test('values with quotes and marks are values, and no rows are nothing', async () => {
  const w = await world({ bare: true })
  const odd = `'; drop table x; -- $1 \\ "知"`
  const [bytes, none] = await inWork(w.world, house, ({ tx }) =>
    all([
      readBytes(tx, { values: [odd], size: 8 }, (value) => sql`select convert_to(${value(0)}, 'UTF8')`),
      readBytes(tx, { values: ['0'], size: 8 }, (value) => sql`select ''::bytea where ${value(0)} = '1'`),
    ]),
  )
  expect(bytes.toString()).toBe(odd)
  expect(none).toHaveLength(0)
})

test('many at once on one connection each get their own answer, beside other statements', async () => {
  const w = await world({ bare: true })
  await inWork(w.world, house, async ({ tx }) => {
    const asked = Array.from({ length: 20 }, (_, n) => n)
    const own = (n: number) =>
      readBytes(tx, { values: [String(n)], size: 2 }, (value) => sql`select convert_to(${value(0)}, 'UTF8')`)
    const [found, others] = await all([
      all(asked.map(own)),
      all(asked.map((n) => sql<{ n: number }>`/* prepared */ select ${n}::int as n`.execute(tx))),
    ])
    expect(found.map((bytes) => bytes.toString())).toEqual(asked.map(String))
    expect(others.map(({ rows }) => rows[0]?.n)).toEqual(asked)
  })
})

test('what fails in the middle says why, and the connection goes on to serve', async () => {
  const w = await world({ bare: true })
  const read = (select: RawBuilder<unknown>) =>
    inWork(w.world, house, ({ tx }) => readBytes(tx, { values: [], size: 4 }, () => select))
  const failing = read(sql`select int4send(100 / (5000 - n)) from generate_series(1, 6000) n`)
  await expect(failing).rejects.toMatchObject({ code: '22012' })
  for (const odd of [sql`select ''::bytea, ''::bytea`, sql`select null::bytea`])
    await expect(read(odd)).rejects.toThrow('one column')
  for (let i = 0; i < 20; i += 1)
    expect(await read(sql`select '\\x00ff'::bytea`)).toEqual(Buffer.from([0, 255]))
})
