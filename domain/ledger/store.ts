import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { AccountKey, Amount, Book, Lot, Posting, Transaction } from './model.ts'

export type AccountRow = Readonly<{
  id: string
  unit: string
  purpose: string
  holderId: string | null
  floor: Amount | null
  balance: Amount | null
}>

/** Opens the accounts that do not exist yet; a twin doing the same at this moment is waited for, not overtaken. */
export async function insertAccounts(
  work: Work,
  wanted: readonly (AccountKey & { floor: Amount | null })[],
): Promise<void> {
  await sql`
    insert into ledger.account (id, unit, purpose, holder_id, floor, balance, opened_at)
    select id, unit, purpose, holder, floor, case when holder is null then null else 0 end, ${work.at}
      from unnest(${wanted.map(() => work.newId())}::uuid[], ${wanted.map((w) => w.unit)}::text[],
                  ${wanted.map((w) => w.purpose)}::text[], ${wanted.map((w) => w.holderId)}::uuid[],
                  ${wanted.map((w) => w.floor)}::bigint[]) as wanted (id, unit, purpose, holder, floor)
        on conflict do nothing`.execute(work.tx)
}

/**
 * Reads accounts and locks the holders' ones to the end of the work, always in the order of their ids, so that two
 * batches over the same members queue instead of deadlocking. A statement of its own on purpose: in one with the
 * insert above, the snapshot would be older than a row it waited for. The chain's own rows carry no balance and
 * are not locked.
 */
export async function lockAccounts(tx: Tx, keys: readonly AccountKey[]): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.unit, a.purpose, a.holder_id as "holderId", a.floor, a.balance
      from ledger.account a
      join (select distinct unit, purpose, holder
              from unnest(${keys.map((k) => k.unit)}::text[], ${keys.map((k) => k.purpose)}::text[],
                          ${keys.map((k) => k.holderId)}::uuid[]) as k (unit, purpose, holder)) k
        on a.unit = k.unit and a.purpose = k.purpose and a.holder_id = k.holder
     order by a.id
       for update of a`.execute(tx)
  const { rows: own } = await sql<AccountRow>`
    select a.id, a.unit, a.purpose, a.holder_id as "holderId", a.floor, a.balance
      from ledger.account a
     where a.holder_id is null
       and (a.unit, a.purpose) in (select * from unnest(${keys.filter((k) => !k.holderId).map((k) => k.unit)}::text[],
                                                        ${keys
                                                          .filter((k) => !k.holderId)
                                                          .map((k) => k.purpose)}::text[]))`.execute(tx)
  return [...rows, ...own]
}

type LotRow = Omit<Lot, 'state'>

const lotColumns = sql.raw(`
  id, account_id as "accountId", origin_id as "originId", amount, remaining, expires_on as "expiresOn", opened_at
    as "openedAt"`)

/** Open lots of locked accounts, and closed ones that a reversal may have to fill again. */
export async function lotsOf(
  tx: Tx,
  accountIds: readonly string[],
  alsoLotIds: readonly string[],
): Promise<LotRow[]> {
  const { rows } = await sql<LotRow>`
    select ${lotColumns} from ledger.lot where account_id = any(${accountIds}::uuid[]) and remaining > 0
     union
    select ${lotColumns} from ledger.lot where id = any(${alsoLotIds}::uuid[])`.execute(tx)
  return rows
}

/** Everything a book decided, one statement per table. */
export async function writeBook(
  work: Work,
  book: Book,
  openedBalances: ReadonlyMap<string, Amount>,
): Promise<void> {
  await insertTransactions(work, book.transactions)
  const lots = [...book.accounts.values()].flatMap((a) => a.lots)
  await insertLots(
    work.tx,
    lots.filter((l) => l.state === 'new'),
  )
  await insertPostings(work.tx, book.postings)
  await updateLots(
    work.tx,
    lots.filter((l) => l.state === 'changed'),
  )
  const moved = [...book.accounts.values()].filter(
    (a) => a.balance !== null && a.balance !== openedBalances.get(a.id),
  )
  await sql`
    update ledger.account a set balance = b.balance
      from unnest(${moved.map((a) => a.id)}::uuid[], ${moved.map((a) => a.balance)}::bigint[]) as b (id, balance)
     where a.id = b.id`.execute(work.tx)
}

async function insertTransactions(work: Work, of: readonly Transaction[]): Promise<void> {
  await sql`
    insert into ledger.transaction
           (id, kind, cause_id, happened_at, recorded_at, branch_id, program_version, reason, reverses_id, by_id)
    select id, kind, cause, happened, ${work.at}, branch, program, reason, reverses, ${work.by.id}
      from unnest(${of.map((t) => t.id)}::uuid[], ${of.map((t) => t.kind)}::text[], ${of.map((t) => t.causeId)}::uuid[],
                  ${of.map((t) => t.happenedAt)}::timestamptz[], ${of.map((t) => t.branchId)}::uuid[],
                  ${of.map((t) => t.programVersion)}::int[], ${of.map((t) => t.reason)}::text[],
                  ${of.map((t) => t.reversesId)}::uuid[])
        as t (id, kind, cause, happened, branch, program, reason, reverses)`.execute(work.tx)
}

async function insertLots(tx: Tx, lots: readonly Lot[]): Promise<void> {
  await sql`
    insert into ledger.lot (id, account_id, origin_id, amount, remaining, expires_on, opened_at)
    select * from unnest(${lots.map((l) => l.id)}::uuid[], ${lots.map((l) => l.accountId)}::uuid[],
                         ${lots.map((l) => l.originId)}::uuid[], ${lots.map((l) => l.amount)}::bigint[],
                         ${lots.map((l) => l.remaining)}::bigint[], ${lots.map((l) => l.expiresOn)}::date[],
                         ${lots.map((l) => l.openedAt)}::timestamptz[])`.execute(tx)
}

/** One statement for all postings of all transactions: the trigger proves each balanced at its end (decision 0005). */
async function insertPostings(tx: Tx, postings: readonly Posting[]): Promise<void> {
  await sql`
    insert into ledger.posting (transaction_id, line, account_id, unit, amount, lot_id)
    select * from unnest(${postings.map((p) => p.transactionId)}::uuid[], ${postings.map((p) => p.line)}::smallint[],
                         ${postings.map((p) => p.accountId)}::uuid[], ${postings.map((p) => p.unit)}::text[],
                         ${postings.map((p) => p.amount)}::bigint[], ${postings.map((p) => p.lotId)}::uuid[])`.execute(
    tx,
  )
}

async function updateLots(tx: Tx, lots: readonly Lot[]): Promise<void> {
  if (lots.length === 0) return
  await sql`
    update ledger.lot l set remaining = c.remaining
      from unnest(${lots.map((l) => l.id)}::uuid[], ${lots.map((l) => l.remaining)}::bigint[]) as c (id, remaining)
     where l.id = c.id`.execute(tx)
}

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

export type Balance = Readonly<{ unit: string; purpose: string; balance: Amount }>

export async function balancesOf(tx: Tx, holderId: string): Promise<Balance[]> {
  const { rows } = await sql<Balance>`
    select unit, purpose, balance from ledger.account where holder_id = ${holderId} order by unit, purpose`.execute(
    tx,
  )
  return rows
}

/** Sum over all holders per unit and purpose: what the chain owes. */
export async function outstanding(tx: Tx): Promise<Balance[]> {
  const { rows } = await sql<Balance>`
    select unit, purpose, sum(balance)::bigint as balance
      from ledger.account where holder_id is not null group by unit, purpose order by unit, purpose`.execute(
    tx,
  )
  return rows
}

/** Everything ever credited in a unit by transactions of a kind, reversed ones left out. */
export async function credited(tx: Tx, unit: string, kinds: readonly string[]): Promise<Amount> {
  const { rows } = await sql<{ total: Amount }>`
    select coalesce(sum(p.amount), 0)::bigint as total
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id and p.unit = ${unit}
      join ledger.account a on a.id = p.account_id and a.holder_id is not null
     where t.kind = any(${kinds}::text[])
       and not exists (select from ledger.transaction r where r.reverses_id = t.id)`.execute(tx)
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
      join ledger.lot l on l.account_id = a.id and l.remaining > 0
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
        join ledger.posting p on p.account_id = a.id
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
