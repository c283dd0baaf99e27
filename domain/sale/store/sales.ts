import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Money } from '#base/money'
import type { Points } from '#base/points'
import type { Tx, Work } from '#db/work'
import type { Receipt } from '../intake.ts'
import type { Line, Returned, SaleRefusal } from '../model.ts'

export type NewSale = Readonly<{
  id: string
  fingerprint: string
  kind: 'sale' | 'return'
  source: string
  branchId: string
  till: string | null
  receiptNo: string | null
  memberId: string | null
  returnsId: string | null
  day: BusinessDay
  happenedAt: Instant
  programVersion: number
  totalMinor: Money
  points: Points
  /** The member's points after it, kept so that a retry reads the very same receipt. */
  pointsBalance: number | null
  lines: readonly (Line & { productId: string | null })[]
  tenders: readonly { kind: string; amountMinor: Money }[]
}>

/** What became of an id before: applied with a receipt, or refused with a code. */
export type Seen = Readonly<{
  id: string
  fingerprint: string
  code: SaleRefusal | null
  details: Record<string, unknown>
  receipt: Omit<Receipt, 'replayed'> | null
}>

export async function seen(tx: Tx, ids: readonly string[]): Promise<Seen[]> {
  const { rows } = await sql<Seen>`
    select s.id, s.fingerprint, null as code, '{}'::jsonb as details,
           jsonb_build_object('id', s.id, 'totalMinor', s.total_minor, 'points', s.points, 'pointsBalance',
             s.points_balance,
                              'memberId', s.member_id, 'programVersion', s.program_version) as receipt
      from sale.sale s where s.id = any(${ids}::uuid[])
     union all
    select r.id, r.fingerprint, r.code, r.details, null from sale.refusal r where r.id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return rows
}

/** In the order of ids, so that two batches returning the same sales queue instead of deadlocking. */
export async function lockSales(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`select id from sale.sale where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
}

/** Sales that can be returned, with what already came back; voided ones cannot. */
export async function returnedSales(tx: Tx, ids: readonly string[]): Promise<(Returned & { id: string })[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Returned & { id: string }>`
    select s.id, s.member_id as "memberId", s.total_minor as "totalMinor", s.points,
           coalesce(-sum(r.total_minor), 0)::bigint as "returnedMinor", coalesce(-sum(r.points), 0)::bigint as
             "clawedBack"
      from sale.sale s
      left join sale.sale r on r.returns_id = s.id and not exists (select from sale.voiding v where v.sale_id = r.id)
     where s.id = any(${ids}::uuid[]) and s.kind = 'sale'
       and not exists (select from sale.voiding v where v.sale_id = s.id)
     group by s.id`.execute(tx)
  return rows
}

/** Three statements for any number of sales. */
export async function insertSales(work: Work, sales: readonly NewSale[]): Promise<void> {
  if (sales.length === 0) return
  const of = <K extends keyof NewSale>(key: K) => sales.map((sale) => sale[key])
  await sql`
    insert into sale.sale (id, fingerprint, kind, source, branch_id, till, receipt_no, member_id, returns_id, day,
      happened_at,
                           recorded_at, by_id, by_name, program_version, total_minor, points, points_balance)
    select id, fingerprint, kind, source, branch, till, receipt, member, returns, day, happened,
           ${work.at}, ${work.by.id}, ${work.by.name}, program, total, points, balance
      from unnest(${of('id')}::uuid[], ${of('fingerprint')}::text[], ${of('kind')}::text[], ${of('source')}::text[],
                  ${of('branchId')}::uuid[], ${of('till')}::text[], ${of('receiptNo')}::text[],
                    ${of('memberId')}::uuid[],
                  ${of('returnsId')}::uuid[], ${of('day')}::date[], ${of('happenedAt')}::timestamptz[],
                  ${of('programVersion')}::int[], ${of('totalMinor')}::bigint[], ${of('points')}::bigint[],
                    ${of('pointsBalance')}::bigint[])
        as s (id, fingerprint, kind, source, branch, till, receipt, member, returns, day, happened, program, total,
          points,
              balance)`.execute(work.tx)
  await insertLines(work.tx, sales)
  const tenders = sales.flatMap((sale) =>
    sale.tenders.map((tender, at) => ({ ...tender, saleId: sale.id, no: at + 1 })),
  )
  await sql`
    insert into sale.tender (sale_id, no, kind, amount_minor)
    select * from unnest(${tenders.map((t) => t.saleId)}::uuid[], ${tenders.map((t) => t.no)}::smallint[],
                         ${tenders.map((t) => t.kind)}::text[], ${tenders.map(
                           (t) => t.amountMinor,
                         )}::bigint[])`.execute(work.tx)
}

async function insertLines(tx: Tx, sales: readonly NewSale[]): Promise<void> {
  const lines = sales.flatMap((sale) => sale.lines.map((line) => ({ ...line, saleId: sale.id })))
  await sql`
    insert into sale.line (sale_id, no, product_code, product_id, name, quantity, unit_price_minor, charged_minor)
    select * from unnest(${lines.map((l) => l.saleId)}::uuid[], ${lines.map((l) => l.no)}::int[],
                         ${lines.map((l) => l.productCode)}::text[], ${lines.map((l) => l.productId)}::uuid[],
                         ${lines.map((l) => l.name)}::text[], ${lines.map((l) => l.quantity)}::numeric[],
                         ${lines.map((l) => l.unitPriceMinor)}::bigint[], ${lines.map(
                           (l) => l.chargedMinor,
                         )}::bigint[])`.execute(tx)
}

export type NewRefusal = Readonly<{
  id: string
  fingerprint: string
  code: SaleRefusal
  details: Record<string, unknown>
}>

export async function insertRefusals(work: Work, refusals: readonly NewRefusal[]): Promise<void> {
  if (refusals.length === 0) return
  await sql`
    insert into sale.refusal (id, fingerprint, code, details, recorded_at, by_id)
    select id, fingerprint, code, details, ${work.at}, ${work.by.id}
      from unnest(${refusals.map((r) => r.id)}::uuid[], ${refusals.map((r) => r.fingerprint)}::text[],
                  ${refusals.map((r) => r.code)}::text[], ${refusals.map((r) => JSON.stringify(r.details))}::jsonb[])
        as r (id, fingerprint, code, details)`.execute(work.tx)
}

/** Marks sales as taken back; the key lets each be voided once. Answers those voided now. */
export async function insertVoidings(
  work: Work,
  ids: readonly string[],
  reason: string,
): Promise<VoidedSale[]> {
  const { rows } = await sql<VoidedSale>`
    with voided as (
      insert into sale.voiding (sale_id, at, reason, by_id)
      select id, ${work.at}, ${reason}, ${work.by.id} from sale.sale where id = any(${ids}::uuid[])
          on conflict do nothing
      returning sale_id)
    select s.id, s.kind, s.member_id as "memberId", s.branch_id as "branchId", s.day, s.total_minor as
      "totalMinor", s.points
      from voided v join sale.sale s on s.id = v.sale_id`.execute(work.tx)
  return rows
}

export type VoidedSale = Pick<
  NewSale,
  'id' | 'kind' | 'memberId' | 'branchId' | 'day' | 'totalMinor' | 'points'
>

/** Of these members, those with a sale that stands. */
export async function membersWithSales(tx: Tx, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select distinct s.member_id as "memberId" from sale.sale s
     where s.member_id = any(${memberIds}::uuid[])
       and not exists (select from sale.voiding v where v.sale_id = s.id)`.execute(tx)
  return rows.map((row) => row.memberId)
}
