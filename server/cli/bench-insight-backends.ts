import { readdir, readFile } from 'node:fs/promises'

/** Ticks a second that Linux counts processor time in, on every machine that Node.js runs on. */
const TICKS = 100

/**
 * Milliseconds of the processor that the backends of a database have used so far, where PostgreSQL runs on this machine
 * and it tells of its processes (Linux); 0 elsewhere.
 */
export async function backendsMs(database: string): Promise<number> {
  const processes = await readdir('/proc').catch(() => [])
  const used = await Promise.all(
    processes.filter((name) => /^\d+$/.test(name)).map((process) => ticksOf(process, database)),
  )
  return (used.reduce((sum, ticks) => sum + ticks, 0) * 1000) / TICKS
}

/** A backend says in its title whose it is; one that has just ended says nothing. */
async function ticksOf(process: string, database: string): Promise<number> {
  const title = await readFile(`/proc/${process}/cmdline`, 'utf8').catch(() => '')
  if (!title.startsWith('postgres: ') || !title.includes(` ${database} `)) return 0
  const stat = await readFile(`/proc/${process}/stat`, 'utf8').catch(() => '')
  // The name in brackets may hold anything; time in user and in system are the 14th and 15th word.
  const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(words[11] ?? 0) + Number(words[12] ?? 0)
}
