import { sql } from 'kysely'
import type { Tx } from '#db/work'

/**
 * Members by the branch they bought at most often; equal ones by money, then by the branch's id. Only what those bought
 * whom others have gone into is summed (G6); everybody else's rows are taken as they are.
 */
export async function preferredBranches(tx: Tx, { gone }: Readonly<{ gone: readonly string[] }>) {
  const { rows } = await sql<{ branchId: string; members: number }>`
    with merged as (
      select gone_id as id, keep_id from insight.survivor union select keep_id, keep_id from insight.survivor),
    own as (
      select member_id, branch_id, purchases, spend_minor from insight.member_branch
       where member_id not in (select id from merged)
       union all
      select s.keep_id, d.branch_id, sum(d.purchases), sum(d.spend_minor)
        from merged s join insight.member_branch d on d.member_id = s.id group by 1, 2),
    best as (
      select distinct on (member_id) member_id, branch_id from own
       where purchases > 0 and not member_id = any(${gone}::uuid[])
       order by member_id, purchases desc, spend_minor desc, branch_id)
    select branch_id as "branchId", count(*)::int as members from best group by 1 order by 2 desc, 1`.execute(
    tx,
  )
  return rows
}
