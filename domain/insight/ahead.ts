import { addMonths } from '#base/instant'
import type { Work } from '#db/work'
import { MOST_BYTES } from './book.ts'
import { rfm } from './contract.ts'
import { historiesSeen, seenBefore } from './seen.ts'
import { viewOrNone } from './standing.ts'
import { heads } from './store/parts.ts'

/** Where histories take more, only the lens of most pages is read ahead: each takes about as much again. */
const MOST_LENSES_BYTES = MOST_BYTES / 3

/**
 * Reads what everybody bought before somebody asks, through the lenses that pages have when nobody says otherwise:
 * their window, ever, and their window a month before, with which movement and repeat rate compare. After a start the
 * first page waits for none of it, and later for little. Nothing is read that memory would not keep, nor what has not
 * been packed yet.
 */
export async function readAhead(work: Work): Promise<void> {
  const packed = await heads(work.tx)
  const bytes = packed.reduce((all, { size }) => all + size, 0)
  if (packed.length === 0 || packed.some(({ turn }) => turn < 0) || bytes > MOST_BYTES) return
  const now = await viewOrNone(work, rfm.input.parse({}))
  if (now === null || bytes > MOST_LENSES_BYTES) return
  const { asOf, windowMonths } = now
  for (const lens of [
    { asOf, windowMonths: null },
    { asOf: addMonths(asOf, -1), windowMonths },
  ])
    // What is seen already is mended when somebody asks for it.
    if (!(await seenBefore(work, lens))) await historiesSeen(work, lens)
}
