import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type TopUpDay = Readonly<{
  memberId: string
  day: BusinessDay
  topUpMinor: number
  topUps: readonly number[]
}>

/** What members topped up by day, as far as it was not paid back; a top-up that was is none in one piece. */
export async function topUpDays(tx: Tx, memberIds: readonly string[]): Promise<TopUpDay[]> {
  const { rows } = await sql<Omit<TopUpDay, 'topUps'> & { topUps: number[] | null }>`
    select t.member_id as "memberId", t.day, sum(t.paid_minor - coalesce(r.refund_minor, 0))::bigint as "topUpMinor",
           array_agg(t.paid_minor order by t.id) filter (where r.id is null) as "topUps"
      from wallet.top_up t left join wallet.top_up_refund r on r.top_up_id = t.id
     where t.member_id = any(${memberIds}::uuid[])
     group by t.member_id, t.day order by t.day, t.member_id`.execute(tx)
  return rows.map((row) => ({ ...row, topUps: (row.topUps ?? []).map(Number) }))
}

/** Members who ever topped up, by their id, after one. */
export async function toppedUpAfter(tx: Tx, after: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct member_id as id from wallet.top_up
     where member_id > ${after}::uuid order by 1 limit ${most}`.execute(tx)
  return rows.map((row) => row.id)
}
