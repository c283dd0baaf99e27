import { cpus, loadavg, totalmem } from 'node:os'
import pg from 'pg'

/** What the figures depend on beside the program. */
export type Machine = Readonly<{
  cores: number
  cpu: string
  memoryGb: number
  /** Of the last minute before it began: above the number of cores the figures say little. */
  loadBefore: number
  node: string
  postgres: string
  settings: Readonly<Record<string, string>>
}>

const SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'shared_buffers',
  'max_wal_size',
  'max_connections',
]

export const machine = (url: string): Promise<Machine> =>
  asking(url, async (client) => {
    const show = async (name: string): Promise<string> =>
      Object.values((await client.query<Record<string, string>>(`show ${name}`)).rows[0] ?? {})[0] ?? ''
    const settings: Record<string, string> = {}
    for (const name of SETTINGS) settings[name] = await show(name)
    return {
      cores: cpus().length,
      cpu: cpus()[0]?.model ?? '',
      memoryGb: Math.round(totalmem() / 2 ** 30),
      loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
      node: process.versions.node,
      postgres: await show('server_version'),
      settings,
    }
  })

/** What the database takes of the disk, in bytes. */
export const databaseBytes = (url: string): Promise<number> =>
  asking(url, async (client) => {
    const asked = 'select pg_database_size(current_database()) as bytes'
    return Number((await client.query<{ bytes: string }>(asked)).rows[0]?.bytes ?? 0)
  })

async function asking<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}
