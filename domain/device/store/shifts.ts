import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'

type Whose = Readonly<{
  id: string
  deviceId: string
  storeId: string
  cashierId: string
  cashierName: string
}>

/** A shift begins with its first news, whichever that is: what opened it may have been lost with an old epoch. */
export async function begin(
  tx: Tx,
  of: Whose & Readonly<{ openedAt: Instant; floatMinor: number }>,
): Promise<void> {
  await sql`
    insert into device.shift (id, device_id, store_id, opened_at, float_minor, cashier_id, cashier_name)
    values (${of.id}, ${of.deviceId}, ${of.storeId}, ${of.openedAt}, ${of.floatMinor}, ${of.cashierId},
            ${of.cashierName})
    on conflict (id) do nothing`.execute(tx)
}

export async function addCash(
  tx: Tx,
  of: Readonly<{ id: string; deviceId: string; inMinor: number; outMinor: number }>,
): Promise<void> {
  await sql`
    update device.shift
       set cash_in_minor = cash_in_minor + ${of.inMinor}, cash_out_minor = cash_out_minor + ${of.outMinor}
     where id = ${of.id} and device_id = ${of.deviceId} and closed_at is null`.execute(tx)
}

export async function close(
  tx: Tx,
  of: Readonly<{
    id: string
    deviceId: string
    closedAt: Instant
    countedMinor: number
    expectedMinor: number
    cashInMinor: number
    cashOutMinor: number
    receipts: number
    figures: Record<string, unknown>
  }>,
): Promise<void> {
  await sql`
    update device.shift
       set closed_at = ${of.closedAt}, counted_minor = ${of.countedMinor}, expected_minor = ${of.expectedMinor}
         , cash_in_minor = ${of.cashInMinor}, cash_out_minor = ${of.cashOutMinor}, receipts = ${of.receipts}
         , figures = ${JSON.stringify(of.figures)}::jsonb
     where id = ${of.id} and device_id = ${of.deviceId} and closed_at is null`.execute(tx)
}

export type ShiftRow = Readonly<{
  id: string
  deviceId: string
  branchId: string
  openedAt: Instant
  closedAt: Instant | null
  floatMinor: number
  cashInMinor: number
  cashOutMinor: number
  countedMinor: number | null
  expectedMinor: number | null
  receipts: number | null
  figures: Record<string, unknown> | null
  cashierName: string
}>

export async function list(
  tx: Tx,
  of: Readonly<{
    branchId: string | null
    deviceId: string | null
    branchIds: readonly string[] | null
    page: number
    rows: number
  }>,
): Promise<{ rows: ShiftRow[]; total: number }> {
  const where = sql`
    (${of.branchId}::uuid is null or store_id = ${of.branchId})
    and (${of.deviceId}::uuid is null or device_id = ${of.deviceId})
    and (${of.branchIds}::uuid[] is null or store_id = any(${of.branchIds}::uuid[]))`
  const { rows } = await sql<ShiftRow>`
    select id, device_id as "deviceId", store_id as "branchId", opened_at as "openedAt", closed_at as "closedAt"
         , float_minor as "floatMinor", cash_in_minor as "cashInMinor", cash_out_minor as "cashOutMinor"
         , counted_minor as "countedMinor", expected_minor as "expectedMinor", receipts, figures
         , cashier_name as "cashierName"
      from device.shift where ${where} order by opened_at desc, id limit ${of.rows}
    offset ${(of.page - 1) * of.rows}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from device.shift where ${where}`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}
