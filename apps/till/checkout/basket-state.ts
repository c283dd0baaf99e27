import type { ByHand } from '#domain/program/model/basket'
import type { CouponRow, ProductRow } from '../till-context.ts'
import type { Allowance } from './allowance.ts'

/** A line as the cashier rang it up; what it costs in the end is the quote's affair. */
export type DraftLine = Readonly<{
  /** Names the line on the screen for as long as the basket lives. */
  key: number
  code: string
  name: string
  category: string
  unitPriceMinor: number
  costMinor: number | null
  /** Quantity in thousandths, so that weighed goods are exact. */
  thousandths: number
  discount: ByHand | null
  addOnCode: string | null
  /** The pass (次卡) that pays it. */
  passCode: string | null
  /** Who sold it (导购), as head office's sales name people; null where nobody said. */
  seller: string | null
}>

/** `best` takes whatever saves most; a list of ids is the cashier's own choice, and an empty one is none. */
export type CouponChoice = 'best' | readonly string[]

/** A basket while it is rung up: plain JSON, so that it can be put aside, kept over a reload and taken out again. */
export type Draft = Readonly<{
  /** Another shape is another number; one of an older program is forgotten. */
  v: 1
  /** Of the sale that it becomes, from its first line on: whether it was sold can be told after a crash. */
  id: string | null
  lines: readonly DraftLine[]
  nextKey: number
  selected: number | null
  /** On the whole basket. */
  discount: ByHand | null
  /** Who allowed discounts by hand, and which, if somebody had to. */
  allowed: Allowance | null
  memberId: string | null
  /** Whether the card itself, or the member's code, was read: what some programs ask for (C07). */
  cardShown: boolean
  coupons: CouponChoice
  /** Coupons of the member that were shown by their secret, and may be younger than what the till was told. */
  shown: readonly CouponRow[]
  /** Who sells whatever is added next. */
  seller: string | null
  /** Codes of coupons open to all that were shown. */
  openCodes: readonly string[]
}>

export const EMPTY_DRAFT: Draft = {
  v: 1,
  id: null,
  lines: [],
  nextKey: 1,
  selected: null,
  discount: null,
  memberId: null,
  cardShown: false,
  coupons: 'best',
  shown: [],
  allowed: null,
  seller: null,
  openCodes: [],
}

/** The intake takes no more of one line. */
export const MOST_THOUSANDTHS = 10_000_000_000
export const MOST_DRAFT_LINES = 2_000

type Sold = Pick<DraftLine, 'code' | 'name' | 'category' | 'unitPriceMinor' | 'costMinor'>

/** A product as it is sold, at the price that was said where the catalogue has none. */
export const soldAs = (product: ProductRow, unitPriceMinor: number): Sold => ({
  code: product.code,
  name: product.name,
  category: product.category,
  unitPriceMinor,
  costMinor: product.costMinor,
})

/**
 * Adds goods: to the line that already has them when nothing tells the two apart, else as a line of its own; what was
 * added is selected. A full basket stays as it is.
 */
export function addGoods(
  draft: Draft,
  goods: Sold,
  {
    thousandths = 1000,
    addOnCode = null,
  }: Readonly<{ thousandths?: number; addOnCode?: string | null }> = {},
): Draft {
  const same = draft.lines.find(
    (line) =>
      line.code === goods.code &&
      line.unitPriceMinor === goods.unitPriceMinor &&
      line.discount === null &&
      line.addOnCode === addOnCode &&
      line.passCode === null &&
      line.seller === draft.seller &&
      // Every weighed piece is a line of its own: the customer counts them.
      line.thousandths % 1000 === 0 &&
      thousandths % 1000 === 0,
  )
  if (same) return { ...withQuantity(draft, same.key, same.thousandths + thousandths), selected: same.key }
  if (draft.lines.length >= MOST_DRAFT_LINES || thousandths > MOST_THOUSANDTHS || thousandths <= 0)
    return draft
  const line: DraftLine = {
    ...goods,
    key: draft.nextKey,
    thousandths,
    discount: null,
    addOnCode,
    passCode: null,
    seller: draft.seller,
  }
  return { ...draft, lines: [...draft.lines, line], nextKey: draft.nextKey + 1, selected: line.key }
}

/** Nothing left of a line takes it out. */
export function withQuantity(draft: Draft, key: number, thousandths: number): Draft {
  if (thousandths <= 0) return without(draft, key)
  if (thousandths > MOST_THOUSANDTHS) return draft
  return changed(draft, key, { thousandths })
}

export const withLineDiscount = (draft: Draft, key: number, discount: ByHand | null): Draft =>
  changed(draft, key, { discount })

/** Whether a pass of the member pays the line, and which. */
export const withPass = (draft: Draft, key: number, passCode: string | null): Draft =>
  changed(draft, key, { passCode })

function changed(draft: Draft, key: number, part: Partial<DraftLine>): Draft {
  return { ...draft, lines: draft.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) }
}

/** Takes a line out; the one below it is selected then, or the last one. */
export function without(draft: Draft, key: number): Draft {
  const at = draft.lines.findIndex((line) => line.key === key)
  if (at < 0) return draft
  const lines = draft.lines.toSpliced(at, 1)
  const next = lines[Math.min(at, lines.length - 1)]
  // A discount on a basket that is empty would fall on the next customer's first scan.
  const discount = lines.length === 0 ? null : draft.discount
  return { ...draft, lines, selected: next?.key ?? null, discount }
}

/** Up is -1, down is 1; from nothing, the last line. */
export function moved(draft: Draft, step: 1 | -1): Draft {
  const last = draft.lines.length - 1
  const at = draft.lines.findIndex((line) => line.key === draft.selected)
  const next = at < 0 ? last : Math.min(last, Math.max(0, at + step))
  return { ...draft, selected: draft.lines[next]?.key ?? null }
}

/** Who sold one line; everything else stays as it is. */
export const withLineSeller = (draft: Draft, key: number, seller: string | null): Draft =>
  changed(draft, key, { seller })

/** Who sold all of it, and whatever is added next. */
export const withSeller = (draft: Draft, seller: string | null): Draft => ({
  ...draft,
  seller,
  lines: draft.lines.map((line) => ({ ...line, seller })),
})

/** The same goods at their price: no line is paid with a pass. */
export const withoutPasses = (draft: Draft): Draft => ({
  ...draft,
  lines: draft.lines.map((line) => (line.passCode === null ? line : { ...line, passCode: null })),
})

/** Somebody else's coupons and passes are not this member's. */
export const withMember = (draft: Draft, memberId: string | null, cardShown: boolean): Draft =>
  draft.memberId === memberId
    ? { ...draft, cardShown: memberId !== null && (draft.cardShown || cardShown) }
    : {
        ...withoutPasses(draft),
        memberId,
        cardShown: memberId !== null && cardShown,
        coupons: 'best',
        shown: [],
      }

/**
 * A coupon that was shown by its secret. What lowers the price is used where it serves best; what brings something
 * over the counter only because somebody chose it, so it is chosen beside all others (`held`).
 */
export function withShown(
  draft: Draft,
  row: CouponRow,
  { chosen, held }: Readonly<{ chosen: boolean; held: readonly string[] }>,
): Draft {
  const shown = draft.shown.some((one) => one.id === row.id) ? draft.shown : [...draft.shown, row]
  if (draft.coupons === 'best') return { ...draft, shown, coupons: chosen ? [...held, row.id] : 'best' }
  return { ...draft, shown, coupons: [...new Set([...draft.coupons, row.id])] }
}

/** The basket without anything that a hand took off. */
export const withoutDiscounts = (draft: Draft): Draft => ({
  ...draft,
  discount: null,
  allowed: null,
  lines: draft.lines.map((line) => ({ ...line, discount: null })),
})

export const withOpenCode = (draft: Draft, code: string): Draft =>
  draft.openCodes.includes(code) ? draft : { ...draft, openCodes: [...draft.openCodes, code] }

export const withoutOpenCode = (draft: Draft, code: string): Draft => ({
  ...draft,
  openCodes: draft.openCodes.filter((one) => one !== code),
})

export const selectedLine = (draft: Draft): DraftLine | null =>
  draft.lines.find((line) => line.key === draft.selected) ?? null

/** Nobody is served: nothing rung up and nobody named. */
export const isIdle = (draft: Draft): boolean => draft.lines.length === 0 && draft.memberId === null

/** A basket as it was kept; null for anything this program did not keep itself in this shape. */
export function keptDraft(kept: unknown): Draft | null {
  if (typeof kept !== 'object' || kept === null || !('v' in kept) || kept.v !== 1) return null
  // Only this program writes under that name, and the number tells the shape.
  const draft = kept as Draft
  // What an older program kept has no word of what came later.
  const lines = draft.lines.map((line) => ({
    ...line,
    passCode: line.passCode ?? null,
    seller: line.seller ?? null,
  }))
  return {
    ...draft,
    lines,
    seller: draft.seller ?? null,
    shown: draft.shown ?? [],
    allowed: draft.allowed ?? null,
  }
}
