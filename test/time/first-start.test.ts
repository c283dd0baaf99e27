import { expect, test } from 'vitest'
import { shippedPurchases } from '#server/outside/purchases'
import { jobsOf } from '#server/rooms'
import { world } from '#test/world/world'

test('every job of the house is quiet before the house is set up', async () => {
  const w = await world({ bare: true })
  const surroundings = { mailer: null, publicUrl: 'http://localhost/', purchases: shippedPurchases }
  const names = jobsOf({ world: w.world, ...surroundings }).map(({ name }) => name)
  expect(names).toContain('wallet.expiry')
  for (const name of names) await w.job(name)
})
