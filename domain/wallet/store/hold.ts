import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { WalletUnit } from '../contract.ts'

export type HoldWish = Readonly<{ id: string; fingerprint: string; memberId: string; unit: WalletUnit }>
export type HoldRelease = Readonly<{ id: string; fingerprint: string; holdId: string }>

export async function holdWish(tx: Tx, id: string): Promise<HoldWish | undefined> {
  const { rows } = await sql<HoldWish>`
    select id, fingerprint, member_id as "memberId", unit from wallet.hold_wish where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertHoldWish(work: Work, row: HoldWish): Promise<void> {
  await sql`
    insert into wallet.hold_wish (id, fingerprint, member_id, unit, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.unit}, ${work.at}, ${work.by.id})`.execute(
    work.tx,
  )
}

export async function holdRelease(tx: Tx, id: string): Promise<HoldRelease | undefined> {
  const { rows } = await sql<HoldRelease>`
    select id, fingerprint, hold_id as "holdId" from wallet.hold_release where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertHoldRelease(work: Work, row: HoldRelease): Promise<void> {
  await sql`
    insert into wallet.hold_release (id, fingerprint, hold_id, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.holdId}, ${work.at}, ${work.by.id})`.execute(work.tx)
}
