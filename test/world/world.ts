import type { FastifyInstance } from 'fastify'
import { expect, onTestFinished } from 'vitest'
import { uuidv7 } from '#base/id'
import { msOf } from '#base/instant'
import { must } from '#base/must'
import type { Route } from '#base/endpoint'
import { audit } from '#db/audit'
import type { Job } from '#db/jobs'
import { connect, pool, type Database } from '#db/connect'
import { house, inWork, type Actor, type Work, type World } from '#db/work'
import { createKey, hireStaff, setUp } from '#domain/org/contract'
import type { Permission, Role } from '#domain/org/model'
import { makeHost } from '#server/http'
import { makeRunner } from '#server/jobs'
import { shippedPurchases } from '#server/outside/purchases'
import { jobsOf, routes } from '#server/rooms'
import { callerOf, type Caller, type Headers, type Reply } from './caller.ts'
import { runningClock, testClock, type TestClock } from './clock.ts'
import { freshDatabase } from './database.ts'
import { seededBytes } from './dice.ts'

export type WorldWish = Readonly<{
  /** Endpoints that the host does not mount yet. */
  routes?: readonly Route<Work>[]
  /** Jobs that the host does not run yet. */
  jobs?: readonly Job[]
  seed?: number
  /** Where the clock stands at first; `now` runs with the day, as a till's own clock does. */
  at?: string
  /** Where the chain and its branch S1 lie; both in Shanghai unless told otherwise. */
  zones?: Readonly<{ chain: string; branch: string }>
  /** Without a chain: for tests of the first run. */
  bare?: boolean
  /** `by hand`: for worlds shared by several tests; call `close()` in afterAll. */
  closing?: 'by hand'
  signInLimit?: number
}>

export type TestWorld = Caller &
  Readonly<{
    app: FastifyInstance
    database: Database
    /** What the host runs on: for `inWork` and for jobs. */
    world: World
    url: string
    clock: TestClock
    newId(): string
    chainId: string
    branchId: string
    ownerId: string
    /** Another person, hired and signed in. */
    as(role: Role, wish?: { branchIds?: string[] }): Promise<Caller & { staffId: string }>
    /** An integrator's key with these scopes. */
    key(...scopes: Permission[]): Promise<Caller>
    anonymous: Caller
    /** Runs a command directly, as the house unless told otherwise. */
    work<T>(command: (work: Work) => Promise<T>, by?: Actor): Promise<T>
    /** Runs the jobs that read the event log or were asked for, until all are quiet. */
    settle(): Promise<void>
    /** Runs one job, timed or not, until it has no more to do. */
    job(name: string): Promise<void>
    /** Every room's audit finds nothing; runs by itself at the end of each test. */
    audit(): Promise<void>
    close(): Promise<void>
  }>

/** The password of everybody in a test world. */
export const PASSWORD = 'correct horse 9 battery'
const EVERYTHING = 1_000_000_000

/**
 * The real host on a database of its own, with a chain (CNY, Asia/Shanghai), branch S1 and its owner signed in; the
 * caller methods of the world itself are the owner's. Closes and audits itself when the test ends.
 */
export async function world(wish: WorldWish = {}): Promise<TestWorld> {
  const fresh = await freshDatabase()
  const connections = pool(fresh.url)
  const database = connect(connections)
  const clock = wish.at === 'now' ? runningClock() : testClock(wish.at ?? '2026-03-02T02:00:00.000Z')
  const randomBytes = seededBytes(wish.seed ?? 1)
  const real: World = { database, clock: clock.now, randomBytes }
  const app = await hostOf(real, wish)
  const runner = runnerOf(real, wish.jobs ?? [])

  let open = true
  const close = async () => {
    if (!open) return
    open = false
    await app.close()
    await database.destroy()
    await fresh.drop()
  }
  const check = async () => {
    const { findings, checked } = await audit(database)
    must(checked > 0, 'test: an audit checks something')
    expect(findings).toEqual([])
  }
  if (wish.closing !== 'by hand')
    onTestFinished(() => (wish.bare === true ? close() : check().finally(close)))

  const anonymous = callerOf(app, {})
  const founded = wish.bare === true ? nowhere : await found(app, anonymous, clock, wish.zones)
  const newId = () => uuidv7(msOf(clock.now()), randomBytes(10))
  const shared = { app, newId, clock, owner: founded.caller }
  return {
    ...founded.caller,
    ...founded.ids,
    app,
    database,
    world: real,
    url: fresh.url,
    clock,
    newId,
    as: (role, more) => hire(shared, role, more?.branchIds ?? null),
    key: (...scopes) => keyCaller(shared, scopes),
    anonymous,
    work: (command, by = house) => inWork(real, by, command),
    settle: runner.settle,
    job: runner.run,
    audit: check,
    close,
  }
}

function runnerOf(world: World, more: readonly Job[]) {
  const jobs = jobsOf({ world, mailer: null, publicUrl: 'http://localhost/', purchases: shippedPurchases })
  const known = new Set(jobs.map(({ name }) => name))
  return makeRunner(world, [...jobs, ...more.filter(({ name }) => !known.has(name))])
}

const nowhere = {
  caller: callerOf(undefined as never, {}),
  ids: { chainId: '', branchId: '', ownerId: '' },
} satisfies Founded

type Founded = { caller: Caller; ids: { chainId: string; branchId: string; ownerId: string } }
type Shared = { app: FastifyInstance; clock: TestClock; newId: () => string; owner: Caller }

function hostOf(
  real: World,
  { routes: more = [], signInLimit = EVERYTHING }: WorldWish,
): Promise<FastifyInstance> {
  const mounted = new Set(routes.map(({ endpoint }) => endpoint.name))
  return makeHost({
    world: real,
    routes: [...routes, ...more.filter(({ endpoint }) => !mounted.has(endpoint.name))],
    secure: false,
    publicOrigin: null,
    limits: { perActor: EVERYTHING, perAddress: EVERYTHING, signIn: signInLimit, atOnce: EVERYTHING },
    mostBytes: 5 * 1024 * 1024,
    consoleFolder: null,
    version: 'test',
    behindProxy: false,
  })
}

/** The session cookie of a reply, as a browser would send it back. */
export function cookieOf(reply: Reply<unknown>): { cookie: string } {
  const set = [reply.headers['set-cookie'] ?? []].flat().map(String)
  const own = set.find((one) => one.includes('zhiji_session='))
  must(own !== undefined, `test: the reply starts a session, got ${reply.status} ${reply.text.slice(0, 300)}`)
  return { cookie: own.split(';')[0] ?? '' }
}

/** Somebody signed in, who signs in again whenever a test has moved the clock past the end of the session. */
function signedIn(
  app: FastifyInstance,
  clock: TestClock,
  { login, first }: { login: string; first: Headers },
): Caller {
  const signIn = async () =>
    cookieOf(await callerOf(app, {}).post('/sessions', { login, password: PASSWORD }))
  return callerOf(app, first, { now: clock.now, signIn })
}

async function found(
  app: FastifyInstance,
  anonymous: Caller,
  clock: TestClock,
  zones: WorldWish['zones'],
): Promise<Founded> {
  const reply = await anonymous.ask(setUp, {
    chain: { name: '知己茶铺', ...(zones ? { zone: zones.chain } : {}) },
    branch: { code: 'S1', name: '人民路店', ...(zones ? { zone: zones.branch } : {}) },
    owner: { login: 'owner', name: '王老板', password: PASSWORD },
  })
  const caller = signedIn(app, clock, { login: 'owner', first: cookieOf(reply) })
  return { caller, ids: reply.body as Founded['ids'] }
}

async function hire(
  { app, clock, newId, owner }: Shared,
  role: Role,
  branchIds: string[] | null,
): Promise<Caller & { staffId: string }> {
  const id = newId()
  const login = `${role}-${id.slice(-6)}`
  await owner.call(hireStaff, { id, login, name: role, password: PASSWORD, roles: [role], branchIds })
  const reply = await callerOf(app, {}).post('/sessions', { login, password: PASSWORD })
  return { ...signedIn(app, clock, { login, first: cookieOf(reply) }), staffId: id }
}

async function keyCaller({ app, newId, owner }: Shared, scopes: Permission[]): Promise<Caller> {
  const { secret } = await owner.call(createKey, {
    id: newId(),
    name: scopes.join(' ').slice(0, 100),
    scopes,
  })
  return callerOf(app, { authorization: `Bearer ${secret}` })
}
