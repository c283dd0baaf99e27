import { sql } from 'kysely'
import type { Tx } from '#db/work'

/** Every table whose rows are wishes that were carried out, by the id their maker gave them. */
const WISHES = [
  'opening',
  'coupon',
  'top_up',
  'top_up_refund',
  'adjustment',
  'adjustment_decision',
  'transfer',
  'coupon_transfer',
  'hold_wish',
  'hold_release',
  'freeze',
  'freeze_lifting',
  'credit_line',
  'account_payment',
] as const

export async function outcomeOf(tx: Tx, id: string) {
  const applied = WISHES.map(
    (name) => sql`select ${name} as kind, null as code from ${sql.id('wallet', name)} where id = ${id}`,
  )
  const { rows } = await sql<{ kind: string; code: string | null }>`
    ${sql.join(applied, sql` union all `)}
     union all
    select kind, code from wallet.refusal where id = ${id}`.execute(tx)
  return rows[0]
}
