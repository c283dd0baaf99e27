import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { PASSWORD } from '#test/world/world'
import { run as runAudit } from './cli/audit.ts'
import { dispatch } from './dispatch.ts'
import { readConfig } from './config.ts'
import { openDatabase } from './opening.ts'
import { start } from './start.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji start 知己-'))
  // As root the database runs as another account, which has to be able to enter.
  await chmod(folder, 0o755)
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

const env = (more: object = {}) => ({
  ZHIJI_DATA: join(folder, 'data'),
  PORT: '0',
  LOG_LEVEL: 'silent',
  ...more,
})

async function begin(more: object = {}) {
  const said: string[] = []
  const program = await start({
    config: readConfig(env(more)),
    language: 'zh',
    say: (line) => said.push(line),
  })
  return { ...program, said }
}

const json = { 'content-type': 'application/json' }

test('the program starts on an empty folder, keeps what it is told, and is audited while it runs', async () => {
  const first = await begin()
  expect(first.said.at(-1)).toBe(`知己已就绪：${first.address}`)
  expect(await (await fetch(`${first.address}healthz`)).json()).toMatchObject({ ok: true })
  const body = JSON.stringify({
    chain: { name: '茶' },
    branch: { code: 'S1', name: '一店' },
    owner: { login: 'boss', name: 'Boss', password: PASSWORD },
  })
  const reply = await fetch(`${first.address}api/v1/set-up`, { method: 'POST', headers: json, body })
  expect(reply.status).toBe(200)

  vi.stubEnv('ZHIJI_DATA', join(folder, 'data'))
  const out: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  expect(await runAudit(['--json'])).toBe(0)
  write.mockRestore()
  expect(JSON.parse(out.join(''))).toMatchObject({ violations: 0, findings: [] })
  expect(JSON.parse(out.join('')).checked).toBeGreaterThan(3)

  await first.stop()
  const second = await begin()
  const chain = (await (await fetch(`${second.address}api/v1/chain`)).json()) as object
  expect(chain).toMatchObject({ setUp: true, name: '茶' })
  await second.stop()
  await expect(fetch(`${second.address}healthz`)).rejects.toThrow()
})

test('tills are told the address that is set, and none once it is no longer', async () => {
  const told = async () => {
    const config = readConfig(env())
    const { database, close } = await openDatabase({ config, say: () => undefined, share: true })
    const { rows } = await sql`select url from device.public_address`.execute(database)
    await close()
    return rows
  }
  const set = await begin({ PUBLIC_URL: 'https://club.example.com/' })
  expect(await told()).toEqual([{ url: 'https://club.example.com/' }])
  await set.stop()
  const unset = await begin()
  expect(await told()).toEqual([{ url: null }])
  await unset.stop()
})

test('a port asked for that is taken is said so, and the database is stopped again', async () => {
  const other = createServer()
  await new Promise<void>((go) => other.listen(0, '127.0.0.1', go))
  const { port } = other.address() as { port: number }
  await expect(begin({ PORT: String(port) })).rejects.toThrow(`${port} 已被其他程序占用`)
  other.close()
  // Were the folder still held, this second start would be refused.
  const again = await begin()
  await again.stop()
})

test('a setting that cannot be used is named', () => {
  expect(() => readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x' })).toThrow(
    /PORT: .*\n\s*DATABASE_URL: /s,
  )
})

test('the command line helps in both languages and does not pretend to understand', async () => {
  const out: string[] = []
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => out.push(String(text)) > 0),
  )
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8')
  expect(await dispatch(['help'])).toBe(0)
  expect(await dispatch(['dance'])).toBe(2)
  vi.stubEnv('LC_ALL', 'C')
  expect(await dispatch(['audit', '--dance'])).toBe(2)
  expect(await dispatch(['toString'])).toBe(2)
  spies.forEach((spy) => spy.mockRestore())
  const text = out.join('')
  for (const words of ['启动程序', '没有“dance”', 'start the program', 'There is no command "toString"']) {
    expect(text).toContain(words)
  }
})
