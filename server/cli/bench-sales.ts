/** What a made-up sales file is like; the same wish gives the same file, byte for byte. */
export type SalesWish = Readonly<{ receipts: number; members: number; seed: number }>

const PRODUCTS = 400
/** Shares of a hundred. */
const WITH_MEMBER = 70
const RETURNED = 2
const MOST_LINES = 5
/** Receipts are spread evenly over a year that has passed. */
const FIRST_DAY = Date.UTC(2025, 0, 1)
const DAYS = 365
const DAY_MS = 86_400_000

/** The columns of the file, as the import guesses them. */
export const SALES_HEADER = 'receipt_no,member_number,sold_at,product_code,quantity,unit_price'

/**
 * Sales of a made-up shop as rows of CSV without a header: one to five lines a receipt, seven in ten with a member, two
 * in a hundred brought back as a receipt of its own that begins with C.
 */
export function salesRows({ receipts, members, seed }: SalesWish): string[] {
  const below = dice(seed)
  const rows: string[] = []
  for (let no = 0; no < receipts; no += 1) {
    const at = FIRST_DAY + Math.floor((no / receipts) * DAYS) * DAY_MS + (9 * 3600 + below(12 * 3600)) * 1000
    const soldAt = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    const member = below(100) < WITH_MEMBER ? `M${String(below(members)).padStart(6, '0')}` : ''
    const back = below(100) < RETURNED
    const receipt = `${back ? 'C' : ''}R${String(no + 1).padStart(8, '0')}`
    const lines = 1 + below(MOST_LINES)
    for (let line = 0; line < lines; line += 1) {
      const product = below(PRODUCTS)
      const price = (100 + ((product * 7919) % 20_000)) / 100
      const quantity = (1 + below(3)) * (back ? -1 : 1)
      rows.push(
        `${receipt},${member},${soldAt},P${String(product).padStart(4, '0')},${quantity},${price.toFixed(2)}`,
      )
    }
  }
  return rows
}

/** Whole numbers below a limit, the same for the same seed (mulberry32). */
export function dice(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}
