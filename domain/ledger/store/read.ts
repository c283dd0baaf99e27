import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { AccountKey, Amount, Transaction } from '../model/book.ts'
import { ofAccount } from './spans.ts'

export type WrittenPosting = Readonly<{
  transactionId: string
  unit: string
  purpose: string
  holderId: string | null
  amount: Amount
  lotId: string | null
}>

/** Transactions of causes that were not reversed yet, oldest first. */
export async function standing(
  tx: Tx,
  causeIds: readonly string[],
): Promise<(Transaction & { recordedAt: Instant })[]> {
  const { rows } = await sql<Transaction & { recordedAt: Instant }>`
    select t.id, t.kind, t.cause_id as "causeId", t.happened_at as "happenedAt", t.branch_id as "branchId",
           t.program_version as "programVersion", t.reason, t.reverses_id as "reversesId", t.recorded_at as "recordedAt"
      from ledger.transaction t
     where t.cause_id = any(${causeIds}::uuid[]) and t.reverses_id is null
       and not exists (select from ledger.transaction r where r.reverses_id = t.id)
     order by t.recorded_at, t.id`.execute(tx)
  return rows
}

export async function postingsOf(tx: Tx, transactionIds: readonly string[]): Promise<WrittenPosting[]> {
  const { rows } = await sql<WrittenPosting>`
    select p.transaction_id as "transactionId", p.unit, a.purpose, a.holder_id as "holderId", p.amount, p.lot_id as
      "lotId"
      from ledger.posting p
      join ledger.account a on a.id = p.account_id
     where p.transaction_id = any(${transactionIds}::uuid[])
     order by p.transaction_id, p.line`.execute(tx)
  return rows
}

export type Balance = Readonly<{ unit: string; purpose: string; balance: Amount; held: Amount }>

export async function balancesOf(tx: Tx, holderId: string): Promise<Balance[]> {
  const { rows } = await sql<Balance>`
    select unit, purpose, balance, held
      from ledger.account where holder_id = ${holderId} order by unit, purpose`.execute(tx)
  return rows
}

/** Sum over all holders per unit and purpose: what the chain owes. */
export async function outstanding(tx: Tx): Promise<Balance[]> {
  const { rows } = await sql<Balance>`
    select unit, purpose, sum(balance)::bigint as balance, sum(held)::bigint as held
      from ledger.account where holder_id is not null group by unit, purpose order by unit, purpose`.execute(
    tx,
  )
  return rows
}

/** Everything ever given out of a unit, reversed transactions left out; what was taken back later is not taken off. */
export async function issuedEver(tx: Tx, unit: string): Promise<Amount> {
  const { rows } = await sql<{ total: Amount }>`
    select coalesce(-sum(p.amount), 0)::bigint as total
      from ledger.account a
      join ledger.posting p on ${ofAccount} and p.amount < 0
     where a.unit = ${unit} and a.purpose = 'issued' and a.holder_id is null
       and not exists (select from ledger.transaction t
                        where t.id = p.transaction_id
                          and (t.reverses_id is not null
                               or exists (select from ledger.transaction r where r.reverses_id = t.id)))`.execute(
    tx,
  )
  return rows[0]?.total ?? 0
}

export type OpenLot = Readonly<{
  id: string
  unit: string
  amount: Amount
  remaining: Amount
  expiresOn: BusinessDay | null
  openedAt: Instant
  originKind: string
  originId: string
}>

export async function openLots(tx: Tx, holderId: string): Promise<OpenLot[]> {
  const { rows } = await sql<OpenLot>`
    select l.id, a.unit, l.amount, l.remaining, l.expires_on as "expiresOn", t.happened_at as "openedAt",
           t.kind as "originKind", t.cause_id as "originId"
      from ledger.account a
      join ledger.lot l on l.account_id = a.id and l.open
      join ledger.transaction t on t.id = l.origin_id
     where a.holder_id = ${holderId} and a.purpose = 'member'
     order by a.unit, l.expires_on nulls last, l.opened_at, l.id`.execute(tx)
  return rows
}

export type StatementLine = Readonly<{
  transactionId: string
  kind: string
  amount: Amount
  balanceAfter: Amount
  happenedAt: Instant
  recordedAt: Instant
  causeId: string
  branchId: string | null
  programVersion: number | null
  reason: string | null
}>

/** One line per transaction on an account, newest first, each with the balance after it. */
export async function statement(tx: Tx, of: { key: AccountKey; from: number; most: number }) {
  const { rows } = await sql<StatementLine & { total: number }>`
    with line as (
      select t.id, t.recorded_at, t.happened_at, sum(p.amount) as amount
        from ledger.account a
        join ledger.posting p on ${ofAccount}
        join ledger.transaction t on t.id = p.transaction_id
       where a.unit = ${of.key.unit} and a.purpose = ${of.key.purpose} and a.holder_id = ${of.key.holderId}
       group by t.id, t.recorded_at, t.happened_at),
    running as (
      select *, sum(amount) over (order by recorded_at, happened_at, id) as balance_after,
             count(*) over () as total
        from line)
    select t.id as "transactionId", t.kind, r.amount::bigint as amount, r.balance_after::bigint as "balanceAfter",
           t.happened_at as "happenedAt", t.recorded_at as "recordedAt", t.cause_id as "causeId",
           t.branch_id as "branchId", t.program_version as "programVersion", t.reason, r.total
      from running r join ledger.transaction t on t.id = r.id
     order by r.recorded_at desc, r.happened_at desc, r.id desc
     limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
