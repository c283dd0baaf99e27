import { readdir, readFile } from 'node:fs/promises'

/** Ticks a second that Linux counts processor time in, on every machine that Node.js runs on. */
const TICKS = 100

/** Ticks that each backend has used so far, by the number of its process. */
export type Backends = ReadonlyMap<string, number>

/** The backends of a database, where PostgreSQL runs on this machine and it tells of its processes (Linux). */
export async function backendsOf(database: string): Promise<Backends> {
  const processes = await readdir('/proc').catch(() => [])
  const used = new Map<string, number>()
  await Promise.all(
    processes.map(async (process) => {
      const ticks = /^\d+$/.test(process) ? await ticksOf(process, database) : null
      if (ticks !== null) used.set(process, ticks)
    }),
  )
  return used
}

/**
 * Milliseconds of the processor that backends have used in between, those of `without` left out. What a backend used
 * that has ended meanwhile is not known, and is not taken off either.
 */
export function msBetween(before: Backends, after: Backends, without: ReadonlySet<string> = NONE): number {
  let ticks = 0
  for (const [process, used] of after)
    if (!without.has(process)) ticks += Math.max(0, used - (before.get(process) ?? 0))
  return (ticks * 1000) / TICKS
}

const NONE: ReadonlySet<string> = new Set()

/** A backend says in its title whose it is; one that has just ended says nothing. */
async function ticksOf(process: string, database: string): Promise<number | null> {
  const title = await readFile(`/proc/${process}/cmdline`, 'utf8').catch(() => '')
  if (!title.startsWith('postgres: ') || !title.includes(` ${database} `)) return null
  const stat = await readFile(`/proc/${process}/stat`, 'utf8').catch(() => '')
  if (stat === '') return null
  // The name in brackets may hold anything; time in user and in system are the 14th and 15th word.
  const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(words[11] ?? 0) + Number(words[12] ?? 0)
}
