import pg from 'pg'
import { percentile, rounded } from './bench-sale-figures.ts'
import { runFile, SESSION } from './bench-yardstick.ts'

/** Milliseconds of commits of next to nothing, evenly spaced over a time. */
export type Commits = Readonly<{ p50Ms: number; p99Ms: number; worstMs: number }>

export const prepareCommits = (url: string): Promise<void> => runFile(url, 'bench-commits.sql')

/**
 * What a durable commit of one row costs beside a load, fifty a second, measured in the server itself: where this has
 * a bad hundredth, the disk has one, and whoever sells waits at least as long. The load is under way meanwhile.
 */
export async function commitsBeside<T>(
  url: string,
  seconds: number,
  load: () => Promise<T>,
): Promise<Readonly<{ found: T; commits: Commits }>> {
  const client = new pg.Client({ connectionString: url, options: SESSION })
  await client.connect()
  try {
    const [found, { rows }] = await Promise.all([
      load(),
      client.query<{ p_ms: number[] }>(`call bench.commits(${Math.ceil(seconds)}, '{}')`),
    ])
    const took = rows[0]?.p_ms ?? []
    const at = (share: number) => rounded(percentile(took, share), 2)
    return { found, commits: { p50Ms: at(50), p99Ms: at(99), worstMs: at(100) } }
  } finally {
    await client.end()
  }
}
