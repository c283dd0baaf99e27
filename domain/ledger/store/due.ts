import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { AccountKey, Amount } from '../model/book.ts'
import { anySpan } from './spans.ts'

export type KnownHold = AccountKey &
  Readonly<{
    id: string
    amount: Amount
    state: 'active' | 'settled' | 'released' | 'expired'
    settledAmount: Amount | null
    placedAt: Instant
    expiresAt: Instant
    lotId: string | null
    causeId: string | null
  }>

const holdColumns = sql.raw(`
  h.id, h.amount, h.state, h.settled_amount as "settledAmount", h.placed_at as "placedAt",
  h.expires_at as "expiresAt", h.lot_id as "lotId", h.cause_id as "causeId",
  a.unit, a.purpose, a.holder_id as "holderId"`)

/** Holds with the account each is on; look again behind the lock of that account before deciding anything. */
export async function holdsById(tx: Tx, ids: readonly string[]): Promise<KnownHold[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<KnownHold>`
    select ${holdColumns} from ledger.hold h join ledger.account a on a.id = h.account_id
     where h.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** Active holds whose time is over, oldest first. */
export async function dueHolds(tx: Tx, at: Instant, most: number): Promise<KnownHold[]> {
  const { rows } = await sql<KnownHold>`
    select ${holdColumns} from ledger.hold h join ledger.account a on a.id = h.account_id
     where h.state = 'active' and h.expires_at <= ${at} order by h.expires_at, h.id limit ${most}`.execute(tx)
  return rows
}

export type DueAccount = AccountKey & Readonly<{ floor: Amount | null }>

/** Accounts with lots that died before a day and still hold something; those with value held wait for their holds. */
export async function dueLots(tx: Tx, today: BusinessDay, most: number): Promise<DueAccount[]> {
  const { rows } = await sql<DueAccount>`
    select a.unit, a.purpose, a.holder_id as "holderId", a.floor
      from (select distinct account_id
              from (select account_id from ledger.lot
                     where open and expires_on < ${today} order by expires_on limit ${most * 4}) l) due
      join ledger.account a on a.id = due.account_id and a.held = 0
     limit ${most}`.execute(tx)
  return rows
}

export type LotState = Readonly<{ id: string; remaining: Amount; held: boolean; expired: boolean }>

/** What became of lots: what remains, whether a hold is on it, and whether it died as it was last moved. */
export async function lotStates(tx: Tx, ids: readonly string[], at: Instant): Promise<LotState[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<LotState>`
    select l.id, l.remaining,
           exists (select from ledger.hold h
                    where h.lot_id = l.id and h.state = 'active' and h.expires_at > ${at}) as held,
           coalesce((select exists (select from ledger.posting q join ledger.account a on a.id = q.account_id
                                     where q.transaction_id = p.transaction_id and a.purpose = 'expired')
                       from ledger.posting p join ledger.transaction t on t.id = p.transaction_id
                      where p.span = ${anySpan} and p.account_id = l.account_id and p.lot_id = l.id
                      order by t.recorded_at desc, t.id desc limit 1), false) as expired
      from ledger.lot l where l.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}
