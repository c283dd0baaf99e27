import { sql } from 'kysely'
import type { Tx } from '#db/work'
import type { ROW_OUTCOMES } from '../contract.ts'
import type { Kind } from './files.ts'

export type Outcome = (typeof ROW_OUTCOMES)[number]
export type LeftRow = Readonly<{
  rowNo: number
  outcome: Outcome
  code: string
  details: Record<string, unknown>
  cells: string[]
}>

/** Rows that were not imported. Cells are text, NUL is never in them: the readers refuse such rows. */
export async function insertRows(tx: Tx, fileId: string, rows: readonly LeftRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into import.row (file_id, row_no, outcome, code, details, cells)
    select ${fileId}, row_no, outcome, code, details, array(select jsonb_array_elements_text(cells))
      from unnest(${rows.map((r) => r.rowNo)}::int[], ${rows.map((r) => r.outcome)}::text[],
                  ${rows.map((r) => r.code)}::text[], ${rows.map((r) => JSON.stringify(r.details))}::jsonb[],
                  ${rows.map((r) => JSON.stringify(r.cells))}::jsonb[])
        as r (row_no, outcome, code, details, cells)`.execute(tx)
}

type Question = Readonly<{ fileId: string; outcome?: Outcome | undefined; code?: string | undefined }>

const condition = (asked: Question) => sql`
      file_id = ${asked.fileId}
  and (${asked.outcome ?? null}::text is null or outcome = ${asked.outcome ?? null})
  and (${asked.code ?? null}::text is null or code = ${asked.code ?? null})`

export async function rows(tx: Tx, asked: Question, page: { from: number; most: number }) {
  const { rows: found } = await sql<LeftRow>`
    select row_no as "rowNo", outcome, code, details, cells from import.row where ${condition(asked)}
     order by row_no limit ${page.most} offset ${page.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from import.row where ${condition(asked)}`.execute(tx)
  return { rows: found, total: counts[0]?.total ?? 0 }
}

export async function reasons(tx: Tx, fileId: string) {
  const { rows: found } = await sql<{ outcome: Outcome; code: string; rows: number }>`
    select outcome, code, count(*)::int as rows from import.row where file_id = ${fileId}
     group by outcome, code order by rows desc, code`.execute(tx)
  return found
}

export async function deleteRows(tx: Tx, fileId: string): Promise<void> {
  await sql`delete from import.row where file_id = ${fileId}`.execute(tx)
}

export type Made = 'member' | 'product' | 'sale' | 'opening' | 'past_coupon'
export type Applied = Readonly<{ naturalKey: string; fingerprint: string; subjectId: string; made: Made }>

/** What stands under these natural keys, whichever file put it there. */
export async function applied(
  tx: Tx,
  kind: Kind,
  keys: readonly string[],
): Promise<(Applied & { fileId: string })[]> {
  const { rows: found } = await sql<Applied & { fileId: string }>`
    select natural_key as "naturalKey", fingerprint, subject_id as "subjectId", made, file_id as "fileId"
      from import.applied where kind = ${kind} and natural_key = any(${keys}::text[])`.execute(tx)
  return found
}

export async function insertApplied(
  tx: Tx,
  of: { kind: Kind; fileId: string },
  made: readonly Applied[],
): Promise<void> {
  if (made.length === 0) return
  await sql`
    insert into import.applied (kind, natural_key, fingerprint, subject_id, file_id, made)
    select ${of.kind}, key, fingerprint, subject, ${of.fileId}, made
      from unnest(${made.map((m) => m.naturalKey)}::text[], ${made.map((m) => m.fingerprint)}::text[],
                  ${made.map((m) => m.subjectId)}::uuid[], ${made.map((m) => m.made)}::text[])
        as a (key, fingerprint, subject, made)`.execute(tx)
}

/** The next things a file made that still stand: sales and balances before the members they belong to. */
export async function madeBy(tx: Tx, fileId: string, most: number): Promise<(Applied & { kind: Kind })[]> {
  const { rows: found } = await sql<Applied & { kind: Kind }>`
    select kind, natural_key as "naturalKey", fingerprint, subject_id as "subjectId", made
      from import.applied where file_id = ${fileId}
     order by made in ('member', 'product'), natural_key limit ${most}`.execute(tx)
  return found
}

export async function deleteApplied(
  tx: Tx,
  fileId: string,
  keys: readonly { kind: Kind; naturalKey: string }[],
): Promise<void> {
  await sql`
    delete from import.applied a using unnest(${keys.map((k) => k.kind)}::text[], ${keys.map(
      (k) => k.naturalKey,
    )}::text[])
        as gone (kind, key)
     where a.file_id = ${fileId} and a.kind = gone.kind and a.natural_key = gone.key`.execute(tx)
}

export async function countMade(tx: Tx, fileId: string): Promise<Record<Made, number>> {
  const { rows: found } = await sql<{ made: Made; things: number }>`
    select made, count(*)::int as things from import.applied where file_id = ${fileId} group by made`.execute(
    tx,
  )
  const counts = { member: 0, product: 0, sale: 0, opening: 0, past_coupon: 0 }
  for (const { made, things } of found) counts[made] = things
  return counts
}
