import { expect, test, vi } from 'vitest'
import { world } from '#test/world/world'
import { pool } from './connect.ts'

test('what is committed waits for the disk, whatever the server and the database have as their default', async () => {
  const w = await world({ bare: true })
  const shown = async () => {
    const own = pool(w.url, 1)
    try {
      const { rows } = await own.query<{ value: string }>(
        "select current_setting('synchronous_commit') as value",
      )
      return rows[0]?.value
    } finally {
      await own.end()
    }
  }
  const say = pool(w.url, 1)
  await say.query(
    "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$",
  )
  await say.end()
  expect(await shown()).toBe('on')
})

test(
  'who keeps some connections has them when nobody asked for a while, and no more',
  { timeout: 60_000 },
  async () => {
    const w = await world({ bare: true })
    const own = pool(w.url, 3, 1)
    try {
      const asked = Array.from({ length: 3 }, () =>
        own.query<{ pid: number }>('select pg_backend_pid() as pid'),
      )
      const pids = (await Promise.all(asked)).map(({ rows }) => rows[0]?.pid)
      expect(new Set(pids).size).toBe(3)
      await vi.waitFor(() => expect(own.totalCount).toBe(1), { timeout: 50_000, interval: 200 })
      // The one that is left has planned what it was asked before.
      expect(pids).toContain(
        (await own.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid,
      )
    } finally {
      await own.end()
    }
  },
)
