import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

/** Somebody whom a journey waits for since they gave a booking up. */
export type Prospect = Readonly<{ journeyId: string; instance: string; memberId: string; begunAt: Instant }>
export type CameOf = 'entered' | 'came_back' | 'passed_over'
export type Decided = Prospect & Readonly<{ cameOf: CameOf }>

/** Q2: once for a journey and a booking. */
export async function insertProspects(
  work: Work,
  rows: readonly (Prospect & Readonly<{ dueAt: Instant }>)[],
): Promise<void> {
  await sql`
    insert into journey.prospect (journey_id, instance, member_id, begun_at, due_at)
    select * from unnest(${rows.map((row) => row.journeyId)}::uuid[], ${rows.map((row) => row.instance)}::text[],
                         ${rows.map((row) => row.memberId)}::uuid[], ${rows.map((row) => row.begunAt)}::timestamptz[],
                         ${rows.map((row) => row.dueAt)}::timestamptz[])
        on conflict do nothing`.execute(work.tx)
}

/** Takes those whose minutes are over; whoever else takes some takes others. */
export async function takeProspects(tx: Tx, now: Instant, most: number): Promise<Prospect[]> {
  const { rows } = await sql<Prospect>`
    select p.journey_id as "journeyId", p.instance, p.member_id as "memberId", p.begun_at as "begunAt"
      from journey.prospect p
     where p.came_of is null and p.due_at <= ${now}
     order by p.due_at, p.journey_id, p.instance limit ${most}
       for update of p skip locked`.execute(tx)
  return rows
}

export async function decideProspects(work: Work, rows: readonly Decided[]): Promise<void> {
  await sql`
    update journey.prospect p set came_of = d.came_of
      from unnest(${rows.map((row) => row.journeyId)}::uuid[], ${rows.map((row) => row.instance)}::text[],
                  ${rows.map((row) => row.cameOf)}::text[]) as d (journey_id, instance, came_of)
     where p.journey_id = d.journey_id and p.instance = d.instance`.execute(work.tx)
}

/** What came of bookings that were given up, for a journey's story. */
export async function prospectCounts(tx: Tx, journeyId: string) {
  const { rows } = await sql<Readonly<{ waiting: number; cameBack: number; passedOver: number }>>`
    select count(*) filter (where came_of is null)::int as waiting,
           count(*) filter (where came_of = 'came_back')::int as "cameBack",
           count(*) filter (where came_of = 'passed_over')::int as "passedOver"
      from journey.prospect where journey_id = ${journeyId}`.execute(tx)
  return rows[0] ?? { waiting: 0, cameBack: 0, passedOver: 0 }
}
