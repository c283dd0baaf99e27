import type { Actor, Work } from '#db/work'

/** A till as its log is judged: which it is, of which store, and by what names its sales are known. */
export type Till = Readonly<{
  id: string
  code: string
  name: string
  storeId: string
  storeCode: string
  chainId: string
}>

/**
 * The work as the cashier at that till: what was done there was done by them, whoever carries the stick. The store is
 * the till's own, so nobody's scope is widened by it.
 */
export function atTill(work: Work, till: Till, cashier: Readonly<{ id: string; name: string }> | null): Work {
  const by: Actor = {
    kind: cashier === null ? 'key' : 'staff',
    id: cashier?.id ?? till.id,
    name: cashier?.name ?? till.name,
    permissions: work.by.permissions,
    branchIds: [till.storeId],
    requestId: work.by.requestId,
  }
  return { ...work, by }
}
