import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx } from '#db/work'

/** Money that came in for stored value, or went out again; `sign` 1 came in, −1 went out. */
export type TopUpMoney = Readonly<{
  id: string
  kind: 'top_up' | 'top_up_refund'
  day: BusinessDay
  /** A refund goes back to the tender of its top-up. */
  tender: string
  sign: 1 | -1
  /** What the ledger must have moved. */
  valueMinor: number
  /** Paid beside it. */
  interestMinor: number
}>

/** Top-ups and their refunds of a branch, by business day. */
export async function topUpMoney(
  tx: Tx,
  { branchId, from, to }: Readonly<{ branchId: string; from: BusinessDay; to: BusinessDay }>,
): Promise<TopUpMoney[]> {
  const { rows } = await sql<TopUpMoney>`
    select id, 'top_up' as kind, day, tender, 1 as sign, paid_minor as "valueMinor", 0::bigint as "interestMinor"
      from wallet.top_up where branch_id = ${branchId} and day between ${from} and ${to}
     union all
    select r.id, 'top_up_refund', r.day, u.tender, -1, r.refund_minor, r.interest_minor
      from wallet.top_up_refund r join wallet.top_up u on u.id = r.top_up_id
     where r.branch_id = ${branchId} and r.day between ${from} and ${to}
     order by day, id`.execute(tx)
  return rows
}

export type AccountMoney = Readonly<{ id: string; tender: string; amountMinor: number; at: Instant }>

/** What members paid at a branch of what they owed. */
export async function accountMoney(
  tx: Tx,
  { branchId, start, end }: Readonly<{ branchId: string; start: Instant; end: Instant }>,
): Promise<AccountMoney[]> {
  const { rows } = await sql<AccountMoney>`
    select id, tender, amount_minor as "amountMinor", at
      from wallet.account_payment where branch_id = ${branchId} and at >= ${start} and at < ${end}
     order by at, id`.execute(tx)
  return rows
}
