import { must } from './must.ts'

declare const pointsBrand: unique symbol
/** Loyalty points: whole, never mixed with money. */
export type Points = number & { readonly [pointsBrand]: true }

export function points(count: number): Points {
  must(Number.isSafeInteger(count), () => `M5: points are a safe integer, got ${count}`)
  return (count === 0 ? 0 : count) as Points
}
