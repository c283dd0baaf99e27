import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { msOf } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { harmless } from '#domain/member/index'
import type { ImportFile, listImportRows, listImports, refusedRowsFile } from './contract.ts'
import type { Trial } from './trial.ts'
import * as files from './store/files.ts'
import * as rows from './store/rows.ts'

/** A file as people see it: with its rate, and the time left at this rate. */
export function shown(work: Work, file: files.FileRow): ImportFile {
  const { id, kind, name, sizeBytes, state, rowsTotal, rowsDone, imported, duplicates, refused } = file
  const { createdAt, startedAt, endedAt, byName, trouble } = file
  const busy = ['checking', 'running', 'undoing'].includes(state)
  const seconds = startedAt === null ? 0 : (msOf(endedAt ?? work.at) - msOf(startedAt)) / 1000
  // An undo counts down from where the import came to, so what is left of the rows says nothing of its speed.
  const counts = state !== 'undoing' && seconds > 0 && rowsDone > 0
  const rowsPerSecond = counts ? rowsDone / seconds : null
  const left =
    rowsPerSecond !== null && rowsTotal !== null ? Math.max(0, (rowsTotal - rowsDone) / rowsPerSecond) : null
  const times = { createdAt, startedAt, endedAt, rowsPerSecond, secondsLeft: busy ? left : null }
  return {
    id,
    kind,
    name,
    sizeBytes,
    state,
    rowsTotal,
    rowsDone,
    imported,
    duplicates,
    refused,
    byName,
    trouble,
    ...times,
  }
}

export async function known(work: Work, id: string): Promise<files.FileRow> {
  const file = await files.file(work.tx, id)
  if (!file) throw new Refusal('import_unknown')
  return file
}

export async function list(work: Work, wish: Wish<typeof listImports>) {
  const found = await files.files(work.tx, { from: (wish.page - 1) * wish.rows, most: wish.rows })
  return { rows: found.rows.map((file) => shown(work, file)), total: found.total }
}

/** Where a file stands, without counting what it made: cheap enough to ask several times a second. */
export async function progress(work: Work, { id }: { id: string }): Promise<ImportFile> {
  return shown(work, await known(work, id))
}

export async function show(work: Work, { id }: { id: string }) {
  const file = await known(work, id)
  const made = await rows.countMade(work.tx, id)
  return {
    file: shown(work, file),
    made: {
      members: made.member,
      products: made.product,
      sales: made.sale,
      balances: made.opening,
      pastCoupons: made.past_coupon,
    },
    reasons: await rows.reasons(work.tx, id),
    // Written by this room's own trial run, in the shape of its type.
    trial: file.trial as Trial | null,
  }
}

export async function leftRows(work: Work, wish: Wish<typeof listImportRows>) {
  const file = await known(work, wish.id)
  const asked = { fileId: wish.id, outcome: wish.outcome, code: wish.code }
  const found = await rows.rows(work.tx, asked, { from: (wish.page - 1) * wish.rows, most: wish.rows })
  return { ...found, columns: file.shape?.columns ?? [] }
}

const SLICE = 5_000

/** The rows left out, with number and reason in front, to be mended in a spreadsheet and imported again. */
export async function rowsFile(work: Work, wish: Wish<typeof refusedRowsFile>): Promise<FileReply> {
  const file = await known(work, wish.id)
  const content = async function* () {
    const header = ['row', 'outcome', 'reason', ...(file.shape?.columns ?? [])]
    yield `\uFEFF${stringify([header], { record_delimiter: '\r\n' })}`
    for (let from = 0; ; from += SLICE) {
      const found = await rows.rows(
        work.tx,
        { fileId: wish.id, outcome: wish.outcome },
        { from, most: SLICE },
      )
      const cells = found.rows.map((row) => [row.rowNo, row.outcome, row.code, ...row.cells.map(harmless)])
      yield stringify(cells, { record_delimiter: '\r\n' })
      if (found.rows.length < SLICE) return
    }
  }
  return { name: `left-out-${file.kind}.csv`, type: 'text/csv; charset=utf-8', content: content() }
}
