import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ProgramDocument } from './contract.ts'

export type VersionRow = Readonly<{
  version: number
  id: string
  fingerprint: string
  document: ProgramDocument
  publishedAt: Instant
  byName: string
}>

const columns = sql.raw(
  `version, id, fingerprint, document, published_at as "publishedAt", by_name as "byName"`,
)

export async function versions(tx: Tx): Promise<VersionRow[]> {
  const { rows } =
    await sql<VersionRow>`select ${columns} from program.version order by version desc limit 200`.execute(tx)
  return rows
}

export async function latest(tx: Tx): Promise<VersionRow | undefined> {
  const { rows } =
    await sql<VersionRow>`select ${columns} from program.version order by version desc limit 1`.execute(tx)
  return rows[0]
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
