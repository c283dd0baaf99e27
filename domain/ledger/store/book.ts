import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import { present } from '#base/must'
import { all } from '#db/all'
import type { Statement } from '#db/in-one'
import type { Tx, Work } from '#db/work'
import type { Account, AccountKey, Amount, Book, Hold, Lot, Posting, Transaction } from '../model/book.ts'

export type AccountRow = Readonly<{
  id: string
  unit: string
  purpose: string
  holderId: string | null
  floor: Amount | null
  balance: Amount | null
  held: Amount
}>

/**
 * Reads accounts and locks the holders' ones to the end of the work, always in the order of their ids, so that two
 * batches over the same members queue instead of deadlocking. The chain's own rows carry no balance and are not
 * locked: they would be the hottest rows of the house.
 */
export async function accounts(
  tx: Tx,
  keys: readonly AccountKey[],
  looking: boolean,
): Promise<readonly AccountRow[]> {
  const ofHolders = keys.filter((key) => key.holderId !== null)
  const own = keys.filter((key) => key.holderId === null)
  const none: AccountRow[] = []
  // Both are on the wire before either is answered.
  const [held, chain] = await all([
    ofHolders.length === 0 ? none : holders(tx, ofHolders, looking),
    own.length === 0 ? none : chainAccounts(tx, own),
  ])
  return [...held, ...chain]
}

const columns = sql.raw(`a.id, a.unit, a.purpose, a.holder_id as "holderId", a.floor, a.balance, a.held`)

async function holders(tx: Tx, keys: readonly AccountKey[], looking: boolean): Promise<AccountRow[]> {
  const lock = looking ? sql`` : sql`order by a.id for update of a`
  const { rows } = await sql<AccountRow>`/* prepared */
    select ${columns} from ${unnested(keys)} ${lock}`.execute(tx)
  return rows
}

async function chainAccounts(tx: Tx, keys: readonly AccountKey[]): Promise<AccountRow[]> {
  const { rows } = await sql<Pick<AccountRow, 'id' | 'unit' | 'purpose'>>`/* prepared */
    select a.id, a.unit, a.purpose
      from unnest(${keys.map((k) => k.unit)}::text[], ${keys.map((k) => k.purpose)}::text[]) as k (unit, purpose)
      join ledger.account a on a.unit = k.unit and a.purpose = k.purpose and a.holder_id is null`.execute(tx)
  // They carry no balance, nothing of them is held, and nothing bounds them: only who they are is asked.
  return rows.map(({ id, unit, purpose }) => ({
    id,
    unit,
    purpose,
    holderId: null,
    floor: null,
    balance: null,
    held: 0,
  }))
}

/** A lot or a hold, told by the same columns. */
type Inside = Readonly<{
  what: 'lot' | 'hold'
  id: string
  accountId: string
  /** Where a lot comes from; the lot that a hold reserves. */
  otherId: string | null
  amount: Amount
  remaining: Amount | null
  /** The last day of a lot; the day on which a hold was placed. */
  day: BusinessDay | null
  at: Instant
  expiresAt: Instant | null
  causeId: string | null
}>

/** What is in accounts: their open lots, and the holds that stand on them. */
export type Contents = Readonly<{ lots: readonly Omit<Lot, 'state'>[]; holds: readonly Hold[] }>

const lotColumns = sql.raw(`
  'lot' as what, l.id, l.account_id as "accountId", l.origin_id as "otherId", l.amount, l.remaining,
  l.expires_on as day, l.opened_at as at, null::timestamptz as "expiresAt", null::uuid as "causeId"`)

/**
 * Open lots and active holds of these accounts, and closed lots that a reversal may have to fill again. A statement of
 * its own behind the locks on purpose: in one with them, its snapshot would be older than a row it waited for.
 */
export async function contentsOf(
  tx: Tx,
  keys: readonly AccountKey[],
  alsoLotIds: readonly string[],
): Promise<Contents> {
  if (keys.length === 0 && alsoLotIds.length === 0) return { lots: [], holds: [] }
  const { rows } = await sql<Inside>`/* prepared */
    with a as materialized (select a.id, a.held from ${unnested(keys)})
    select ${lotColumns} from a join ledger.lot l on l.account_id = a.id and l.open
     union all
    select ${lotColumns} from ledger.lot l
     where l.id = any(${alsoLotIds}::uuid[]) and not (l.open and exists (select from a where a.id = l.account_id))
     union all
    select 'hold', h.id, h.account_id, h.lot_id, h.amount, null, h.placed_on, h.placed_at, h.expires_at, h.cause_id
      from a join ledger.hold h on h.account_id = a.id and h.state = 'active' and a.held > 0`.execute(tx)
  return { lots: rows.flatMap(lotIn), holds: rows.flatMap(holdIn) }
}

function lotIn({ what, otherId, remaining, day, at, ...row }: Inside): Omit<Lot, 'state'>[] {
  if (what !== 'lot' || otherId === null || remaining === null) return []
  const { id, accountId, amount } = row
  return [{ id, accountId, originId: otherId, amount, remaining, expiresOn: day, openedAt: at }]
}

function holdIn({ what, otherId, day, at, expiresAt, ...row }: Inside): Hold[] {
  if (what !== 'hold' || day === null || expiresAt === null) return []
  const { id, accountId, amount, causeId } = row
  const when = { placedAt: at, placedOn: day, expiresAt }
  return [
    {
      id,
      accountId,
      amount,
      lotId: otherId,
      ...when,
      causeId,
      state: 'active',
      settledAmount: null,
      row: 'kept',
    },
  ]
}

/** Holders' accounts by their keys, as `a`. */
const unnested = (keys: readonly AccountKey[]) => sql`
  unnest(${keys.map((k) => k.unit)}::text[], ${keys.map((k) => k.purpose)}::text[],
         ${keys.map((k) => k.holderId)}::uuid[]) as k (unit, purpose, holder)
    join ledger.account a on a.unit = k.unit and a.purpose = k.purpose and a.holder_id = k.holder`

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
    ...insertPostings(book.postings),
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
    select id, unit, purpose, holder, floor, balance, held, ${work.at}
      from unnest(${sorted.map((a) => a.id)}::uuid[], ${sorted.map((a) => a.key.unit)}::text[],
                  ${sorted.map((a) => a.key.purpose)}::text[], ${sorted.map((a) => a.key.holderId)}::uuid[],
                  ${sorted.map((a) => a.floor)}::bigint[], ${sorted.map((a) => a.balance)}::bigint[],
                  ${sorted.map((a) => a.held)}::bigint[])
        as a (id, unit, purpose, holder, floor, balance, held)`,
  ]
}

function insertTransactions(work: Work, of: readonly Transaction[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    insert into ledger.transaction
           (id, kind, cause_id, happened_at, recorded_at, branch_id, program_version, reason, reverses_id, by_id)
    select id, kind, cause, happened, ${work.at}, branch, program, reason, reverses, ${work.by.id}
      from unnest(${of.map((t) => t.id)}::uuid[], ${of.map((t) => t.kind)}::text[], ${of.map((t) => t.causeId)}::uuid[],
                  ${of.map((t) => t.happenedAt)}::timestamptz[], ${of.map((t) => t.branchId)}::uuid[],
                  ${of.map((t) => t.programVersion)}::int[], ${of.map((t) => t.reason)}::text[],
                  ${of.map((t) => t.reversesId)}::uuid[])
        as t (id, kind, cause, happened, branch, program, reason, reverses)`,
  ]
}

function insertLots(lots: readonly Lot[]): Statement[] {
  if (lots.length === 0) return []
  return [
    sql`
    insert into ledger.lot (id, account_id, origin_id, amount, remaining, expires_on, opened_at)
    select * from unnest(${lots.map((l) => l.id)}::uuid[], ${lots.map((l) => l.accountId)}::uuid[],
                         ${lots.map((l) => l.originId)}::uuid[], ${lots.map((l) => l.amount)}::bigint[],
                         ${lots.map((l) => l.remaining)}::bigint[], ${lots.map((l) => l.expiresOn)}::date[],
                         ${lots.map((l) => l.openedAt)}::timestamptz[])`,
  ]
}

/** One statement for all postings of all transactions: the trigger proves each balanced at its end (decision 0005). */
function insertPostings(postings: readonly Posting[]): Statement[] {
  if (postings.length === 0) return []
  return [
    sql`
    insert into ledger.posting (transaction_id, line, account_id, unit, amount, lot_id)
    select * from unnest(${postings.map((p) => p.transactionId)}::uuid[], ${postings.map((p) => p.line)}::smallint[],
                         ${postings.map((p) => p.accountId)}::uuid[], ${postings.map((p) => p.unit)}::text[],
                         ${postings.map((p) => p.amount)}::bigint[],
                         ${postings.map((p) => p.lotId)}::uuid[])`,
  ]
}

function updateLots(lots: readonly Lot[]): Statement[] {
  if (lots.length === 0) return []
  return [
    sql`
    update ledger.lot l set remaining = c.remaining
      from unnest(${lots.map((l) => l.id)}::uuid[], ${lots.map((l) => l.remaining)}::bigint[]) as c (id, remaining)
     where l.id = c.id`,
  ]
}

function updateAccounts(of: readonly Account[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    update ledger.account a set balance = b.balance, held = b.held
      from unnest(${of.map((a) => a.id)}::uuid[], ${of.map((a) => a.balance)}::bigint[],
                  ${of.map((a) => a.held)}::bigint[]) as b (id, balance, held)
     where a.id = b.id`,
  ]
}

function insertHolds(of: readonly Hold[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    insert into ledger.hold
           (id, account_id, amount, lot_id, placed_at, placed_on, expires_at, cause_id, state, settled_amount)
    select * from unnest(${of.map((h) => h.id)}::uuid[], ${of.map((h) => h.accountId)}::uuid[],
                         ${of.map((h) => h.amount)}::bigint[], ${of.map((h) => h.lotId)}::uuid[],
                         ${of.map((h) => h.placedAt)}::timestamptz[], ${of.map((h) => h.placedOn)}::date[],
                         ${of.map((h) => h.expiresAt)}::timestamptz[], ${of.map((h) => h.causeId)}::uuid[],
                         ${of.map((h) => h.state)}::text[], ${of.map((h) => h.settledAmount)}::bigint[])`,
  ]
}

function updateHolds(work: Work, of: readonly Hold[]): Statement[] {
  if (of.length === 0) return []
  return [
    sql`
    update ledger.hold h set state = r.state, settled_amount = r.settled, resolved_at = ${work.at}
      from unnest(${of.map((h) => h.id)}::uuid[], ${of.map((h) => h.state)}::text[],
                  ${of.map((h) => h.settledAmount)}::bigint[]) as r (id, state, settled)
     where h.id = r.id`,
  ]
}
