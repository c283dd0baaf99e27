import { randomUUID } from 'node:crypto'
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HIDDEN, startedAt } from './alive.ts'
import { codeOf, trouble } from './trouble.ts'

/** Held from before the first start to after the stop: one folder, one program. */
export type Lock = Readonly<{ release(): Promise<void> }>

type Owner = Readonly<{ pid: number; startedAt: string; released: boolean }>

/**
 * Takes the folder for this process, or throws with the number of the process that has it.
 *
 * The owner is whoever wrote the highest `owner.<n>`. The highest is never deleted, only outbid by `n + 1`, and
 * `link` lets one process alone create a name: so two that find the same dead owner cannot both take over, which
 * deleting a stale lock file would allow.
 */
export async function lock(folder: string): Promise<Lock> {
  for (;;) {
    const top = await highest(folder)
    const owner = top === 0 ? undefined : await read(folder, top)
    if (owner === 'gone') continue
    if (owner && living(owner)) throw taken(folder, owner.pid)

    const mine = top + 1
    if (!(await claim(folder, mine))) continue
    // A listing read long ago may have been outbid several times over since: then this claim is below the owner's.
    if ((await highest(folder)) !== mine) {
      await rm(file(folder, mine), { force: true })
      continue
    }
    await sweep(folder, mine)
    return { release: () => write(folder, mine, true) }
  }
}

const file = (folder: string, n: number): string => join(folder, `owner.${n}`)

async function numbers(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.flatMap((name) => (/^owner\.\d+$/.test(name) ? [Number(name.slice(6))] : []))
}

async function highest(folder: string): Promise<number> {
  return Math.max(0, ...(await numbers(folder)))
}

async function read(folder: string, n: number): Promise<Owner | 'gone' | undefined> {
  try {
    return JSON.parse(await readFile(file(folder, n), 'utf8')) as Owner
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'gone'
    // Names appear only with their content, so an unreadable one was cut off by a power failure: nobody holds it.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function living(owner: Owner): boolean {
  if (owner.released) return false
  const seen = startedAt(owner.pid)
  return seen !== undefined && (seen === HIDDEN || owner.startedAt === HIDDEN || seen === owner.startedAt)
}

async function draft(folder: string, released: boolean): Promise<string> {
  const path = join(folder, `owner.draft.${randomUUID()}`)
  const owner: Owner = { pid: process.pid, startedAt: startedAt(process.pid) ?? HIDDEN, released }
  await writeFile(path, JSON.stringify(owner), { flag: 'wx', mode: 0o644 })
  return path
}

async function claim(folder: string, n: number): Promise<boolean> {
  const made = await draft(folder, false)
  try {
    await link(made, file(folder, n))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(made, { force: true })
  }
}

async function write(folder: string, n: number, released: boolean): Promise<void> {
  await rename(await draft(folder, released), file(folder, n))
}

async function sweep(folder: string, mine: number): Promise<void> {
  for (const n of await numbers(folder)) if (n < mine) await rm(file(folder, n), { force: true })
}

function taken(folder: string, pid: number): Error {
  return trouble(
    `Another Zhiji (process ${pid}) is using the data in ${folder}. Stop it first, or choose another data folder.`,
    `另一个知己程序（进程 ${pid}）正在使用数据目录 ${folder}。请先停止它，或另选数据目录。`,
  )
}
