import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { must } from '#base/must'

/** A table whose rows are copied; `where` narrows them to those that are meant. */
export type Measured = Readonly<{ table: string; where?: string }>

const PLAIN = /^[a-z_]+\.[a-z_]+$/

/**
 * The least that writing these rows can cost: the rows of the tables are read into memory and then written by plain
 * COPY, in one transaction, into fresh tables with the same columns, checks and indexes. Only the writing is timed,
 * commit included. Names and conditions come from the program, never from people.
 */
export async function copyAgain(
  url: string,
  tables: readonly Measured[],
): Promise<{ rows: number; ms: number }> {
  return withClient(url, async (client) => {
    await client.query('drop schema if exists bench cascade')
    await client.query('create schema bench')
    const read: { twin: string; columns: string; bytes: Buffer; rows: number }[] = []
    for (const { table, where = 'true' } of tables) {
      must(PLAIN.test(table), `E2: a table to measure is named plainly, got ${table}`)
      const twin = `bench.${table.replace('.', '_')}`
      await client.query(`create table ${twin} (like ${table} including all)`)
      const chunks: Buffer[] = []
      const columns = await ownColumns(client, table)
      const source = client.query(copyTo(`copy (select ${columns} from ${table} where ${where}) to stdout`))
      for await (const chunk of source as AsyncIterable<Buffer>) chunks.push(chunk)
      read.push({ twin, columns, bytes: Buffer.concat(chunks), rows: source.rowCount })
    }
    await settleDisk(client)
    const began = performance.now()
    await client.query('begin')
    for (const { twin, columns, bytes } of read) {
      await pipeline(
        Readable.from(sliced(bytes)),
        client.query(copyFrom(`copy ${twin} (${columns}) from stdin`)),
      )
    }
    await client.query('commit')
    const ms = performance.now() - began
    return { rows: read.reduce((all, one) => all + one.rows, 0), ms }
  })
}

/** As a client would send it: not one giant message. */
const SLICE = 256 * 1024

function* sliced(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE)
}

/** Writes out what waits to be written, so that one measurement does not pay for the work before it. */
export const calmDisk = (url: string): Promise<void> => withClient(url, settleDisk)

/** What the database takes of the disk, in bytes. */
export const databaseBytes = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const asked = 'select pg_database_size(current_database()) as bytes'
    return Number((await client.query<{ bytes: string }>(asked)).rows[0]?.bytes ?? 0)
  })

async function settleDisk(client: pg.Client): Promise<void> {
  // A database elsewhere may not let us; then the measurement is a little less steady.
  await client.query('checkpoint').catch(() => undefined)
}

/** Removes a database, whoever may still be in it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  must(/^[a-z][a-z0-9_]{0,62}$/.test(name), `E1: a database name is a plain lower-case word, got ${name}`)
  await withClient(url, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
  })
}

async function withClient<T>(url: string, doing: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    return await doing(client)
  } finally {
    await client.end()
  }
}

/** The columns somebody fills in; generated ones the table makes itself. */
async function ownColumns(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows[0]?.columns ?? '*'
}
