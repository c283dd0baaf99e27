import { expect, test } from 'vitest'
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
