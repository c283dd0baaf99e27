import { sql } from 'kysely'
import { present } from '#base/must'
import { readBytes } from '#db/bytes'
import type { Tx } from '#db/work'

/** Where the projections stand: what was read under this turn is right until the next one. */
export type Turn = Readonly<{
  turn: number
  /** Names this database and this run of its server: another one has turns of its own. */
  line: string
  /** Whether this very work has moved the turn: what it sees may yet be rolled back. */
  own: boolean
}>

export async function turnNow(tx: Tx): Promise<Turn> {
  const { rows } = await sql<Turn>`
    select turn, pg_postmaster_start_time() || ' ' || current_setting('port') || ' '
             || (select oid from pg_database where datname = current_database()) as line,
           xmin::text = (pg_current_xact_id_if_assigned()::text::bigint % 4294967296)::text is true as own
      from insight.turn`.execute(tx)
  const row = present(rows[0], 'G21: there is exactly one line of turns')
  return { ...row, own: row.own === true }
}

/** The next turn. Its lock is taken before any row of days or histories, so that writers come one behind the other. */
export async function takeTurn(tx: Tx): Promise<number> {
  const { rows } = await sql<{ turn: number }>`
    update insight.turn set turn = turn + 1 returning turn`.execute(tx)
  return present(rows[0], 'G21: there is exactly one line of turns').turn
}

/** Makes the rows of these members anew from their days, and of those they have gone into (G6, G21). */
export async function retell(tx: Tx, memberIds: readonly string[], turn: number): Promise<void> {
  await sql`
    with who as materialized (
      select array_agg(distinct id) as ids
        from (select unnest(${memberIds}::uuid[]) as id
               union select keep_id from insight.survivor where gone_id = any(${memberIds}::uuid[])) named),
    told as (
      select t.* from insight.history_told t where t.member_id = any((select ids from who)::uuid[]))
    insert into insight.member_history as h (member_id, first_day, last_day, purchase_days, purchases, spend_minor,
                                             days, turn)
    select n.id, t.first_day, t.last_day, coalesce(t.purchase_days, 0), coalesce(t.purchases, 0),
           coalesce(t.spend_minor, 0), coalesce(t.days, ''::bytea), ${turn}::bigint
      from (select unnest(ids) as id from who) n
      left join told t on t.member_id = n.id
     where t.member_id is not null or exists (select from insight.member_history k where k.member_id = n.id)
     order by n.id
        on conflict (member_id) do update
       set first_day = excluded.first_day, last_day = excluded.last_day, purchase_days = excluded.purchase_days,
           purchases = excluded.purchases, spend_minor = excluded.spend_minor, days = excluded.days,
           turn = excluded.turn`.execute(tx)
}

/** How many people bought, and on how many days: what to make room for, roughly. */
export async function roomFor(tx: Tx): Promise<{ members: number; days: number }> {
  const { rows } = await sql<{ members: number; days: number }>`
    select count(*)::int as members, coalesce(sum(purchase_days), 0)::int as days from insight.member_history`.execute(
    tx,
  )
  return rows[0] ?? { members: 0, days: 0 }
}

/** A row as a run of bytes: sixteen of the id, four that say how many bytes of days follow, the days. */
export const RUN = sql.raw('uuid_send(member_id) || int4send(length(days)) || days')

/** Some rows in one value instead of a row each, because taking rows apart costs more than reading them. */
export const PACKED = sql`coalesce(string_agg(${RUN}, ''::bytea order by member_id), ''::bytea) as bytes`

/** People with days, in the order of their ids behind one of them. */
export async function historiesAfter(
  tx: Tx,
  { afterId, most }: Readonly<{ afterId: string | null; most: number }>,
): Promise<Buffer> {
  return readBytes(
    tx,
    { values: [afterId ?? '', String(most)], size: 0 },
    (value) => sql`
    select ${RUN} from insight.member_history
     where (${value(0)} = '' or member_id > nullif(${value(0)}, '')::uuid) and length(days) > 0
     order by member_id limit ${value(1)}::bigint`,
  )
}

/** Whose rows have changed behind a turn, whatever they say now; null when they are more than so many. */
export async function historiesSince(
  tx: Tx,
  { turn, most }: Readonly<{ turn: number; most: number }>,
): Promise<Buffer | null> {
  const { rows } = await sql<{ count: number; bytes: Buffer }>`
    select count(*)::int as count, ${PACKED}
      from (select member_id, days from insight.member_history
             where turn > ${turn} limit ${most + 1}) part`.execute(tx)
  const found = present(rows[0], 'an aggregate has one row')
  return found.count > most ? null : found.bytes
}
