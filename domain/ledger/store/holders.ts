import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { Amount } from '../model/book.ts'
import { ofAccount } from './spans.ts'

/** What a holder has of a unit, and what of it is alive on a day and was opened before a moment, less what is held. */
export type Holding = Readonly<{ holderId: string; balance: Amount; free: Amount }>

/** Holders of a unit in the order of their ids, behind one of them: a long look goes on where it stopped. */
export async function holdings(
  tx: Tx,
  of: Readonly<{
    unit: string
    purpose: string
    afterId: string | null
    most: number
    on: BusinessDay
    before: Instant
  }>,
): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    with account as (
      select id, holder_id, balance, held from ledger.account
       where unit = ${of.unit} and purpose = ${of.purpose} and balance > 0 and holder_id is not null
         and (${of.afterId}::uuid is null or holder_id > ${of.afterId}::uuid)
       order by holder_id limit ${of.most})
    select a.holder_id as "holderId", a.balance,
           greatest(coalesce(sum(l.remaining) filter (
                               where (l.expires_on is null or l.expires_on >= ${of.on}::date)
                                 and l.opened_at < ${of.before}::timestamptz), 0) - a.held, 0)::bigint as free
      from account a
      left join ledger.lot l on l.account_id = a.id and l.open
     group by a.id, a.holder_id, a.balance, a.held
     order by a.holder_id`.execute(tx)
  return rows
}

/** What a holder has that dies on a day. */
export type Dying = Readonly<{ holderId: string; on: BusinessDay; amount: Amount }>

/**
 * Who loses how much of a unit on each day of a span, both ends included, unless it is used before; in the order of
 * holders behind one of them, all days of a holder together.
 */
export async function dyingBetween(
  tx: Tx,
  of: Readonly<{
    unit: string
    purpose: string
    from: BusinessDay
    to: BusinessDay
    afterId: string | null
    most: number
  }>,
): Promise<Dying[]> {
  const { rows } = await sql<Dying>`
    with lots as (
      select a.holder_id, l.expires_on, sum(l.remaining)::bigint as amount
        from ledger.lot l join ledger.account a on a.id = l.account_id
       where l.open and l.expires_on between ${of.from} and ${of.to} and a.unit = ${of.unit}
         and a.purpose = ${of.purpose} and a.holder_id is not null
         and (${of.afterId}::uuid is null or a.holder_id > ${of.afterId}::uuid)
       group by a.holder_id, l.expires_on),
    some as (select distinct holder_id from lots order by holder_id limit ${of.most})
    select l.holder_id as "holderId", l.expires_on as on, l.amount
      from lots l join some s on s.holder_id = l.holder_id order by l.holder_id, l.expires_on`.execute(tx)
  return rows
}

/**
 * What one transaction did to a holder in a unit, debts included: `amount` in all, and what of it the chain's own
 * accounts say. What none of them says was passed on from or to another holder.
 */
export type HolderFlow = Readonly<{
  transactionId: string
  kind: string
  causeId: string
  happenedAt: Instant
  recordedAt: Instant
  branchId: string | null
  programVersion: number | null
  reason: string | null
  amount: Amount
  /** By the purpose of the chain's account: above zero came from the holder. */
  chain: Readonly<Record<string, Amount>>
}>

/** Every transaction on a holder's accounts of these purposes recorded in a span, oldest first. */
export async function holderFlows(
  tx: Tx,
  of: Readonly<{ unit: string; purposes: readonly string[]; holderId: string; from: Instant; to: Instant }>,
): Promise<HolderFlow[]> {
  const { rows } = await sql<HolderFlow>`
    with line as (
      select p.transaction_id, sum(p.amount)::bigint as amount
        from ledger.account a join ledger.posting p on ${ofAccount}
       where a.unit = ${of.unit} and a.purpose = any(${of.purposes}::text[]) and a.holder_id = ${of.holderId}
       group by p.transaction_id)
    select t.id as "transactionId", t.kind, t.cause_id as "causeId", t.happened_at as "happenedAt",
           t.recorded_at as "recordedAt", t.branch_id as "branchId", t.program_version as "programVersion", t.reason,
           l.amount,
           coalesce((select jsonb_object_agg(c.purpose, c.amount)
                       from (select a.purpose, sum(p.amount)::bigint as amount
                               from ledger.posting p join ledger.account a on a.id = p.account_id
                              where p.transaction_id = t.id and p.unit = ${of.unit} and a.holder_id is null
                              group by a.purpose) c), '{}') as chain
      from line l join ledger.transaction t on t.id = l.transaction_id
     where t.recorded_at >= ${of.from} and t.recorded_at < ${of.to}
     order by t.recorded_at, t.happened_at, t.id`.execute(tx)
  return rows
}

/** What a holder's accounts of these purposes came to before a moment of recording. */
export async function holderBefore(
  tx: Tx,
  of: Readonly<{ unit: string; purposes: readonly string[]; holderId: string; before: Instant }>,
): Promise<Amount> {
  const { rows } = await sql<{ balance: Amount }>`
    select coalesce(sum(p.amount), 0)::bigint as balance
      from ledger.account a
      join ledger.posting p on ${ofAccount}
      join ledger.transaction t on t.id = p.transaction_id
     where a.unit = ${of.unit} and a.purpose = any(${of.purposes}::text[]) and a.holder_id = ${of.holderId}
       and t.recorded_at < ${of.before}`.execute(tx)
  return rows[0]?.balance ?? 0
}

export type Spendable = Readonly<{ holderId: string; unit: string; free: Amount }>

/** What many holders have of some units, less what is held; one statement. Who has no such account is absent. */
export async function balancesOfMany(
  tx: Tx,
  of: Readonly<{ holderIds: readonly string[]; units: readonly string[]; purpose: string }>,
): Promise<Spendable[]> {
  if (of.holderIds.length === 0) return []
  const { rows } = await sql<Spendable>`
    select holder_id as "holderId", unit, balance - held as free
      from ledger.account
     where holder_id = any(${of.holderIds}::uuid[]) and unit = any(${of.units}::text[])
       and purpose = ${of.purpose}`.execute(tx)
  return rows
}

export type Owing = Readonly<{ holderId: string; balance: Amount; floor: Amount | null }>

/** Accounts of many holders that may go below nothing, with how far. Who has no such account is absent. */
export async function owingOfMany(
  tx: Tx,
  of: Readonly<{ holderIds: readonly string[]; unit: string; purpose: string }>,
): Promise<Owing[]> {
  if (of.holderIds.length === 0) return []
  const { rows } = await sql<Owing>`
    select holder_id as "holderId", balance, floor
      from ledger.account
     where holder_id = any(${of.holderIds}::uuid[]) and unit = ${of.unit} and purpose = ${of.purpose}
       and floor < 0`.execute(tx)
  return rows
}

export type FreeLot = Readonly<{ id: string; holderId: string; unit: string }>

/** Lots of many holders in which something is and on which no hold stands, of units that begin alike; one statement. */
export async function freeLots(
  tx: Tx,
  of: Readonly<{ holderIds: readonly string[]; unitsLike: string; purpose: string; at: Instant }>,
): Promise<FreeLot[]> {
  if (of.holderIds.length === 0) return []
  const { rows } = await sql<FreeLot>`
    select l.id, a.holder_id as "holderId", a.unit
      from ledger.account a
      join ledger.lot l on l.account_id = a.id and l.open
     where a.holder_id = any(${of.holderIds}::uuid[]) and starts_with(a.unit, ${of.unitsLike})
       and a.purpose = ${of.purpose} and a.balance > 0
       and not exists (select from ledger.hold h
                        where h.account_id = a.id and h.lot_id = l.id and h.state = 'active'
                          and h.expires_at > ${of.at})
     order by a.holder_id, l.opened_at, l.id`.execute(tx)
  return rows
}
