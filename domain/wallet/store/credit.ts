import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ACCOUNT_TENDERS } from '../contract/credit.ts'

export type NewLine = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  mostMinor: number
  reason: string
}>
export type LineRow = NewLine & Readonly<{ at: Instant; byId: string | null }>

const lineColumns = sql.raw(`
  id, fingerprint, member_id as "memberId", most_minor as "mostMinor", reason, at, by_id as "byId"`)

export async function lineById(tx: Tx, id: string): Promise<LineRow | undefined> {
  const { rows } = await sql<LineRow>`select ${lineColumns} from wallet.credit_line where id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

/** The latest first: it is the one in force. */
export async function linesOf(tx: Tx, memberId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns} from wallet.credit_line where member_id = ${memberId} order by nth desc limit 200`.execute(
    tx,
  )
  return rows
}

/** The member's account is locked by the caller, so the count before is the place of this one. */
export async function insertLine(work: Work, row: NewLine): Promise<void> {
  await sql`
    insert into wallet.credit_line (id, fingerprint, member_id, nth, most_minor, reason, at, by_id)
    select ${row.id}::uuid, ${row.fingerprint}, ${row.memberId}::uuid, count(*) + 1, ${row.mostMinor}::bigint,
           ${row.reason}, ${work.at}::timestamptz, ${work.by.id}::uuid
      from wallet.credit_line where member_id = ${row.memberId}::uuid`.execute(work.tx)
}

export type NewPayment = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  amountMinor: number
  tender: (typeof ACCOUNT_TENDERS)[number]
  branchId: string | null
}>
export type PaymentRow = NewPayment & Readonly<{ at: Instant; byId: string | null }>

const paymentColumns = sql.raw(`
  id, fingerprint, member_id as "memberId", amount_minor as "amountMinor", tender, branch_id as "branchId", at,
  by_id as "byId"`)

export async function paymentById(tx: Tx, id: string): Promise<PaymentRow | undefined> {
  const { rows } = await sql<PaymentRow>`
    select ${paymentColumns} from wallet.account_payment where id = ${id}`.execute(tx)
  return rows[0]
}

export async function paymentsOf(tx: Tx, memberId: string): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select ${paymentColumns} from wallet.account_payment where member_id = ${memberId}
     order by at desc, id desc limit 200`.execute(tx)
  return rows
}

export async function insertPayment(work: Work, row: NewPayment): Promise<void> {
  await sql`
    insert into wallet.account_payment (id, fingerprint, member_id, amount_minor, tender, branch_id, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.amountMinor}, ${row.tender}, ${row.branchId},
            ${work.at}, ${work.by.id})`.execute(work.tx)
}
