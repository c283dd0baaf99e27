import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { audit } from '#db/audit'
import { openBranch } from '#domain/org/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn, voidSales } from '#domain/sale/index'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { bandFrom, bandTo, billBand } from './model/bill-band.ts'

type Line = readonly [code: string, quantity: number, yuan: number]

const buy = (w: TestWorld, lines: readonly Line[], more: Record<string, unknown> = {}) =>
  saleWish.parse({
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: '2026-02-27T04:30:00Z',
    lines: lines.map(([productCode, quantity, yuan]) => ({
      productCode,
      quantity,
      unitPriceMinor: yuan * 100,
    })),
    ...more,
  })

const rows = async (w: TestWorld, table: string) => {
  const { rows: found } = await w.work((work) =>
    sql<Record<string, unknown>>`select * from ${sql.table(`insight.${table}`)} order by 1, 2, 3`.execute(
      work.tx,
    ),
  )
  return found.map(({ branch_id: _, ...row }) => Object.values(row))
}

test('G7: products, hours, bands and months are kept as told, net of what came back and was voided', async () => {
  const w = await world()
  await enrol(w, { number: 'A' })
  const first = buy(
    w,
    [
      ['P1', 3, 10],
      ['P2', 1, 20],
      ['P1', 1, 10],
    ],
    { memberNumber: 'A' },
  )
  const second = buy(w, [['P2', 0.5, 40]], { happenedAt: '2026-02-27T17:10:00Z' })
  await w.work((work) => takeIn(work, [first, second], { source: 'import' }))
  await w.settle()
  expect(await rows(w, 'product_day')).toEqual([
    ['2026-02-27', 'P1', 1, 4000, 4000, 1, 4000, 4000],
    ['2026-02-27', 'P2', 1, 1000, 2000, 1, 1000, 2000],
    ['2026-02-28', 'P2', 1, 500, 2000, 0, 0, 0],
  ])
  expect(await rows(w, 'branch_hour')).toEqual([
    ['2026-02-27', 12, 1, 5000, 6000, 1, 5000, 6000],
    ['2026-02-28', 1, 1, 500, 2000, 0, 0, 0],
  ])
  expect(await rows(w, 'branch_month')).toEqual([['2026-02-01', 2, 5500, 8000, 1, 5000, 6000]])

  const back = buy(w, [['P1', 1, 10]], {
    kind: 'return',
    memberNumber: 'A',
    returnsSaleId: first.id,
    happenedAt: '2026-03-01T04:00:00Z',
    lines: [{ productCode: 'P1', quantity: 1, unitPriceMinor: 1000, returnsNo: 1 }],
  })
  const [answer] = await w.work((work) => takeIn(work, [back], { source: 'import' }))
  expect(answer?.outcome).toBe('applied')
  await w.settle()
  expect(await rows(w, 'branch_band')).toEqual([
    ['2026-02-27', billBand('sale', 6000), 1, 5000, 6000, 1, 5000, 6000],
    ['2026-02-28', billBand('sale', 2000), 1, 500, 2000, 0, 0, 0],
    ['2026-03-01', 0, 0, -1000, -1000, 0, -1000, -1000],
  ])
  await w.audit()

  await w.work((work) => voidSales(work, [back.id, second.id], '导错了'))
  await w.settle()
  expect(await rows(w, 'branch_month')).toEqual([['2026-02-01', 1, 5000, 6000, 1, 5000, 6000]])
  expect(await rows(w, 'product_day')).toHaveLength(2)
})

test('G7: the audit sees a projection that says something else than the log', async () => {
  const w = await world({ closing: 'by hand' })
  await w.work((work) => takeIn(work, [buy(w, [['P1', 1, 10]])], { source: 'import' }))
  await w.settle()
  const broken = async (bend: ReturnType<typeof sql>, mend: ReturnType<typeof sql>) => {
    await w.work((work) => bend.execute(work.tx))
    const { rows: found } = await w.work((work) =>
      sql<{ law: string }>`select distinct law from insight.audit_sold() order by 1`.execute(work.tx),
    )
    await w.work((work) => mend.execute(work.tx))
    return found.map((row) => row.law)
  }
  const bent = (table: string, by: number) =>
    sql`update ${sql.table(`insight.${table}`)} set amount_minor = amount_minor + ${by}`
  const laws: Record<string, string[]> = {}
  for (const table of ['product_day', 'branch_hour', 'branch_month', 'branch_band'])
    laws[table] = await broken(bent(table, 1), bent(table, -1))
  expect(laws).toEqual({
    product_day: ['G7 products sold are those told'],
    branch_hour: ['G7 hours are their days'],
    branch_month: ['G7 months are their days'],
    branch_band: ['G7 bills are those told', 'G7 hours are their days', 'G7 months are their days'],
  })
  await w.audit()
  await w.close()
})

test('G7: where a member bought most often is marked, and a mark at another place is found', async () => {
  const w = await world()
  await w.call(openBranch, { id: w.newId(), code: 'S2', name: '码头店', region: '海边' })
  await enrol(w, { number: 'P1', name: '甲' })
  const marked = async () => {
    await w.settle()
    const { rows } = await w.work(({ tx }) =>
      sql<{ code: string }>`
        select b.code from insight.member_branch c join org.branch b on b.id = c.branch_id where c.preferred`.execute(
        tx,
      ),
    )
    return rows.map(({ code }) => code)
  }
  const at = async (branchCode: string, yuan: number) => {
    const wish = buy(w, [['T', 1, yuan]], { branchCode, memberNumber: 'P1' })
    await w.work((work) => takeIn(work, [wish], { source: 'import' }))
    return marked()
  }
  expect(await at('S1', 5)).toEqual(['S1'])
  // As often, for more money; then more often.
  expect(await at('S2', 9)).toEqual(['S2'])
  expect(await at('S1', 1)).toEqual(['S1'])
  const turn = () =>
    w.work(({ tx }) => sql`update insight.member_branch set preferred = not preferred`.execute(tx))
  await turn()
  const { findings } = await audit(w.database)
  await turn()
  expect(new Set(findings.map(({ law }) => law))).toEqual(
    new Set(['G7 the preferred branch is where most was bought']),
  )
})

test('bands are alike in SQL and here, and each begins where the one before ends', async () => {
  const w = await world()
  const totals = [0, 1, 2, 4, 5, 9, 10, 19, 20, 49, 50, 99, 100, 4999, 5000, 123_456_789]
  const { rows: found } = await w.work((work) =>
    sql<{ band: number }>`
      select insight.bill_band('sale', t) as band from unnest(${totals}::bigint[]) with ordinality as x (t, n)
       order by n`.execute(work.tx),
  )
  expect(found.map((row) => row.band)).toEqual(totals.map((total) => billBand('sale', total)))
  expect(billBand('return', -5)).toBe(0)
  for (const total of totals) {
    const band = billBand('sale', total)
    expect(bandFrom(band) <= total && total < bandTo(band)).toBe(true)
    expect(bandTo(band)).toBe(bandFrom(band + 1))
  }
})
