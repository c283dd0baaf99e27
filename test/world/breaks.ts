import { sql } from 'kysely'
import { expect } from 'vitest'
import type { TestWorld } from './world.ts'

/** A law by its name in the audit, and what breaks it behind the back of the tables' own guards. */
export type Breaking = readonly (readonly [law: string, breaking: string])[]

/** Which laws an audit, named as `campaign.audit`, finds broken by a statement, which is undone again. */
export async function foundBy(w: TestWorld, audit: string, breaking: string): Promise<string[]> {
  const found: string[] = []
  const broken = w.work(async (work) => {
    // Neither triggers nor foreign keys hold for a replica; the work is rolled back at its end.
    await sql`set local session_replication_role = replica`.execute(work.tx)
    await sql.raw(breaking).execute(work.tx)
    const { rows } = await sql<{ law: string }>`select law from ${sql.raw(audit)}()`.execute(work.tx)
    found.push(...rows.map((row) => row.law))
    throw new Error('rolled back')
  })
  await expect(broken).rejects.toThrow('rolled back')
  return found
}

/** An audit finds each law broken, and nothing before; these are all the laws it says it looks at, in their order. */
export async function findsEach(w: TestWorld, audit: string, breaks: Breaking): Promise<void> {
  await w.audit()
  for (const [law, breaking] of breaks) expect(await foundBy(w, audit, breaking)).toContain(law)
  const { rows } = await w.work((work) =>
    sql<{ law: string }>`select ${sql.raw(audit)}_laws() as law`.execute(work.tx),
  )
  expect(rows.map((row) => row.law)).toEqual(breaks.map(([law]) => law))
}
