/** Half a purchase: where the line between two whole numbers is drawn. */
export const HALF = 0.5
const WIDTH = 0.64

/**
 * A place beside a whole number, so that a thousand members with one purchase are a cloud and not one dot. It depends
 * on the member alone, so nobody moves when the page is drawn again, and it never reaches the line to the next number.
 */
export function spread(purchases: number, memberId: string): number {
  let mixed = 0
  for (const letter of memberId) mixed = (Math.imul(mixed, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  const share = ((Math.imul(mixed, 2_654_435_761) >>> 0) % 1000) / 999
  return purchases + (share - HALF) * WIDTH
}

/** The whole number a line at this place stands for: "at least" that many. */
export const dragged = (x: number): number => Math.max(1, Math.round(x + HALF))
