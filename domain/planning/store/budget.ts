import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type ActualRow = Readonly<{
  id: string
  fingerprint: string
  code: string
  day: BusinessDay
  minor: number
  note: string
  at: Instant
  byName: string
}>
const columns = sql.raw(`id, fingerprint, code, day, minor, note, at, by_name as "byName"`)

export async function actualById(tx: Tx, id: string): Promise<ActualRow | undefined> {
  const { rows } = await sql<ActualRow>`select ${columns} from planning.actual where id = ${id}`.execute(tx)
  return rows[0]
}

/** Answers false where its twin was there first. */
export async function insertActual(work: Work, row: Omit<ActualRow, 'at' | 'byName'>): Promise<boolean> {
  const { rows } = await sql`
    insert into planning.actual (id, fingerprint, code, day, minor, note, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.code}, ${row.day}, ${row.minor}, ${row.note}, ${work.at},
            ${work.by.id}, ${work.by.name})
        on conflict (id) do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

export type Span = Readonly<{ from: BusinessDay; to: BusinessDay }>

/** What was said by hand, by code and month. */
export async function actualsByMonth(
  tx: Tx,
  { from, to }: Span,
): Promise<Readonly<{ code: string; month: string; minor: number }>[]> {
  const { rows } = await sql<{ code: string; month: string; minor: number }>`
    select code, to_char(day, 'YYYY-MM') as month, sum(minor)::bigint as minor
      from planning.actual where day between ${from} and ${to} group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

export async function actuals(
  tx: Tx,
  of: Readonly<{ span: Span | null; code: string | null; from: number; most: number }>,
): Promise<{ rows: ActualRow[]; total: number }> {
  const [first, last] = [of.span?.from ?? null, of.span?.to ?? null]
  const { rows } = await sql<ActualRow & { total: number }>`
    select ${columns}, count(*) over ()::int as total from planning.actual
     where (${first}::date is null or day between ${first} and ${last}::date)
       and (${of.code}::text is null or code = ${of.code})
     order by day desc, at desc, id desc limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
