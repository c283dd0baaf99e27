import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { day, instant } from '#base/instant'
import { world, type TestWorld } from '#test/world/world'
import * as ledger from './index.ts'

const uuid = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const NOBODY = uuid(999)
const purse = (n: number, unit = 'points') => ({ unit, purpose: 'member', holderId: uuid(n) })
const issued = (unit = 'points') => ({ unit, purpose: 'issued', holderId: null })

/** Two members with a lot of points each, and one with a lot of principal. */
async function furnish(w: TestWorld): Promise<void> {
  await w.work(async (work) => {
    const purses = [purse(1), purse(2), purse(3, 'principal')]
    const wanted = purses.map((key) => ({ ...key, floor: 0 }))
    const sides = [issued(), issued('principal')].map((key) => ({ ...key, floor: null }))
    const book = await ledger.openBook(work, [...wanted, ...sides], { today: day('2026-03-02') })
    for (const [at, key] of purses.entries()) {
      const transaction = ledger.begin(book, {
        kind: 'earn',
        causeId: uuid(10 + at),
        happenedAt: instant('2026-03-01T00:00:00.000Z'),
        branchId: null,
        programVersion: null,
        reason: null,
        reversesId: null,
      })
      ledger.give({ book, transaction }, key, 10, null, uuid(20 + at))
      ledger.move({ book, transaction }, issued(key.unit), -10)
    }
    await ledger.closeBook(work, book)
  })
}

const account = (holder: string | null, unit = 'points') =>
  `(select id from ledger.account where unit = '${unit}' and holder_id is not distinct from ${holder})`
const MEMBER = account(`'${uuid(1)}'`)
const CHAIN = account('null')

/** Nine transactions that are right, and a tenth whose postings are given: one statement for all of them. */
const ten = (crooked: string) => `
  insert into ledger.transaction (id, kind, cause_id, happened_at, recorded_at)
  select ('018f0000-0000-7000-8000-0000000001' || lpad(n::text, 2, '0'))::uuid, 'x', '${uuid(5)}', now(), now()
    from generate_series(1, 10) n;
  insert into ledger.posting (transaction_id, line, account_id, unit, amount, lot_id)
  select ('018f0000-0000-7000-8000-0000000001' || lpad(n::text, 2, '0'))::uuid, l.line, l.account, 'points', l.amount,
         l.lot
    from generate_series(1, 9) n,
         (values (1, ${MEMBER}, 5, '${uuid(20)}'::uuid), (2, ${CHAIN}, -5, null)) as l (line, account, amount, lot)
   union all
  select * from (values ${crooked}) as c (id, line, account, unit, amount, lot)`
const posting = (id: string, line: number, of: string, unit: string, amount: number, lot: string | null) =>
  `('${id}'::uuid, ${line}, ${of}, '${unit}', ${amount}, ${lot === null ? 'null::uuid' : `'${lot}'::uuid`})`
const TENTH = uuid(110)
const right = (amount: number) => posting(TENTH, 2, CHAIN, 'points', amount, null)

const CROOKED: readonly (readonly [what: string, postings: string, why: RegExp])[] = [
  [
    'no fen is missing',
    `${posting(TENTH, 1, MEMBER, 'points', 4, uuid(20))}, ${right(-5)}`,
    /L1: .* rest -1/,
  ],
  [
    'its transaction is there',
    posting(NOBODY, 1, MEMBER, 'points', 5, uuid(20)) + ', ' + posting(NOBODY, 2, CHAIN, 'points', -5, null),
    /L7/,
  ],
  [
    'its account is there',
    `${posting(TENTH, 1, `'${NOBODY}'::uuid`, 'points', 5, null)}, ${right(-5)}`,
    /L7/,
  ],
  [
    'its account is of its unit',
    `${posting(TENTH, 1, account(`'${uuid(3)}'`, 'principal'), 'points', 5, null)}, ${right(-5)}`,
    /L7/,
  ],
  ['its lot is there', `${posting(TENTH, 1, MEMBER, 'points', 5, NOBODY)}, ${right(-5)}`, /L7/],
  ['its lot is of its account', `${posting(TENTH, 1, MEMBER, 'points', 5, uuid(21))}, ${right(-5)}`, /L7/],
]

test('L1, L7: of many postings written at once each is proven, or none is written', async () => {
  const w = await world({ bare: true })
  await furnish(w)
  const written = async () => {
    const { rows } = await sql`select * from ledger.posting order by 1, 2`.execute(w.database)
    return rows
  }
  const before = await written()
  for (const [what, postings, why] of CROOKED) {
    await expect(sql.raw(ten(postings)).execute(w.database), what).rejects.toThrow(why)
    expect(await written(), what).toEqual(before)
  }
  await sql.raw(ten(`${posting(TENTH, 1, MEMBER, 'points', 5, uuid(20))}, ${right(-5)}`)).execute(w.database)
  expect(await written()).toHaveLength(before.length + 20)
})
