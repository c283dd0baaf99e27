import { test } from 'vitest'
import { findsEach } from '#test/world/breaks'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import * as contract from './contract.ts'
import type { Mailer } from './model.ts'
import { sendNext } from './send.ts'

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

test('the audit finds each law broken, and nothing in a campaign that was sent', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 10 })
  const { id } = await draft(w, segmentId)
  await w.call(contract.launchCampaign, { id })
  const mailer: Mailer = { send: async () => ({ outcome: 'taken' }) }
  const post = { world: w.world, mailer, publicUrl: 'https://club.example.com/' }
  while ((await sendNext(post)) === 'more');
  await findsEach(w, 'campaign.audit', BREAKS)
})
