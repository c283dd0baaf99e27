import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { MovementKind, Place } from '../model.ts'

export type Shelf = Place & Readonly<{ onHand: number }>

const branchesOf = (places: readonly Place[]) => places.map((place) => place.branchId)
const productsOf = (places: readonly Place[]) => places.map((place) => place.productId)

/**
 * The shelves, locked in one order to the end of the work; missing ones are put up first. Two statements on purpose: in
 * a single one the select's snapshot is older than the row it waited for.
 */
export async function lockShelves(tx: Tx, places: readonly Place[]): Promise<Shelf[]> {
  await sql`
    insert into goods.shelf (product_id, branch_id)
    select distinct product, branch
      from unnest(${productsOf(places)}::uuid[], ${branchesOf(places)}::uuid[]) as s (product, branch)
     order by product, branch
        on conflict do nothing`.execute(tx)
  const { rows } = await sql<Shelf>`
    select s.product_id as "productId", s.branch_id as "branchId", s.on_hand as "onHand"
      from goods.shelf s
     where exists (select from unnest(${productsOf(places)}::uuid[], ${branchesOf(places)}::uuid[])
                                 as w (product, branch)
                    where w.product = s.product_id and w.branch is not distinct from s.branch_id)
       and s.product_id = any(${productsOf(places)}::uuid[])
     order by s.product_id, s.branch_id
       for update of s`.execute(tx)
  return rows
}

export type NewMovement = Place &
  Readonly<{
    id: string
    kind: MovementKind
    quantity: number
    leftOver: number
    causeKind: string
    causeId: string
  }>

/** Movements and what they leave on the shelves, in one statement; the shelves are locked by the caller. */
export async function move(work: Work, rows: readonly NewMovement[]): Promise<void> {
  await sql`
    with moved as (
      insert into goods.movement
             (id, product_id, branch_id, kind, quantity, left_over, cause_kind, cause_id, at, by_id)
      select id, product, branch, kind, quantity, left_over, cause_kind, cause, ${work.at}, ${work.by.id}
        from unnest(${rows.map((r) => r.id)}::uuid[], ${productsOf(rows)}::uuid[], ${branchesOf(rows)}::uuid[],
                    ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.quantity)}::bigint[],
                    ${rows.map((r) => r.leftOver)}::bigint[], ${rows.map((r) => r.causeKind)}::text[],
                    ${rows.map((r) => r.causeId)}::uuid[])
          as m (id, product, branch, kind, quantity, left_over, cause_kind, cause)
      returning product_id, branch_id, quantity)
    update goods.shelf s set on_hand = s.on_hand + m.total
      from (select product_id, branch_id, sum(quantity) as total from moved group by 1, 2) m
     where s.product_id = m.product_id and s.branch_id is not distinct from m.branch_id`.execute(work.tx)
}

/** Causes among these that have moved stock before. */
export async function movedBy(tx: Tx, causes: readonly Readonly<{ kind: string; id: string }>[]) {
  const { rows } = await sql<{ kind: string; id: string }>`
    select distinct cause_kind as kind, cause_id as id from goods.movement m
     where m.cause_id = any(${causes.map((c) => c.id)}::uuid[])
       and m.cause_kind = any(${causes.map((c) => c.kind)}::text[])`.execute(tx)
  return rows
}

export type NewEntry = Readonly<{
  id: string
  fingerprint: string
  kind: MovementKind
  branchId: string | null
  toBranchId: string | null
  note: string
  cardBatchId: string | null
}>
export type EntryRow = NewEntry & Readonly<{ at: Instant; byId: string | null }>

const entryColumns = sql.raw(`
  id, fingerprint, kind, branch_id as "branchId", to_branch_id as "toBranchId", note,
  card_batch_id as "cardBatchId", at, by_id as "byId"`)

export async function entryById(tx: Tx, id: string): Promise<EntryRow | undefined> {
  const { rows } =
    await sql<EntryRow>`select ${entryColumns} from goods.stock_entry where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertEntry(work: Work, row: NewEntry): Promise<void> {
  await sql`
    insert into goods.stock_entry (id, fingerprint, kind, branch_id, to_branch_id, note, card_batch_id, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.kind}, ${row.branchId}, ${row.toBranchId}, ${row.note},
            ${row.cardBatchId}, ${work.at}, ${work.by.id})`.execute(work.tx)
}

/** What a sheet moved, at the place it was filled in for; beside it, on a stocktake, what was counted. */
export async function entryLines(tx: Tx, entry: Pick<EntryRow, 'id' | 'branchId'>) {
  const { rows } = await sql<{
    productCode: string
    quantity: number
    leftOver: number | null
    expected: number | null
    counted: number | null
  }>`
    select p.code as "productCode", coalesce(m.quantity, 0) as quantity, m.left_over as "leftOver", l.expected,
           l.counted
      from (select product_id from goods.stocktake_line where entry_id = ${entry.id}
             union select product_id from goods.movement where cause_id = ${entry.id}) one
      join goods.product p on p.id = one.product_id
      left join goods.stocktake_line l on l.entry_id = ${entry.id} and l.product_id = p.id
      left join goods.movement m on m.cause_id = ${entry.id} and m.product_id = p.id
                                and m.branch_id is not distinct from ${entry.branchId}::uuid
     order by p.code`.execute(tx)
  return rows
}

export async function insertCounts(
  work: Work,
  entryId: string,
  lines: readonly Readonly<{ productId: string; expected: number; counted: number }>[],
): Promise<void> {
  await sql`
    insert into goods.stocktake_line (entry_id, product_id, expected, counted)
    select ${entryId}, product, expected, counted
      from unnest(${lines.map((l) => l.productId)}::uuid[], ${lines.map((l) => l.expected)}::bigint[],
                  ${lines.map((l) => l.counted)}::bigint[]) as l (product, expected, counted)`.execute(
    work.tx,
  )
}

export async function keepLimits(
  tx: Tx,
  of: Place & Readonly<{ low: number | null; high: number | null }>,
): Promise<void> {
  await sql`
    update goods.shelf set low = ${of.low}, high = ${of.high}
     where product_id = ${of.productId} and branch_id is not distinct from ${of.branchId}::uuid`.execute(tx)
}
