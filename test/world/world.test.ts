import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'
import { seededBytes } from './dice.ts'
import { world } from './world.ts'

test('two worlds do not see each other, and the same seed makes the same ids', async () => {
  const [a, b] = await Promise.all([world({ seed: 7 }), world({ seed: 7 })])
  expect(a.ownerId).toBe(b.ownerId)
  await a.post('/branches', { id: a.newId(), code: 'S2', name: '二店' })
  const rows = async (w: typeof a) => (await w.get<{ rows: unknown[] }>('/branches')).body.rows.length
  expect([await rows(a), await rows(b)]).toEqual([2, 1])
  expect((await world({ seed: 8 })).ownerId).not.toBe(a.ownerId)
})

test('people of a world stay signed in however far its clock is moved', async () => {
  const w = await world()
  const cashier = await w.as('cashier')
  w.clock.advance(400 * 86_400_000)
  expect((await w.get('/me')).body).toMatchObject({ roles: ['owner'] })
  expect((await cashier.get('/me')).body).toMatchObject({ roles: ['cashier'] })
})

test('seeded bytes are even enough to stand for chance', () => {
  const counts = Array.from({ length: 256 }, () => 0)
  for (const byte of seededBytes(42)(256_000)) counts[byte] = (counts[byte] ?? 0) + 1
  const chiSquare = counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)
  // 255 degrees of freedom: 0.01 % of fair dice fall outside these limits.
  expect(chiSquare).toBeGreaterThan(175)
  expect(chiSquare).toBeLessThan(351)
})

test('a fresh database can be asked for without any table of ours', async () => {
  const { url, drop } = await freshDatabase({ empty: true })
  expect(new URL(url).pathname).toMatch(/^\/t\d+_\d+$/)
  await drop()
  await drop()
})
