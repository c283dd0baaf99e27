import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type NewHandDiscount = Readonly<{
  eventHash: string
  saleId: string
  deviceId: string
  storeId: string
  happenedAt: Instant
  cashierId: string
  cashierName: string
  listedMinor: number
  offMinor: number
  shareBps: number
  mostBps: number | null
  allowedId: string | null
  allowedName: string | null
  within: boolean
}>

export async function insertDiscounts(work: Work, rows: readonly NewHandDiscount[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into device.hand_discount (event_hash, sale_id, device_id, store_id, happened_at, cashier_id, cashier_name,
                                      listed_minor, off_minor, share_bps, most_bps, allowed_id, allowed_name, within)
    select * from unnest(${rows.map((r) => r.eventHash)}::text[], ${rows.map((r) => r.saleId)}::uuid[],
                  ${rows.map((r) => r.deviceId)}::uuid[], ${rows.map((r) => r.storeId)}::uuid[],
                  ${rows.map((r) => r.happenedAt)}::timestamptz[], ${rows.map((r) => r.cashierId)}::uuid[],
                  ${rows.map((r) => r.cashierName)}::text[], ${rows.map((r) => r.listedMinor)}::bigint[],
                  ${rows.map((r) => r.offMinor)}::bigint[], ${rows.map((r) => r.shareBps)}::integer[],
                  ${rows.map((r) => r.mostBps)}::integer[], ${rows.map((r) => r.allowedId)}::uuid[],
                  ${rows.map((r) => r.allowedName)}::text[], ${rows.map((r) => r.within)}::boolean[])`.execute(
    work.tx,
  )
}

export type HandDiscountsAsked = Readonly<{
  branchId: string | null
  deviceId: string | null
  cashierId: string | null
  beyond: boolean | null
  branchIds: readonly string[] | null
  most: number
}>
export type HandDiscountRow = Omit<NewHandDiscount, 'eventHash'>

/** Newest first, with what all of them took off. */
export async function listHandDiscounts(
  tx: Tx,
  of: HandDiscountsAsked,
): Promise<{ rows: HandDiscountRow[]; total: number; offMinor: number }> {
  const where = sql`
    (${of.branchId}::uuid is null or store_id = ${of.branchId})
    and (${of.deviceId}::uuid is null or device_id = ${of.deviceId})
    and (${of.cashierId}::uuid is null or cashier_id = ${of.cashierId})
    and (${of.beyond}::boolean is null or coalesce(share_bps > most_bps, false) = ${of.beyond})
    and (${of.branchIds}::uuid[] is null or store_id = any(${of.branchIds}::uuid[]))`
  const { rows } = await sql<HandDiscountRow>`
    select sale_id as "saleId", device_id as "deviceId", store_id as "storeId", happened_at as "happenedAt"
         , cashier_id as "cashierId", cashier_name as "cashierName", listed_minor as "listedMinor"
         , off_minor as "offMinor", share_bps as "shareBps", most_bps as "mostBps", allowed_id as "allowedId"
         , allowed_name as "allowedName", within
      from device.hand_discount where ${where} order by happened_at desc, sale_id, event_hash
     limit ${of.most}`.execute(tx)
  const { rows: counted } = await sql<{ total: number; offMinor: number }>`
    select count(*) as total, coalesce(sum(off_minor), 0)::bigint as "offMinor"
      from device.hand_discount where ${where}`.execute(tx)
  return { rows, ...(counted[0] ?? { total: 0, offMinor: 0 }) }
}
