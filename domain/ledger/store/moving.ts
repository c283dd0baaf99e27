import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'

/** Holders to whom the chain gave value since a moment, or who spent some; what ended or was corrected is neither. */
export async function holdersMoving(tx: Tx, since: Instant): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.holder_id as id
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id
     where t.happened_at >= ${since} and a.holder_id is not null
       and exists (
         select from ledger.posting q join ledger.account c on c.id = q.account_id
          where q.transaction_id = t.id and c.holder_id is null and c.purpose in ('issued', 'redeemed'))
  `.execute(tx)
  return rows.map((row) => row.id)
}
