import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, realpath, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { accountName, asRoot, reaches, serverAccount, type Account } from './account.ts'
import { findPackage, usableBinaries, type Package } from './binaries.ts'
import { codeOf, trouble } from './trouble.ts'

/** Where root's data and programs go when the server's account cannot reach the places asked for. */
export const STATE_FOLDER = '/var/lib/zhiji'

/** Everything decided before the server starts: whose it is, where its programs and its data are. */
export type Place = Readonly<{
  account: Account | undefined
  folder: string
  cluster: string
  package: Package
}>

type Wish = Readonly<{ dataFolder: string; stateFolder?: string; say: (line: string) => void }>

/** Decides the account and the folders, and makes the folders. */
export async function settle(wish: Wish): Promise<Place> {
  const from = await findPackage()
  const asked = resolve(wish.dataFolder)
  const { account, folder } = asRoot() ? await forRoot(asked, from, wish) : await forUser(asked)
  // The real path, because the server's command line is compared with it when a later start looks for this server.
  const real = await realpath(folder)
  return { account, folder: real, cluster: clusterIn(real, from), package: from }
}

/** Says plainly that a folder belongs to another account, when that is why the work failed. */
export async function allowed<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error
    throw trouble(
      `The data folder ${folder} cannot be used by this account. Start as its owner, or choose another data folder.`,
      `当前账户无权使用数据目录 ${folder}。请用其所有者账户启动，或另选数据目录。`,
      error,
    )
  }
}

/** The folder with programs that the account can run. */
export async function binariesFor(place: Place, wish: Wish): Promise<string> {
  const state = wish.stateFolder ?? STATE_FOLDER
  const spare = async (): Promise<string> => (place.account ? ownState(state) : place.folder)
  const { account, package: from } = place
  return usableBinaries({ from, account, spare, say: wish.say })
}

const clusterIn = (folder: string, from: Package): string => join(folder, `pg${from.major}`)

async function forUser(folder: string): Promise<Pick<Place, 'account' | 'folder'>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { account: undefined, folder }
}

/**
 * Root keeps the folder and the password; the account owns only the cluster inside. Data that already exists is never
 * left behind: it is used where it is, or the start is refused.
 */
async function forRoot(asked: string, from: Package, wish: Wish): Promise<Pick<Place, 'account' | 'folder'>> {
  const state = wish.stateFolder ?? STATE_FOLDER
  const moved = join(state, createHash('sha256').update(asked).digest('hex').slice(0, 16))
  const here = await ownerOf(clusterIn(asked, from))
  const there = await ownerOf(clusterIn(moved, from))
  const account = here ?? there ?? serverAccount()

  if (here || !there) {
    await enterable(asked)
    if (reaches(account, asked)) return { account, folder: asked }
  }
  if (here) {
    throw trouble(
      `The account "${account.name}" owns the database in ${asked} but may no longer enter that folder.`,
      `账户 ${account.name} 拥有 ${asked} 中的数据库，但已无权进入该目录，请恢复目录权限。`,
    )
  }
  await ownState(state)
  await enterable(moved)
  await sayMoved(asked, moved, account, wish.say)
  return { account, folder: moved }
}

/** The account an existing cluster belongs to: whoever first ran it, root goes on running it as. */
async function ownerOf(cluster: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await stat(cluster)
    return uid === 0 ? undefined : { name: accountName(uid), uid, gid }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Makes the folder; one that root owns may be passed through by others, but not listed or written. */
async function enterable(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o711 })
  const is = await stat(folder)
  if (made !== undefined || is.uid === 0) await chmod(folder, (is.mode & 0o777) | 0o111)
}

/** Only root may ever have written here, otherwise somebody could plant programs or data for root to start. */
async function ownState(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const is = await lstat(folder)
  if (is.isDirectory() && is.uid === 0 && (is.mode & 0o022) === 0) {
    await chmod(folder, 0o755)
    return folder
  }
  throw trouble(
    `${folder} must be a folder that only root can write to. Remove it and start again.`,
    `${folder} 必须是只有 root 可写的目录。请删除后重新启动。`,
  )
}

async function sayMoved(
  asked: string,
  moved: string,
  account: Account,
  say: (line: string) => void,
): Promise<void> {
  const en = `The account "${account.name}" that runs the database cannot enter ${asked}. The data is kept in ${moved}.`
  const zh = `运行数据库的账户 ${account.name} 无法进入 ${asked}，数据存放在 ${moved}。`
  say(`${en}\n${zh}`)
  // Whoever later looks for the data where it was asked for finds this instead.
  await writeFile(join(asked, 'DATA-IS-ELSEWHERE.txt'), `${en}\n${zh}\n`)
}
