import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { Amount } from '../model/book.ts'
import { ofAccount } from './spans.ts'

/**
 * What one of the chain's own accounts moved: up to `from` as a whole, and from then to `to` by direction. `given` left
 * the chain for its holders, `taken` came back; both are zero or above. What holders have is the negative of it all.
 */
export type Flow = Readonly<{
  unit: string
  purpose: string
  before: Amount
  given: Amount
  taken: Amount
  /** What had been given less taken by `mark`. */
  marked: Amount
}>

export type FlowQuestion = Readonly<{
  /** Moments of recording: from inclusive, to exclusive. */
  from: Instant
  to: Instant
  /** A moment not after `to`, exclusive, at which the balance is wanted too. */
  mark: Instant
  /** Only what was moved at this branch; null is everywhere, and nowhere. */
  branchId: string | null
}>

/** From the postings alone, so that any past moment gives the same answer for ever (promises L8). */
export async function flows(tx: Tx, { from, to, mark, branchId }: FlowQuestion): Promise<Flow[]> {
  const { rows } = await sql<Flow>`
    select a.unit, a.purpose,
           coalesce(-sum(p.amount) filter (where t.recorded_at < ${from}), 0)::bigint as before,
           coalesce(-sum(p.amount) filter (where t.recorded_at >= ${from} and p.amount < 0), 0)::bigint as given,
           coalesce(sum(p.amount) filter (where t.recorded_at >= ${from} and p.amount > 0), 0)::bigint as taken,
           coalesce(-sum(p.amount) filter (where t.recorded_at < ${mark}), 0)::bigint as marked
      from ledger.account a
      join ledger.posting p on ${ofAccount}
      join ledger.transaction t on t.id = p.transaction_id
     where a.holder_id is null and t.recorded_at < ${to}
       and (${branchId}::uuid is null or t.branch_id = ${branchId})
     group by a.unit, a.purpose
     order by a.unit, a.purpose`.execute(tx)
  return rows
}

/** Holders' accounts of a purpose, per unit, as they stood at a moment of recording. */
export async function heldAt(
  tx: Tx,
  of: Readonly<{ purpose: string; to: Instant }>,
): Promise<Readonly<{ unit: string; balance: Amount }>[]> {
  const { rows } = await sql<{ unit: string; balance: Amount }>`
    select a.unit, sum(p.amount)::bigint as balance
      from ledger.account a
      join ledger.posting p on ${ofAccount}
      join ledger.transaction t on t.id = p.transaction_id
     where a.holder_id is not null and a.purpose = ${of.purpose} and t.recorded_at < ${of.to}
     group by a.unit order by a.unit`.execute(tx)
  return rows
}

/** What moved between holders: it changes who holds it, never how much is held. */
export async function passedOn(
  tx: Tx,
  { from, to }: Pick<FlowQuestion, 'from' | 'to'>,
): Promise<Readonly<{ unit: string; amount: Amount }>[]> {
  const { rows } = await sql<{ unit: string; amount: Amount }>`
    select p.unit, sum(p.amount) filter (where p.amount > 0)::bigint as amount
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
     where t.kind in ('transfer', 'merge', 'merge_undo') and t.recorded_at >= ${from} and t.recorded_at < ${to}
     group by p.unit having sum(p.amount) filter (where p.amount > 0) is not null order by p.unit`.execute(tx)
  return rows
}

export type LotQuestion = Readonly<{
  /** The moment of recording the lots are looked at. */
  to: Instant
  /** The last day that has passed by then, and the zone it is a day of. */
  on: BusinessDay
  zone: string
  /** Only lots given out at this branch; null is all. */
  branchId: string | null
}>

/**
 * What moved in lots at or after a moment: what a lot holds now less this is what it held then. Reading back from today
 * costs by how long ago the moment is; for the days people ask for that is little.
 */
const movedSince = (to: Instant) => sql`
    select p.lot_id, sum(p.amount) as amount
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
     where t.recorded_at >= ${to} and p.lot_id is not null
     group by p.lot_id`

/**
 * What lots of a unit held in one band of age, 0 the youngest. Of it `overdue` has passed its last day and still
 * stands; `soon` and `later` are to end within so many days.
 */
export type LotsHeld = Readonly<{
  unit: string
  band: number
  rest: Amount
  overdue: Amount
  soon: Amount
  later: Amount
}>

/** `since` are the first days of the age bands, youngest first; what is older than all of them is the last band. */
export type AgeQuestion = LotQuestion &
  Readonly<{ since: readonly BusinessDay[]; soon: number; later: number }>

const lotsOf = (of: AgeQuestion) => sql`
    with moved as (${movedSince(of.to)}),
    held as (
      select a.unit, o.branch_id, l.expires_on, l.remaining - coalesce(m.amount, 0) as rest,
             (select count(*) from unnest(${of.since}::date[]) as bound
               where (o.happened_at at time zone ${of.zone})::date < bound) as band
        from ledger.lot l
        join ledger.account a on a.id = l.account_id
        join ledger.transaction o on o.id = l.origin_id
        left join moved m on m.lot_id = l.id
       where l.remaining - coalesce(m.amount, 0) <> 0
         and (${of.branchId}::uuid is null or o.branch_id = ${of.branchId}))`

const agesOf = ({ on, soon, later }: AgeQuestion) => sql`
           band::int as band, sum(rest)::bigint as rest,
           coalesce(sum(rest) filter (where expires_on <= ${on}::date), 0)::bigint as overdue,
           coalesce(sum(rest) filter (where expires_on > ${on}::date
                                        and expires_on <= ${on}::date + ${soon}::int), 0)::bigint as soon,
           coalesce(sum(rest) filter (where expires_on > ${on}::date
                                        and expires_on <= ${on}::date + ${later}::int), 0)::bigint as later`

export async function lotsHeld(tx: Tx, of: AgeQuestion): Promise<LotsHeld[]> {
  const { rows } = await sql<LotsHeld>`${lotsOf(of)}
    select unit, ${agesOf(of)} from held group by unit, band order by unit, band`.execute(tx)
  return rows
}

/** The same by the branch that gave the lots out; null is what came from no branch, such as balances taken over. */
export async function lotsByBranch(
  tx: Tx,
  of: AgeQuestion,
): Promise<(LotsHeld & Readonly<{ branchId: string | null }>)[]> {
  const { rows } = await sql<LotsHeld & Readonly<{ branchId: string | null }>>`${lotsOf(of)}
    select unit, branch_id as "branchId", ${agesOf(of)} from held
     group by unit, branch_id, band order by unit, branch_id, band`.execute(tx)
  return rows
}

/** Of what was given out in a month: what died, what is still there; the rest came back. */
export type Vintage = Readonly<{ unit: string; month: string; given: Amount; died: Amount; open: Amount }>

/**
 * By month of origin. A lot dies by a transaction of kind `expire`, or in the very transaction that gives a burn back
 * to it after its last day. What one member passed on to another counts as given out again, with its new holder.
 */
export async function vintages(tx: Tx, { to, zone, branchId }: Omit<LotQuestion, 'on'>): Promise<Vintage[]> {
  const { rows } = await sql<Vintage>`
    with moved as (${movedSince(to)}),
    ending as (
      select distinct t.id, t.kind, (t.recorded_at at time zone ${zone})::date as day
        from ledger.account a
        join ledger.posting p on ${ofAccount}
        join ledger.transaction t on t.id = p.transaction_id
       where a.holder_id is null and a.purpose = 'expired' and t.recorded_at < ${to}),
    ended as (
      select p.lot_id, e.id,
             case e.kind when 'expire' then -sum(p.amount) filter (where p.amount < 0)
                         else least(sum(p.amount) filter (where p.amount > 0),
                                    -sum(p.amount) filter (where p.amount < 0)) end as died
        from ending e
        join ledger.posting p on p.transaction_id = e.id
        join ledger.lot l on l.id = p.lot_id
       where e.kind = 'expire' or l.expires_on < e.day
       group by p.lot_id, e.id, e.kind),
    dead as (select lot_id, sum(died) as died from ended group by lot_id)
    select a.unit, to_char(o.happened_at at time zone ${zone}, 'YYYY-MM') as month,
           sum(l.amount)::bigint as given, coalesce(sum(d.died), 0)::bigint as died,
           sum(l.remaining - coalesce(m.amount, 0))::bigint as open
      from ledger.lot l
      join ledger.account a on a.id = l.account_id
      join ledger.transaction o on o.id = l.origin_id
      left join moved m on m.lot_id = l.id
      left join dead d on d.lot_id = l.id
     where o.recorded_at < ${to} and (${branchId}::uuid is null or o.branch_id = ${branchId})
     group by a.unit, month order by a.unit, month`.execute(tx)
  return rows
}

/** What a cause moved on the chain's side, per unit and purpose: above zero came from the holders. */
export type CauseFlow = Readonly<{
  causeId: string
  kind: string
  happenedAt: Instant
  branchId: string | null
  unit: string
  purpose: string
  amount: Amount
}>

/** Every movement of these purposes by transactions of these kinds that happened in a span, at a branch. */
export async function causeFlows(
  tx: Tx,
  of: Readonly<{
    kinds: readonly string[]
    purposes: readonly string[]
    branchId: string
    from: Instant
    to: Instant
  }>,
): Promise<CauseFlow[]> {
  const { rows } = await sql<CauseFlow>`
    select t.cause_id as "causeId", t.kind, t.happened_at as "happenedAt", t.branch_id as "branchId", p.unit,
           a.purpose, sum(p.amount)::bigint as amount
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id
     where t.branch_id = ${of.branchId} and t.happened_at >= ${of.from} and t.happened_at < ${of.to}
       and t.kind = any(${of.kinds}::text[]) and a.holder_id is null and a.purpose = any(${of.purposes}::text[])
     group by t.cause_id, t.kind, t.happened_at, t.branch_id, p.unit, a.purpose
    having sum(p.amount) <> 0
     order by t.cause_id, p.unit, a.purpose`.execute(tx)
  return rows
}
