import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { Deduction } from '#domain/program/model/basket'
import type { ReceiptBody } from '../contract/wish.ts'
import { ofMembers } from './of-members.ts'

export type SaleRow = Readonly<{
  id: string
  kind: 'sale' | 'return'
  receiptNo: string | null
  branchId: string
  memberId: string | null
  day: BusinessDay
  happenedAt: Instant
  recordedAt: Instant
  totalMinor: number
  points: number
  voided: boolean
}>

const columns = sql.raw(`
  s.id, s.kind, s.receipt_no as "receiptNo", s.branch_id as "branchId", s.member_id as "memberId", s.day,
  s.happened_at as "happenedAt", s.recorded_at as "recordedAt", s.total_minor as "totalMinor", s.points,
  v.sale_id is not null as voided`)

export type SaleQuestion = Readonly<{
  memberIds?: readonly string[] | null
  branchId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  q: string
  /** The branches the asker may see; null is all. */
  scope: readonly string[] | null
}>

const condition = (asked: SaleQuestion) => sql`
      (${asked.scope}::uuid[] is null or s.branch_id = any(${asked.scope}::uuid[]))
  and ${ofMembers(asked.memberIds ?? null)}
  and (${asked.branchId ?? null}::uuid is null or s.branch_id = ${asked.branchId ?? null})
  and (${asked.from ?? null}::date is null or s.day >= ${asked.from ?? null})
  and (${asked.to ?? null}::date is null or s.day <= ${asked.to ?? null})
  and (${asked.q} = '' or s.receipt_no = ${asked.q})`

export async function sales(tx: Tx, asked: SaleQuestion, page: { from: number; most: number }) {
  const { rows } = await sql<SaleRow>`
    select ${columns} from sale.sale s left join sale.voiding v on v.sale_id = s.id
     where ${condition(asked)} order by s.happened_at desc, s.id desc limit ${page.most} offset ${page.from}`.execute(
    tx,
  )
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from sale.sale s where ${condition(asked)}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export type SaleDetail = SaleRow &
  Readonly<{
    till: string | null
    source: string
    programVersion: number
    returnsSaleId: string | null
    byName: string | null
    voidedAt: Instant | null
    voidedReason: string | null
    listedMinor: number
    roundingMinor: number
    changeMinor: number
    pointsBurned: number
    reason: string | null
    tenders: ReceiptBody['tenders']
  }>

export async function sale(tx: Tx, id: string): Promise<SaleDetail | undefined> {
  const { rows } = await sql<SaleDetail>`
    select ${columns}, s.till, s.source, s.program_version as "programVersion", s.returns_id as "returnsSaleId",
           nullif(s.by_name, '') as "byName", v.at as "voidedAt", v.reason as "voidedReason",
           s.listed_minor as "listedMinor", s.rounding_minor as "roundingMinor", s.change_minor as "changeMinor",
           s.points_burned as "pointsBurned", s.reason, s.receipt -> 'tenders' as tenders
      from sale.sale s left join sale.voiding v on v.sale_id = s.id where s.id = ${id}`.execute(tx)
  return rows[0]
}

export type LineRow = Readonly<{
  no: number
  productCode: string
  name: string
  quantity: string
  unitPriceMinor: number
  listedMinor: number
  chargedMinor: number
  deductions: Deduction[]
  seller: string | null
  returnedNo: number | null
  returnedQuantity: string
}>

export async function linesOf(tx: Tx, saleId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.no, l.product_code as "productCode", l.name, l.quantity, l.unit_price_minor as "unitPriceMinor",
           l.listed_minor as "listedMinor", l.charged_minor as "chargedMinor",
           coalesce(l.deductions, '[]') as deductions, l.seller, l.returned_no as "returnedNo",
           coalesce((select sum(y.quantity) from sale.sale r join sale.line y on y.sale_id = r.id
                      where r.returns_id = l.sale_id and y.returned_no = l.no
                        and not exists (select from sale.voiding v where v.sale_id = r.id)), 0) as "returnedQuantity"
      from sale.line l where l.sale_id = ${saleId} order by l.no`.execute(tx)
  return rows
}

/** What came back of a sale, oldest first; voided returns do not count. */
export async function returnsOf(tx: Tx, saleId: string) {
  const { rows } = await sql<{ id: string; happenedAt: Instant; totalMinor: number }>`
    select r.id, r.happened_at as "happenedAt", r.total_minor as "totalMinor" from sale.sale r
     where r.returns_id = ${saleId} and not exists (select from sale.voiding v where v.sale_id = r.id)
     order by r.recorded_at, r.id`.execute(tx)
  return rows
}

export type DayRow = Readonly<{
  day: BusinessDay
  receipts: number
  totalMinor: number
  memberMinor: number
  points: number
}>

/** Totals per business day; voided sales do not count. */
export async function days(
  tx: Tx,
  asked: Required<Pick<SaleQuestion, 'from' | 'to'>> & Pick<SaleQuestion, 'branchId' | 'scope'>,
) {
  const { rows } = await sql<DayRow>`
    select s.day, count(*) filter (where s.kind = 'sale')::int as receipts, sum(s.total_minor)::bigint as "totalMinor",
           coalesce(sum(s.total_minor) filter (where s.member_id is not null), 0)::bigint as "memberMinor",
           sum(s.points)::bigint as points
      from sale.sale s left join sale.voiding v on v.sale_id = s.id
     where v.sale_id is null and ${condition({ ...asked, q: '' })}
     group by s.day order by s.day`.execute(tx)
  return rows
}

export async function lastDay(tx: Tx, scope: readonly string[] | null): Promise<BusinessDay | null> {
  const { rows } = await sql<{ day: BusinessDay }>`
    select s.day from sale.sale s left join sale.voiding v on v.sale_id = s.id
     where v.sale_id is null and (${scope}::uuid[] is null or s.branch_id = any(${scope}::uuid[]))
     order by s.day desc limit 1`.execute(tx)
  return rows[0]?.day ?? null
}

/** What members bought and brought back, for whoever projects it: by id, voided ones included. */
export async function moved(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{
    id: string
    kind: 'sale' | 'return'
    memberId: string | null
    day: BusinessDay
    totalMinor: number
  }>`
    select id, kind, member_id as "memberId", day, total_minor as "totalMinor"
      from sale.sale where id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

export async function outcome(tx: Tx, id: string) {
  const { rows } = await sql<{
    outcome: 'applied' | 'refused'
    code: string | null
    branchId: string | null
  }>`
    select 'applied' as outcome, null as code, branch_id as "branchId" from sale.sale where id = ${id}
     union all
    select 'refused', code, null from sale.refusal where id = ${id}`.execute(tx)
  return rows[0]
}
