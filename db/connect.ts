import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { must } from '#base/must'

/** Tables are reached by `sql` in the stores, so the query builder needs no table types. */
export type Database = Kysely<Record<string, never>>

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182

function safeInteger(text: string): number {
  const value = Number(text)
  must(Number.isSafeInteger(value), `M5: a bigint fits a safe integer, got ${text}`)
  return value
}

/** PostgreSQL's `2026-01-02 03:04:05.678+00` as a fixed-width Instant. */
const instantText = (text: string): string => new Date(text).toISOString()

const asText = (text: string): string => text

/** Money and counts arrive as checked integers, days as text, moments as Instants; no Date objects reach a room. */
const types = {
  getTypeParser(oid: number, format?: string): unknown {
    if (format !== 'binary') {
      if (oid === INT8) return safeInteger
      if (oid === DATE) return asText
      if (oid === TIMESTAMPTZ) return instantText
      if (oid === INT8_ARRAY)
        return (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(safeInteger)
      if (oid === DATE_ARRAY) return (text: string) => text.slice(1, -1).split(',').filter(Boolean)
    }
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** A pool whose sessions speak UTC and never wait for ever on a lock. */
export function pool(url: string, most = 10): pg.Pool {
  const made = new pg.Pool({
    connectionString: url,
    max: most,
    types: types as pg.CustomTypesConfig,
    // Ten seconds on a lock means something is stuck: better a bounded retry than a hanging till.
    options: '-c TimeZone=UTC -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000',
    application_name: 'zhiji',
  })
  // A connection lost while idle would end the process; the pool replaces it on the next use.
  made.on('error', () => undefined)
  return made
}

export function connect(from: pg.Pool): Database {
  return new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: from }) })
}
