import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import { must } from '#base/must'
import type { Database } from './connect.ts'
import type { Tx } from './work.ts'

/** A law that does not hold for something, in the words of the room that owns it. */
export type Finding = Readonly<{ room: string; law: string; subject: string; detail: string }>
/** `found` counts them all; `findings` are the first of them in the order of room, law and subject. */
export type Audit = Readonly<{ checked: number; found: number; findings: readonly Finding[] }>

/** So many are handed over: whoever is told of a million stops selling while reading them. */
const MOST_TOLD = 10_000

/**
 * Asks every room's audit parts what does not hold (`house.audit()`), all on one snapshot, so that work going on
 * meanwhile cannot look like a violation. Throws when a part does not name its laws (H1).
 */
export async function audit(database: Database, most = MOST_TOLD): Promise<Audit> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { rows: laws } = await sql<{
        count: number
      }>`select count(*) as count from house.audit_laws()`.execute(tx)
      const { rows } = await sql<Finding & Readonly<{ found: number }>>`
        with f as materialized (select room, law, subject, detail from house.audit())
        select room, law, subject, detail, (select count(*) from f) as found
          from f order by room, law, subject limit ${most}`.execute(tx)
      const findings = rows.map(({ room, law, subject, detail }) => ({ room, law, subject, detail }))
      return { checked: laws[0]?.count ?? 0, found: rows[0]?.found ?? 0, findings }
    })
}

export type AuditRun = Readonly<{ at: Instant; checked: number; found: number; ms: number }>
export type SeenFinding = Finding & Readonly<{ firstSeenAt: Instant; lastSeenAt: Instant }>

/** A catastrophe is told by its count; this many of its rows are enough to understand it. */
const MOST_KEPT = 1_000

/**
 * Keeps what an audit saw: the run, what is new, what is still so, and what is gone. Two audits that end at the same
 * moment queue at the table, and the earlier one never settles what the later one saw.
 */
export async function keepAudit(tx: Tx, run: AuditRun, findings: readonly Finding[]): Promise<void> {
  must(run.found >= findings.length, 'H2: an audit run counts its findings')
  await sql`lock table house.audit_finding in share row exclusive mode`.execute(tx)
  const { rows: newer } = await sql`select from house.audit_run where at >= ${run.at}`.execute(tx)
  if (newer.length > 0) return
  await sql`
    insert into house.audit_run (at, checked, found, ms)
    values (${run.at}, ${run.checked}, ${run.found}, ${run.ms})`.execute(tx)
  const seen = together(findings)
  const columns = sql`unnest(${seen.map((f) => f.room)}::text[], ${seen.map((f) => f.law)}::text[],
                             ${seen.map((f) => f.subject)}::text[], ${seen.map((f) => f.detail)}::text[])
                   as s (room, law, subject, detail)`
  // What is not among the first of too many may still be so.
  const isWhole = run.found === findings.length
  await sql`
    update house.audit_finding f set settled_at = ${run.at}
     where f.settled_at is null and ${isWhole}
       and not exists (select from ${columns}
                        where (s.room, s.law, s.subject) = (f.room, f.law, f.subject))`.execute(tx)
  await sql`
    update house.audit_finding f set last_seen_at = ${run.at}, detail = s.detail
      from ${columns}
     where f.settled_at is null and (s.room, s.law, s.subject) = (f.room, f.law, f.subject)`.execute(tx)
  await sql`
    insert into house.audit_finding (first_seen_at, last_seen_at, room, law, subject, detail)
    select ${run.at}, ${run.at}, s.room, s.law, s.subject, s.detail
      from ${columns}
     where not exists (select from house.audit_finding f
                        where f.settled_at is null and (s.room, s.law, s.subject) = (f.room, f.law, f.subject))
     order by s.room, s.law, s.subject
     limit greatest(0, ${MOST_KEPT} - (select count(*) from house.audit_finding where settled_at is null))
  `.execute(tx)
}

/** One law may be broken for one subject in several ways: in each unit of a transaction, say. They are one finding. */
function together(findings: readonly Finding[]): Finding[] {
  const by = new Map<string, Finding>()
  for (const finding of findings) {
    const key = JSON.stringify([finding.room, finding.law, finding.subject])
    const before = by.get(key)
    by.set(key, before ? { ...finding, detail: `${before.detail}; ${finding.detail}` } : finding)
  }
  return [...by.values()]
}

/** The last audit that was kept; undefined before the first. */
export async function lastAudit(tx: Tx): Promise<AuditRun | undefined> {
  const { rows } = await sql<AuditRun>`
    select at, checked, found, ms from house.audit_run order by at desc limit 1`.execute(tx)
  return rows[0]
}

/** What the last audit saw broken, longest standing first. */
export async function openFindings(
  tx: Tx,
  of: Readonly<{ from: number; most: number }>,
): Promise<{ rows: SeenFinding[]; total: number }> {
  const { rows } = await sql<SeenFinding>`
    select room, law, subject, detail, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
      from house.audit_finding where settled_at is null
     order by first_seen_at, room, law, subject limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from house.audit_finding where settled_at is null`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}
