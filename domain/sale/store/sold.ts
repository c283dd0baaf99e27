import { sql } from 'kysely'
import type { Money } from '#base/money'
import { all } from '#db/all'
import type { Tx } from '#db/work'
import type { Deduction } from '#domain/program/model/basket'
import type { PaidTender, Sold, SoldLine } from '../model/returns.ts'

const stands = sql.raw(`not exists (select from sale.voiding v where v.sale_id = r.id)`)

type Head = Omit<Sold, 'lines' | 'tenders'>
type LineRow = Omit<SoldLine, 'deductions'> & Readonly<{ saleId: string; deductions: Deduction[] | null }>
type TenderRow = Omit<PaidTender, 'back'> &
  Readonly<{ saleId: string; backMinor: Money; backCount: number; backPoints: number; backBonus: Money }>

/** Sales that can be returned, with all that already came back; voided ones cannot. */
export async function soldSales(tx: Tx, ids: readonly string[]): Promise<Sold[]> {
  if (ids.length === 0) return []
  const [{ rows: heads }, { rows: lines }, { rows: tenders }] = await all([
    headsOf(tx, ids),
    linesOf(tx, ids),
    tendersOf(tx, ids),
  ])
  return heads.map((head) => ({
    ...head,
    lines: lines
      .filter((line) => line.saleId === head.id)
      .map(({ saleId: _, deductions, ...line }) => ({ ...line, deductions: deductions ?? [] })),
    tenders: tenders.filter((tender) => tender.saleId === head.id).map(tenderOf),
  }))
}

function tenderOf({
  saleId: _,
  backMinor,
  backCount,
  backPoints,
  backBonus,
  ...tender
}: TenderRow): PaidTender {
  return {
    ...tender,
    back: { amountMinor: backMinor, count: backCount, points: backPoints, bonusMinor: backBonus },
  }
}

const headsOf = (tx: Tx, ids: readonly string[]) =>
  sql<Head>`
    select s.id, s.member_id as "memberId", s.branch_id as "branchId", s.day, s.total_minor as "totalMinor",
           s.rounding_minor as "roundingMinor", s.points,
           s.program_version as "programVersion",
           coalesce(-sum(r.total_minor), 0)::bigint as "returnedMinor",
           coalesce(-sum(r.rounding_minor), 0)::bigint as "returnedRoundingMinor",
           coalesce(-sum(r.points), 0)::bigint as "clawedBack"
      from sale.sale s
      left join sale.sale r on r.returns_id = s.id and ${stands}
     where s.id = any(${ids}::uuid[]) and s.kind = 'sale'
       and not exists (select from sale.voiding v where v.sale_id = s.id)
     group by s.id`.execute(tx)

const linesOf = (tx: Tx, ids: readonly string[]) =>
  sql<LineRow>`
    select l.sale_id as "saleId", l.no, l.product_code as "productCode", l.product_id as "productId", l.name,
           (l.quantity * 1000)::bigint as thousandths, l.unit_price_minor as "unitPriceMinor",
           l.listed_minor as "listedMinor", l.charged_minor as "chargedMinor", l.deductions, l.seller,
           l.pass_code as "passCode", l.pass_count as "passCount", l.earn_times as "earnTimes",
           coalesce((b.quantity * 1000)::bigint, 0) as "returnedThousandths",
           coalesce(b.charged, 0)::bigint as "returnedMinor"
      from sale.line l
      left join lateral (
        select sum(y.quantity) as quantity, sum(y.charged_minor) as charged
          from sale.sale r join sale.line y on y.sale_id = r.id and y.returned_no = l.no
         where r.returns_id = l.sale_id and ${stands}) b on true
     where l.sale_id = any(${ids}::uuid[]) order by l.sale_id, l.no`.execute(tx)

const tendersOf = (tx: Tx, ids: readonly string[]) =>
  sql<TenderRow>`
    select t.sale_id as "saleId", t.no, t.kind::text as kind, t.amount_minor as "amountMinor", t.code, t.count,
           t.points,
           t.principal_minor as "principalMinor", t.bonus_minor as "bonusMinor",
           coalesce(b.amount, 0)::bigint as "backMinor", coalesce(b.count, 0)::bigint as "backCount",
           coalesce(b.points, 0)::bigint as "backPoints", coalesce(b.bonus, 0)::bigint as "backBonus"
      from sale.tender t
      left join lateral (
        select sum(y.amount_minor) as amount, sum(y.count) as count, sum(y.points) as points,
               sum(y.bonus_minor) as bonus
          from sale.sale r join sale.tender y on y.sale_id = r.id and y.returned_no = t.no
         where r.returns_id = t.sale_id and ${stands}) b on true
     where t.sale_id = any(${ids}::uuid[]) order by t.sale_id, t.no`.execute(tx)

/** The returns of sales that stand. */
export async function returnsOf(tx: Tx, saleIds: readonly string[]) {
  const { rows } = await sql<{ id: string; saleId: string }>`
    select r.id, r.returns_id as "saleId" from sale.sale r
     where r.returns_id = any(${saleIds}::uuid[]) and ${stands}`.execute(tx)
  return rows
}
