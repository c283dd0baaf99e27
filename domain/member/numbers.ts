import { present } from '#base/must'
import type { Work } from '#db/work'
import { memberNumber } from './model.ts'
import { takenNumbers } from './store/cards.ts'
import * as store from './store/members.ts'

/** Serials are printed with nine digits unless the owner says otherwise: AH + 9 characters (C01). */
export const SERIAL_WIDTH = 9

/**
 * N1: the next free numbers of a series, in order. A printed card may already hold a serial of the series: it is
 * stepped over, and the next one is taken.
 */
export async function nextNumbers(
  work: Work,
  prefix: string,
  of: Readonly<{ count: number; besides?: readonly string[] }>,
): Promise<string[]> {
  const free: string[] = []
  while (free.length < of.count) {
    const wanted = of.count - free.length
    const { first, width } = present(
      await store.takeSerials(work.tx, prefix, wanted, SERIAL_WIDTH),
      'N1: a series answers',
    )
    const next = Array.from({ length: wanted }, (_, at) => memberNumber({ prefix, width }, first + at))
    const clash = new Set([...(of.besides ?? []), ...(await takenNumbers(work.tx, next))])
    free.push(...next.filter((number) => !clash.has(number)))
  }
  return free
}
