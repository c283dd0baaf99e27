import type { Step } from '#db/jobs'
import type { Work } from '#db/work'
import { PART_PEOPLE } from './book.ts'
import { turnNow } from './store/history.ts'
import * as store from './store/parts.ts'

/**
 * Fewer changes than `few` are mended in a moment, and fewer people read: packing them would gain nothing. A part is of
 * so many `people` at most.
 */
type Sizes = Readonly<{ few: number; people: number }>

const USUAL: Sizes = { few: 20_000, people: PART_PEOPLE }

/**
 * Packs the histories of some people anew (G31), whose part was read longest ago, until what has changed since any part
 * was read is soon mended.
 */
export async function packNext(work: Work, { few, people }: Sizes = USUAL): Promise<Step> {
  const { turn } = await turnNow(work.tx)
  const oldest = (await store.oldestTurn(work.tx)) ?? -1
  if (!(await store.manyChangedSince(work.tx, oldest, few))) return 'done'
  await store.renewPart(work.tx, { ...(await store.lockOldest(work.tx)), turn, most: people })
  return 'more'
}
