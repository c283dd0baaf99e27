import { vi } from 'vitest'
import type { Job } from '#db/jobs'
import { house, inWork } from '#db/work'
import type { TestWorld } from './world.ts'

/**
 * Runs jobs until nothing waits for them. Events stay unread while another transaction of the server is open, be it of
 * another test's database, so this looks again until the jobs are no longer behind.
 */
export async function settle(w: TestWorld, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) {
    const caughtUp = async (): Promise<boolean> => {
      while ((await inWork(w.world, house, (work) => job.step(work))) === 'more');
      return !(await inWork(w.world, house, (work) => job.behind(work)))
    }
    await vi.waitUntil(caughtUp, { timeout: 50_000 })
  }
}
