import { sql } from 'kysely'
import type { Work } from '#db/work'

export type ToldRow = Readonly<{ id: string; memberId: string; consentId: string; carrierId: string }>

/** The same again changes nothing but the moment: it is told once, when it leaves. */
export async function insertTold(work: Work, rows: readonly ToldRow[]): Promise<void> {
  const of = <K extends keyof ToldRow>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into campaign.told (id, member_id, consent_id, carrier_id, at)
    select id, member_id, consent_id, carrier_id, ${work.at}
      from unnest(${of('id')}::uuid[], ${of('memberId')}::uuid[], ${of('consentId')}::uuid[],
                  ${of('carrierId')}::uuid[]) as n (id, member_id, consent_id, carrier_id)
        on conflict (id) do update set consent_id = excluded.consent_id, at = excluded.at`.execute(work.tx)
}

export async function deleteTold(work: Work, ids: readonly string[]): Promise<void> {
  await sql`delete from campaign.told where id = any(${ids}::uuid[])`.execute(work.tx)
}
