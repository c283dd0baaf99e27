import { sql } from 'kysely'
import type { Tx } from '#db/work'
import type { Amount } from '../model/book.ts'
import { anySpan } from './spans.ts'

/** What one transaction did to one lot after the one that opened it. */
export type LotMove = Readonly<{
  lotId: string
  holderId: string | null
  unit: string
  causeId: string
  kind: string
  /** Taken out of the lot, and put back into it. */
  out: Amount
  back: Amount
  /** Purposes of the chain's accounts that the transaction credited in this unit: where the value went. */
  into: readonly string[]
}>

/** The story of lots: every transaction that moved them since they were opened, oldest first. */
export async function lotMoves(tx: Tx, lotIds: readonly string[]): Promise<LotMove[]> {
  if (lotIds.length === 0) return []
  const { rows } = await sql<LotMove>`
    select m.lot_id as "lotId", h.holder_id as "holderId", m.unit, t.cause_id as "causeId", t.kind, m.out, m.back,
           array(select distinct a.purpose from ledger.posting p join ledger.account a on a.id = p.account_id
                  where p.transaction_id = m.transaction_id and p.unit = m.unit and p.amount > 0
                    and a.holder_id is null order by a.purpose) as into
      from (select p.lot_id, p.unit, p.transaction_id,
                   coalesce(-sum(p.amount) filter (where p.amount < 0), 0)::bigint as out,
                   coalesce(sum(p.amount) filter (where p.amount > 0), 0)::bigint as back
              from ledger.lot l
              join ledger.posting p
                on p.span = ${anySpan} and p.account_id = l.account_id and p.lot_id = l.id
             where l.id = any(${lotIds}::uuid[]) and p.transaction_id <> l.origin_id
             group by p.lot_id, p.unit, p.transaction_id) m
      join ledger.transaction t on t.id = m.transaction_id
      join ledger.lot l on l.id = m.lot_id
      join ledger.account h on h.id = l.account_id
     order by t.recorded_at, t.id, m.lot_id`.execute(tx)
  return rows
}
