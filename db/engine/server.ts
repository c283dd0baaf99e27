import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { cleanEnvironment, runAs } from './account.ts'
import { commandOf, signalled, startedAt, until } from './alive.ts'
import { isOurs, type Listening } from './login.ts'
import { memoryThere, sharedBuffersMb } from './memory.ts'
import type { Place } from './place.ts'
import { clearSockets, socketSetting, socketsOf } from './sockets.ts'
import { trouble } from './trouble.ts'

/** A PostgreSQL server that accepts connections on 127.0.0.1, and by a socket where there is one. */
export type Server = Listening & Readonly<{ pid: number }>

type Start = Readonly<{ place: Place; binaries: string; password: string; fast: boolean }>

const MINUTE = 60_000

/** What `postmaster.pid` says, or undefined when there is none. Line 1 pid, line 4 port, line 8 state. */
async function noted(
  cluster: string,
): Promise<Readonly<{ pid: number; port: number; ready: boolean }> | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * The server that already serves this cluster, left behind by a program that was killed; undefined when there is
 * none. It counts as ours only after a log-in with the stored password: process numbers and ports are used again.
 */
export async function leftServer(place: Place, password: string): Promise<Server | undefined> {
  let found: Server | undefined
  const settled = await until(async () => {
    const note = await noted(place.cluster)
    if (!note || startedAt(note.pid) === undefined) return true
    if (note.ready && (await isOurs(note.port, password, place.cluster))) {
      found = { pid: note.pid, port: note.port, sockets: await socketsOf(place.cluster, note.port) }
      return true
    }
    // It may just be starting or stopping. A living process that is no PostgreSQL got a dead server's number.
    return !serves(note.pid, place.cluster)
  }, MINUTE)
  if (!settled) {
    throw trouble(
      `A PostgreSQL process still holds ${place.cluster} but does not let this program in.`,
      `仍有一个 PostgreSQL 进程占用 ${place.cluster}，但本程序无法登录。`,
    )
  }
  return found
}

/** Starts the server on a free port and waits until it says it is ready, after a crash also until it has recovered. */
export async function startServer(start: Start): Promise<Server> {
  await clearDeadNote(start.place.cluster)
  await clearSockets(start.place.cluster)
  const giveUpAt = Date.now() + MINUTE
  for (;;) {
    const end = await launch(start)
    if (typeof end !== 'string') return end
    // Another program may have taken the port first, or the last processes of a killed server are still leaving.
    const passing = /could not bind|Address already in use|shared memory block .* still in use/.test(end)
    if (passing && Date.now() < giveUpAt) continue
    throw trouble(`The database did not start. ${end}`, '数据库启动失败，原因见上。')
  }
}

/** Asks for a fast stop: sessions are ended, what is committed is flushed. Returns when the process is gone. */
export async function stopServer(server: Server): Promise<void> {
  const gone = (): boolean => startedAt(server.pid) === undefined
  for (const [signal, waitMs] of [
    ['SIGINT', MINUTE],
    ['SIGQUIT', MINUTE / 4],
  ] as const) {
    signalTo(server.pid, signal)
    if (await until(gone, waitMs)) return
  }
  throw trouble(
    `The database (process ${server.pid}) did not stop.`,
    `数据库（进程 ${server.pid}）没有停止。`,
  )
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // Gone already, by its own crash or another's hand: that is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Whether the process looks like a server of this cluster; other systems than Linux show no exact path. */
function serves(pid: number, cluster: string): boolean {
  return commandOf(pid).includes(process.platform === 'linux' ? cluster : 'postgres')
}

/**
 * PostgreSQL refuses to start while the number in its note is in use, even when that is now some other program, or a
 * killed server whose parent never collects it. We hold the folder's lock, and PostgreSQL still refuses by its shared
 * memory when sessions of the killed server are working, so the note may go.
 */
async function clearDeadNote(cluster: string): Promise<void> {
  const note = await noted(cluster)
  if (!note || !signalled(note.pid)) return
  if (startedAt(note.pid) !== undefined && serves(note.pid, cluster)) return
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}

async function launch(start: Start): Promise<Server | string> {
  const { place, binaries } = start
  const port = await freePort()
  const logFile = await freshLog(place.folder)
  const log = openSync(logFile, 'a', 0o600)
  const from = (await stat(logFile)).size
  const child = spawn(join(binaries, 'bin', 'postgres'), settings(place.cluster, port, start.fast), {
    ...runAs(place.account),
    env: cleanEnvironment(),
    // Output goes to a file, not to us: a server that outlives its killed program must not write to a closed pipe.
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C in the terminal reaches the program first, which then stops the server in order.
    detached: true,
  })
  closeSync(log)
  const failed = await readyOrEnded(child, place.cluster)
  if (failed === undefined && child.pid !== undefined) {
    child.unref()
    return { pid: child.pid, port, sockets: await socketsOf(place.cluster, port) }
  }
  const said = (await readFile(logFile)).subarray(from).toString('utf8').trim()
  return [failed, said].filter(Boolean).join('\n')
}

async function readyOrEnded(child: ChildProcess, cluster: string): Promise<string | undefined> {
  let failed: string | undefined
  child.once('error', (error) => (failed = error.message))
  child.once('exit', (code, signal) => (failed = `It ended with ${code ?? signal}.`))
  // Recovery after a crash takes as long as it takes; only the end of the process ends the wait.
  await until(async () => {
    if (failed !== undefined) return true
    const note = await noted(cluster)
    return note?.pid === child.pid && note?.ready === true
  }, Number.POSITIVE_INFINITY)
  return failed
}

function settings(cluster: string, port: number, fast: boolean): string[] {
  const wanted: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketSetting(cluster),
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    shared_buffers: `${sharedBuffersMb(memoryThere())}MB`,
    // Whatever page is touched first after a checkpoint goes into the log whole: then a sale writes 44 KB of it, and
    // 5 KB when its pages were touched before. So there are few of them; after a crash up to this much is read again.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    // Short questions by key: compiling a plan costs more than it saves.
    jit: 'off',
    // Statements and key values carry names and phone numbers, which do not belong in a log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(fast
      ? {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          shared_buffers: '64MB',
          max_wal_size: '1GB',
        }
      : {}),
  }
  const options = Object.entries(wanted).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', cluster, '-p', String(port), ...options]
}

/** The log of the runs so far is put aside when it has grown beyond 10 MB; one old log is kept. */
async function freshLog(folder: string): Promise<string> {
  const path = join(folder, 'postgres.log')
  const is = await stat(path).catch(() => undefined)
  if (is && is.size > 10_000_000) await rename(path, `${path}.old`)
  return path
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
