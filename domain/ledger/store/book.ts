import { sql } from 'kysely'
import { present } from '#base/must'
import type { Statement } from '#db/in-one'
import type { Work } from '#db/work'
import type { Account, Amount, Book, Hold, Lot, Posting, Transaction } from '../model/book.ts'
import { spanOf } from './spans.ts'

/** The accounts that anything was decided about: a posting, or a hold placed or ended. */
export function touchedBy(book: Book, byId: ReadonlyMap<string, Account>): Account[] {
  const ids = new Set(book.postings.map((posting) => posting.accountId))
  for (const hold of book.holds.values()) if (hold.row !== 'kept') ids.add(hold.accountId)
  return [...ids].map((id) => present(byId.get(id), 'L4: what is moved was opened and locked first'))
}

type Touched = Readonly<{
  /** The accounts that anything was decided about. */
  accounts: readonly Account[]
  /** What held accounts had of value when the book was opened, or last written. */
  opened: ReadonlyMap<string, Readonly<{ balance: Amount; held: Amount }>>
}>

/** Everything a book decided, one part per table (decision 0005: all postings in one). */
export function bookStatements(work: Work, book: Book, { accounts, opened }: Touched): Statement[] {
  const fresh = accounts.filter((a) => !a.written)
  const moved = accounts.filter((a) => {
    const before = opened.get(a.id)
    return before !== undefined && (before.balance !== a.balance || before.held !== a.held)
  })
  const holds = [...book.holds.values()]
  const inState = (state: Lot['state']) => accounts.flatMap((a) => a.lots.filter((l) => l.state === state))
  const inRow = (row: Hold['row']) => holds.filter((h) => h.row === row)
  return [
    ...insertAccounts(work, fresh),
    ...insertTransactions(work, book.transactions),
    ...insertLots(inState('new')),
    ...insertHolds(inRow('new')),
    ...insertPostings(work, book.postings),
    ...updateLots(inState('changed')),
    ...updateHolds(work, inRow('changed')),
    ...updateAccounts(moved),
  ]
}

/** A twin making the same account at this moment is waited for; then the key refuses, and the work is tried again. */
function insertAccounts(work: Work, of: readonly Account[]): Statement[] {
  if (of.length === 0) return []
  const place = ({ key }: Account) => `${key.holderId} ${key.unit} ${key.purpose}`
  const sorted = of.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
  return [
    sql`
    insert into ledger.account (id, unit, purpose, holder_id, floor, balance, held, opened_at)
    select unnest(${sorted.map((a) => a.id)}::uuid[]), unnest(${sorted.map((a) => a.key.unit)}::text[]),
           unnest(${sorted.map((a) => a.key.purpose)}::text[]), unnest(${sorted.map((a) => a.key.holderId)}::uuid[]),
           unnest(${sorted.map((a) => a.floor)}::bigint[]), unnest(${sorted.map((a) => a.balance)}::bigint[]),
           unnest(${sorted.map((a) => a.held)}::bigint[]), ${work.at}`,
  ]
}

function insertTransactions(work: Work, of: readonly Transaction[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    insert into ledger.transaction
           (id, kind, cause_id, happened_at, recorded_at, branch_id, program_version, reason, reverses_id, by_id)
    select unnest(${of.map((t) => t.id)}::uuid[]), unnest(${of.map((t) => t.kind)}::text[]),
           unnest(${of.map((t) => t.causeId)}::uuid[]), unnest(${of.map((t) => t.happenedAt)}::timestamptz[]),
           ${work.at}, unnest(${of.map((t) => t.branchId)}::uuid[]),
           unnest(${of.map((t) => t.programVersion)}::int[]), unnest(${of.map((t) => t.reason)}::text[]),
           unnest(${of.map((t) => t.reversesId)}::uuid[]), ${work.by.id}`,
  ]
}

function insertLots(lots: readonly Lot[]): Statement[] {
  if (lots.length === 0) return []
  return [
    sql`
    insert into ledger.lot (id, account_id, origin_id, amount, remaining, expires_on, opened_at)
    select unnest(${lots.map((l) => l.id)}::uuid[]), unnest(${lots.map((l) => l.accountId)}::uuid[]),
           unnest(${lots.map((l) => l.originId)}::uuid[]), unnest(${lots.map((l) => l.amount)}::bigint[]),
           unnest(${lots.map((l) => l.remaining)}::bigint[]), unnest(${lots.map((l) => l.expiresOn)}::date[]),
           unnest(${lots.map((l) => l.openedAt)}::timestamptz[])`,
  ]
}

/** One statement for all postings of all transactions: the trigger proves each balanced at its end (decision 0005). */
function insertPostings(work: Work, postings: readonly Posting[]): Statement[] {
  if (postings.length === 0) return []
  return [
    sql`
    insert into ledger.posting (span, transaction_id, line, account_id, unit, amount, lot_id)
    select ${spanOf(work.at)}::int, unnest(${postings.map((p) => p.transactionId)}::uuid[]),
           unnest(${postings.map((p) => p.line)}::smallint[]), unnest(${postings.map((p) => p.accountId)}::uuid[]),
           unnest(${postings.map((p) => p.unit)}::text[]), unnest(${postings.map((p) => p.amount)}::bigint[]),
           unnest(${postings.map((p) => p.lotId)}::uuid[])`,
  ]
}

function updateLots(lots: readonly Lot[]): Statement[] {
  if (lots.length === 0) return []
  return [
    sql`
    update ledger.lot l set remaining = c.remaining
      from (select unnest(${lots.map((l) => l.id)}::uuid[]) as id,
                   unnest(${lots.map((l) => l.remaining)}::bigint[]) as remaining) as c
     where l.id = c.id`,
  ]
}

function updateAccounts(of: readonly Account[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    update ledger.account a set balance = b.balance, held = b.held
      from (select unnest(${of.map((a) => a.id)}::uuid[]) as id,
                   unnest(${of.map((a) => a.balance)}::bigint[]) as balance,
                   unnest(${of.map((a) => a.held)}::bigint[]) as held) as b
     where a.id = b.id`,
  ]
}

function insertHolds(of: readonly Hold[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    insert into ledger.hold
           (id, account_id, amount, lot_id, placed_at, placed_on, expires_at, cause_id, state, settled_amount)
    select unnest(${of.map((h) => h.id)}::uuid[]), unnest(${of.map((h) => h.accountId)}::uuid[]),
           unnest(${of.map((h) => h.amount)}::bigint[]), unnest(${of.map((h) => h.lotId)}::uuid[]),
           unnest(${of.map((h) => h.placedAt)}::timestamptz[]), unnest(${of.map((h) => h.placedOn)}::date[]),
           unnest(${of.map((h) => h.expiresAt)}::timestamptz[]), unnest(${of.map((h) => h.causeId)}::uuid[]),
           unnest(${of.map((h) => h.state)}::text[]), unnest(${of.map((h) => h.settledAmount)}::bigint[])`,
  ]
}

function updateHolds(work: Work, of: readonly Hold[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    update ledger.hold h set state = r.state, settled_amount = r.settled, resolved_at = ${work.at}
      from (select unnest(${of.map((h) => h.id)}::uuid[]) as id, unnest(${of.map((h) => h.state)}::text[]) as state,
                   unnest(${of.map((h) => h.settledAmount)}::bigint[]) as settled) as r
     where h.id = r.id`,
  ]
}
