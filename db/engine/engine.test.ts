import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { asRoot } from './account.ts'
import { startedAt, until } from './alive.ts'
import { createDatabase, runningEngine, startEngine, type Engine } from './index.ts'
import { lock } from './lock.ts'

const HERE = dirname(fileURLToPath(import.meta.url))
const LIMIT_MS = 60_000

let base: string
let program: string
let engines: Engine[] = []
let programs: ChildProcess[] = []
let said: string[] = []

/** A second program, as a real process: starts the engine and says its address and number, or why not. */
const PROGRAM = `
import { startEngine } from ${JSON.stringify(join(HERE, 'index.ts'))}
const [dataFolder, stateFolder, mode] = process.argv.slice(2)
const wish = { dataFolder, stateFolder, say: () => undefined, fast: mode === 'fast' }
try {
  const engine = await startEngine(wish)
  console.log(JSON.stringify({ url: engine.url, pid: engine.pid }))
  process.on('SIGTERM', () => void engine.stop().then(() => process.exit(0)))
  setInterval(() => undefined, 1000)
} catch (error) {
  console.log(JSON.stringify({ refused: error.message }))
}
`

beforeAll(async () => {
  // Inside the project, because the built program finds its packages from where it lies.
  const folder = await mkdtemp(join(HERE, '../../node_modules/.engine-test-'))
  await writeFile(join(folder, 'program.ts'), PROGRAM)
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source'] } },
    build: {
      ssr: join(folder, 'program.ts'),
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  })
  program = join(folder, 'program.mjs')
})

afterAll(() => rm(dirname(program), { recursive: true, force: true }))

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'zhiji-engine-'))
  // The server's account must be able to pass through, as it can through an ordinary project folder.
  await chmod(base, 0o755)
  engines = []
  programs = []
  said = []
})

afterEach(async () => {
  for (const it of programs) it.kill('SIGKILL')
  for (const engine of engines) await engine.stop().catch(() => undefined)
  for (const folder of await clusters(base)) {
    const pid = Number(
      (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '0')).split('\n')[0],
    )
    if (startedAt(pid) !== undefined) process.kill(pid, 'SIGKILL')
    await until(() => startedAt(pid) === undefined, LIMIT_MS)
  }
  await rm(base, { recursive: true, force: true })
})

async function clusters(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => /(^|\/)pg\d+$/.test(name)).map((name) => join(folder, name))
}

const dataFolder = (): string => join(base, 'data')
const wish = (folder = dataFolder()) => ({ dataFolder: folder, stateFolder: join(base, 'state'), say })
const say = (line: string): void => void said.push(line)

async function start(folder?: string, fast = true): Promise<Engine> {
  const engine = await startEngine({ ...wish(folder), fast })
  engines.push(engine)
  return engine
}

type Answer = Readonly<{ url?: string; pid?: number; refused?: string }>

async function run(mode: 'fast' | 'durable' = 'fast'): Promise<{ child: ChildProcess; answer: Answer }> {
  const args = [program, dataFolder(), join(base, 'state'), mode]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  programs.push(child)
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, answer: JSON.parse(line) as Answer }
}

async function ask(url: string | undefined, text: string): Promise<unknown[]> {
  const client = new Client({
    connectionString: url ?? 'the program gave no address',
    options: '-c TimeZone=UTC',
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

const seed = (url: string | undefined): Promise<unknown[]> =>
  ask(url, 'create table sale as select n from generate_series(1, 1000) n')
const count = (url: string | undefined): Promise<unknown[]> => ask(url, 'select count(*)::int from sale')

async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  expect(await until(() => startedAt(pid) === undefined, LIMIT_MS)).toBe(true)
}

test('a first start makes a durable, checked cluster that only its owner may read', async () => {
  const engine = await start(undefined, false)

  const shown = [
    'fsync',
    'data_checksums',
    'listen_addresses',
    'unix_socket_directories',
    'TimeZone',
    'synchronous_commit',
  ]
  const values = await ask(
    engine.url,
    `select ${shown.map((name) => `current_setting('${name}')`).join(', ')}`,
  )
  expect(values.slice(0, 3)).toEqual(['on', 'on', '127.0.0.1'])
  // Its own folder, into which nobody else may look.
  expect(values.slice(3)).toEqual([`"${(await clusters(engine.folder))[0]}"`, 'UTC', 'on'])
  const locale =
    'select datlocprovider::text, datlocale, pg_encoding_to_char(encoding) from pg_database where datname'
  expect(await ask(engine.url, `${locale} = 'zhiji'`)).toEqual(['b', 'C.UTF-8', 'UTF8'])

  const [cluster] = await clusters(engine.folder)
  expect((await stat(cluster ?? '')).mode & 0o777).toBe(0o700)
  expect((await stat(join(engine.folder, 'password'))).mode & 0o777).toBe(0o600)
  const owner = (await stat(cluster ?? '')).uid
  expect(owner === 0).toBe(false)
  expect((await readdir(engine.folder)).filter((name) => /new|draft/.test(name))).toEqual([])
})

test('the program goes by a socket in the folder of the data, others may go by the port', async () => {
  const engine = await start()
  const by = 'select inet_client_addr() is null'
  expect(await ask(engine.url, by)).toEqual([true])
  const [cluster] = await clusters(engine.folder)
  expect(new URL(engine.url).searchParams.get('host')).toBe(cluster)
  const port = new URL(engine.url)
  port.searchParams.delete('host')
  expect(await ask(port.href, by)).toEqual([false])
})

test('where the path is too long for a socket the program goes by the port', async () => {
  const engine = await start(join(base, 'a folder with a long name '.repeat(4)))
  expect(new URL(engine.url).searchParams.get('host')).toBeNull()
  expect(await ask(engine.url, 'select inet_client_addr() is null')).toEqual([false])
})

test('a folder with a comma and quotes in its name has a socket all the same', async () => {
  const engine = await start(join(base, 'a, "b"'))
  expect(await ask(engine.url, 'select inet_client_addr() is null')).toEqual([true])
})

test('a wrong password is refused', async () => {
  const engine = await start()
  const url = new URL(engine.url)
  url.password = 'guess'
  await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed')
})

test('a stop ends the process and frees the folder; the next start has the rows', async () => {
  const first = await start()
  await seed(first.url)
  await Promise.all([first.stop(), first.stop()])
  expect(startedAt(first.pid)).toBeUndefined()

  const second = await start()
  expect(await count(second.url)).toEqual([1000])
  expect(second.pid).not.toBe(first.pid)
})

test('settings of the caller for PostgreSQL do not reach the server', async () => {
  process.env['PGDATA'] = '/nowhere'
  process.env['PGPORT'] = '1'
  process.env['PGOPTIONS'] = '-c nonsense=1'
  process.env['PGSSLMODE'] = 'require'
  try {
    const engine = await startEngine({ ...wish(), fast: true })
    engines.push(engine)
    expect(engine.port).not.toBe(1)
  } finally {
    for (const name of ['PGDATA', 'PGPORT', 'PGOPTIONS', 'PGSSLMODE']) delete process.env[name]
  }
})

test('after kill -9 of the server, "gone" says so and the next start recovers every committed row', async () => {
  const first = await start(undefined, false)
  await seed(first.url)
  await kill(first.pid)
  await first.gone
  await first.stop()

  const second = await start(undefined, false)
  expect(await count(second.url)).toEqual([1000])
  expect(await readFile(join(second.folder, 'postgres.log'), 'utf8')).toContain('not properly shut down')
})

test('after kill -9 of the program, the next one takes over its running server', async () => {
  const { child, answer } = await run()
  await seed(answer.url)
  await kill(child.pid ?? 0)

  const engine = await start()
  expect(engine.pid).toBe(answer.pid)
  expect(await count(engine.url)).toEqual([1000])
  await engine.stop()
  expect(startedAt(engine.pid)).toBeUndefined()
})

test('after kill -9 of both the program and its server, the next start has the committed rows', async () => {
  const { child, answer } = await run('durable')
  await seed(answer.url)
  await kill(child.pid ?? 0)
  await kill(answer.pid ?? 0)

  const engine = await start()
  expect(engine.pid).not.toBe(answer.pid)
  expect(await count(engine.url)).toEqual([1000])
})

test('of programs that start at once on a new folder exactly one serves, and the others name it', async () => {
  const all = await Promise.all([run(), run(), run(), run()])

  const serving = all.filter((it) => it.answer.url !== undefined)
  expect(serving).toHaveLength(1)
  for (const { answer } of all.filter((it) => it.answer.url === undefined)) {
    expect(answer.refused).toContain(`process ${serving[0]?.child.pid}`)
    expect(answer.refused).toContain(`进程 ${serving[0]?.child.pid}`)
  }
})

test('of many that find a dead owner exactly one takes its place', async () => {
  const { child } = await run()
  await kill(child.pid ?? 0)
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lock(dataFolder())))
  expect(tries.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
})

test('a lock whose number now belongs to another process is stale', async () => {
  await mkdir(dataFolder())
  await writeFile(
    join(dataFolder(), 'owner.7'),
    JSON.stringify({ pid: process.pid, startedAt: 'then', released: false }),
  )
  const held = await lock(dataFolder())
  await expect(lock(dataFolder())).rejects.toThrow(`process ${process.pid}`)
  await held.release()
  await (await lock(dataFolder())).release()
})

test('a dead server whose number now belongs to another program does not stop the start', async () => {
  const first = await start()
  await seed(first.url)
  const [cluster = ''] = await clusters(first.folder)
  const note = await readFile(join(cluster, 'postmaster.pid'), 'utf8')
  await first.stop()
  const other = spawn('sleep', ['600'])
  programs.push(other)
  await writeFile(join(cluster, 'postmaster.pid'), note.replace(/^\d+/, String(other.pid)))
  await chmod(join(cluster, 'postmaster.pid'), 0o644)

  const second = await start()
  expect(await count(second.url)).toEqual([1000])
  expect(other.exitCode).toBeNull()
})

test('a folder with a space and Chinese characters works', async () => {
  const engine = await start(join(base, '知己 data 数据'))
  await seed(engine.url)
  expect(await count(engine.url)).toEqual([1000])
  expect(said).toEqual([])
})

test('data of another PostgreSQL version is refused, and nothing is changed', async () => {
  await mkdir(join(dataFolder(), 'pg17'), { recursive: true })
  await expect(start()).rejects.toThrow(/PostgreSQL 17.*\n.*PostgreSQL 17/)
  expect(await clusters(dataFolder())).toEqual([join(dataFolder(), 'pg17')])

  const other = join(base, 'other')
  await (await start(other)).stop()
  const [cluster = ''] = await clusters(other)
  await writeFile(join(cluster, 'PG_VERSION'), '16\n')
  await expect(start(other)).rejects.toThrow('PostgreSQL 16')
})

test('a first start that was cut off is done again', async () => {
  await mkdir(join(dataFolder(), 'pg18.new', 'base'), { recursive: true })
  await writeFile(join(dataFolder(), 'pg18.new.password'), 'left over')
  const engine = await start()
  expect(await ask(engine.url, 'select 1')).toEqual([1])
  expect((await readdir(engine.folder)).filter((name) => name.includes('.new'))).toEqual([])
})

test('a folder the server cannot reach: root keeps the data elsewhere, says so, and finds it again', async () => {
  const closed = join(base, 'closed')
  await mkdir(closed, { mode: 0o700 })
  const first = await start(join(closed, 'data'))
  await seed(first.url)
  const expected = asRoot() ? join(base, 'state') : closed
  expect(first.folder.startsWith(expected)).toBe(true)
  expect(said.some((line) => line.includes(first.folder))).toBe(asRoot())
  await first.stop()

  // Even when the place asked for can be reached later, the data stays where it is.
  await chmod(closed, 0o755)
  const second = await start(join(closed, 'data'))
  expect(second.folder).toBe(first.folder)
  expect(await count(second.url)).toEqual([1000])
})

test('root goes on serving a cluster as the account it belongs to', async () => {
  const first = await start()
  await seed(first.url)
  await first.stop()
  const [cluster = ''] = await clusters(first.folder)
  const before = await stat(cluster)
  const uid = asRoot() ? 12_345 : before.uid
  const names = ['', ...(await readdir(cluster, { recursive: true }))]
  for (const name of names) await chown(join(cluster, name), uid, asRoot() ? 12_345 : before.gid)

  const second = await start()
  expect(await count(second.url)).toEqual([1000])
  expect((await stat(join(cluster, 'postmaster.pid'))).uid).toBe(uid)
})

test('a question from beside finds the running database, and none when it is stopped', async () => {
  const before = await runningEngine(wish())
  const engine = await start()
  const running = await runningEngine(wish())
  expect(before).toBeUndefined()
  expect(running).toEqual({ url: engine.url, port: engine.port, pid: engine.pid, folder: engine.folder })
  await engine.stop()
  expect(await runningEngine(wish())).toBeUndefined()
})

test('a database is created once, however many ask at the same time', async () => {
  const engine = await start()
  const urls = await Promise.all([1, 2, 3].map(() => createDatabase(engine.url, 'shop')))
  expect(new Set(urls).size).toBe(1)
  expect(await ask(urls[0], 'select current_database()')).toEqual(['shop'])
  await expect(createDatabase(engine.url, 'shop"; drop')).rejects.toThrow('E1')
})
