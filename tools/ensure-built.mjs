// Makes the checkout ready to run: the packages of package-lock.json installed, and `dist` built from these sources.
// It uses only what Node itself brings, because it runs before anything is installed. When nothing changed it takes
// a fraction of a second and writes nothing, so a finished installation also runs from a read-only folder.
//
//   node tools/ensure-built.mjs                  installs and builds when needed
//   node tools/ensure-built.mjs --only-install   installs when needed
//   node tools/ensure-built.mjs --force          builds even when nothing changed
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whileAlone } from './build-lock.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const CACHE = join(ROOT, '.cache')
const DIST = join(ROOT, 'dist')
const STAMP = 'sources.sha256'
const LEAST = [20, 19]
const SERVER_FOLDERS = ['base', 'db', 'domain', 'server', 'test/bench', 'test/simulation', 'tools']
const SOURCE_FOLDERS = [...SERVER_FOLDERS, 'ui', 'apps', 'bin']
const CONFIGS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.apps.json',
]

/** Installs and builds what is missing or out of date. Ends the process with a message when that cannot be done. */
export async function ensureBuilt({ onlyInstall = false, force = false } = {}) {
  checkNode()
  const ready = () => installed() && (onlyInstall || (!force && built()))
  if (ready()) return
  try {
    await whileAlone(CACHE, say, async () => {
      // Another start may have done it all while this one waited for its turn.
      if (!installed()) await install()
      if (!onlyInstall && (force || !built())) await build()
    })
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}

function say(en, zh) {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  console.error((LC_ALL || LC_MESSAGES || LANG || '').startsWith('zh') ? zh : en)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return
  const least = LEAST.join('.')
  console.error(
    `Zhiji needs Node.js ${least} or newer; this is ${process.versions.node}. See https://nodejs.org`,
  )
  console.error(
    `知己需要 Node.js ${least} 或更高版本，当前为 ${process.versions.node}。请到 https://nodejs.org 下载。`,
  )
  process.exit(1)
}

/**
 * Whether node_modules holds what the lock asks for, compared by content: file times say nothing after a checkout.
 * npm writes its own record last, so an installation that was cut off has none.
 */
function installed() {
  try {
    const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
    const found = JSON.parse(readFileSync(join(ROOT, 'node_modules', '.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true
      const has = found[path]
      return has ? has.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer)
    })
  } catch {
    return false
  }
}

async function install() {
  say('Installing packages (once, about a minute) …', '正在安装依赖（仅首次，约一分钟）…')
  // Started by npm, its own script is known even when no `npm` is on the path.
  const npm = /\.c?js$/.test(process.env.npm_execpath || '')
    ? [process.execPath, [process.env.npm_execpath]]
    : ['npm', []]
  // Named, because NODE_ENV=production would leave out the compiler.
  await run(npm[0], [...npm[1], 'ci', '--include=dev', '--include=optional'])
}

function built() {
  try {
    return readFileSync(join(DIST, STAMP), 'utf8') === fingerprint()
  } catch {
    return false
  }
}

/** Everything the build reads, by content. Tests are no part of what is built. */
function fingerprint() {
  const hash = createHash('sha256')
  const files = [
    ...SOURCE_FOLDERS.flatMap((name) => filesIn(join(ROOT, name))),
    ...CONFIGS.map((it) => join(ROOT, it)),
  ]
  for (const file of files) {
    if (/\.test\.tsx?$/.test(file) || !existsSync(file)) continue
    hash.update(`\0${relative(ROOT, file).split(sep).join('/')}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesIn(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path)
    return entry.isFile() ? [path] : []
  })
}

/** Builds beside and swaps at the end: a build that fails or is killed leaves the last good one in place. */
async function build() {
  const began = Date.now()
  const stamp = fingerprint()
  // Names of this process: a compiler that outlived its killed start may still be writing into the folder of that one.
  const fresh = join(CACHE, `dist-new-${process.pid}`)
  const old = join(CACHE, `dist-old-${process.pid}`)
  for (const name of readdirSync(CACHE).filter((it) => it.startsWith('dist-'))) {
    rmSync(join(CACHE, name), { recursive: true, force: true })
  }
  mkdirSync(fresh, { recursive: true })

  say('Building the server …', '正在构建服务端…')
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  await run(process.execPath, [
    tsc,
    '--singleThreaded',
    '-p',
    join(ROOT, 'tsconfig.build.json'),
    '--outDir',
    fresh,
  ])
  copyAssets(fresh)
  await buildApps(fresh)

  writeFileSync(join(fresh, STAMP), stamp)
  if (existsSync(DIST)) renameSync(DIST, old)
  renameSync(fresh, DIST)
  rmSync(old, { recursive: true, force: true })
  const seconds = ((Date.now() - began) / 1000).toFixed(0)
  say(`Built in ${seconds} s.`, `构建完成，用时 ${seconds} 秒。`)
}

/** What the server reads at run time and the compiler does not carry: migrations, templates, the demo's data. */
function copyAssets(fresh) {
  for (const file of SERVER_FOLDERS.flatMap((name) => filesIn(join(ROOT, name)))) {
    if (/\.(tsx?|md)$/.test(file)) continue
    const to = join(fresh, relative(ROOT, file))
    mkdirSync(dirname(to), { recursive: true })
    copyFileSync(file, to)
  }
}

async function buildApps(fresh) {
  const apps = readdirSync(join(ROOT, 'apps')).filter((name) =>
    existsSync(join(ROOT, 'apps', name, 'vite.config.ts')),
  )
  for (const name of apps) {
    say(`Building the ${name} app …`, `正在构建 ${name} 界面…`)
    const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
    const args = ['build', '--outDir', join(fresh, 'apps', name), '--emptyOutDir', '--logLevel', 'warn']
    await run(process.execPath, [vite, ...args], { cwd: join(ROOT, 'apps', name), env: production() })
  }
}

function production() {
  return { ...process.env, NODE_ENV: 'production' }
}

/** Output goes to stderr, so that what a command prints for scripts stays clean. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], ...options })
    const what = [command, ...args.slice(0, 2)].join(' ')
    child.once('error', (error) => reject(new Error(`${what}: ${error.message}`)))
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${what}: ${code ?? signal}`)),
    )
  })
}

// Real paths: the folder may be reached through a link.
if (process.argv[1] && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) {
  await ensureBuilt({
    onlyInstall: process.argv.includes('--only-install'),
    force: process.argv.includes('--force'),
  })
}
