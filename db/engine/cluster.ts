import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cleanEnvironment, runAs } from './account.ts'
import type { Place } from './place.ts'
import { codeOf, trouble } from './trouble.ts'

const run = promisify(execFile)

/** The file with the password of the database's superuser; only its owner may read it. */
const passwordFile = (place: Place): string => join(place.folder, 'password')

/** Refuses a folder that holds another major version's cluster, or one of somebody else's. */
export async function checkVersion(place: Place): Promise<void> {
  const { folder, cluster, package: ours } = place
  const names = await readdir(folder)
  if (names.includes('PG_VERSION')) {
    throw trouble(
      `${folder} is itself a PostgreSQL data folder. Choose another folder, or set DATABASE_URL to its server.`,
      `${folder} 本身就是一个 PostgreSQL 数据目录。请另选目录，或用 DATABASE_URL 指向其服务器。`,
    )
  }
  const whole = await present(cluster)
  const found = whole ? (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim() : otherMajor(names)
  if (found === undefined || found === ours.major) return
  throw trouble(
    `The data in ${folder} was written by PostgreSQL ${found}; this program brings ${ours.major}. ` +
      `Use the program version that wrote it, or move the data over first.`,
    `${folder} 中的数据由 PostgreSQL ${found} 写入，本程序自带 ${ours.major}。请使用原来的程序版本，或先迁移数据。`,
  )
}

/** The superuser's password, and with it a cluster: made on the first start, found on later ones. */
export async function ensureCluster(place: Place, binaries: string, fast: boolean): Promise<string> {
  if (await present(place.cluster)) return (await readPassword(place)) ?? lost(place)

  const half = `${place.cluster}.new`
  await rm(half, { recursive: true, force: true })
  const password = randomBytes(24).toString('hex')
  await writeSecret(passwordFile(place), password)
  await initialise({ place, binaries, half, password, fast })
  // Only a whole cluster ever carries the final name, so a first start that was killed is simply done again.
  await rename(half, place.cluster)
  await sync(place.folder)
  return password
}

/** The stored password; undefined when no cluster was ever made here. */
export async function readPassword(place: Place): Promise<string | undefined> {
  try {
    return (await readFile(passwordFile(place), 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function lost(place: Place): never {
  throw trouble(
    `There is a database in ${place.folder} but its password file (${passwordFile(place)}) is missing.`,
    `${place.folder} 中已有数据库，但密码文件 ${passwordFile(place)} 不见了。`,
  )
}

function otherMajor(names: string[]): string | undefined {
  return names.find((name) => /^pg\d+$/.test(name))?.slice(2)
}

async function present(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

async function writeSecret(path: string, text: string): Promise<void> {
  await rm(path, { force: true })
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(`${text}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

type First = Readonly<{ place: Place; binaries: string; half: string; password: string; fast: boolean }>

async function initialise({ place, binaries, half, password, fast }: First): Promise<void> {
  const { account } = place
  await mkdir(half, { mode: 0o700 })
  // initdb runs as the account, which may read neither our password file nor make folders beside it.
  const once = `${half}.password`
  await writeSecret(once, password)
  if (account) {
    await chown(half, account.uid, account.gid)
    await chown(once, account.uid, account.gid)
  }
  const wanted = [
    '-D',
    half,
    '-U',
    'postgres',
    `--pwfile=${once}`,
    '--auth=scram-sha-256',
    '--data-checksums',
  ]
  // The builtin C.UTF-8 sorts alike on every system, so indexes survive a change of the C library.
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  try {
    const args = [...wanted, ...locale, ...(fast ? ['--no-sync'] : [])]
    await run(join(binaries, 'bin', 'initdb'), args, { ...runAs(account), env: cleanEnvironment() })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw trouble(
      `The database could not be created in ${place.folder}. ${said}`,
      `无法在 ${place.folder} 中创建数据库。`,
      error,
    )
  } finally {
    await rm(once, { force: true })
  }
}
