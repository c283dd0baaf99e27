import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

export type Telling = Readonly<{ programVersion: number; programId: string; afterMember: string }>

/** Asked twice is asked once. */
export async function askTelling(
  work: Work,
  of: Readonly<{ programVersion: number; programId: string }>,
): Promise<void> {
  await sql`
    insert into sale.merit_telling (program_version, program_id, asked_at)
    values (${of.programVersion}, ${of.programId}, ${work.at}) on conflict do nothing`.execute(work.tx)
}

/** The oldest telling that is not at its end, locked so that two programs do not tell at once. */
export async function nextTelling(tx: Tx): Promise<Telling | undefined> {
  const { rows } = await sql<Telling>`
    select program_version as "programVersion", program_id as "programId", after_member as "afterMember"
      from sale.merit_telling where done_at is null order by program_version limit 1 for update`.execute(tx)
  return rows[0]
}

export async function toldUpTo(work: Work, { programVersion }: Telling, after: string | null): Promise<void> {
  await sql`
    update sale.merit_telling
       set after_member = coalesce(${after}::uuid, after_member),
           done_at = case when ${after}::uuid is null then ${work.at}::timestamptz end
     where program_version = ${programVersion}`.execute(work.tx)
}
