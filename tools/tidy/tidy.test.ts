import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { shown, tidy } from './tidy.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

/** A small tidy house to plant things in. */
const CLEAN: Readonly<Record<string, string>> = {
  'tsconfig.json': JSON.stringify({
    include: [
      'base/**/*.ts',
      'db/**/*.ts',
      'domain/**/*.ts',
      'server/**/*.ts',
      'test/**/*.ts',
      'tools/**/*.ts',
    ],
  }),
  'tsconfig.apps.json': JSON.stringify({
    include: ['ui/**/*.ts', 'ui/**/*.tsx', 'apps/**/*.ts', 'apps/**/*.tsx'],
  }),
  'base/must.ts': "import { z } from 'zod'\nexport const must = z.string()\n",
  'db/work.ts': "import { must } from '#base/must'\nexport type Work = { must: typeof must }\n",
  'domain/member/README.md': '# member\n\n- **C1** A member has one number.\n',
  'domain/member/model.ts': "import { must } from '#base/must'\nexport const name = must\n",
  'domain/member/index.ts': "export { name } from './model.ts'\n",
  'domain/wallet/README.md': '# wallet\n\nW1: A purse is never negative.\n',
  'domain/wallet/model.ts': "import { name } from '#domain/member/model'\nexport const purse = name\n",
  'domain/wallet/spend.ts':
    "import { name } from '#domain/member/index'\nimport * as store from './store.ts'\n" +
    'export const spend = () => store.lockPurse(name)\n',
  'domain/wallet/store.ts':
    "import { sql } from 'kysely'\nexport const lockPurse = (id: unknown) =>\n" +
    '  sql<{ id: string }>`select id from wallet.purse p where p.id is distinct from ${id} for update`\n',
  'domain/wallet/routes.ts':
    "import { on } from '#base/endpoint'\nimport { spend } from './spend.ts'\n" +
    "import { spendPurse } from './contract.ts'\nexport const walletRoutes = [on(spendPurse, spend)]\n",
  'domain/wallet/contract.ts':
    "import { z } from 'zod'\nexport const spendPurse = z.object({ kind: z.enum(['a']) })\n",
  'server/http.ts':
    "import fastify from 'fastify'\nimport { walletRoutes } from '#domain/wallet/routes'\n" +
    'export const http = () => fastify({ genReqId: () => String(walletRoutes.length + Date.now()) })\n',
  'ui/kit/page.tsx':
    "import { phrase } from './text/en.ts'\nexport const Page = () => <h1 title={phrase('x')}>{phrase('y')} · 3</h1>\n",
  'ui/kit/text/en.ts': 'export const phrase = (key: string) => `Select a member from the list: ${key}`\n',
  'apps/till/main.tsx':
    "import { purse } from '#domain/wallet/model'\nimport { Page } from '#ui/kit/page.tsx'\n" +
    'export const Main = () => <Page key={String(purse)} />\n',
  'test/world/world.ts': "import { lockPurse } from '#domain/wallet/store'\nexport const world = lockPurse\n",
  'tools/release.ts': 'export const release = 1\n',
}

function house(planted: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'tidy-'))
  roots.push(root)
  for (const [path, text] of Object.entries({ ...CLEAN, ...planted })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const found = (root: string) => tidy(root).map(({ rule, path }) => `${rule} ${path}`)

test('this house is tidy', () => {
  expect(tidy(ROOT).map(shown)).toEqual([])
})

test('the small house has nothing to mend', () => {
  expect(tidy(house())).toEqual([])
})

const lines = (count: number) => 'export const a = 1\n'.repeat(count)
const body = (count: number) => `export function long() {\n${'  step()\n'.repeat(count)}}\n`
const folder = (name: string) => ['', name, 'shop', 'x.ts'].join('/')
const CHINESE = String.fromCodePoint(0x4f1a, 0x5458)
// Put together here, so that this file itself holds no mark, no suppression and no address of what it plants.
const suppress = (tool: string, word: string) => `// ${tool}-${word}\nexport const a = 1\n`
const marked = (call: string, mark: string, given: string) => `${call}.${mark}(${given})\n`
const HOST = ['npm', 'registry', 'corp'].join('.')
const inStore = (statement: string) =>
  `import { sql } from 'kysely'\nexport const q = () => sql\`${statement}\`\n`

type Planted = readonly [rule: string, path: string, text: string]
const PLANTED: readonly Planted[] = [
  ['rank', 'domain/member/a.ts', "import { spend } from '#domain/wallet/index'\n"],
  ['rank', 'domain/member/a.ts', "export type A = import('../wallet/model.ts').Purse\n"],
  ['rank', 'domain/member/a.ts', "import '#domain/cellar/index'\n"],
  ['door', 'domain/wallet/a.ts', "import { insert } from '#domain/member/store'\n"],
  ['door', 'domain/wallet/a.ts', "import { enrol } from '../member/enrol.ts'\n"],
  ['door', 'server/a.ts', "import { lockPurse } from '#domain/wallet/store'\n"],
  ['door', 'ui/kit/a.ts', "import { spend } from '#domain/wallet/index'\n"],
  ['door', 'apps/till/a.ts', "const a = await import('#domain/wallet/spend')\n"],
  ['base', 'base/a.ts', "import pg from 'pg'\n"],
  ['base', 'base/a.ts', "import { readFileSync } from 'node:fs'\n"],
  ['order', 'base/a.ts', "import type { Work } from '#db/work'\n"],
  ['order', 'db/a.ts', "import { spend } from '#domain/wallet/index'\n"],
  ['order', 'domain/wallet/a.ts', "import { http } from '#server/http'\n"],
  ['order', 'domain/wallet/a.ts', "import { world } from '#test/world/world'\n"],
  ['order', 'server/a.ts', "import { Page } from '#ui/kit/page.tsx'\n"],
  ['order', 'ui/kit/a.ts', "import { Main } from '../../apps/till/main.tsx'\n"],
  ['order', 'apps/till/a.ts', "import type { Work } from '#db/work'\n"],
  ['strangers', 'apps/till/a.ts', "import { Main } from '../console/main.tsx'\n"],
  ['pure', 'domain/wallet/events.ts', "import type { Work } from '#db/work'\n"],
  ['pure', 'domain/wallet/contract.ts', "import { spend } from './spend.ts'\n"],
  ['pure', 'domain/wallet/model/a.ts', "import { name } from '#domain/member/index'\n"],
  ['pure', 'domain/wallet/model.ts', "import { createHash } from 'node:crypto'\n"],
  ['sql', 'domain/wallet/a.ts', "import { sql } from 'kysely'\n"],
  ['sql', 'domain/wallet/a.ts', 'export const q = `\n  select id from wallet.purse`\n'],
  ['sql', 'server/a.ts', "export const q = 'delete from wallet.purse'\n"],
  ['sql', 'server/a.ts', 'export const q = `with p as (select 1) select * from p`\n'],
  ['sql', 'apps/till/a.ts', 'export const q = `update wallet.purse set frozen = true`\n'],
  ['sql', 'server/a.ts', 'export const q = `insert into wallet.purse values (1)`\n'],
  ['sql', 'server/a.ts', 'export const q = `copy wallet.purse (id) from stdin`\n'],
  ['sql', 'server/a.ts', 'export const q = `truncate wallet.purse`\n'],
  ['schema', 'domain/wallet/store.ts', inStore('select id from member.member')],
  [
    'schema',
    'domain/wallet/store/a.ts',
    inStore('select 1 from wallet.purse p join "order"."order" o on true'),
  ],
  ['schema', 'domain/wallet/store.ts', inStore('update wallet.purse set a = ledger.balance(id)')],
  ['http', 'domain/wallet/a.ts', "import fastify from 'fastify'\n"],
  ['http', 'db/a.ts', "import { createServer } from 'node:http'\n"],
  ['http', 'apps/till/a.ts', "import cookie from '@fastify/cookie'\n"],
  ['browser', 'ui/kit/a.ts', "import { readFileSync } from 'node:fs'\n"],
  ['browser', 'apps/till/a.ts', "import pg from 'pg'\n"],
  ['outside', 'domain/wallet/a.ts', "import net from 'node:net'\n"],
  ['outside', 'domain/wallet/a.ts', "import { readFile } from 'node:fs/promises'\n"],
  ['clock', 'domain/wallet/a.ts', 'export const a = () => Date.now()\n'],
  ['clock', 'domain/wallet/a.ts', 'export const a = () => new Date()\n'],
  ['clock', 'domain/wallet/a.ts', 'export const a = (ms: number) => new Date(ms)\n'],
  ['clock', 'base/instant.ts', 'export const a = () => new Date()\n'],
  ['clock', 'base/a.ts', 'export const a = () => performance.now()\n'],
  ['clock', 'base/a.ts', 'export const a = () => Temporal.Now.instant()\n'],
  ['clock', 'domain/wallet/a.ts', 'export const a = () => setTimeout(a, 1)\n'],
  ['clock', 'domain/wallet/a.ts', 'export const a = `${setInterval(b, 1)}`\n'],
  ['clock', 'domain/wallet/store.ts', inStore('select id from wallet.purse where closed_at < now()')],
  ['clock', 'domain/wallet/store.ts', inStore('update wallet.purse set at = current_timestamp')],
  [
    'clock',
    'db/migrations/0001_a.sql',
    'create table wallet.purse (at timestamptz default clock_timestamp());\n',
  ],
  ['dice', 'domain/wallet/a.ts', 'export const a = () => Math.random()\n'],
  ['dice', 'domain/wallet/a.ts', 'export const a = () => crypto.randomUUID()\n'],
  ['dice', 'domain/wallet/a.ts', "import { randomBytes } from 'node:crypto'\n"],
  ['dice', 'domain/wallet/store.ts', inStore('insert into wallet.purse values (gen_random_uuid())')],
  ['network', 'domain/wallet/a.ts', 'export const a = () => fetch(address)\n'],
  ['network', 'domain/wallet/a.ts', 'export const a = () => new WebSocket(address)\n'],
  ['clock', 'domain/wallet/a.ts', 'export const a = () => setImmediate(b)\n'],
  ['dice', 'domain/wallet/a.ts', 'export const a = crypto.getRandomValues(b)\n'],
  ['dice', 'domain/wallet/a.ts', 'export const a = crypto.randomBytes(9)\n'],
  ['settings', 'domain/wallet/a.ts', 'export const a = process.env.A\n'],
  ['money', 'domain/wallet/a.ts', 'export const a = (n: number) => n.toFixed(2)\n'],
  ['money', 'domain/insight/a.ts', 'export const a = (t: string) => parseFloat(t)\n'],
  ['any', 'server/a.ts', 'export const a = (b: any) => b\n'],
  ['any', 'server/a.ts', 'export const a = b as any\n'],
  ['any', 'server/a.ts', 'export type A = Record<string, any>\n'],
  ['any', 'server/a.ts', 'export let a: any = 1\n'],
  ['any', 'server/a.ts', 'export type A = any[]\n'],
  ['enum', 'server/a.ts', 'export const enum Tier { Gold }\n'],
  ['default', 'server/a.ts', 'export default 1\n'],
  ['default', 'server/a.ts', 'const a = 1\nexport { a as default }\n'],
  ['class', 'server/a.ts', 'export class Purse {}\n'],
  ['console', 'domain/wallet/a.ts', "export const a = () => console.log('here')\n"],
  ['mock', 'server/a.test.ts', "vi.mock('#domain/wallet/spend')\n"],
  ['barrel', 'server/index.ts', "export { http } from './http.ts'\n"],
  ['barrel', 'domain/wallet/a.ts', "export * from './spend.ts'\nexport const a = 1\n"],
  ['leftover', 'server/a.ts', '// FIXME later\n'],
  ['leftover', 'domain/wallet/a.ts', '/* XXX */\n'],
  ['marks', 'server/a.test.ts', marked('test', 'only', "'a', () => {}")],
  ['marks', 'server/a.test.ts', marked('describe', 'skip', "'a', () => {}")],
  ['marks', 'server/a.test.ts', "test.skipIf(b)('a', () => {})\n"],
  ['marks', 'server/a.test.ts', "xit('a', () => {})\n"],
  ['marks', 'server/a.test.ts', marked('it.each([1])', 'todo', "'a'") + marked('test', 'todo', "'b'")],
  ['marks', 'server/a.test.ts', "test('a', (t) => t.skip())\n"],
  ['suppress', 'server/a.ts', suppress('@ts', 'ignore')],
  ['suppress', 'server/a.ts', suppress('@ts', 'expect-error')],
  ['suppress', 'server/a.ts', suppress('eslint', 'disable-next-line no-console')],
  ['suppress', 'server/a.ts', suppress('oxlint', 'disable')],
  ['line', 'server/a.ts', `export const a = '${'x'.repeat(102)}'\n`],
  ['line', 'db/migrations/0001_a.sql', `-- ${'x'.repeat(118)}\n`],
  ['file-size', 'server/a.ts', lines(301)],
  ['file-size', 'server/a.ts', lines(501)],
  ['file-size', 'server/a.test.ts', lines(801)],
  ['function-size', 'server/a.ts', body(49)],
  ['function-size', 'server/a.ts', body(69)],
  ['rooms', 'domain/cellar', "see also 'domain/cellar/wine.ts'"],
  ['rooms', 'domain/a.ts', 'export const a = 1\n'],
  ['levels', 'domain/wallet/rules', 'domain/wallet/rules/a.ts'],
  ['levels', 'domain/wallet/model/deep', 'domain/wallet/model/deep/a.ts'],
  ['readme', 'domain/wallet/README.md', '# wallet\n\nNo laws.\n'],
  ['readme', 'domain/insight', 'domain/insight/a.ts'],
  [
    'routes',
    'domain/wallet/routes.ts',
    'export const walletRoutes = [on(a, b), { endpoint: a, command: b }]\n',
  ],
  [
    'routes',
    'domain/wallet/routes.ts',
    'export const walletRoutes = [on(a, (work, wish) => b(work, wish))]\n',
  ],
  ['routes', 'domain/wallet/routes.ts', 'export const walletRoutes = make()\n'],
  ['catalogue', 'ui/kit/a.ts', `export const a = '${CHINESE}'\n`],
  ['catalogue', 'apps/till/a.tsx', `export const A = () => <p>{b} ${CHINESE}</p>\n`],
  ['catalogue', 'apps/till/a.tsx', 'export const A = () => <p>Members</p>\n'],
  ['catalogue', 'apps/till/a.tsx', 'export const A = () => <Button title="Save" />\n'],
  ['trace', 'docs/a.md', `Look in ${folder('root')}.\n`],
  ['trace', 'server/a.ts', `export const a = '${folder('home')}'\n`],
  ['trace', 'docs/a.md', `Look in ${folder('work')}.\n`],
  ['trace', 'docs/a.md', `Look in ${folder('Users')}.\n`],
  ['trace', 'package-lock.json', JSON.stringify({ resolved: ['https:', '', HOST, 'zod.tgz'].join('/') })],
  ['names', 'server/utils.ts', 'export const a = 1\n'],
  ['names', 'server/PurseThing.ts', 'export const a = 1\n'],
  ['names', 'server/a.ts', 'export const purseManager = 1\nexport type PurseManager = number\n'],
  ['seen', 'scripts/a.ts', 'export const a = 1\n'],
]

/** Where the finding is about a folder, the text names the file to plant in it. */
function plant(path: string, text: string): Record<string, string> {
  const inFolder = /domain\/[\w/-]+\.ts/.exec(text)?.[0]
  return inFolder?.startsWith(`${path}/`) ? { [inFolder]: 'export const a = 1\n' } : { [path]: text }
}

test.each(PLANTED)('%s is found in %s: %s', (rule, path, text) => {
  expect(found(house(plant(path, text)))).toContain(`${rule} ${path}`)
})

const INNOCENT: readonly (readonly [path: string, text: string])[] = [
  [
    'server/a.ts',
    "export const a = ['any', 'enum']\n// any class of enum by default\nexport const b = /any/\n",
  ],
  ['server/a.ts', 'export const any = 1\nexport const b = [a.any, Promise.any([]), { any: 1 }, any(1)]\n'],
  [
    'domain/wallet/a.ts',
    "export const a = (work: W) => [work.random(), work.randomBytes(9), 'Date.now()']\n",
  ],
  ['domain/wallet/a.ts', 'export const a = (door: D) => door.fetch(1)\n// Date.now()\n'],
  ['domain/wallet/a.ts', "import { createHash } from 'node:crypto'\nexport const a = createHash\n"],
  [
    'domain/wallet/store.ts',
    inStore('select extract(day from member.at) from wallet.purse member -- from sale.sale'),
  ],
  ['domain/wallet/store.ts', inStore('select a from wallet.purse sale where b is distinct from sale.b')],
  ['domain/insight/model/a.ts', 'export const a = (n: number) => n.toFixed(2)\n'],
  ['base/instant.ts', 'export const a = (ms: number) => new Date(ms)\n'],
  ['apps/till/vite.config.ts', "import { join } from 'node:path'\nexport default join('a')\n"],
  ['apps/till/a.tsx', `// ${CHINESE}\nexport const A = () => <p className="wide">· {b} &nbsp; 3</p>\n`],
  ['apps/till/text/zh-CN.ts', `export const a = '${CHINESE}'\n`],
  ['server/a.ts', "export const a = '../home/x'\nexport const b = 'https://example.com/home/'\n"],
  ['server/a.ts', "export const a = 'https://registry.example/zod.tgz'\n"],
  ['server/a.ts', body(48)],
  ['server/a.ts', lines(300)],
  ['server/a.test.ts', lines(800)],
  [
    'server/a.test.ts',
    "import { lockPurse } from '#domain/wallet/index'\nimport { world } from '#test/world/world'\n",
  ],
]

test.each(INNOCENT)('nothing is found in %s: %s', (path, text) => {
  const readme = { 'domain/insight/README.md': '- I1 A number says where it is from.\n' }
  const needed = path.startsWith('domain/insight') ? readme : {}
  expect(tidy(house({ ...needed, [path]: text })).map(shown)).toEqual([])
})

test('every finding says where, and what to do instead', () => {
  const root = house({ 'domain/member/a.ts': "import { spend } from '#domain/wallet/index'\n" })
  expect(tidy(root).map(shown)).toEqual([
    'domain/member/a.ts:1  rank  #domain/wallet/index: member comes before wallet; ' +
      'record an event that wallet reads, or move the code',
  ])
})

test('it fails when it sees nothing', () => {
  const root = mkdtempSync(join(tmpdir(), 'tidy-'))
  roots.push(root)
  expect(found(root)).toEqual(['seen .'])
})

test('a renamed folder does not leave the check without a word', () => {
  const root = house()
  renameSync(join(root, 'domain'), join(root, 'rooms'))
  expect(found(root)).toEqual(expect.arrayContaining(['seen domain', 'seen rooms/wallet/spend.ts']))
})

test('a renamed room and a room without code are found', () => {
  const root = house()
  renameSync(join(root, 'domain/wallet'), join(root, 'domain/purse'))
  mkdirSync(join(root, 'domain/wallet'))
  expect(found(root)).toEqual(expect.arrayContaining(['seen domain/wallet', 'rooms domain/purse']))
})

test('a folder named by a tsconfig and a house without a tsconfig are found', () => {
  expect(found(house({ 'tsconfig.json': '{ "include": ["cellar/**/*.ts"] }' }))).toContain('seen cellar')
  expect(found(house({ 'tsconfig.json': '{}', 'tsconfig.apps.json': '{}' }))).toContain('seen .')
})

const git = (root: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], {
    cwd: root,
    stdio: 'pipe',
  })

test('a file that git ignores but the compiler reads is found, and the count says so', () => {
  const root = house({ '.gitignore': 'data/\n', 'server/data/a.ts': 'export const a: any = 1\n' })
  git(root, 'init', '-q')
  expect(tidy(root).map(shown)).toEqual([
    'server:1  seen  tidy read 1 files where the compiler reads 2',
    'server/data/a.ts:1  seen  the compiler reads it, git and tidy do not',
  ])
})

const baseline = (excess: Readonly<Record<string, number>>) => ({
  'tools/tidy/baseline.json': JSON.stringify(excess),
})

test('old excess is borne while the baseline lists it, but never over the hard limit', () => {
  const listed = baseline({ 'server/a.ts#long': 60, 'server/b.ts': 400 })
  expect(tidy(house({ ...listed, 'server/a.ts': body(58), 'server/b.ts': lines(400) }))).toEqual([])
  const over = baseline({ 'server/a.ts#long': 72 })
  expect(found(house({ ...over, 'server/a.ts': body(70) }))).toEqual(['function-size server/a.ts'])
})

test('a baseline entry that is no longer needed, or larger than needed, is found', () => {
  expect(found(house(baseline({ 'server/gone.ts': 400 })))).toEqual(['baseline tools/tidy/baseline.json'])
  const lower = { ...baseline({ 'server/a.ts#long': 65 }), 'server/a.ts': body(58) }
  expect(found(house(lower))).toEqual(['baseline tools/tidy/baseline.json'])
})

test('the baseline only shrinks: an entry that the last commit did not have is found', () => {
  const root = house({ ...baseline({ 'server/a.ts#long': 60 }), 'server/a.ts': body(58) })
  git(root, 'init', '-q')
  git(root, 'add', '.')
  git(root, 'commit', '-qm', 'tools: write down the excess')
  expect(tidy(root)).toEqual([])
  writeFileSync(join(root, 'server/b.ts'), lines(301))
  writeFileSync(
    join(root, 'tools/tidy/baseline.json'),
    JSON.stringify({ 'server/a.ts#long': 60, 'server/b.ts': 301 }),
  )
  expect(found(root)).toEqual(['baseline tools/tidy/baseline.json'])
})
