import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { MEMBER_COLUMNS, type exportMembers, type listMembers } from './contract.ts'
import { searchMembers, type Question } from './store/search.ts'
import * as store from './store/members.ts'

async function question(work: Work, wish: Wish<typeof exportMembers>): Promise<Question> {
  const extra = new Set((await store.fields(work.tx)).map((field) => `extra.${field.key}`))
  const known = (field: string) => (MEMBER_COLUMNS as readonly string[]).includes(field) || extra.has(field)
  const unknown = [wish.sort, ...wish.filters.map((filter) => filter.field)].find((field) => !known(field))
  if (unknown !== undefined) throw new Refusal('field_unknown', { field: unknown })
  return wish
}

/** Search, filter by any field, sort, page (C74). */
export async function list(work: Work, wish: Wish<typeof listMembers>) {
  const asked = await question(work, wish)
  return searchMembers(work.tx, asked, { from: (wish.page - 1) * wish.rows, most: wish.rows })
}

/** An export is read in slices, so that memory stays flat however long the list. */
const SLICE = 5_000

/** Cells that a spreadsheet would run as a formula are quoted with an apostrophe (abuse case 19). */
export const harmless = (cell: unknown): string => {
  const text = cell === null || cell === undefined ? '' : String(cell)
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}

export async function exportCsv(work: Work, wish: Wish<typeof exportMembers>): Promise<FileReply> {
  const asked = await question(work, wish)
  const extra = (await store.fields(work.tx)).map((field) => field.key)
  const parts = [`\uFEFF${[...MEMBER_COLUMNS, ...extra].join(',')}\r\n`]
  for (let from = 0; ; from += SLICE) {
    const { rows } = await searchMembers(work.tx, asked, { from, most: SLICE })
    const cells = rows.map((row) => [
      ...MEMBER_COLUMNS.map((column) => harmless(row[column])),
      ...extra.map((key) => harmless(row.extra[key])),
    ])
    parts.push(stringify(cells, { record_delimiter: '\r\n' }))
    if (rows.length < SLICE) break
  }
  work.record({
    kind: 'member.exported',
    subjectId: null,
    body: { filters: asked.filters.map((f) => f.field) },
  })
  return { name: 'members.csv', type: 'text/csv; charset=utf-8', content: parts.join('') }
}
