import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type Invitation = Readonly<{
  messageId: string
  surveyId: string
  memberId: string
  segmentId: string | null
  quarter: BusinessDay
  enquiry: boolean
  campaignId: string
}>

/** Whether another message has asked one of these after the use of products in a quarter. */
export async function askedIn(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; quarter: BusinessDay; but: string }>,
): Promise<boolean> {
  const { rows } = await sql<{ asked: boolean }>`
    select exists (select from survey.invitation
                    where member_id = any(${of.memberIds}::uuid[]) and quarter = ${of.quarter} and enquiry
                      and not undone and message_id <> ${of.but}) as asked`.execute(tx)
  return rows[0]?.asked ?? false
}

/** Written when a message leaves; one that is offered again is the same one, and counts in the quarter of today. */
export async function invite(work: Work, row: Invitation): Promise<void> {
  await sql`
    insert into survey.invitation (message_id, survey_id, member_id, segment_id, quarter, enquiry, campaign_id, at)
    values (${row.messageId}, ${row.surveyId}, ${row.memberId}, ${row.segmentId}, ${row.quarter}, ${row.enquiry},
            ${row.campaignId}, ${work.at})
        on conflict (message_id) do update
       set undone = false, quarter = excluded.quarter, at = excluded.at`.execute(work.tx)
}

/** Nobody was asked by these: they came to nothing. */
export async function undo(work: Work, messageIds: readonly string[]): Promise<void> {
  await sql`update survey.invitation set undone = true where message_id = any(${messageIds}::uuid[])`.execute(
    work.tx,
  )
}

/** Whoever was asked and has answered at least one question, by campaign; one that asked nobody is absent. */
export async function askedByCampaigns(tx: Tx, campaignIds: readonly string[]) {
  const { rows } = await sql<{ campaignId: string; asked: number; answered: number }>`
    select i.campaign_id as "campaignId", count(distinct i.member_id)::int as asked,
           count(distinct a.member_id)::int as answered
      from survey.invitation i
      left join survey.answer a on a.survey_id = i.survey_id and a.member_id = i.member_id
     where i.campaign_id = any(${campaignIds}::uuid[]) and not i.undone
     group by i.campaign_id`.execute(tx)
  return rows
}
