import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { present } from '#base/must'
import type { Tx } from '#db/work'
import { saveSegment } from '#domain/insight/contract'
import { meansMde, sharesMde } from '#domain/insight/model/power'
import { campaignWorld, draft } from '#test/world/campaign'
import { bought, sell } from '#test/world/insight'
import type { TestWorld } from '#test/world/world'
import * as contract from './contract.ts'
import { keepHoldout } from './contract/holdout.ts'
import { armByHash, isLong } from './model.ts'
import { isHeldBy } from './model/holdout.ts'
import { holdoutNow } from './store/holdout.ts'
import { sentSince } from './store/respect.ts'

/** One more than two strata's worth: such a list is drawn by the hash alone, and read in several slices. */
const MEMBERS = 40_001
/** Every fourth has not agreed to e-mail. */
const isDeaf = (nth: number): boolean => nth % 4 === 0
const BUYERS = 60
const EVERY = 660
const numberOf = (nth: number): string => `M${String(nth).padStart(8, '0')}`
/** Spread over the list, so that each slice has some of them. */
const spentBy = (nth: number): number => (nth % EVERY === 1 && nth < BUYERS * EVERY ? nth * 7_00 : 0)

async function arrive(w: TestWorld): Promise<void> {
  await w.work(async ({ tx }) => {
    await sql`
      insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name, email, gender)
      select md5('m' || n)::uuid, 'x', 'M' || lpad(n::text, 8, '0'), 'import', '2025-01-01', '2025-01-01',
             'Member ' || n, 'm' || n || '@example.com', 'female'
        from generate_series(1, ${MEMBERS}::int) n`.execute(tx)
    await sql`
      insert into member.consent (id, member_id, channel, granted, text_version, source, at)
      select md5('c' || n)::uuid, md5('m' || n)::uuid, 'email', true, 'v1', 'import', '2025-01-01'
        from generate_series(1, ${MEMBERS}::int) n where n % 4 <> 0`.execute(tx)
  })
  const buyers = Array.from({ length: BUYERS }, (_, at) => 1 + at * EVERY)
  await sell(
    w,
    ...buyers.map((nth) => bought(w, { number: numberOf(nth), at: '2026-02-20', minor: spentBy(nth) })),
  )
  await w.settle()
}

test('a list of several slices is forecast as one: who is drawn, who is reached, what could be seen', async () => {
  expect([isLong(MEMBERS), isLong(MEMBERS - 2)]).toEqual([true, false])
  const w = await campaignWorld()
  await arrive(w)
  await w.call(keepHoldout, { id: w.newId(), shareBps: 1_000 })
  const segmentId = w.newId()
  const conditions = { is: 'profile' as const, field: 'gender', op: 'is' as const, values: ['female'] }
  await w.call(saveSegment, { id: segmentId, name: 'Everybody', rule: {}, conditions })
  const { id } = await draft(w, segmentId, { controlShareBps: 2_000 })
  const found = await w.call(contract.campaignForecast, { id })

  const { salt, holdout } = await w.work(async (work) => {
    const { rows } = await sql<{ salt: string }>`select salt from campaign.campaign where id = ${id}`.execute(
      work.tx,
    )
    return {
      salt: present(rows[0], 'the campaign is there').salt,
      holdout: present(await holdoutNow(work.tx), 'the hold-out is there'),
    }
  })
  // By the rules one member at a time, whatever was read in which slice.
  const all = Array.from({ length: MEMBERS }, (_, at) => at + 1)
  const drawn = all.filter((nth) => !isHeldBy(holdout, numberOf(nth)))
  const isTreated = (nth: number) => armByHash(salt, 2_000, numberOf(nth)) === 'treated'
  const treated = drawn.filter(isTreated).length
  const arms = { treated, control: drawn.length - treated }
  const spent = drawn.map(spentBy)
  const buyers = spent.filter((one) => one > 0).length
  const mean = spent.reduce((sum, one) => sum + one, 0) / drawn.length
  const variance = spent.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (drawn.length - 1)
  expect(found).toMatchObject({
    ...arms,
    audience: drawn.length,
    heldOut: MEMBERS - drawn.length,
    reachable: drawn.filter((nth) => !isDeaf(nth)).length,
    baseRateBps: Math.round((buyers / drawn.length) * 10_000),
    detectableBps: Math.round(sharesMde(buyers / drawn.length, arms) * 10_000),
    detectableMinor: Math.round(meansMde(Math.sqrt(variance), arms)),
  })
  expect(buyers).toBeGreaterThan(BUYERS / 2)
  expect(found.sample.length).toBe(3)

  const campaign = await w.call(contract.launchCampaign, { id })
  expect(campaign).toMatchObject(arms)
  expect(await readForAHandful(w, id)).toBeLessThan(100)
}, 300_000)

/** Messages that are read to count what a handful of members got: whoever else waits for one is not looked at. */
const readForAHandful = (w: TestWorld, campaignId: string): Promise<number> =>
  w.work(async ({ tx, at }) => {
    const { rows } = await sql<{ id: string; memberId: string }>`
      select id, member_id as "memberId" from campaign.message
       where campaign_id = ${campaignId} and state = 'queued' order by next_try_at, id limit 5`.execute(tx)
    expect(rows.length).toBe(5)
    const before = await messagesRead(tx)
    const memberIds = rows.map((one) => one.memberId)
    expect(await sentSince(tx, { memberIds, since: at, at, but: [] })).toEqual([])
    return (await messagesRead(tx)) - before
  })

async function messagesRead(tx: Tx): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables
     where relid = 'campaign.message'::regclass`.execute(tx)
  return present(rows[0], 'there are messages').read
}
