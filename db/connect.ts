import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { must } from '#base/must'
import { askBytes, bytesExpected } from './bytes.ts'
import { deckOn, type Connection } from './flight.ts'
import { askHot, hotOf } from './hot.ts'
import { told } from './told.ts'

/** Tables are reached by `sql` in the stores, so the query builder needs no table types. */
export type Database = Kysely<Record<string, never>>

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182

function safeInteger(text: string): number {
  const value = Number(text)
  must(Number.isSafeInteger(value), () => `M5: a bigint fits a safe integer, got ${text}`)
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

export const MOST_CONNECTIONS = 10
/**
 * Connections that a serving program keeps when nobody asks: a new one has planned none of a sale's statements yet, and
 * a cashier who sells once a minute would wait a tenth of a second for that each time.
 */
export const KEPT = 4

/**
 * A pool whose sessions speak UTC and never wait for ever on a lock. Idle ones but for `kept` are ended; who keeps some
 * lives until it ends its pool.
 */
export function pool(url: string, most = MOST_CONNECTIONS, kept = 0): pg.Pool {
  const made = new pg.Pool({
    connectionString: url,
    max: most,
    min: kept,
    types: types as pg.CustomTypesConfig,
    // Ten seconds on a lock means something is stuck: better a bounded retry than a hanging till.
    // What is answered as done must outlive the machine, whatever the database's own default says (X4).
    options:
      '-c TimeZone=UTC -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000 -c synchronous_commit=on',
    application_name: 'zhiji',
    // Statements that do not wait for each other's answers go out together and cost one way there and back.
    pipeline: true,
  } as pg.PoolConfig)
  made.on('connect', prepareHot)
  // A connection lost would end the process; the pool replaces it on the next use. It listens to idle ones only,
  // so each one gets an ear of its own for the time between two statements of a work.
  made.on('connect', (client) => client.on('error', () => undefined))
  made.on('error', () => undefined)
  return made
}

/** Statements that begin so are planned once per connection: they run for every sale. */
const HOT = '/* prepared */'

/** What the driver's client has inside. */
type Inside = {
  query: (...given: unknown[]) => unknown
  readonly connection: Connection
  readonly _sentQueryQueue: unknown[]
}

function prepareHot(client: pg.PoolClient): void {
  const inside = client as unknown as Inside
  const say = inside.query.bind(client)
  const deck = deckOn(inside.connection)
  const way = { say, deck, waiting: () => inside._sentQueryQueue }
  const ask = (text: unknown, values: unknown, more: unknown[]) => {
    const isHot = typeof text === 'string' && text.startsWith(HOT)
    if (!isHot) deck.depart()
    const size = typeof text === 'string' ? bytesExpected(text) : null
    const [done] = more
    if (typeof text !== 'string') return say(text, values, ...more)
    const given: unknown[] = Array.isArray(values) ? values : []
    if (!isHot && size === null)
      return typeof done === 'function' || typeof values === 'function'
        ? say(text, values, ...more)
        : told((callback) => void say(text, given, callback))
    const answer: Promise<unknown> =
      size === null ? askHot(way, hotOf(text), given) : askBytes(say, { text, size })
    // The pool's own `query` asks with a callback.
    if (typeof done !== 'function') return answer
    return void answer.then(
      (told) => void done(undefined, told),
      (trouble: unknown) => void done(trouble),
    )
  }
  inside.query = (text, values, ...more) => {
    deck.before(text)
    const answer = ask(text, values, more)
    deck.after(text)
    return answer
  }
}

export function connect(from: pg.Pool): Database {
  return new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: from }) })
}
