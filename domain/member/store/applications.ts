import { sql } from 'kysely'
import type { Tx } from '#db/work'

/** Mobiles on forms that wait to be looked at, as their senders wrote them. */
export async function waitingMobiles(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ mobile: string }>`
    select profile ->> 'mobile' as mobile from member.submission
     where state = 'screening' and profile ->> 'mobile' is not null`.execute(tx)
  return rows.map((row) => row.mobile)
}

/** Of these members, those whose form somebody looked at and approved. */
export async function approved(tx: Tx, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select s.member_id as "memberId"
      from member.submission s join member.submission_decision d on d.submission_id = s.id
     where s.member_id = any(${memberIds}::uuid[]) and d.verdict = 'approved'`.execute(tx)
  return rows.map((row) => row.memberId)
}
