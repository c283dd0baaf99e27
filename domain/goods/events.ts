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
