import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '#server/config'

const CLI = join(ROOT, 'dist', 'server', 'cli.js')

/** The built program as a process of its own, over an empty data folder. */
export type Program = Readonly<{
  /** With a slash at the end. */
  address: string
  /** Stops it cleanly and removes its data; answers the exit code. Does nothing the second time. */
  stop(): Promise<number | null>
}>

/** Starts the built program and answers once it says where it listens; throws what it said when it ends before. */
export async function startProgram(settings: Readonly<Record<string, string>> = {}): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-program-'))
  // As root the database runs as another account, which has to be able to enter.
  await chmod(folder, 0o755)
  const address = `http://localhost:${await freePort()}/`
  const child = spawn(process.execPath, [CLI, 'start'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LC_ALL: 'C',
      LOG_LEVEL: 'error',
      ZHIJI_DATA: join(folder, 'data'),
      PORT: new URL(address).port,
      PUBLIC_URL: address,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let said = ''
  const ready = new Promise<true>((resolve) => {
    const hear = (text: Buffer) => {
      said += text.toString()
      if (said.includes('Zhiji is ready')) resolve(true)
      // It only logs errors: what goes wrong behind a test is told where the test is read.
      if (text.includes('"level":50')) process.stderr.write(text)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const code = await ended
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    return code
  }
  if (await Promise.race([ready, ended.then(() => false)])) return { address, stop }
  await stop()
  throw new Error(`The program did not start:\n${said}`)
}

/** A port nobody listens at; the letters of a campaign carry the address, so it is known before the start. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address !== null ? address.port : 0
}
