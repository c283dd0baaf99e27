import { expect, test } from 'vitest'
import type { Database } from '#db/connect'
import { COMMIT } from '#db/flight'
import type { World } from '#db/work'
import { upload } from '#test/world/import'
import { world } from '#test/world/world'
import { checkImport, showImport } from './contract.ts'
import { workOn, type Desk } from './run.ts'

/** The world, but the nth transaction from here is undone at its commit, as a deadlock would. */
function disturbed(real: World, nth: number): World {
  let count = 0
  const executor = real.database.getExecutor()
  const provideConnection: typeof executor.provideConnection = (use) =>
    executor.provideConnection((connection) =>
      use({
        ...connection,
        streamQuery: (query, size) => connection.streamQuery(query, size),
        executeQuery: async (query) => {
          if (query.sql !== COMMIT || ++count !== nth) return connection.executeQuery(query)
          throw Object.assign(new Error('deadlock'), { code: '40P01' })
        },
      }),
    )
  const own = { provideConnection, withConnectionProvider: executor.withConnectionProvider.bind(executor) }
  // Only what inWork uses of a database.
  return { ...real, database: { getExecutor: () => own } as unknown as Database }
}

test('a trial run disturbed anywhere still counts every row once', async () => {
  const w = await world()
  const rows = ['A1,2026-02-01,P,1,10', 'A2,2026-02-02,P,0,10', 'A3,2026-02-03,P,2,10']
  const bytes = Buffer.from(['小票号,日期,商品编码,数量,单价', ...rows].join('\n'))
  const id = await upload(w, { kind: 'sales', bytes })
  for (let nth = 1; nth <= 6; nth += 1) {
    await w.call(checkImport, { id })
    const unlucky = disturbed(w.world, nth)
    const desk: Desk = { reader: null }
    // A step that gives up is taken again at the next look.
    for (let next = 'more'; next === 'more';) next = await workOn(unlucky, desk).catch(() => 'more' as const)
    const { trial } = await w.call(showImport, { id })
    expect([nth, trial?.rows, trial?.toImport, trial?.refused, trial?.totalMinor]).toEqual([
      nth,
      3,
      2,
      1,
      30_00,
    ])
  }
})
