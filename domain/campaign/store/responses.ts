import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'

/** Of everybody assigned, who wrote back in `[from, before)`. */
export async function repliedWithin(
  tx: Tx,
  of: Readonly<{ campaignId: string; from: Instant; before: Instant }>,
): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select distinct r.member_id as "memberId"
      from campaign.reply r join campaign.assignment a on a.member_id = r.member_id
     where a.campaign_id = ${of.campaignId} and r.at >= ${of.from} and r.at < ${of.before}`.execute(tx)
  return rows.map((row) => row.memberId)
}
