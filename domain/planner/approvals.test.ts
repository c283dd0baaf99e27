import { expect, test } from 'vitest'
import { planCampaign, launchCampaign } from '#domain/campaign/contract'
import { decideLaunch, keepLaunchLimits } from '#domain/campaign/contract/approval'
import { saveSegment } from '#domain/insight/contract'
import { letter, planOf, plannerWorld } from '#test/world/planner'
import type { TestWorld } from '#test/world/world'
import * as contract from './contract.ts'
import { listApprovals } from './contract/approval.ts'

/** A campaign whose launch is asked for by somebody, to everybody there is. */
async function launches(w: TestWorld, asking: Awaited<ReturnType<TestWorld['as']>>, name: string) {
  const segmentId = w.newId()
  await w.call(saveSegment, { id: segmentId, name, rule: {} })
  const id = w.newId()
  const { kind: _, ...words } = letter
  await w.call(planCampaign, { id, name, segmentId, ...words, giftCostMinor: 5_00 })
  w.clock.advance(60_000)
  await asking.call(launchCampaign, { id })
  return id
}

async function starts(w: TestWorld, asking: Awaited<ReturnType<TestWorld['as']>>, name: string) {
  const planId = w.newId()
  await w.call(contract.savePlan, { id: w.newId(), planId, document: planOf({ name }) })
  w.clock.advance(60_000)
  const startId = w.newId()
  await asking.call(contract.startPlan, { id: startId, planId })
  return { planId, startId }
}

test('K19, P2: launches and plans stand in one list for the second person, the newest first', async () => {
  const w = await plannerWorld(4)
  const asking = await w.as('marketer')
  await w.call(keepLaunchLimits, { marketerMinor: 0, ownerMinor: null })
  const campaignId = await launches(w, asking, '邀约一')
  const { planId, startId } = await starts(w, asking, '春季踏青')
  await launches(w, asking, '邀约二')

  const list = (of: object = {}) => w.call(listApprovals, { state: 'waiting', ...of })
  const waiting = await list()
  expect(waiting.rows.map((one) => [one.kind, one.name, one.state])).toEqual([
    ['campaign', '邀约二', 'waiting'],
    ['plan', '春季踏青', 'waiting'],
    ['campaign', '邀约一', 'waiting'],
  ])
  expect(waiting).toMatchObject({
    total: 3,
    rows: [{}, { planId, costMinor: 350_00, id: startId }, { campaignId }],
  })
  const pages = [await list({ rows: 2 }), await list({ rows: 2, page: 2 })]
  expect(pages.map((one) => one.rows.map(({ name }) => name))).toEqual([['邀约二', '春季踏青'], ['邀约一']])

  await w.call(contract.decidePlan, { id: w.newId(), startId, approves: true, note: '同意' })
  const launchId = waiting.rows[2]?.id ?? ''
  await w.call(decideLaunch, { id: w.newId(), launchId, approves: false, note: '再议' })
  expect((await list()).rows.map((one) => one.name)).toEqual(['邀约二'])
  const [yes, no] = [await list({ state: 'applied' }), await list({ state: 'rejected' })]
  expect(yes).toMatchObject({
    total: 1,
    rows: [{ kind: 'plan', decision: { approves: true, note: '同意' } }],
  })
  expect(no).toMatchObject({ total: 1, rows: [{ kind: 'campaign', campaignId, state: 'rejected' }] })
  // A plan is called what it is called today.
  await w.call(contract.savePlan, { id: w.newId(), planId, document: planOf({ name: '夏季' }) })
  expect((await w.call(listApprovals, {})).rows.map((one) => one.name)).toEqual(['邀约二', '夏季', '邀约一'])
})
