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

const columns = sql.raw(
  `version, id, fingerprint, document, published_at as "publishedAt", by_name as "byName"`,
)

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

export async function latest(tx: Tx): Promise<VersionRow | undefined> {
  const { rows } =
    await sql<VersionRow>`/* prepared */ select ${columns} from program.version order by version desc limit 1`.execute(
      tx,
    )
  return rows[0] && parsed(rows[0])
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
