import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Arm, End } from '../model/entry.ts'

export type NewEntry = Readonly<{
  id: string
  memberId: string
  instance: string
  nth: number
  arm: Arm
  enteredOn: BusinessDay
  step: string | null
  dueOn: BusinessDay | null
}>

/** Of these members, how often and when last each has entered; who never has is absent. */
export async function enteredBefore(tx: Tx, journeyId: string, memberIds: readonly string[]) {
  const { rows } = await sql<{
    memberId: string
    times: number
    lastOn: BusinessDay
    walking: boolean
    instances: string[]
  }>`
    select member_id as "memberId", max(nth)::int as times, max(entered_on) as "lastOn",
           bool_or(step is not null) as walking, array_agg(instance) as instances
      from journey.entry where journey_id = ${journeyId} and member_id = any(${memberIds}::uuid[])
     group by member_id`.execute(tx)
  return new Map(rows.map((row) => [row.memberId, row]))
}

export async function insertEntries(
  work: Work,
  of: Readonly<{ journeyId: string; versionId: string }>,
  rows: readonly NewEntry[],
): Promise<void> {
  const each = <K extends keyof NewEntry>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into journey.entry (id, journey_id, version_id, member_id, instance, nth, arm, entered_on, entered_at, step,
      due_on)
    select id, ${of.journeyId}, ${of.versionId}, member_id, instance, nth, arm, entered_on, ${work.at}, step, due_on
      from unnest(${each('id')}::uuid[], ${each('memberId')}::uuid[], ${each('instance')}::text[],
                  ${each('nth')}::int[], ${each('arm')}::text[], ${each('enteredOn')}::date[], ${each('step')}::text[],
                  ${each('dueOn')}::date[])
        as e (id, member_id, instance, nth, arm, entered_on, step, due_on)`.execute(work.tx)
}

export type Walking = Readonly<{
  id: string
  journeyId: string
  versionId: string
  memberId: string
  nth: number
  enteredOn: BusinessDay
  step: string
}>

/** Takes entries that are due of journeys that run; whoever else walks some takes others. */
export async function takeDue(
  tx: Tx,
  of: Readonly<{ journeyIds: readonly string[]; today: BusinessDay; most: number }>,
): Promise<Walking[]> {
  const { rows } = await sql<Walking>`
    select e.id, e.journey_id as "journeyId", e.version_id as "versionId", e.member_id as "memberId", e.nth,
           e.entered_on as "enteredOn", e.step
      from journey.entry e
     where e.step is not null and e.due_on <= ${of.today} and e.journey_id = any(${of.journeyIds}::uuid[])
     order by e.due_on, e.id limit ${of.most}
       for update of e skip locked`.execute(tx)
  return rows
}

export type Moved = Readonly<{
  id: string
  step: string | null
  dueOn: BusinessDay | null
  ended: End | null
}>

export async function moveEntries(work: Work, rows: readonly Moved[]): Promise<void> {
  const each = <K extends keyof Moved>(key: K) => rows.map((row) => row[key])
  await sql`
    update journey.entry e
       set step = m.step, due_on = m.due_on, ended = m.ended,
           ended_at = case when m.ended is null then null else ${work.at}::timestamptz end
      from unnest(${each('id')}::uuid[], ${each('step')}::text[], ${each('dueOn')}::date[], ${each('ended')}::text[])
        as m (id, step, due_on, ended)
     where e.id = m.id`.execute(work.tx)
}

/** Q6: whoever still walks a journey that was ended walks no further. Answers whom. */
export async function stopWalking(work: Work, journeyId: string) {
  const { rows } = await sql<{ id: string; memberId: string }>`
    update journey.entry set step = null, due_on = null, ended = 'stopped', ended_at = ${work.at}
     where journey_id = ${journeyId} and step is not null
    returning id, member_id as "memberId"`.execute(work.tx)
  return rows
}

export type Passage = Readonly<{ entryId: string; step: string; outcome: string }>

export async function insertPassages(work: Work, rows: readonly Passage[]): Promise<void> {
  await sql`
    insert into journey.passage (entry_id, step, outcome, at)
    select *, ${work.at}
      from unnest(${rows.map((row) => row.entryId)}::uuid[], ${rows.map((row) => row.step)}::text[],
                  ${rows.map((row) => row.outcome)}::text[])`.execute(work.tx)
}

export type EntryRow = Readonly<{
  id: string
  memberId: string
  arm: Arm
  version: number
  enteredOn: BusinessDay
  step: string | null
  dueOn: BusinessDay | null
  ended: End | null
}>

export async function entries(
  tx: Tx,
  of: Readonly<{ journeyId: string; step: string | null; arm: Arm | null; from: number; most: number }>,
): Promise<{ rows: EntryRow[]; total: number }> {
  const which = sql`e.journey_id = ${of.journeyId} and (${of.step}::text is null or e.step = ${of.step})
       and (${of.arm}::text is null or e.arm = ${of.arm})`
  const { rows } = await sql<EntryRow>`
    select e.id, e.member_id as "memberId", e.arm, v.version, e.entered_on as "enteredOn", e.step, e.due_on as "dueOn",
           e.ended
      from journey.entry e join journey.version v on v.id = e.version_id
     where ${which} order by e.entered_on desc, e.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: all } = await sql<{ total: number }>`
    select count(*)::int as total from journey.entry e where ${which}`.execute(tx)
  return { rows, total: all[0]?.total ?? 0 }
}

export async function passagesOf(tx: Tx, entryIds: readonly string[]) {
  const { rows } = await sql<Passage & { at: Instant }>`
    select entry_id as "entryId", step, outcome, at from journey.passage
     where entry_id = any(${entryIds}::uuid[]) order by nth`.execute(tx)
  return rows
}

/** What happened at the steps of a version, and who stands before each. */
export async function stepCounts(tx: Tx, versionId: string) {
  const { rows: passed } = await sql<{ step: string; outcome: string; entries: number }>`
    select p.step, p.outcome, count(*)::int as entries
      from journey.entry e join journey.passage p on p.entry_id = e.id
     where e.version_id = ${versionId} group by p.step, p.outcome order by p.step, p.outcome`.execute(tx)
  const { rows: waiting } = await sql<{ step: string; entries: number }>`
    select step, count(*)::int as entries
      from journey.entry where version_id = ${versionId} and step is not null group by step`.execute(tx)
  return { passed, waiting }
}

/** The first entry of every member, whatever the version: what a report counts from. */
export async function firstEntries(tx: Tx, journeyId: string) {
  const { rows } = await sql<{ memberId: string; arm: Arm; day: BusinessDay }>`
    select member_id as "memberId", arm, entered_on as day
      from journey.entry where journey_id = ${journeyId} and nth = 1 order by member_id`.execute(tx)
  return rows
}
