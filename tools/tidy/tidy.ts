import { committedBaseline, readBaseline } from './baseline.ts'
import { boundaries } from './rules/boundaries.ts'
import { purity } from './rules/purity.ts'
import { rooms } from './rules/rooms.ts'
import { seen } from './rules/seen.ts'
import { sizes } from './rules/sizes.ts'
import { sqlPlaces } from './rules/sql.ts'
import { texts } from './rules/texts.ts'
import { words } from './rules/words.ts'
import { readTree, type Finding } from './tree.ts'

/** Every rule of the house over the tree at `root`; an empty answer is a tidy house. */
export function tidy(root: string): Finding[] {
  const tree = readTree(root)
  const findings = [
    ...seen(tree),
    ...rooms(tree),
    ...boundaries(tree),
    ...purity(tree),
    ...sqlPlaces(tree),
    ...words(tree),
    ...sizes(tree, readBaseline(root), committedBaseline(root)),
    ...texts(tree),
  ]
  return findings.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
}

/** One line a finding, as editors understand it. */
export const shown = (finding: Finding): string =>
  `${finding.path}:${finding.line}  ${finding.rule}  ${finding.message}`
