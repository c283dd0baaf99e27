import type { Work } from '#db/work'
import type { Memory } from './kind.ts'
import { kindOf } from './kinds.ts'
import { leave, makeReady } from './sift.ts'
import type { FileRow } from './store/files.ts'
import type { LeftRow, Outcome } from './store/rows.ts'
import type { ImportOptions } from './contract.ts'
import type { Item, Unit } from './units.ts'

/** What a trial run found; every row of the file is in exactly one of the three counts. */
export type Trial = {
  rows: number
  toImport: number
  duplicates: number
  refused: number
  receipts: number
  newMembers: number
  totalMinor: number | null
  firstDay: string | null
  lastDay: string | null
  reasons: { outcome: Outcome; code: string; rows: number }[]
  bad: LeftRow[]
}

/** So many bad rows are shown; the rest is in the counts, and in the list after the import. */
const MOST_BAD = 100

export const freshTrial = (file: FileRow): Trial => ({
  rows: 0,
  toImport: 0,
  duplicates: 0,
  refused: 0,
  receipts: 0,
  newMembers: 0,
  totalMinor: file.kind === 'sales' ? 0 : null,
  firstDay: null,
  lastDay: null,
  reasons: [],
  bad: [],
})

type Trying = Readonly<{
  file: FileRow
  options: ImportOptions
  trial: Trial
  memory: Memory
  seen: Map<string, string>
}>

/** Judges a chunk of units by the same rules as the import and adds it to the trial; writes nothing. */
export async function tryChunk(work: Work, units: readonly Unit[], so: Trying): Promise<void> {
  const { file, options, seen } = so
  const { ready, left } = await makeReady(work, file, { units, options, seen })
  const answers = await kindOf(file.kind).judge(work, options, ready, so.memory)
  answers.forEach((no, at) => {
    const item = ready[at]?.item
    if (item && no) left.push(...leave(item, 'refused', no.code, no.details))
    else if (item) good(so.trial, item)
  })
  // A receipt is judged when it is complete, so its rows come after later ones; people look by row number.
  for (const row of left.toSorted((a, b) => a.rowNo - b.rowNo)) bad(so.trial, row)
  so.trial.newMembers = so.memory.newMembers.size
}

function good(trial: Trial, { rows, content }: Item): void {
  trial.rows += rows.length
  trial.toImport += rows.length
  if (content.kind !== 'sales') return
  const { receipt } = content
  const day = receipt.soldAt.slice(0, 10)
  const total = receipt.lines.reduce((all, line) => all + line.chargedMinor, 0)
  trial.receipts += 1
  trial.totalMinor = (trial.totalMinor ?? 0) + (receipt.kind === 'sale' ? total : -total)
  if (trial.firstDay === null || day < trial.firstDay) trial.firstDay = day
  if (trial.lastDay === null || day > trial.lastDay) trial.lastDay = day
}

function bad(trial: Trial, row: LeftRow): void {
  trial.rows += 1
  if (row.outcome === 'duplicate') trial.duplicates += 1
  else trial.refused += 1
  const reason = trial.reasons.find((one) => one.outcome === row.outcome && one.code === row.code)
  if (reason) reason.rows += 1
  else trial.reasons.push({ outcome: row.outcome, code: row.code, rows: 1 })
  if (trial.bad.length < MOST_BAD) trial.bad.push(row)
}
