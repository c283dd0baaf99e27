import type { Work } from '#db/work'
import { reverse } from '#domain/wallet/index'
import { saleVoided } from './events.ts'
import * as store from './store/sales.ts'

/**
 * Takes sales back as a whole, as undoing an import does (S6): a voiding row each, every movement of value
 * reversed. Those
 * voided before stay as they are. Answers how many were voided now.
 */
export async function voidSales(work: Work, ids: readonly string[], reason: string): Promise<number> {
  await store.lockSales(work.tx, ids)
  const voided = await store.insertVoidings(work, ids, reason)
  await reverse(
    work,
    voided.map((sale) => sale.id),
    reason,
  )
  work.record(...voided.map((sale) => saleVoided({ ...sale, reason })))
  return voided.length
}
