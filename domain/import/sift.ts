import { present } from '#base/must'
import type { Work } from '#db/work'
import type { ImportOptions } from './contract.ts'
import { isNo, type Ready } from './kind.ts'
import { kindOf } from './kinds.ts'
import type { Left } from './model/grouping.ts'
import type { FileRow } from './store/files.ts'
import * as rows from './store/rows.ts'
import type { Item, Unit } from './units.ts'

type Sifted = Readonly<{ fresh: Item[]; left: rows.LeftRow[] }>

/** A chunk up to the point where trial and import part: wishes complete, and the rows left out so far. */
export type Readied = Readonly<{ ready: Ready<unknown>[]; left: rows.LeftRow[] }>

type Chunk = Readonly<{ units: readonly Unit[]; options: ImportOptions; seen: Map<string, string> }>

/** Sifts a chunk and completes its wishes; what cannot be completed is left out with the reason. */
export async function makeReady(
  work: Work,
  file: FileRow,
  { units, options, seen }: Chunk,
): Promise<Readied> {
  const { fresh, left } = await sift(work, file, units, seen)
  const ready: Ready<unknown>[] = []
  const prepared = await kindOf(file.kind).prepare(work, options, fresh)
  prepared.forEach((one, at) => {
    const item = present(fresh[at], 'I1: every thing is answered')
    if (isNo(one)) left.push(...leave(item, 'refused', one.code, one.details))
    else ready.push(one)
  })
  return { ready, left }
}

export const leftRow = ({ row, outcome, code, details }: Left): rows.LeftRow => ({
  rowNo: row.no,
  outcome,
  code,
  details,
  cells: row.cells,
})

/** All rows of a thing, left out for one reason. */
export function leave(
  item: Item,
  outcome: rows.Outcome,
  code: string,
  details: Record<string, unknown> = {},
) {
  return item.rows.map((row) => leftRow({ row, outcome, code, details }))
}

/**
 * Tells what is new from what stands already (I3): the same key with the same content is a duplicate, with
 * other content
 * a refusal. `seen` holds the keys of this file so far.
 */
async function sift(
  work: Work,
  file: FileRow,
  units: readonly Unit[],
  seen: Map<string, string>,
): Promise<Sifted> {
  const items = units.flatMap((unit) => (unit.item ? [unit.item] : []))
  const keys = items.map((item) => item.naturalKey)
  const standing = new Map((await rows.applied(work.tx, file.kind, keys)).map((one) => [one.naturalKey, one]))
  const fresh: Item[] = []
  const left = units.flatMap((unit) => unit.left.map(leftRow))
  for (const item of items) {
    const before = standing.get(item.naturalKey)
    const own = before?.fileId === file.id ? before.fingerprint : seen.get(item.naturalKey)
    if (own !== undefined) {
      const same = own === item.fingerprint
      left.push(
        ...leave(item, same ? 'duplicate' : 'refused', same ? 'repeated_in_file' : 'key_twice_in_file'),
      )
    } else if (before) {
      const same = before.fingerprint === item.fingerprint
      left.push(
        ...leave(item, same ? 'duplicate' : 'refused', same ? 'already_imported' : 'key_other_content'),
      )
    } else {
      seen.set(item.naturalKey, item.fingerprint)
      fresh.push(item)
    }
  }
  return { fresh, left }
}
