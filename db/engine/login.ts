import { realpath } from 'node:fs/promises'
import { Client, DatabaseError } from 'pg'
import { must } from '#base/must'

/** Where a server listens: a port of 127.0.0.1, and beside it a socket in a folder where paths are short enough. */
export type Listening = Readonly<{ port: number; sockets?: string | undefined }>

/**
 * The address of a database of the embedded server; it never leaves the machine, and has no certificate. Who knows how
 * goes by the socket (`host`, as libpq has it): a question and its answer cost both sides less than by TCP.
 */
export function urlOf({ port, sockets }: Listening, password: string, database: string): string {
  const url = new URL(`postgres://postgres:${password}@127.0.0.1:${port}/${database}?sslmode=disable`)
  if (sockets !== undefined) url.searchParams.set('host', sockets)
  return url.href
}

/**
 * Whether the server on the port is the one of this cluster. The log-in proves both sides: a stranger who listens
 * on the port cannot answer for a password he does not know, and does not learn it.
 */
export async function isOurs(port: number, password: string, cluster: string): Promise<boolean> {
  try {
    const rows = await ask(
      urlOf({ port }, password, 'postgres'),
      "select current_setting('data_directory') as at",
    )
    return (await realpath(String(rows[0]?.['at']))) === (await realpath(cluster))
  } catch {
    // Refused, closed, starting up, somebody else: in every case not (yet) ours, and the caller looks again.
    return false
  }
}

/**
 * Makes sure the server has the database and returns its address. Names are plain lower-case words, because they
 * stand in the statement itself.
 */
export async function createDatabase(url: string, name: string): Promise<string> {
  must(/^[a-z][a-z0-9_]{0,62}$/.test(name), `E1: a database name is a plain lower-case word, got ${name}`)
  const main = new URL(url)
  main.pathname = '/postgres'
  const found = await ask(main.href, 'select 1 from pg_database where datname = $1', [name])
  if (found.length === 0) {
    await ask(main.href, `create database ${name}`).catch((error: unknown) => {
      // Two programs may create it at once; both then have it.
      if (!(error instanceof DatabaseError && (error.code === '42P04' || error.code === '23505'))) throw error
    })
  }
  main.pathname = `/${name}`
  return main.href
}

async function ask(url: string, text: string, values: string[] = []): Promise<Record<string, unknown>[]> {
  // Options are named, because otherwise those of the caller's PGOPTIONS would be sent.
  const options = '-c TimeZone=UTC'
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, options })
  // A server that goes away while we ask also fails the question; the event alone would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}
