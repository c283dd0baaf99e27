import type { Work } from '#db/work'
import { MOST_BYTES } from './book.ts'
import { rfm } from './contract.ts'
import { viewOrNone } from './standing.ts'
import { heads } from './store/parts.ts'

/**
 * Reads what everybody bought before somebody asks, through the lens that pages have when nobody says otherwise: after
 * a start the first page waits for none of it, and later for little. Nothing is read that memory would not keep, nor
 * what has not been packed yet.
 */
export async function readAhead(work: Work): Promise<void> {
  const packed = await heads(work.tx)
  const bytes = packed.reduce((all, { size }) => all + size, 0)
  if (packed.length === 0 || packed.some(({ turn }) => turn < 0) || bytes > MOST_BYTES) return
  await viewOrNone(work, rfm.input.parse({}))
}
