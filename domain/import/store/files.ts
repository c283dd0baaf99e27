import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { FILE_STATES, ImportOptions, KINDS } from '../contract.ts'

export type Kind = (typeof KINDS)[number]
export type State = (typeof FILE_STATES)[number]
export type Mapping = Readonly<Record<string, string | null>>
export type Trouble = Readonly<{ code: string; details: Record<string, unknown> }>
/** How a file is read; found once when its upload ends. */
export type Shape = Readonly<{
  format: string
  encoding: string
  delimiter: string | null
  columns: string[]
  sample: string[][]
}>

export type FileRow = Readonly<{
  id: string
  fingerprint: string
  kind: Kind
  name: string
  sizeBytes: number
  sha256: string | null
  parts: number | null
  state: State
  shape: Shape | null
  mapping: Mapping | null
  options: ImportOptions | null
  trial: unknown
  trouble: Trouble | null
  groupsDone: number
  rowsTotal: number | null
  rowsDone: number
  imported: number
  duplicates: number
  refused: number
  createdAt: Instant
  startedAt: Instant | null
  endedAt: Instant | null
  byId: string | null
  byName: string
}>

const columns = sql.raw(`
  id, fingerprint, kind, name, size_bytes as "sizeBytes", sha256, parts, state, shape, mapping, options, trial, trouble,
  groups_done as "groupsDone", rows_total as "rowsTotal", rows_done as "rowsDone", imported, duplicates, refused,
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt", by_id as "byId", by_name as "byName"`)

export async function insertFile(
  work: Work,
  row: Pick<FileRow, 'id' | 'fingerprint' | 'kind' | 'name' | 'sizeBytes'>,
): Promise<void> {
  await sql`
    insert into import.file (id, fingerprint, kind, name, size_bytes, state, created_at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.kind}, ${row.name}, ${row.sizeBytes}, 'uploading', ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export async function file(tx: Tx, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from import.file where id = ${id}`.execute(tx)
  return rows[0]
}

/** The file, locked to the end of the work: state changes and chunks of one file queue here. */
export async function lockFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from import.file where id = ${id} for update`.execute(
    tx,
  )
  return rows[0]
}

export async function files(tx: Tx, page: { from: number; most: number }) {
  const { rows } = await sql<FileRow>`
    select ${columns} from import.file order by created_at desc, id desc limit ${page.most} offset
      ${page.from}`.execute(tx)
  const { rows: counts } = await sql<{
    total: number
  }>`select count(*)::int as total from import.file`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

/** The oldest file that something is to be done about; a file that another process works on is passed over. */
export async function nextBusy(tx: Tx): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select ${columns} from import.file where state in ('checking', 'running', 'undoing')
     order by started_at, id limit 1 for update skip locked`.execute(tx)
  return rows[0]
}

export type Change = Partial<
  Pick<
    FileRow,
    | 'sha256'
    | 'parts'
    | 'state'
    | 'shape'
    | 'mapping'
    | 'options'
    | 'trial'
    | 'trouble'
    | 'groupsDone'
    | 'rowsTotal'
    | 'rowsDone'
    | 'imported'
    | 'duplicates'
    | 'refused'
    | 'startedAt'
    | 'endedAt'
  >
>

/** Writes the whole changeable part of a file: who changes it has it locked. */
export async function changeFile(tx: Tx, before: FileRow, change: Change): Promise<FileRow> {
  const row = { ...before, ...change }
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))
  await sql`
    update import.file
       set sha256 = ${row.sha256}, parts = ${row.parts}, state = ${row.state}, shape = ${json(row.shape)}::jsonb,
           mapping = ${json(row.mapping)}::jsonb, options = ${json(row.options)}::jsonb, trial =
             ${json(row.trial)}::jsonb,
           trouble = ${json(row.trouble)}::jsonb, groups_done = ${row.groupsDone}, rows_total = ${row.rowsTotal},
           rows_done = ${row.rowsDone}, imported = ${row.imported}, duplicates = ${row.duplicates},
           refused = ${row.refused}, started_at = ${row.startedAt}, ended_at = ${row.endedAt}
     where id = ${row.id}`.execute(tx)
  return row
}

export type PartRow = Readonly<{ no: number; sha256: string }>

export async function insertPart(
  tx: Tx,
  fileId: string,
  part: PartRow & { bytes: Uint8Array },
): Promise<void> {
  await sql`
    insert into import.part (file_id, no, sha256, bytes)
    values (${fileId}, ${part.no}, ${part.sha256}, ${Buffer.from(part.bytes)})`.execute(tx)
}

export async function parts(tx: Tx, fileId: string): Promise<(PartRow & { size: number })[]> {
  const { rows } = await sql<PartRow & { size: number }>`
    select no, sha256, length(bytes) as size from import.part where file_id = ${fileId} order by no`.execute(
    tx,
  )
  return rows
}

export async function partBytes(tx: Tx, fileId: string, no: number): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ bytes: Uint8Array }>`
    select bytes from import.part where file_id = ${fileId} and no = ${no}`.execute(tx)
  return rows[0]?.bytes
}

export async function savedMapping(tx: Tx, kind: Kind, signature: string) {
  const { rows } = await sql<{ mapping: Mapping; options: ImportOptions }>`
    select mapping, options from import.mapping where kind = ${kind} and signature = ${signature}`.execute(tx)
  return rows[0]
}

export async function keepMapping(
  work: Work,
  row: { kind: Kind; signature: string; mapping: Mapping; options: ImportOptions },
): Promise<void> {
  await sql`
    insert into import.mapping (kind, signature, mapping, options, saved_at)
    values (${row.kind}, ${row.signature}, ${JSON.stringify(row.mapping)}::jsonb, ${JSON.stringify(row.options)}::jsonb,
            ${work.at})
        on conflict (kind, signature) do update
       set mapping = excluded.mapping, options = excluded.options, saved_at = excluded.saved_at`.execute(
    work.tx,
  )
}
