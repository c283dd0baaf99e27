import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Money } from '#base/money'
import type { Tx } from '#db/work'
import type { Deduction } from '#domain/program/model/basket'
import { ofMembers } from './of-members.ts'

const stands = (of: string) => sql.raw(`not exists (select from sale.voiding v where v.sale_id = ${of}.id)`)

export type Place = Readonly<{ day: BusinessDay; id: string }>
export type PastHead = Readonly<{
  id: string
  day: BusinessDay
  branchId: string
  memberId: string | null
  totalMinor: Money
  points: number
}>
export type PastLine = Readonly<{
  saleId: string
  no: number
  productCode: string
  thousandths: number
  unitPriceMinor: Money
  deductions: Deduction[] | null
  passCode: string | null
}>
export type PastPaid = Readonly<{ saleId: string; pointsMinor: number; otherwiseMinor: number }>

/** How many sales of a period stand. */
export async function countPast(
  tx: Tx,
  of: Readonly<{ from: BusinessDay; to: BusinessDay }>,
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from sale.sale s
     where s.kind = 'sale' and s.day between ${of.from} and ${of.to} and ${stands('s')}`.execute(tx)
  return rows[0]?.total ?? 0
}

/** Sales that stand, in the order of their days, after a place. */
export async function pastHeads(
  tx: Tx,
  of: Readonly<{ after: Place; to: BusinessDay; most: number }>,
): Promise<PastHead[]> {
  const { rows } = await sql<PastHead>`
    select s.id, s.day, s.branch_id as "branchId", s.member_id as "memberId", s.total_minor as "totalMinor", s.points
      from sale.sale s
     where s.kind = 'sale' and s.day <= ${of.to} and (s.day, s.id) > (${of.after.day}::date, ${of.after.id}::uuid)
       and ${stands('s')}
     order by s.day, s.id limit ${of.most}`.execute(tx)
  return rows
}

/** Lines as far as they did not come back, line by line; what came back by an amount is not taken off. */
export async function pastLines(tx: Tx, saleIds: readonly string[]): Promise<PastLine[]> {
  const { rows } = await sql<PastLine>`
    with back as (
      select r.returns_id as sale_id, y.returned_no as no, sum(y.quantity) as quantity
        from sale.sale r join sale.line y on y.sale_id = r.id and y.returned_no is not null
       where r.returns_id = any(${saleIds}::uuid[]) and ${stands('r')} group by 1, 2)
    select l.sale_id as "saleId", l.no, l.product_code as "productCode",
           ((l.quantity - coalesce(b.quantity, 0)) * 1000)::int as thousandths,
           l.unit_price_minor as "unitPriceMinor", l.deductions, l.pass_code as "passCode"
      from sale.line l left join back b on b.sale_id = l.sale_id and b.no = l.no
     where l.sale_id = any(${saleIds}::uuid[]) and l.quantity > coalesce(b.quantity, 0)
     order by l.sale_id, l.no`.execute(tx)
  return rows
}

/** What of sales was paid with value given away before. */
export async function pastPaid(tx: Tx, saleIds: readonly string[]): Promise<PastPaid[]> {
  const { rows } = await sql<PastPaid>`
    select t.sale_id as "saleId",
           coalesce(sum(t.amount_minor) filter (where t.kind = 'points'), 0)::bigint as "pointsMinor",
           sum(case when t.kind in ('points', 'voucher') then t.amount_minor else t.bonus_minor end)::bigint
             as "otherwiseMinor"
      from sale.tender t
     where t.sale_id = any(${saleIds}::uuid[]) and t.kind in ('points', 'voucher', 'stored_value')
     group by t.sale_id`.execute(tx)
  return rows
}

export type DayOfMember = Readonly<{
  memberId: string
  day: BusinessDay
  spendMinor: number
  visits: number
  points: number
}>

/**
 * What members bought by day, what points, bonus and vouchers paid left out; returns count on the day of their sale.
 */
export async function daysOfMembers(
  tx: Tx,
  of: Readonly<{ from: BusinessDay; to: BusinessDay; memberIds: readonly string[] | null }>,
): Promise<DayOfMember[]> {
  const { rows } = await sql<DayOfMember>`
    select s.member_id as "memberId", s.day,
           sum(s.total_minor - coalesce(p.otherwise, 0)
               + coalesce(b.total, 0) + coalesce(b.otherwise, 0))::bigint as "spendMinor",
           count(*) filter (where s.total_minor = 0 or coalesce(0 - b.total, 0) < s.total_minor)::int as visits,
           sum(s.points + coalesce(b.points, 0))::bigint as points
      from sale.sale s
      left join lateral (
        select sum(case when t.kind in ('points', 'voucher') then t.amount_minor else t.bonus_minor end) as otherwise
          from sale.tender t where t.sale_id = s.id) p on true
      left join lateral (
        select sum(r.total_minor) as total, sum(r.points) as points,
               sum((select sum(case when t.kind in ('points', 'voucher') then t.amount_minor else t.bonus_minor end)
                      from sale.tender t where t.sale_id = r.id)) as otherwise
          from sale.sale r where r.returns_id = s.id and ${stands('r')}) b on true
     where s.kind = 'sale' and s.member_id is not null and s.day between ${of.from} and ${of.to} and ${stands('s')}
       and ${ofMembers(of.memberIds, of)}
     group by s.member_id, s.day order by s.day, s.member_id`.execute(tx)
  return rows
}

/** Products of the tier fees that members paid for and did not bring back. */
export async function feesOfMembers(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; codes: readonly string[] }>,
): Promise<Readonly<{ memberId: string; day: BusinessDay; code: string }>[]> {
  if (of.codes.length === 0) return []
  const { rows } = await sql<{ memberId: string; day: BusinessDay; code: string }>`
    select distinct s.member_id as "memberId", s.day, l.product_code as code
      from sale.sale s join sale.line l on l.sale_id = s.id
     where s.kind = 'sale' and ${ofMembers(of.memberIds)} and l.product_code = any(${of.codes}::text[])
       and ${stands('s')}
       and not exists (select from sale.sale r join sale.line y on y.sale_id = r.id and y.returned_no = l.no
                        where r.returns_id = s.id and ${stands('r')})`.execute(tx)
  return rows
}
