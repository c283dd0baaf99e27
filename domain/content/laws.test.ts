import { expect, test } from 'vitest'
import { findsEach } from '#test/world/breaks'
import { account, followers, officialAccount, planned, send, told } from '#test/world/content'
import { world } from '#test/world/world'

const BREAKS = [
  [
    'P3 whoever was sent to is in a call that was taken',
    `update content.batch set state = 'queued', settled_at = null`,
  ],
  ['P3 consent before every hand-off', `update content.recipient set at = at - interval '1 year'`],
  [
    'P5 at most four a month for a follower',
    `with more as (
       insert into content.wording (id, fingerprint, broadcast_id, title, digest, author, body, source_url, picture_id,
                                    carrier_id, due_at, at, by_name)
       select gen_random_uuid(), 'x', gen_random_uuid(), title, digest, author, body, source_url, picture_id,
              carrier_id, due_at, at, by_name
         from content.wording, generate_series(1, 4)
       returning broadcast_id)
     insert into content.recipient (id, broadcast_id, member_id, state, batch_id, next_try_at, consent_id, at)
     select gen_random_uuid(), more.broadcast_id, r.member_id, 'sent', r.batch_id, r.next_try_at, r.consent_id, r.at
       from content.recipient r, more`,
  ],
] as const

test('the audit finds each law broken, and nothing in a broadcast that went out', async () => {
  const w = await world()
  const { id: carrierId } = await officialAccount(w)
  await followers(w, ['1', '2', '3'])
  const broadcastId = await planned(w, carrierId)
  w.clock.advance(2 * 3_600_000)
  await send(w, account().publisher)
  expect((await told(w, broadcastId)).state).toBe('sent')
  await findsEach(w, 'content.audit', BREAKS)
})
