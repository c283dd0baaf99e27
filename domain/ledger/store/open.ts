import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import { all } from '#db/all'
import type { Tx } from '#db/work'
import type { AccountKey, Amount, Hold, Lot } from '../model/book.ts'

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
      from (select unnest(${keys.map((k) => k.unit)}::text[]) as unit,
                   unnest(${keys.map((k) => k.purpose)}::text[]) as purpose) as k
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

/** An account that is taken from; `most` is how much at the most. */
export type Taken = AccountKey & Readonly<{ most?: Amount }>

const lotColumns = sql.raw(`
  'lot' as what, l.id, l.account_id as "accountId", l.origin_id as "otherId", l.amount, l.remaining,
  l.expires_on as day, l.opened_at as at, null::timestamptz as "expiresAt", null::uuid as "causeId"`)

/**
 * Open lots and active holds of these accounts, and closed lots that a reversal may have to fill again. A statement of
 * its own behind the locks on purpose: in one with them, its snapshot would be older than a row it waited for.
 */
export async function contentsOf(
  tx: Tx,
  keys: readonly Taken[],
  { alsoLotIds, today }: Readonly<{ alsoLotIds: readonly string[]; today: BusinessDay }>,
): Promise<Contents> {
  if (keys.length === 0 && alsoLotIds.length === 0) return { lots: [], holds: [] }
  const lots = keys.some((key) => key.most !== undefined) ? someLots(keys, today) : allLots(keys)
  const { rows } = await sql<Inside>`/* prepared */
    ${lots}
     union all
    select ${lotColumns} from ledger.lot l
     where l.id = any(${alsoLotIds}::uuid[])
       and not (l.open and exists (select from whole w where w.id = l.account_id))
     union all
    select 'hold', h.id, h.account_id, h.lot_id, h.amount, null, h.placed_on, h.placed_at, h.expires_at, h.cause_id
      from whole w join ledger.hold h on h.account_id = w.id and h.state = 'active' and w.held > 0`.execute(
    tx,
  )
  return { lots: rows.flatMap(lotIn), holds: rows.flatMap(holdIn) }
}

const allLots = (keys: readonly Taken[]) => sql`
    with whole as materialized (select a.id, a.held from ${unnested(keys)})
    select ${lotColumns} from whole w join ledger.lot l on l.account_id = w.id and l.open`

/** So many of an account's lots mostly are enough for what is taken from it; where they are not, all are read. */
const FEW_LOTS = 8

/**
 * The same where of some accounts only so much is to be taken: their first lots in burning order up to the one that
 * makes it so much, and the dead ones before them. An account of which something is held is always read whole.
 */
const someLots = (keys: readonly Taken[], today: BusinessDay) => sql`
    with a as materialized (
      select a.id, a.held, k.most
        from (select ${lists(keys)}, unnest(${keys.map((key) => key.most ?? null)}::bigint[]) as most) as k
        join ${named}),
    first as materialized (
      select a.most, l.* from a cross join lateral (${firstLots(today)}) l
       where a.most is not null and a.held = 0 and (l.dead or l.before < a.most)),
    whole as materialized (
      select id, held from a where most is null or held > 0
       union all
      select l.account_id, 0 from first l
       group by l.account_id, l.most having count(*) = ${sql.raw(String(FEW_LOTS))}
          and coalesce(sum(l.remaining) filter (where not l.dead), 0) < l.most)
    select ${lotColumns} from first l where not exists (select from whole w where w.id = l.account_id)
     union all
    select ${lotColumns} from whole w join ledger.lot l on l.account_id = w.id and l.open`

/** An account's first open lots, each with what there is alive in those before it. */
const firstLots = (today: BusinessDay) => sql`
      select l.*, coalesce(sum(l.remaining) filter (where not l.dead) over (
                    order by l.last, l.opened_at, l.id rows between unbounded preceding and 1 preceding), 0) as before
        from (select l.*, coalesce(l.expires_on, '9999-12-31') as last,
                     coalesce(l.expires_on < ${today}::date, false) as dead
                from ledger.lot l where l.account_id = a.id and l.open
               order by last, l.opened_at, l.id limit ${sql.raw(String(FEW_LOTS))}) l`

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
const unnested = (keys: readonly AccountKey[]) => sql`(select ${lists(keys)}) as k join ${named}`

const lists = (keys: readonly AccountKey[]) => sql`
  unnest(${keys.map((k) => k.unit)}::text[]) as unit, unnest(${keys.map((k) => k.purpose)}::text[]) as purpose,
  unnest(${keys.map((k) => k.holderId)}::uuid[]) as holder`

const named = sql.raw(
  `ledger.account a on a.unit = k.unit and a.purpose = k.purpose and a.holder_id = k.holder`,
)
