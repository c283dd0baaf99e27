import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#db/work'

/**
 * Marks again where some members bought most often; equal branches by money, then by id (G7). `whose` is a condition on
 * the column of their ids.
 */
export async function markPreferred(
  tx: Tx,
  whose: (memberId: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<void> {
  await sql`
    update insight.member_branch c set preferred = now.best
      from (select member_id, branch_id,
                   purchases > 0 and row_number() over (
                     partition by member_id order by purchases desc, spend_minor desc, branch_id) = 1 as best
              from insight.member_branch where ${whose(sql`member_id`)}) now
     where c.member_id = now.member_id and c.branch_id = now.branch_id and c.preferred <> now.best`.execute(
    tx,
  )
}
