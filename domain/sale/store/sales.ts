import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Money } from '#base/money'
import type { Statement } from '#db/in-one'
import type { Actor, Tx, Work } from '#db/work'
import type { ReceiptBody } from '../contract/wish.ts'
import type { HandGiven } from '../model/hand-discount.ts'
import type { Line, SaleRefusal, Tender } from '../model/judge.ts'
import { givenStatements } from './given.ts'
import { ofMembers } from './of-members.ts'

export type NewSale = Readonly<{
  id: string
  fingerprint: string
  kind: 'sale' | 'return'
  source: string
  branchId: string
  till: string | null
  receiptNo: string | null
  memberId: string | null
  /** Whose card it was, where it was not the account's own. */
  personId: string | null
  returnsId: string | null
  day: BusinessDay
  happenedAt: Instant
  programVersion: number
  totalMinor: Money
  listedMinor: Money
  roundingMinor: Money
  changeMinor: Money
  points: number
  pointsBurned: number
  reason: string | null
  /** As it is answered, so that a retry reads the very same. */
  receipt: ReceiptBody
  by: Actor
  lines: readonly Line[]
  tenders: readonly Tender[]
  /** What hands took off it, of a sale by API. */
  byHand: HandGiven | null
}>

/** What became of an id before: applied with a receipt, or refused with a code. */
export type Seen = Readonly<{
  id: string
  fingerprint: string
  code: SaleRefusal | null
  details: Record<string, unknown>
  receipt: ReceiptBody | null
}>

export async function seen(tx: Tx, ids: readonly string[]): Promise<Seen[]> {
  const { rows } = await sql<Seen>`/* prepared */
    select s.id, s.fingerprint, null as code, '{}'::jsonb as details, s.receipt
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

/** Three parts for any number of sales; triggers prove lines and tenders when all are written. */
export const saleStatements = (work: Work, sales: readonly NewSale[]): Statement[] =>
  sales.length === 0
    ? []
    : [...insertHeads(work, sales), ...insertLines(sales), ...insertTenders(sales), ...givenStatements(sales)]

function insertHeads(work: Work, sales: readonly NewSale[]): Statement[] {
  const of = <K extends keyof NewSale>(key: K) => sales.map((sale) => sale[key])
  return [
    sql`
    insert into sale.sale (id, fingerprint, kind, source, branch_id, till, receipt_no, member_id, returns_id, day,
                           happened_at, recorded_at, by_id, by_name, program_version, total_minor, listed_minor,
                           rounding_minor, change_minor, points, points_burned, reason, person_id, receipt)
    select unnest(${of('id')}::uuid[]), unnest(${of('fingerprint')}::text[]), unnest(${of('kind')}::text[]),
           unnest(${of('source')}::text[]), unnest(${of('branchId')}::uuid[]), unnest(${of('till')}::text[]),
           unnest(${of('receiptNo')}::text[]), unnest(${of('memberId')}::uuid[]), unnest(${of('returnsId')}::uuid[]),
           unnest(${of('day')}::date[]), unnest(${of('happenedAt')}::timestamptz[]), ${work.at},
           unnest(${sales.map((s) => s.by.id)}::uuid[]), unnest(${sales.map((s) => s.by.name)}::text[]),
           unnest(${of('programVersion')}::int[]), unnest(${of('totalMinor')}::bigint[]),
           unnest(${of('listedMinor')}::bigint[]), unnest(${of('roundingMinor')}::bigint[]),
           unnest(${of('changeMinor')}::bigint[]), unnest(${of('points')}::bigint[]),
           unnest(${of('pointsBurned')}::bigint[]), unnest(${of('reason')}::text[]),
           unnest(${of('personId')}::uuid[]), unnest(${sales.map((s) => JSON.stringify(s.receipt))}::json[])`,
  ]
}

function insertLines(sales: readonly NewSale[]): Statement[] {
  const lines = sales.flatMap((sale) => sale.lines)
  const saleIds = sales.flatMap((sale) => sale.lines.map(() => sale.id))
  const why = lines.map((l) => (l.deductions.length === 0 ? null : JSON.stringify(l.deductions)))
  return [
    sql`
    insert into sale.line (sale_id, no, product_code, product_id, name, quantity, unit_price_minor, listed_minor,
                           charged_minor, deductions, seller, pass_code, pass_count, earn_times, returned_no)
    select unnest(${saleIds}::uuid[]), unnest(${lines.map((l) => l.no)}::int[]),
           unnest(${lines.map((l) => l.productCode)}::text[]), unnest(${lines.map((l) => l.productId)}::uuid[]),
           unnest(${lines.map((l) => l.name)}::text[]), unnest(${lines.map((l) => l.quantity)}::text[])::numeric,
           unnest(${lines.map((l) => l.unitPriceMinor)}::bigint[]),
           unnest(${lines.map((l) => l.listedMinor)}::bigint[]),
           unnest(${lines.map((l) => l.chargedMinor)}::bigint[]), unnest(${why}::jsonb[]),
           unnest(${lines.map((l) => l.seller)}::text[]), unnest(${lines.map((l) => l.passCode)}::text[]),
           unnest(${lines.map((l) => l.passCount)}::int[]), unnest(${lines.map((l) => l.earnTimes)}::int[]),
           unnest(${lines.map((l) => l.returnedNo)}::int[])`,
  ]
}

function insertTenders(sales: readonly NewSale[]): Statement[] {
  const all = sales.flatMap((sale) => sale.tenders)
  const saleIds = sales.flatMap((sale) => sale.tenders.map(() => sale.id))
  const nos = sales.flatMap((sale) => sale.tenders.map((_, at) => at + 1))
  if (all.length === 0) return []
  return [
    sql`
    insert into sale.tender (sale_id, no, kind, amount_minor, given_minor, code, count, points, principal_minor,
                             bonus_minor, returned_no)
    select unnest(${saleIds}::uuid[]), unnest(${nos}::smallint[]), unnest(${all.map((t) => t.kind)}::text[]),
           unnest(${all.map((t) => t.amountMinor)}::bigint[]), unnest(${all.map((t) => t.givenMinor)}::bigint[]),
           unnest(${all.map((t) => t.code)}::text[]), unnest(${all.map((t) => t.count)}::int[]),
           unnest(${all.map((t) => t.points)}::bigint[]), unnest(${all.map((t) => t.principalMinor)}::bigint[]),
           unnest(${all.map((t) => t.bonusMinor)}::bigint[]), unnest(${all.map((t) => t.returnedNo)}::smallint[])`,
  ]
}

export type NewRefusal = Readonly<{
  id: string
  fingerprint: string
  code: SaleRefusal
  details: Record<string, unknown>
  by?: Actor
}>

export function refusalStatements(work: Work, refusals: readonly NewRefusal[]): Statement[] {
  if (refusals.length === 0) return []
  return [
    sql`
    insert into sale.refusal (id, fingerprint, code, details, recorded_at, by_id)
    select unnest(${refusals.map((r) => r.id)}::uuid[]), unnest(${refusals.map((r) => r.fingerprint)}::text[]),
           unnest(${refusals.map((r) => r.code)}::text[]),
           unnest(${refusals.map((r) => JSON.stringify(r.details))}::jsonb[]), ${work.at},
           unnest(${refusals.map((r) => (r.by ?? work.by).id)}::uuid[])`,
  ]
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
     where ${ofMembers(memberIds)}
       and not exists (select from sale.voiding v where v.sale_id = s.id)`.execute(tx)
  return rows.map((row) => row.memberId)
}

export async function importedAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from sale.sale where id = any(${ids}::uuid[]) and source = 'import'`.execute(tx)
  return new Set(rows.map((row) => row.id))
}
