import type { Work } from '#db/work'
import type { Left } from './model/grouping.ts'
import type { FileRow } from './store/files.ts'
import * as rows from './store/rows.ts'
import type { Item, Unit } from './units.ts'

export type Sifted = Readonly<{ fresh: Item[]; left: rows.LeftRow[] }>

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
export async function sift(
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
