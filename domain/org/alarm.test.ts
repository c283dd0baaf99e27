import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { audit, keepAudit, type Finding } from '#db/audit'
import { instant } from '#base/instant'
import { permissionsOf } from '#domain/org/model'
import { world, type TestWorld } from '#test/world/world'
import { auditNow } from './alarm.ts'
import { auditFindings, startAudit } from './contract/audit.ts'
import { orgJobs } from './jobs.ts'

const seen = async (w: TestWorld) => (await w.call(auditFindings, {})).rows.map((row) => row.law)
const nobodyActive = sql`update org.staff set disabled_at = hired_at where login <> 'owner'`
const activeAgain = sql`update org.staff set disabled_at = null where login <> 'owner'`

test('a part of an audit is asked in every schema, and one without its laws stops the audit', async () => {
  const w = await world({ closing: 'by hand' })
  try {
    const before = (await audit(w.database)).checked
    await sql`create schema shelf`.execute(w.database)
    await sql`create function shelf.audit_dust_laws() returns setof text language sql stable
              as $$ values ('D1') $$`.execute(w.database)
    await sql`create function shelf.audit_dust() returns table (law text, subject text, detail text)
              language sql stable as $$ values ('D1', 'top shelf', 'dusty') $$`.execute(w.database)
    const { checked, findings } = await audit(w.database)
    expect([checked - before, findings]).toEqual([
      1,
      [{ room: 'shelf', law: 'D1', subject: 'top shelf', detail: 'dusty' }],
    ])
    await sql`drop function shelf.audit_dust_laws()`.execute(w.database)
    await expect(audit(w.database)).rejects.toThrow(
      'H1: the audit part shelf.audit_dust does not name its laws',
    )
  } finally {
    await w.close()
  }
})

test('an audit sees one state of the house, whatever is committed while it looks', async () => {
  const w = await world({ closing: 'by hand' })
  try {
    await sql`create schema slow`.execute(w.database)
    await sql`create table slow.pair (a int, b int)`.execute(w.database)
    await sql`insert into slow.pair values (1, 1)`.execute(w.database)
    await sql`create function slow.audit_laws() returns setof text language sql stable
              as $$ values ('P1') $$`.execute(w.database)
    // Reads one side, waits, reads the other: with two snapshots it would see a difference that never was.
    await sql`
      create function slow.audit() returns table (law text, subject text, detail text) language plpgsql stable as $$
      declare x int; y int;
      begin
        select a into x from slow.pair;
        perform pg_sleep(0.5);
        select b into y from slow.pair;
        if x <> y then return query select 'P1', 'pair', x || ' and ' || y; end if;
      end $$`.execute(w.database)
    const looking = audit(w.database)
    await new Promise((go) => setTimeout(go, 200))
    await sql`update slow.pair set a = 2, b = 2`.execute(w.database)
    expect((await looking).findings).toEqual([])
  } finally {
    await w.close()
  }
})

test('the hourly audit keeps a violation from when it was first seen until it is gone', async () => {
  const w = await world()
  await w.as('cashier')
  expect((await w.call(auditFindings, {})).last).toBeNull()
  await nobodyActive.execute(w.database)
  await w.job('audit.hourly')
  const first = await w.call(auditFindings, {})
  expect(first.rows.map((row) => row.law)).toContain('O3')
  expect(first.last).toMatchObject({ found: first.total, at: first.rows[0]?.firstSeenAt })

  w.clock.advance(3_600_000)
  await w.job('audit.hourly')
  const second = await w.call(auditFindings, {})
  expect(second.rows[0]).toMatchObject({
    firstSeenAt: first.rows[0]?.firstSeenAt,
    lastSeenAt: second.last?.at,
  })
  expect(second.last?.at).not.toBe(first.last?.at)

  await activeAgain.execute(w.database)
  w.clock.advance(3_600_000)
  await w.job('audit.hourly')
  expect([await seen(w), (await w.call(auditFindings, {})).last?.found]).toEqual([[], 0])
  const { rows } = await sql`select settled_at from house.audit_finding where settled_at is null`.execute(
    w.database,
  )
  expect(rows).toEqual([])
})

test('whoever may read the audit may have it run now; the program is told what was found', async () => {
  const w = await world()
  await w.as('cashier')
  await nobodyActive.execute(w.database)
  const told: string[] = []
  const alarm = (findings: readonly Finding[]) => told.push(...findings.map((f) => `${f.room} ${f.law}`))
  await auditNow({ world: w.world, raise: alarm })
  expect(told).toContain('org O3')
  const answer = await w.call(startAudit, {})
  expect(answer.last?.found).toBe(told.length)
  await activeAgain.execute(w.database)
})

test('one law, one subject: one finding; an older audit that ends late changes nothing', async () => {
  const w = await world()
  const finding = (detail: string) => ({ room: 'ledger', law: 'L1', subject: 'a sale', detail })
  const keep = (at: string, findings: Finding[]) => {
    const run = { at: instant(at), checked: 1, found: findings.length, ms: 1 }
    return w.work((work) => keepAudit(work.tx, run, findings))
  }
  await keep('2026-03-02T03:00:00.000Z', [finding('points'), finding('bonus')])
  await keep('2026-03-02T02:59:00.000Z', [])
  const { rows, last } = await w.call(auditFindings, {})
  expect(rows).toMatchObject([{ detail: 'points; bonus' }])
  expect(last?.at).toBe('2026-03-02T03:00:00.000Z')
})

test('of very many findings the first are told, all are counted, and none is taken for settled', async () => {
  const w = await world({ closing: 'by hand' })
  try {
    await sql`create schema shelf`.execute(w.database)
    await sql`create function shelf.audit_laws() returns setof text language sql stable
              as $$ values ('D1') $$`.execute(w.database)
    await sql`create function shelf.audit() returns table (law text, subject text, detail text) language sql stable
              as $$ select 'D1', 'shelf ' || n, 'dusty' from generate_series(9, 1, -1) n $$`.execute(
      w.database,
    )
    const some = await audit(w.database, 4)
    expect([some.found, some.findings.map((one) => one.subject)]).toEqual([
      9,
      ['shelf 1', 'shelf 2', 'shelf 3', 'shelf 4'],
    ])
    const keep = (at: string, { checked, found, findings }: Awaited<ReturnType<typeof audit>>) =>
      w.work((work) => keepAudit(work.tx, { at: instant(at), checked, found, ms: 1 }, findings))
    await keep('2026-03-02T03:00:00.000Z', await audit(w.database))
    await keep('2026-03-02T04:00:00.000Z', some)
    const open = sql<{ open: number }>`
      select count(*) as open from house.audit_finding where settled_at is null`
    expect((await open.execute(w.database)).rows).toEqual([{ open: 9 }])
    await keep('2026-03-02T05:00:00.000Z', { ...some, found: 4 })
    expect((await open.execute(w.database)).rows).toEqual([{ open: 4 }])
  } finally {
    await w.close()
  }
})

test('the audit runs at its hour, and whenever somebody asked for one', async () => {
  const jobs = orgJobs({ world: (await world()).world, raise: () => undefined })
  expect(jobs).toMatchObject([
    { name: 'audit.hourly', cron: '7 * * * *', wokenBy: ['job.asked.audit.hourly'] },
  ])
})

test('owner and auditor see the alarm, people at the till do not', async () => {
  expect(permissionsOf(['auditor'])).toContain('audit.read')
  const w = await world()
  const cashier = await w.as('cashier')
  const auditor = await w.as('auditor')
  expect((await cashier.ask(auditFindings, {})).status).toBe(403)
  expect((await auditor.ask(auditFindings, {})).status).toBe(200)
})
