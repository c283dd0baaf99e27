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

export async function machine(url: string): Promise<Machine> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
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
  } finally {
    await client.end()
  }
}
