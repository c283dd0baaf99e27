import { inject } from 'vitest'
import pg from 'pg'
import { must } from '#base/must'
import { TEMPLATE, type TestPostgres } from './postgres.ts'

export type FreshDatabase = Readonly<{ url: string; drop(): Promise<void> }>

let made = 0

/** A database of one's own: a copy of the migrated template, or (`empty`) without any migration. Drop it when done. */
export async function freshDatabase({ empty = false } = {}): Promise<FreshDatabase> {
  const { url, trouble } = ownPostgres()
  if (trouble !== null && !empty) throw new Error(`the migrations fail on an empty database:\n${trouble}`)
  const name = `t${process.pid}_${++made}`
  // By files: nothing is written twice into a log nobody reads, and half the time of a test was that log.
  const copied = `template ${empty ? 'template0' : TEMPLATE} strategy file_copy`
  await command(url, `create database ${name} ${copied}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => command(url, `drop database if exists ${name} with (force)`) }
}

/** The cluster of the worker that runs this test. */
function ownPostgres(): TestPostgres {
  const own = inject('postgres')[Number(process.env['VITEST_POOL_ID']) - 1]
  must(own !== undefined, 'test: every worker has a cluster of its own')
  return own
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
