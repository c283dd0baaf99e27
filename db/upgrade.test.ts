import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { freshDatabase } from '#test/world/database'
import { dumpSchema } from '#tools/schema/dump'
import { connect, pool } from './connect.ts'
import { migrate } from './migrate.ts'

/** What a database had been brought to on the morning of 26 November 2026; later ones come between. */
const THEN = new Set(
  `0001 0002 0010 0020 0021 0022 0024 0026 0027 0028 0029 0030 0031 0032 0033 0034 0035 0036 0037 0038 0039
   0040 0041 0042 0043 0044 0045 0046 0047 0050 0051 0053 0054 0055 0056 0060 0061 0070 0084 0087 0088 0089`.split(
    /\s+/,
  ),
)

test('a database of an earlier version comes to the very schema of a new one, whatever came between', async () => {
  const { url, drop } = await freshDatabase({ empty: true })
  const database = connect(pool(url, 1))
  try {
    const first = await migrate(database, (name) => THEN.has(name.slice(0, 4)))
    expect(first).toHaveLength(THEN.size)
    expect((await migrate(database)).length).toBeGreaterThan(0)
    expect(await migrate(database)).toEqual([])
    expect(await dumpSchema(url)).toBe(await readFile('db/schema.sql', 'utf8'))
  } finally {
    await database.destroy()
    await drop()
  }
})
