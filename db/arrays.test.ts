import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { arrayBytes, listsIn } from './arrays.ts'
import { pool } from './connect.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const LISTS: Record<string, readonly unknown[]> = {
  uuid: [ID, null, 'FFFFFFFF-0000-7abc-8DEF-0123456789AB'],
  bigint: [0, 1, -1, null, 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  int: [0, 1, -1, null, 2 ** 31 - 1, -(2 ** 31)],
  smallint: [0, 1, -1, null, 2 ** 15 - 1, -(2 ** 15)],
  text: [
    '',
    'plain',
    'Größe',
    '会员积分',
    '🎁',
    null,
    'NULL',
    '"\\{},',
    'x'.repeat(49),
    `${'x'.repeat(20)}储`,
  ],
  json: ['{"会员":  [1, "\\"x\\""]}', 'null', null, '[]'],
  jsonb: ['{"会员": [1, "\\"x\\""]}', 'null', null, '[]'],
  date: ['2026-02-28', null, '1999-12-31', '2000-01-01', '2024-02-29', '0001-01-01', '9999-12-31'],
  timestamptz: ['2026-01-02T03:04:05.678Z', null, '1970-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z'],
}

test('bytes and text are the same list to PostgreSQL, empty ones too', async () => {
  const w = await world({ bare: true })
  const own = pool(w.url, 1)
  try {
    for (const [kind, values] of Object.entries(LISTS))
      for (const list of [values, [], [null], values.toReversed()]) {
        const bytes = arrayBytes(kind, list)
        expect(bytes, kind).toBeInstanceOf(Buffer)
        // As text: JSON as it was written is equal to nothing.
        const same = `$1::${kind}[]::text is not distinct from $2::${kind}[]::text`
        const asked = `select ${same} as same, cardinality($1::${kind}[]) as n`
        const { rows } = await own.query<{ same: boolean; n: number }>(asked, [bytes, [...list]])
        expect(rows, `${kind} ${JSON.stringify(list)}`).toEqual([{ same: true, n: list.length }])
      }
  } finally {
    await own.end()
  }
})

test('a value that is not plainly of its kind goes as text, so that PostgreSQL judges it', () => {
  const strange: Record<string, readonly unknown[]> = {
    uuid: ['01890a5dac96774bbcceb302099a8057', `{${ID}}`, `${ID.slice(0, -1)}g`, 7, ID.replace('-', '0')],
    bigint: ['1', 1.5, 2 ** 53, Number.NaN, true],
    int: ['1', 2 ** 31, -(2 ** 31) - 1, 0.5],
    smallint: [2 ** 15, -(2 ** 15) - 1],
    text: [1, true, {}],
    json: [{}, 1],
    jsonb: [{}, 1],
    date: ['2026-02-30', '2026-2-3', 'infinity', '2026-13-01', 20_260_101],
    timestamptz: ['2026-02-30T00:00:00.000Z', '2026-01-01', 'now', '2026-01-01T00:00:00Z', 5],
    numeric: ['1.5'],
  }
  for (const [kind, values] of Object.entries(strange))
    for (const value of values) expect(arrayBytes(kind, [value]), `${kind} ${String(value)}`).toBeNull()
})

test('a statement says which of its parameters are lists', () => {
  const text = 'select $1::uuid[], $2, $3::bigint, $11::text[] from unnest($4::numeric[], $5::jsonb[])'
  expect(listsIn(text)).toEqual([
    [0, 'uuid'],
    [10, 'text'],
    [4, 'jsonb'],
  ])
})
