import type { Happening } from '#base/happening'

export const productAdded = (of: { id: string; code: string }): Happening => ({
  kind: 'goods.product_added',
  subjectId: of.id,
  body: { code: of.code },
})

export const productWithdrawn = (id: string): Happening => ({
  kind: 'goods.product_withdrawn',
  subjectId: id,
  body: {},
})

export const productChanged = (of: { id: string; fields: readonly string[] }): Happening => ({
  kind: 'goods.product_changed',
  subjectId: of.id,
  body: { fields: of.fields },
})

export const stockMoved = (of: {
  id: string
  kind: string
  branchId: string | null
  toBranchId: string | null
}): Happening => ({
  kind: 'goods.stock_moved',
  subjectId: of.id,
  body: { kind: of.kind, branchId: of.branchId, toBranchId: of.toBranchId },
})

export const limitsKept = (of: {
  productId: string
  branchId: string | null
  low: number | null
  high: number | null
}): Happening => ({
  kind: 'goods.limits_kept',
  subjectId: of.productId,
  body: { branchId: of.branchId, low: of.low, high: of.high },
})
