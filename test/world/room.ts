import { constants } from 'node:fs'
import { access, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signalled } from '#db/engine/alive'

const MEMORY = '/dev/shm'
/** Some gigabytes: the clusters of all workers with their logs. */
const ENOUGH_BYTES = 6 * 2 ** 30
const NAME = 'zhiji-test-'
const LEFT = new RegExp(`^${NAME}(\\d+)-`)

/**
 * A folder for the clusters of a test run: in memory where there is plenty, for a test's database is three hundred
 * files that are made and deleted again, for which a disk takes many times as long; else among the temporary files.
 * What a run that was killed has left in memory is deleted first.
 */
export async function testFolder(memory = MEMORY, enough = ENOUGH_BYTES): Promise<string> {
  const free = await freeBytes(memory)
  if (free < enough) return mkdtemp(join(tmpdir(), NAME))
  await clearLeft(memory)
  return mkdtemp(join(memory, `${NAME}${process.pid}-`))
}

async function freeBytes(folder: string): Promise<number> {
  try {
    await access(folder, constants.W_OK)
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

/**
 * A server that still runs in a folder that is gone ends by itself within a minute. What belongs to somebody else is
 * theirs to delete.
 */
async function clearLeft(memory: string): Promise<void> {
  for (const name of await readdir(memory)) {
    const pid = Number(LEFT.exec(name)?.[1])
    if (pid > 0 && !signalled(pid))
      await rm(join(memory, name), { recursive: true, force: true }).catch(() => undefined)
  }
}
