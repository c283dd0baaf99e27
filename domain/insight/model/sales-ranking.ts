import { must } from '#base/must'

/** Lines of sales; returns are below zero. `product` counts from 0. */
export type ProductLines = Readonly<{
  product: Int32Array
  quantity: ArrayLike<number>
  spendMinor: ArrayLike<number>
}>

export type ProductRank = Readonly<{
  rank: number
  product: number
  quantity: number
  spendMinor: number
  /** Of the money of all products; null without money. */
  share: number | null
}>

/**
 * Products by pieces sold net of returns, or by money (C72); equal ones share a rank. Products nobody bought are not
 * ranked.
 */
export function productRanking(
  lines: ProductLines,
  products: number,
  by: 'quantity' | 'spendMinor' = 'quantity',
): ProductRank[] {
  const { product } = lines
  must(
    product.length === lines.quantity.length && product.length === lines.spendMinor.length,
    'H2: columns are of one length',
  )
  const quantity = new Float64Array(products)
  const spendMinor = new Float64Array(products)
  const touched = new Uint8Array(products)
  for (let i = 0; i < product.length; i += 1) {
    const p = product[i] as number
    must(p >= 0 && p < products, 'B3: products are numbered from 0')
    touched[p] = 1
    quantity[p] = (quantity[p] as number) + (lines.quantity[i] as number)
    spendMinor[p] = (spendMinor[p] as number) + (lines.spendMinor[i] as number)
  }
  const total = spendMinor.reduce((a, b) => a + b, 0)
  const column = by === 'quantity' ? quantity : spendMinor
  const order = Array.from(touched, (_, p) => p)
    .filter((p) => touched[p])
    .sort((a, b) => (column[b] as number) - (column[a] as number) || a - b)
  let rank = 0
  return order.map((p, k) => {
    const before = order[k - 1]
    if (before === undefined || column[before] !== column[p]) rank = k + 1
    return {
      rank,
      product: p,
      quantity: quantity[p] as number,
      spendMinor: spendMinor[p] as number,
      share: total > 0 ? (spendMinor[p] as number) / total : null,
    }
  })
}
