import { sql } from 'kysely'
import type { Tx } from '#db/work'

/**
 * Members by the branch they bought at most often; equal ones by money, then by the branch's id. Everybody's is marked
 * (G7); only what those bought whom others have gone into is summed here (G6), and who is gone is taken off again.
 */
export async function preferredBranches(tx: Tx, { gone }: Readonly<{ gone: readonly string[] }>) {
  const { rows } = await sql<{ branchId: string; members: number }>`
    with merged as (
      select gone_id as id, keep_id from insight.survivor union select keep_id, keep_id from insight.survivor),
    other as (select id from merged union select unnest(${gone}::uuid[])),
    own as (
      select s.keep_id, d.branch_id, sum(d.purchases) as purchases, sum(d.spend_minor) as spend_minor
        from merged s join insight.member_branch d on d.member_id = s.id
       where not s.keep_id = any(${gone}::uuid[]) group by 1, 2),
    best as (
      select distinct on (keep_id) branch_id from own where purchases > 0
       order by keep_id, purchases desc, spend_minor desc, branch_id),
    counted as (
      select branch_id, count(*) as members from insight.member_branch where preferred group by 1
       union all
      select b.branch_id, -count(*) from other o join insight.member_branch b on b.member_id = o.id
       where b.preferred group by 1
       union all
      select branch_id, count(*) from best group by 1)
    select branch_id as "branchId", sum(members)::int as members from counted
     group by 1 having sum(members) > 0 order by 2 desc, 1`.execute(tx)
  return rows
}
