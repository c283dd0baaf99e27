import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { WalletUnit } from '../contract.ts'
import type { TRANSFER_UNITS } from '../contract/transfer.ts'

export type NewTransfer = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  toMemberId: string
  unit: (typeof TRANSFER_UNITS)[number]
  amount: number
  bonus: number
  note: string
  programVersion: number
}>
export type TransferRow = NewTransfer & Readonly<{ at: Instant; byId: string | null }>

const columns = sql.raw(`
  id, fingerprint, member_id as "memberId", to_member_id as "toMemberId", unit, amount, bonus, note,
  program_version as "programVersion", at, by_id as "byId"`)

export async function transferById(tx: Tx, id: string): Promise<TransferRow | undefined> {
  const { rows } = await sql<TransferRow>`select ${columns} from wallet.transfer where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertTransfer(work: Work, row: NewTransfer): Promise<void> {
  await sql`
    insert into wallet.transfer
           (id, fingerprint, member_id, to_member_id, unit, amount, bonus, note, program_version, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.toMemberId}, ${row.unit}, ${row.amount},
            ${row.bonus}, ${row.note}, ${row.programVersion}, ${work.at}, ${work.by.id})`.execute(work.tx)
}

export async function transfersOf(
  tx: Tx,
  of: Readonly<{ memberId: string; from: number; most: number }>,
): Promise<{ rows: TransferRow[]; total: number }> {
  const { rows } = await sql<TransferRow & { total: number }>`
    select ${columns}, count(*) over () as total from wallet.transfer
     where member_id = ${of.memberId} or to_member_id = ${of.memberId}
     order by at desc, id desc limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Where a lot's value went: `arrived` is what became a lot, the rest repaid a debt. */
export type NewMovedLot = Readonly<{
  transactionId: string
  fromLotId: string
  toLotId: string | null
  unit: WalletUnit
  amount: number
  arrived: number
}>

export async function insertMovedLots(tx: Tx, rows: readonly NewMovedLot[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into wallet.moved_lot (transaction_id, from_lot_id, to_lot_id, unit, amount, arrived)
    select * from unnest(${rows.map((r) => r.transactionId)}::uuid[], ${rows.map((r) => r.fromLotId)}::uuid[],
                         ${rows.map((r) => r.toLotId)}::uuid[], ${rows.map((r) => r.unit)}::text[],
                         ${rows.map((r) => r.amount)}::bigint[], ${rows.map((r) => r.arrived)}::bigint[])`.execute(
    tx,
  )
}

export async function movedBy(tx: Tx, transactionIds: readonly string[]): Promise<NewMovedLot[]> {
  const { rows } = await sql<NewMovedLot>`
    select transaction_id as "transactionId", from_lot_id as "fromLotId", to_lot_id as "toLotId", unit, amount, arrived
      from wallet.moved_lot where transaction_id = any(${transactionIds}::uuid[])
     order by transaction_id, from_lot_id`.execute(tx)
  return rows
}

/** Every lot that now or once held value of these, through any number of moves; the first ones are among them. */
export async function heirsOf(tx: Tx, lotIds: readonly string[]) {
  const { rows } = await sql<{ lotId: string; fromLotId: string }>`
    with recursive way as (
      select id as first, id as lot from unnest(${lotIds}::uuid[]) as l (id)
      union
      select w.first, m.to_lot_id from way w join wallet.moved_lot m on m.from_lot_id = w.lot
       where m.to_lot_id is not null)
    select lot as "lotId", first as "fromLotId" from way`.execute(tx)
  return rows
}
