import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import * as contract from './contract.ts'
import type { Mailer } from './model.ts'
import { sendNext } from './send.ts'

/** Each row breaks one law behind the back of the tables' own guards; the audit must name that law. */
const BREAKS = [
  ['K1 assigned is the segment', `delete from campaign.assignment where arm = 'control'`],
  ['K2 control is never sent to', `update campaign.assignment set arm = 'control'`],
  [
    'K3 one message each',
    `delete from campaign.message where id = (select id from campaign.message limit 1)`,
  ],
  ['K4 arms as counted', `update campaign.campaign set treated = treated + 1, control = control - 1`],
  [
    'K6 consent before every hand-off',
    `update campaign.message set checked_at = checked_at - interval '1 year'`,
  ],
  [
    'K18 a journey tells whom it walks',
    `update campaign.campaign set segment_id = null, journey_id = gen_random_uuid()`,
  ],
  [
    'K20 periods of the hold-out follow one another',
    `insert into campaign.holdout (nth, id, share_bps, salt, cut, starts_on, started_at)
     values (2, gen_random_uuid(), 0, 's', 0, '2026-03-02', now())`,
  ],
] as const

const GUARDED = ['assignment', 'campaign', 'message']

test('the audit finds each law broken, and nothing in a campaign that was sent', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 10 })
  const { id } = await draft(w, segmentId)
  await w.call(contract.launchCampaign, { id })
  const mailer: Mailer = { send: async () => ({ outcome: 'taken' }) }
  const post = { world: w.world, mailer, publicUrl: 'https://club.example.com/' }
  while ((await sendNext(post)) === 'more');
  await w.audit()

  for (const [law, breaking] of BREAKS) {
    const found: string[] = []
    const broken = w.work(async (work) => {
      // Foreign keys are guards too; a replica does not check them, and the work is rolled back at its end.
      await sql`set local session_replication_role = replica`.execute(work.tx)
      for (const table of GUARDED)
        await sql.raw(`alter table campaign.${table} disable trigger user`).execute(work.tx)
      await sql.raw(breaking).execute(work.tx)
      const { rows } = await sql<{ law: string }>`select law from campaign.audit()`.execute(work.tx)
      found.push(...rows.map((row) => row.law))
      throw new Error('rolled back')
    })
    await expect(broken).rejects.toThrow('rolled back')
    expect(found).toContain(law)
  }
  const { rows } = await w.work((work) =>
    sql<{ law: string }>`select campaign.audit_laws() as law`.execute(work.tx),
  )
  expect(rows.map((row) => row.law)).toEqual(BREAKS.map(([law]) => law))
})
