import { sql } from 'kysely'
import type { Tx } from '#db/work'

const person = sql.raw(`coalesce(s.keep_id, d.member_id)`)

/** Members by the branch they bought at most often; equal ones by money, then by the branch's id. */
export async function preferredBranches(tx: Tx, { gone }: Readonly<{ gone: readonly string[] }>) {
  const { rows } = await sql<{ branchId: string; members: number }>`
    with own as (
      select ${person} as member_id, d.branch_id, sum(d.purchases) as purchases, sum(d.spend_minor) as spend
        from insight.member_branch d left join insight.survivor s on s.gone_id = d.member_id
       where not ${person} = any(${gone}::uuid[]) group by 1, 2),
    best as (
      select distinct on (member_id) member_id, branch_id from own
       where purchases > 0 order by member_id, purchases desc, spend desc, branch_id)
    select branch_id as "branchId", count(*)::int as members from best group by 1 order by 2 desc, 1`.execute(
    tx,
  )
  return rows
}
