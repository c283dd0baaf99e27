import { randomBytes } from 'node:crypto'
import { CompiledQuery, sql, type QueryExecutorProvider } from 'kysely'
import type { Happening } from '#base/happening'
import { uuidv7 } from '#base/id'
import { instantOfMs, msOf, type Instant } from '#base/instant'
import { Refusal } from '#base/refusal'
import { all } from './all.ts'
import type { Apart } from './apart.ts'
import type { Database } from './connect.ts'
import { appending } from './events.ts'
import { BEGIN, COMMIT, ROLLBACK } from './flight.ts'
import { inOne, type Statement } from './in-one.ts'
import { leanExecutor } from './lean.ts'

/** What a store executes its `sql` on; a work builds no queries and opens no transactions of its own. */
export type Tx = QueryExecutorProvider

/** Who acts: a person, an integrator's key, the house itself, or somebody not signed in. */
export type Actor = Readonly<{
  kind: 'staff' | 'key' | 'house' | 'nobody'
  id: string | null
  name: string
  permissions: readonly string[]
  /** The branches this actor may see and act for; null is the whole chain. */
  branchIds: readonly string[] | null
  requestId: string | null
}>

/** The house acting by its own rules: jobs, set-up, command line. */
export const house: Actor = {
  kind: 'house',
  id: null,
  name: 'zhiji',
  permissions: ['*'],
  branchIds: null,
  requestId: null,
}
export const nobody: Actor = {
  kind: 'nobody',
  id: null,
  name: '',
  permissions: [],
  branchIds: [],
  requestId: null,
}

export function may(actor: Actor, permission: string): boolean {
  return actor.permissions.includes('*') || actor.permissions.includes(permission)
}

/** One unit of work: everything a command may use of the world. Committed whole or not at all. */
export type Work = Readonly<{
  tx: Tx
  by: Actor
  at: Instant
  newId: () => string
  /** A number in [0, 1). */
  random: () => number
  randomBytes: (count: number) => Uint8Array
  /** Writes left to the end: sent with the events and the commit, in one go. Nothing in this work may read them. */
  atLast: (...statements: Statement[]) => void
  /** Says what happened; written to the event log in the same transaction. */
  record: (...happenings: Happening[]) => void
  /**
   * What happened so far, as a statement that the caller sends: for a long work that writes while it decides. The rest
   * is written at the end.
   */
  recorded: () => Statement[]
}>

/** What a process brings: its database, its clock, its dice. Tests bring their own. */
export type World = Readonly<{
  database: Database
  clock: () => Instant
  randomBytes: (count: number) => Uint8Array
  /** Long computing that nobody shall wait for; absent is in place. It opens no work and belongs into none. */
  apart?: Apart
  /** Called after a commit that recorded events, so that whoever reads the log may wake. */
  committed?: (kinds: readonly string[]) => void
}>

/** A call to the system per id is most of its cost: many bytes are drawn at once and handed out, each byte once. */
const POOL_BYTES = 8192

function pooledBytes(): World['randomBytes'] {
  let pool = randomBytes(POOL_BYTES)
  let used = 0
  return (count) => {
    if (count > POOL_BYTES) return randomBytes(count)
    if (used + count > POOL_BYTES) {
      pool = randomBytes(POOL_BYTES)
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  }
}

export const realWorld = (database: Database): World => ({
  database,
  clock: () => instantOfMs(Date.now()),
  randomBytes: pooledBytes(),
})

const PASSING = new Set(['40001', '40P01', '55P03', '23505', '57P01', '08006', '08003'])
const codeOf = (trouble: unknown): string => (trouble as { code?: string }).code ?? ''
/**
 * Serialization failure, deadlock, lock timeout, lost connection, a unique key won by a twin: trying again
 * may succeed.
 */
export const passes = (trouble: unknown): boolean => PASSING.has(codeOf(trouble))
/** Five tries with growing, jittered pauses: about a second in all, what a cashier can bear. */
const TRIES = 5
const PAUSE_MS = 25

const PLANNED_ONCE = '/* prepared */ set local plan_cache_mode = force_generic_plan'
/**
 * Whether statements are planned anew for their values, or once for any: for a work whose statements are the same every
 * time planning costs a lone wish more than carrying it out. A report with optional filters needs plans of its own.
 */
export type Plans = 'each time' | 'once'

/**
 * The same for a work that has begun, from here on. A plan made for a thousand values at hand looks cheaper to
 * PostgreSQL when it reads a whole table, and then costs more with every member; one made for any list goes by keys.
 */
export async function plannedOnce({ tx }: Work): Promise<void> {
  await sql.raw(PLANNED_ONCE).execute(tx)
}

/**
 * Runs a command in one transaction. Their trouble is retried here and nowhere else; a Refusal rolls back,
 * unless it says that the refusal itself is a fact to keep (X3), then the work commits and the refusal is thrown.
 */
export async function inWork<T>(
  world: World,
  by: Actor,
  command: (work: Work) => Promise<T>,
  plans: Plans = 'each time',
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(world, { by, plans }, command)
    } catch (trouble) {
      if (trouble instanceof Refusal || !passes(trouble)) throw trouble
      const code = codeOf(trouble)
      if (attempt === TRIES) {
        if (code === '23505') throw trouble
        throw new Refusal('try_later', { cause: code })
      }
      const jitter = 0.5 + (world.randomBytes(1)[0] ?? 0) / 255
      await new Promise((go) => setTimeout(go, PAUSE_MS * 2 ** (attempt - 1) * jitter))
    }
  }
}

type Beginning = Readonly<{ by: Actor; plans: Plans }>

async function once<T>(
  world: World,
  { by, plans }: Beginning,
  command: (work: Work) => Promise<T>,
): Promise<T> {
  const log: Log = { happenings: [], sent: 0 }
  const last: Statement[] = []
  const kept: { refusal?: Refusal } = {}
  const answer = await inTransaction(world.database, plans, async (tx, commit) => {
    const work = workOf(world, by, { tx, log, last })
    const result = await command(work).catch((no: unknown) => {
      if (!(no instanceof Refusal && no.details['kept'] === true)) throw no
      kept.refusal = no
      return undefined
    })
    // Side by side: if what is written last is not taken, the commit behind it is a rollback.
    await all([inOne(tx, [...last, ...work.recorded()]), commit()])
    return result
  })
  if (log.happenings.length > 0) world.committed?.([...new Set(log.happenings.map((h) => h.kind))])
  if (kept.refusal) throw kept.refusal
  return answer as T
}

/**
 * One transaction on a connection of its own. Unlike the library's, it sends statements that do not wait for each other
 * one behind the other without waiting for answers (`pool`), the beginning included; `all` waits for every one of them.
 */
async function inTransaction<T>(
  database: Database,
  plans: Plans,
  use: (tx: Tx, commit: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const executor = database.getExecutor()
  return executor.provideConnection(async (connection) => {
    const say = (words: string) => connection.executeQuery(CompiledQuery.raw(words))
    const own = leanExecutor(executor, connection)
    const tx: Tx = { getExecutor: () => own }
    const begin = async () => void (await all([say(BEGIN), ...(plans === 'once' ? [say(PLANNED_ONCE)] : [])]))
    const [begun, done] = await Promise.allSettled([begin(), use(tx, () => say(COMMIT))])
    if (begun.status === 'fulfilled' && done.status === 'fulfilled') return done.value
    await say(ROLLBACK).catch(() => undefined)
    throw begun.status === 'rejected' ? begun.reason : (done as PromiseRejectedResult).reason
  })
}

/** What happened in a work, and how much of it is on its way to the log. */
type Log = { readonly happenings: Happening[]; sent: number }
type Making = Readonly<{ tx: Tx; log: Log; last: Statement[] }>

function workOf(world: World, by: Actor, { tx, log, last }: Making): Work {
  const at = world.clock()
  const ms = msOf(at)
  let made = 0
  return {
    tx,
    by,
    at,
    // In the order they are made, so that rows of one work sort as they were decided.
    newId: () => uuidv7(ms, world.randomBytes(10), made++),
    random: () => Buffer.from(world.randomBytes(6)).readUIntBE(0, 6) / 2 ** 48,
    randomBytes: world.randomBytes,
    atLast: (...more) => void last.push(...more),
    record: (...more) => void log.happenings.push(...more),
    recorded: () => {
      const fresh = log.happenings.slice(log.sent)
      log.sent = log.happenings.length
      return appending({ at, by }, fresh)
    },
  }
}
