import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import { programDocument, type ProgramDocument } from './model/document.ts'

export type VersionRow = Readonly<{
  version: number
  id: string
  fingerprint: string
  document: ProgramDocument
  publishedAt: Instant
  byName: string
}>

/** Documents written by older releases lack what came later; parsing fills in the defaults. Versions never change. */
const read = new Map<string, ProgramDocument>()

function parsed(row: VersionRow): VersionRow {
  const document = read.get(row.fingerprint) ?? programDocument.parse(row.document)
  if (read.size > 1_000) read.clear()
  read.set(row.fingerprint, document)
  return { ...row, document }
}

const words = sql.raw(`version, id, fingerprint, published_at as "publishedAt", by_name as "byName"`)
const columns = sql`${words}, document`

export async function versions(tx: Tx): Promise<VersionRow[]> {
  const { rows } =
    await sql<VersionRow>`select ${columns} from program.version order by version desc limit 200`.execute(tx)
  return rows.map(parsed)
}

export async function versionsBy(tx: Tx, which: readonly number[]): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${columns} from program.version where version = any(${which}::int[])`.execute(tx)
  return rows.map(parsed)
}

/** The last document that was read as the live one, by the hash of its content. */
let live: Readonly<{ fingerprint: string; document: ProgramDocument }> | null = null

/** Asked for every sale: a document that is known here by its hash is not sent again. */
export async function latest(tx: Tx): Promise<VersionRow | undefined> {
  const known = live
  const { rows } = await sql<VersionRow & { document: unknown }>`/* prepared */
    select ${words}, case when fingerprint = ${known?.fingerprint ?? null}::text then null else document end as document
      from program.version order by version desc limit 1`.execute(tx)
  const row = rows[0]
  if (!row) return undefined
  if (known && row.document === null) return { ...row, document: known.document }
  const found = parsed(row)
  live = found
  return found
}

export async function insertVersion(
  work: Work,
  row: Omit<VersionRow, 'publishedAt' | 'byName'>,
): Promise<void> {
  await sql`
    insert into program.version (version, id, fingerprint, document, published_at, by_id, by_name)
    values (${row.version}, ${row.id}, ${row.fingerprint}, ${JSON.stringify(row.document)}::jsonb, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

/** Publishing is rare: the table lock makes two publishers take different numbers. */
export async function lockVersions(tx: Tx): Promise<void> {
  await sql`lock table program.version in share row exclusive mode`.execute(tx)
}
