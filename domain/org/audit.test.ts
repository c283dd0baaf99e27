import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { audit } from '#db/audit'
import { world } from '#test/world/world'

/** Laws of this room that the audit finds broken after a row was changed behind the commands' backs. */
async function brokenBy(change: ReturnType<typeof sql>) {
  const w = await world({ closing: 'by hand' })
  try {
    await w.as('cashier')
    await change.execute(w.database)
    const { findings } = await audit(w.database)
    return findings.filter(({ room }) => room === 'org').map(({ law }) => law)
  } finally {
    await w.close()
  }
}

test.each([
  ['O1', sql`delete from org.chain`],
  ['O2', sql`update org.staff set disabled_at = hired_at where login = 'owner'`],
  ['O3', sql`update org.staff set disabled_at = hired_at where login <> 'owner'`],
  ['O4', sql`delete from org.staff_role where role = 'cashier'`],
  ['O7', sql`update org.branch set closed_on = opened_on`],
])('the audit sees that %s is broken', async (law, change) => {
  expect(await brokenBy(change)).toContain(law)
})

test('a database before set-up has nothing to find', async () => {
  const w = await world({ bare: true })
  const { checked, findings } = await audit(w.database)
  expect([checked > 4, findings]).toEqual([true, []])
})
