import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { must } from '#base/must'

const CLI = join(process.cwd(), 'dist', 'server', 'cli.js')
/** More than any start on a busy machine needs; what is waited for is a condition, this only ends a hopeless wait. */
const START_MS = 60_000

/** A folder for one chain's data that is gone after the test; whatever still serves it is killed first. */
export type Home = Readonly<{ data: string; remove(): Promise<void> }>

export async function home(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-crash-'))
  // As root the database runs as another account, which has to be able to enter.
  await chmod(folder, 0o755)
  const data = join(folder, 'data')
  const remove = async () => {
    await killPostgres(data)
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  return { data, remove }
}

const environment = (data: string, port = 0): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  LC_ALL: 'C',
  ZHIJI_DATA: data,
  PORT: String(port),
  LOG_LEVEL: 'error',
})

export type Program = Readonly<{
  address: string
  /** Kills the program alone, as the system does when memory runs out; answers when the process is gone. */
  kill(): Promise<void>
  /** Asks for a clean stop. */
  stop(): Promise<number | null>
  /** All that it has written so far. */
  said(): string
  /** The exit code, once the program has ended. */
  ended: Promise<number | null>
}>

/** The real program, built, as its own process; answers when it says where it listens, any free port for 0. */
export async function startProgram(data: string, port = 0): Promise<Program> {
  const child = spawn(process.execPath, [CLI, 'start'], {
    env: environment(data, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const addressIn = () => /ready: (http:\S+)/.exec(said)?.[1]
  await vi.waitUntil(() => addressIn() !== undefined || child.exitCode !== null, { timeout: START_MS })
  const address = addressIn()
  must(address !== undefined, `test: the program starts; it said:\n${said}`)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    address,
    ended,
    said: () => said,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

/** Kills PostgreSQL and all its processes at once, as a power failure would; false when none was running. */
export async function killPostgres(data: string): Promise<boolean> {
  const note = await readFile(join(data, 'pg18', 'postmaster.pid'), 'utf8').catch(() => '')
  const postmaster = Number(note.split('\n')[0])
  if (!(postmaster > 1)) return false
  if (!(await processes()).some(({ pid, command }) => pid === postmaster && command.includes('postgres')))
    return false
  // Stopped first, it makes no new process while the others are looked up; those that are there go on working.
  signal(postmaster, 'SIGSTOP')
  const children = (await processes()).filter(({ parent }) => parent === postmaster).map(({ pid }) => pid)
  for (const pid of [postmaster, ...children]) signal(pid, 'SIGKILL')
  const family = new Set([postmaster, ...children])
  const left = async () => (await processes()).some(({ pid }) => family.has(pid))
  await vi.waitUntil(async () => !(await left()), { timeout: START_MS })
  return true
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
}

const run = promisify(execFile)

/**
 * Living processes; one that ended and waits to be collected does not live. The look must not hold up this process:
 * it is the shop's tills, too, and a kill while they stand still would prove nothing.
 */
async function processes(): Promise<{ pid: number; parent: number; command: string }[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=,command='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined || state.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command }]
  })
}

/** What `zhiji audit --json` says over the running program. */
export async function audited(
  data: string,
): Promise<{ code: number | null; checked: number; violations: number }> {
  const child: ChildProcess = spawn(process.execPath, [CLI, 'audit', '--json'], {
    env: environment(data),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...(JSON.parse(out) as { checked: number; violations: number }) }
}
