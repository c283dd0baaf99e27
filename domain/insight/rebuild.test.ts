import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { audit } from '#db/audit'
import { bought, busyMonths, rowsOfTable, sell } from '#test/world/insight'
import { seededBytes } from '#test/world/dice'
import { world } from '#test/world/world'
import { quadrants, rfm } from './contract.ts'
import { latestRebuilding, startRebuilding } from './contract/rebuilding.ts'
import { catchUp } from './index.ts'
import { rebuildOn } from './rebuild.ts'
import { view } from './standing.ts'

const dice = (seed: number) => {
  const bytes = seededBytes(seed)
  return (below: number) => Buffer.from(bytes(4)).readUInt32BE() % below
}

const SOLD = ['product_day', 'branch_hour', 'branch_band', 'branch_month', 'member_branch'] as const

test('G23: what was kept current is what a rebuilding makes from the log, and it mends what is not', async () => {
  const w = await world()
  await busyMonths(w, dice(7))
  const tables = ['member_day', 'member_history', ...SOLD] as const
  const dump = () => Promise.all(tables.map((table) => rowsOfTable(w, table, ['turn'])))
  const kept = await dump()
  expect(kept[0]?.length).toBeGreaterThan(40)

  const first = { id: w.newId() }
  await w.call(startRebuilding, first)
  await w.settle()
  const clean = await w.call(latestRebuilding, {})
  expect(clean).toMatchObject({ id: first.id, mended: 0, cellsMended: 0, daysCompared: kept[0]?.length })
  expect(clean.endedAt).not.toBeNull()
  expect(clean.eventsRead).toBe(clean.eventsWaiting)
  expect(await dump()).toEqual(kept)

  // Wrong, too many, missing, and a history that does not follow its days.
  await w.work(async (work) => {
    await sql`update insight.member_day set spend_minor = spend_minor + 1
               where (member_id, day) = (select member_id, day from insight.member_day order by 1, 2 limit 1)`.execute(
      work.tx,
    )
    await sql`insert into insight.member_day values (${w.newId()}, '2026-02-02', 1, 5)`.execute(work.tx)
    await sql`delete from insight.member_day where (member_id, day) =
                (select member_id, day from insight.member_day order by 1 desc, 2 limit 1)`.execute(work.tx)
    await sql`update insight.member_history set purchases = purchases + 1
               where member_id = (select member_id from insight.member_history where purchases > 0
                                   order by 1 offset 3 limit 1)`.execute(work.tx)
  })
  const laws = new Set((await audit(w.database)).findings.map(({ law }) => law))
  expect([...laws]).toEqual(['G1 projection equals the sales read', 'G21 history equals the days'])
  w.clock.advance(60_000)
  await w.call(startRebuilding, { id: w.newId() })
  await w.settle()
  expect((await w.call(latestRebuilding, {})).mended).toBeGreaterThanOrEqual(3)
  expect(await dump()).toEqual(kept)
})

test('G23: what was sold is mended, whatever of it is wrong, missing or too much', async () => {
  const w = await world()
  await busyMonths(w, dice(10))
  const dump = () => Promise.all(SOLD.map((table) => rowsOfTable(w, table)))
  const kept = await dump()
  await w.work(async ({ tx }) => {
    await sql`update insight.product_day set bills = bills + 1 where day = (select min(day) from insight.product_day)
    `.execute(tx)
    await sql`delete from insight.branch_hour where day = (select max(day) from insight.branch_hour)`.execute(
      tx,
    )
    await sql`insert into insight.branch_band select '2025-05-05', branch_id, 7, 1, 1, 1, 0, 0, 0
                from insight.branch_band limit 1`.execute(tx)
    await sql`update insight.branch_month set amount_minor = 0`.execute(tx)
    await sql`update insight.member_branch set spend_minor = spend_minor - 1, preferred = not preferred`.execute(
      tx,
    )
  })
  await w.call(startRebuilding, { id: w.newId() })
  await w.settle()
  const told = await w.call(latestRebuilding, {})
  expect(told.endedAt).not.toBeNull()
  expect(told.mended).toBe(0)
  expect(told.cellsMended).toBeGreaterThan(10)
  expect(await dump()).toEqual(kept)
  expect((await audit(w.database)).findings).toEqual([])
})

test('G23: sales go on while it is under way, and a second wish is answered with the first', async () => {
  const w = await world()
  await busyMonths(w, dice(8))
  const one = { id: w.newId() }
  const [first, second] = await Promise.all([
    w.call(startRebuilding, one),
    w.call(startRebuilding, { id: w.newId() }),
  ])
  expect(first.id).toBe(second.id)
  for (let at = 0, next = 'more'; next === 'more'; at += 1) {
    // A sale in between is read by the live reader, then by the rebuilding, before anything is compared.
    await sell(w, bought(w, { number: 'B5', at: `2026-02-0${1 + (at % 9)}`, minor: 1000 + at }))
    await w.job('insight.member_day')
    next = await w.work(rebuildOn)
  }
  expect(await w.call(latestRebuilding, {})).toMatchObject({ mended: 0 })
})

test('G22: a live sale is in the next answer, and what was rolled back never was', async () => {
  const w = await world()
  await busyMonths(w, dice(9))
  const ask = async () => {
    const { spendMinor, members } = await w.call(rfm, { asOf: '2026-03-01' })
    const { spendMinor: again } = await w.call(quadrants, { asOf: '2026-03-01' })
    expect(again).toBe(spendMinor)
    return { spendMinor, members }
  }
  const before = await ask()
  await sell(w, bought(w, { number: 'B6', at: '2026-02-27', minor: 12_345 }))
  await w.settle()
  const after = await ask()
  expect(after.spendMinor).toBe(before.spendMinor + 12_345)

  await sell(w, bought(w, { number: 'B7', at: '2026-02-27', minor: 55_555 }))
  const wish = { asOf: '2026-03-01' as never, windowMonths: 24 }
  const lost = w.work(async (work) => {
    // Another test's transaction in the same cluster may hold the end of the log back for a moment.
    while (!(await catchUp(work))) await new Promise((go) => setTimeout(go, 5))
    const seen = await view(work, wish)
    expect(seen.columns.spendMinor.reduce((all, one) => all + one, 0)).toBe(after.spendMinor + 55_555)
    throw new Error('test: rolled back')
  })
  await expect(lost).rejects.toThrow('rolled back')
  expect(await ask()).toEqual(after)
  await w.settle()
  expect((await ask()).spendMinor).toBe(after.spendMinor + 55_555)
})
