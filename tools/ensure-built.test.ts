import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const HERE = dirname(fileURLToPath(import.meta.url))

let root: string
let children: ChildProcess[]

/** A small checkout of its own: the real script, the real compiler, two sources and a migration. */
beforeEach(async () => {
  children = []
  root = await mkdtemp(join(tmpdir(), 'zhiji 构建 '))
  for (const name of ['tools', 'base', 'db/migrations', 'apps', 'node_modules']) {
    await mkdir(join(root, name), { recursive: true })
  }
  for (const name of ['ensure-built.mjs', 'build-lock.mjs'])
    await cp(join(HERE, name), join(root, 'tools', name))
  await symlink(join(HERE, '../node_modules/typescript'), join(root, 'node_modules/typescript'))
  await json('node_modules/.package-lock.json', { packages: {} })
  await json('package-lock.json', { packages: { '': {} } })
  await json('package.json', { type: 'module' })
  await json('tsconfig.build.json', {
    compilerOptions: { module: 'NodeNext', rootDir: '.', types: [], noEmitOnError: true },
    include: ['base/**/*.ts'],
    exclude: ['**/*.test.ts'],
  })
  await write('base/one.ts', 'export const one: number = 1\n')
  await write('base/one.test.ts', 'export const never = 0\n')
  await write('db/migrations/0001.sql', 'select 1\n')
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(root, { recursive: true, force: true })
})

const write = (path: string, text: string): Promise<void> => writeFile(join(root, path), text)
const json = (path: string, value: unknown): Promise<void> => write(path, JSON.stringify(value))
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8')

function start(
  lang = 'en_US.UTF-8',
  ...args: string[]
): { child: ChildProcess; end: Promise<[number, string]> } {
  const env = { ...process.env, LANG: lang, LC_ALL: '', LC_MESSAGES: '', NODE_ENV: 'production' }
  const child = spawn(process.execPath, [join(root, 'tools/ensure-built.mjs'), ...args], { env })
  children.push(child)
  let said = ''
  child.stderr.on('data', (part) => (said += String(part)))
  return { child, end: once(child, 'close').then(([code]) => [Number(code), said]) }
}

test('builds what is needed without the tests, and the second time does nothing', async () => {
  const [code, said] = await start().end
  expect([code, said]).toEqual([0, expect.stringContaining('Building the server')])
  expect(await read('dist/base/one.js')).toContain('one = 1')
  expect(await read('dist/db/migrations/0001.sql')).toBe('select 1\n')
  expect(await readdir(join(root, 'dist/base'))).not.toContain('one.test.js')
  expect(await start().end).toEqual([0, ''])
})

test('a changed source or asset is built again, a changed test is not; it speaks the person’s language', async () => {
  await start().end
  await write('base/one.test.ts', 'export const never = 1\n')
  expect(await start().end).toEqual([0, ''])
  await write('db/migrations/0001.sql', 'select 2\n')
  expect((await start('zh_CN.UTF-8').end)[1]).toContain('正在构建服务端')
  expect(await read('dist/db/migrations/0001.sql')).toBe('select 2\n')
})

test('an app is built into its folder, beside the server', async () => {
  await symlink(join(HERE, '../node_modules/vite'), join(root, 'node_modules/vite'))
  await mkdir(join(root, 'apps/till'))
  await write('apps/till/vite.config.ts', 'export default { build: { assetsInlineLimit: 0 } }\n')
  await write(
    'apps/till/index.html',
    '<title>收银台</title><script type="module" src="./till.ts"></script>\n',
  )
  await write('apps/till/till.ts', 'document.title += String(1 as number)\n')
  const [code, said] = await start().end
  expect([code, said]).toEqual([0, expect.stringContaining('Building the till app')])
  expect(await read('dist/apps/till/index.html')).toContain('<title>收银台</title>')
  expect((await readdir(join(root, 'dist/apps/till/assets'))).some((name) => name.endsWith('.js'))).toBe(true)
  expect(await readdir(join(root, '.cache'))).toEqual([])
  expect(await start().end).toEqual([0, ''])
})

test('a build that fails leaves the last good one and says why', async () => {
  await start().end
  await write('base/one.ts', 'export const one: number = "two"\n')
  const [code, said] = await start().end
  expect(code).toBe(1)
  expect(said).toContain('TS2322')
  expect(await read('dist/base/one.js')).toContain('one = 1')
})

test('a build that is killed leaves no half one, and the next start builds', async () => {
  const { child, end } = start()
  await once(child.stderr ?? child, 'data')
  child.kill('SIGKILL')
  await end
  expect(await readdir(root)).not.toContain('dist')
  expect((await start().end)[0]).toBe(0)
  expect(await read('dist/base/one.js')).toContain('one = 1')
})

test('of starts at the same moment one builds and the others wait for it', async () => {
  const ends = await Promise.all([1, 2, 3].map(() => start().end))
  expect(ends.map(([code]) => code)).toEqual([0, 0, 0])
  expect(ends.filter(([, said]) => said.includes('Building the server'))).toHaveLength(1)
})

test('packages that differ from the lock are installed, also for production, and then left alone', async () => {
  const vendor = (version: string) => ({
    lockfileVersion: 3,
    packages: {
      '': { devDependencies: { tool: 'file:vendor' } },
      'node_modules/tool': { resolved: 'vendor', link: true },
      vendor: { name: 'tool', version, dev: true },
    },
  })
  await json('package.json', { type: 'module', devDependencies: { tool: 'file:vendor' } })
  await mkdir(join(root, 'vendor'))
  for (const version of ['1.0.0', '2.0.0']) {
    await json('vendor/package.json', { name: 'tool', version })
    await json('package-lock.json', vendor(version))
    const [code, said] = await start('', '--only-install').end
    expect([code, said]).toEqual([0, expect.stringContaining('Installing packages')])
    expect(await read('node_modules/tool/package.json')).toContain(version)
    expect(await start('', '--only-install').end).toEqual([0, ''])
  }
  await rm(join(root, 'node_modules/.package-lock.json'))
  expect((await start('', '--only-install').end)[1]).toContain('Installing packages')
})
