import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { JourneyDocument } from '../contract/document.ts'
import type { End, JourneyState } from '../model/entry.ts'

export type VersionRow = Readonly<{
  id: string
  fingerprint: string
  journeyId: string
  version: number
  document: JourneyDocument
  at: Instant
  byName: string
}>

const columns = sql.raw(
  `v.id, v.fingerprint, v.journey_id as "journeyId", v.version, v.document, v.at, v.by_name as "byName"`,
)

export async function versionById(tx: Tx, id: string): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select ${columns} from journey.version v where v.id = ${id}`.execute(tx)
  return rows[0]
}

export async function versionsById(tx: Tx, ids: readonly string[]): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${columns} from journey.version v where v.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** The last version of every journey, or of one. */
export async function lastVersions(tx: Tx, journeyId: string | null = null): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select distinct on (v.journey_id) ${columns}
      from journey.version v
     where ${journeyId}::uuid is null or v.journey_id = ${journeyId}
     order by v.journey_id, v.version desc`.execute(tx)
  return rows
}

/**
 * Waits for whoever changes the same journey; answers its last version's number, 0 for a new one, which spends this pot
 * from then on.
 */
export async function lockJourney(work: Work, journeyId: string, potId: string | null): Promise<number> {
  await sql`
    insert into journey.journey (id, pot_id, created_at) values (${journeyId}, ${potId}, ${work.at})
        on conflict do nothing`.execute(work.tx)
  await sql`select from journey.journey where id = ${journeyId} for update`.execute(work.tx)
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(version), 0) as last from journey.version where journey_id = ${journeyId}`.execute(
    work.tx,
  )
  return rows[0]?.last ?? 0
}

/** The pots of plans that journeys spend; a journey that was made from none is absent. */
export async function potsOf(tx: Tx, journeyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; potId: string }>`
    select id, pot_id as "potId" from journey.journey
     where id = any(${journeyIds}::uuid[]) and pot_id is not null`.execute(tx)
  return new Map(rows.map(({ id, potId }) => [id, potId]))
}

/** Waits for whoever changes a journey that is there; whether it is. */
export async function lockKnown(tx: Tx, journeyId: string): Promise<boolean> {
  const { rows } = await sql`select from journey.journey where id = ${journeyId} for update`.execute(tx)
  return rows.length > 0
}

export async function insertVersion(work: Work, row: Omit<VersionRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into journey.version (id, fingerprint, journey_id, version, document, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.journeyId}, ${row.version}, ${JSON.stringify(row.document)}::jsonb,
            ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type ChangeRow = Readonly<{
  id: string
  fingerprint: string
  journeyId: string
  state: Exclude<JourneyState, 'draft'>
  versionId: string
}>

const changed = sql.raw(
  `c.id, c.fingerprint, c.journey_id as "journeyId", c.state, c.version_id as "versionId"`,
)

export async function changeById(tx: Tx, id: string): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`select ${changed} from journey.change c where c.id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

/** How journeys stand: the last change of each, or of one; absent before the first. */
export async function stands(tx: Tx, journeyId: string | null = null) {
  const { rows } = await sql<ChangeRow & { version: number }>`
    select distinct on (c.journey_id) ${changed}, v.version
      from journey.change c join journey.version v on v.id = c.version_id
     where ${journeyId}::uuid is null or c.journey_id = ${journeyId}
     order by c.journey_id, c.nth desc`.execute(tx)
  return rows
}

export async function insertChange(work: Work, row: ChangeRow): Promise<void> {
  await sql`
    insert into journey.change (id, fingerprint, journey_id, state, version_id, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.journeyId}, ${row.state}, ${row.versionId}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

/** A journey that members enter, by the version of its start. */
export type Running = VersionRow

export async function running(tx: Tx): Promise<Running[]> {
  const { rows } = await sql<Running>`
    select ${columns}
      from (select distinct on (journey_id) journey_id, state, version_id
              from journey.change order by journey_id, nth desc) c
      join journey.version v on v.id = c.version_id
     where c.state = 'running'
     order by v.journey_id`.execute(tx)
  return rows
}

export async function insertMessageSteps(
  work: Work,
  versionId: string,
  rows: readonly Readonly<{ step: string; campaignId: string }>[],
): Promise<void> {
  await sql`
    insert into journey.message_step (version_id, step, campaign_id)
    select ${versionId}, * from unnest(${rows.map((row) => row.step)}::text[],
                                       ${rows.map((row) => row.campaignId)}::uuid[])`.execute(work.tx)
}

/** Which campaign of the outbox carries which message, of these versions or of all of a journey. */
export async function messageSteps(
  tx: Tx,
  of: Readonly<{ versionIds: readonly string[] } | { journeyId: string }>,
) {
  const which =
    'journeyId' in of
      ? sql`v.journey_id = ${of.journeyId}`
      : sql`s.version_id = any(${of.versionIds}::uuid[])`
  const { rows } = await sql<{ versionId: string; step: string; campaignId: string }>`
    select s.version_id as "versionId", s.step, s.campaign_id as "campaignId"
      from journey.message_step s join journey.version v on v.id = s.version_id
     where ${which}`.execute(tx)
  return rows
}

/** The last day a journey is done with, locked; null before its first. */
export async function placeOf(tx: Tx, journeyId: string): Promise<BusinessDay | null> {
  const { rows } = await sql<{ day: BusinessDay }>`
    select day from journey.place where journey_id = ${journeyId} for update`.execute(tx)
  return rows[0]?.day ?? null
}

export async function setPlace(tx: Tx, journeyId: string, day: BusinessDay): Promise<void> {
  await sql`
    insert into journey.place (journey_id, day) values (${journeyId}, ${day})
        on conflict (journey_id) do update set day = excluded.day`.execute(tx)
}

type Counted = Readonly<{
  journeyId: string
  treated: number
  control: number
  walking: number
  ended: Readonly<Record<End, number>>
}>

export async function counts(tx: Tx, journeyId: string | null = null): Promise<Counted[]> {
  const { rows } = await sql<Omit<Counted, 'ended'> & Record<End, number>>`
    select journey_id as "journeyId", count(*) filter (where arm = 'treated')::int as treated,
           count(*) filter (where arm = 'control')::int as control, count(step)::int as walking,
           count(*) filter (where ended = 'done')::int as done, count(*) filter (where ended = 'goal')::int as goal,
           count(*) filter (where ended = 'left')::int as "left",
           count(*) filter (where ended = 'stopped')::int as stopped
      from journey.entry where ${journeyId}::uuid is null or journey_id = ${journeyId}
     group by journey_id`.execute(tx)
  return rows.map(({ done, goal, left, stopped, ...row }) => ({
    ...row,
    ended: { done, goal, left, stopped },
  }))
}
