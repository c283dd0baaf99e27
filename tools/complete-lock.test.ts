import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'zhiji lock '))
  await mkdir(join(root, 'tools'))
  await cp(
    fileURLToPath(new URL('./complete-lock.mjs', import.meta.url)),
    join(root, 'tools', 'complete-lock.mjs'),
  )
})

afterEach(() => rm(root, { recursive: true, force: true }))

type Packages = Record<string, Record<string, unknown>>

const write = (packages: Packages): Promise<void> =>
  writeFile(join(root, 'package-lock.json'), JSON.stringify({ name: 'shop', lockfileVersion: 3, packages }))

const read = async (): Promise<Packages> =>
  (JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as { packages: Packages }).packages

const run = (...args: string[]): { status: number | null; stderr: string } =>
  spawnSync(process.execPath, [join(root, 'tools', 'complete-lock.mjs'), ...args], { encoding: 'utf8' })

const tool = (optionalDependencies: Record<string, string>): Packages => ({
  '': { name: 'shop' },
  'node_modules/tool': { version: '2.0.0', dev: true, optionalDependencies },
})

test('platform packages that npm left out are added with what their names say', async () => {
  await write(
    tool({
      '@tool/linux-x64-musl': '2.0.0',
      '@tool/win32-arm64': '2.0.0',
      '@tool/linux-arm-gnueabihf': '2.0.0',
    }),
  )
  expect(run().status).toBe(0)
  const made = await read()
  const rest = { version: '2.0.0', dev: true, optional: true }
  expect(made['node_modules/@tool/linux-x64-musl']).toEqual({
    ...rest,
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
  })
  expect(made['node_modules/@tool/win32-arm64']).toEqual({ ...rest, os: ['win32'], cpu: ['arm64'] })
  expect(made['node_modules/@tool/linux-arm-gnueabihf']).toEqual({
    ...rest,
    os: ['linux'],
    cpu: ['arm'],
    libc: ['glibc'],
  })
  expect(run('--check').status).toBe(0)
})

test('the check fails on a missing one and writes nothing', async () => {
  await write(tool({ '@tool/linux-x64': '2.0.0' }))
  const { status, stderr } = run('--check')
  expect(status).toBe(1)
  expect(stderr).toContain('@tool/linux-x64')
  expect(Object.keys(await read())).toEqual(['', 'node_modules/tool'])
})

test('what is there at any level, has a range, or is bound to no platform is left alone', async () => {
  await write({
    ...tool({
      '@tool/linux-x64': '2.0.0',
      '@tool/darwin-x64': '2.0.0',
      '@tool/win32-x64': '^2.0.0',
      extras: '1.0.0',
    }),
    'node_modules/@tool/linux-x64': { version: '2.0.0', optional: true },
    'node_modules/tool/node_modules/@tool/darwin-x64': { version: '2.0.0', optional: true },
  })
  const before = await read()
  expect(run('--check').status).toBe(0)
  expect(run().status).toBe(0)
  expect(await read()).toEqual(before)
})

test('a lock that names addresses fails both ways', async () => {
  await write({
    '': {},
    'node_modules/tool': { version: '2.0.0', resolved: 'https://registry.example/tool.tgz' },
  })
  expect([run().status, run('--check').status]).toEqual([1, 1])
  expect(run().stderr).toContain('node_modules/tool')
})
