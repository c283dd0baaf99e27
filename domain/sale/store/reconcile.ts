import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type BranchDays = Readonly<{ branchId: string; from: BusinessDay; to: BusinessDay }>

/** What receipts say per day and tender; returns count below zero, voided receipts not at all. */
export type TenderDay = Readonly<{
  day: BusinessDay
  kind: string
  receipts: number
  soldMinor: number
  returnedMinor: number
  givenMinor: number
}>

export async function tenderDays(tx: Tx, { branchId, from, to }: BranchDays): Promise<TenderDay[]> {
  const { rows } = await sql<TenderDay>`
    select s.day, t.kind, count(distinct s.id)::int as receipts,
           coalesce(sum(t.amount_minor) filter (where s.kind = 'sale'), 0)::bigint as "soldMinor",
           coalesce(sum(t.amount_minor) filter (where s.kind = 'return'), 0)::bigint as "returnedMinor",
           coalesce(sum(coalesce(t.given_minor, t.amount_minor)) filter (where s.kind = 'sale'), 0)::bigint
             as "givenMinor"
      from sale.sale s
      join sale.tender t on t.sale_id = s.id
     where s.branch_id = ${branchId} and s.day between ${from} and ${to}
       and not exists (select from sale.voiding v where v.sale_id = s.id)
     group by s.day, t.kind order by s.day, t.kind`.execute(tx)
  return rows
}

export async function roundingDays(tx: Tx, { branchId, from, to }: BranchDays) {
  const { rows } = await sql<{ day: BusinessDay; roundingMinor: number }>`
    select s.day, sum(s.rounding_minor)::bigint as "roundingMinor"
      from sale.sale s
     where s.branch_id = ${branchId} and s.day between ${from} and ${to}
       and not exists (select from sale.voiding v where v.sale_id = s.id)
     group by s.day order by s.day`.execute(tx)
  return rows
}

/** What one receipt says it moved of what its member holds, in the measure of the ledger. */
export type SaidValue = Readonly<{
  id: string
  day: BusinessDay
  kind: 'points' | 'stored_value' | 'voucher' | 'on_account'
  code: string | null
  said: number
}>

/** Receipts of the days that moved value, and voided ones with nothing: their reversal leaves nothing either. */
export async function saidValues(tx: Tx, { branchId, from, to }: BranchDays): Promise<SaidValue[]> {
  const { rows } = await sql<SaidValue>`
    select s.id, s.day, t.kind, t.code,
           sum(case when v.sale_id is not null then 0 when s.kind = 'sale' then 1 else -1 end
               * case t.kind when 'points' then t.points when 'stored_value' then t.principal_minor + t.bonus_minor
                             when 'voucher' then t.count else t.amount_minor end)::bigint as said
      from sale.sale s
      join sale.tender t on t.sale_id = s.id
      left join sale.voiding v on v.sale_id = s.id
     where s.branch_id = ${branchId} and s.day between ${from} and ${to}
       and t.kind in ('points', 'stored_value', 'voucher', 'on_account')
     group by s.id, s.day, t.kind, t.code order by s.day, s.id`.execute(tx)
  return rows
}

/** Of these ids, the receipts there are, with the branch and day each belongs to. */
export async function placesOf(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; branchId: string; day: BusinessDay }>`
    select id, branch_id as "branchId", day from sale.sale where id = any(${ids}::uuid[])`.execute(tx)
  return rows
}
