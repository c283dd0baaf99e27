import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { showCampaign } from '#domain/campaign/contract'
import { campaignReport } from '#domain/campaign/contract/report'
import { listImports } from '#domain/import/contract'
import { ladder, quadrants, rfm, showSegment } from '#domain/insight/contract'
import { me } from '#domain/org/contract'
import { salesByDay } from '#domain/sale/contract'
import { callerOf, type Caller } from '#test/world/caller'
import { cookieOf, world, type TestWorld } from '#test/world/world'
import { foundDemo, showDemo } from './contract.ts'

let w: TestWorld
let owner: Caller
let campaignId = ''
let segmentIds: string[] = []

/** The whole line of the main job, on the purchases that are shipped. */
beforeAll(async () => {
  w = await world({ bare: true, closing: 'by hand' })
  const reply = await w.anonymous.ask(foundDemo, { language: 'en' })
  owner = callerOf(w.app, cookieOf(reply))
  // Each stage asks for the next; in the program the end of an import wakes the tour.
  const ended = async () => {
    await w.settle()
    return (await owner.call(showDemo, {})).tour?.stage === 'done'
  }
  await vi.waitUntil(ended, { timeout: 60_000 })
  const { tour } = await owner.call(showDemo, {})
  campaignId = tour?.campaignId ?? ''
  segmentIds = tour?.segmentIds ?? []
})
afterAll(async () => {
  await w.audit()
  await w.close()
})

test('whoever founds a tour is signed in at once, and nobody can found a second one', async () => {
  expect(await owner.call(me, {})).toMatchObject({ login: 'owner' })
  expect((await w.anonymous.ask(foundDemo, {})).body).toMatchObject({ code: 'already_set_up' })
})

test('every purchase of the file came in through two imports', async () => {
  const { rows } = await owner.call(listImports, {})
  expect(rows.map((file) => [file.state, file.imported, file.refused, file.duplicates])).toEqual([
    ['done', 1959, 0, 0],
    ['done', 4960, 0, 0],
  ])
  const { totalMinor, receipts } = await owner.call(salesByDay, { from: '1997-01-01', to: '1998-06-30' })
  expect([receipts, totalMinor]).toEqual([6919, 24_409_194])
})

test('the figures as of 1998-07-01 are those of the reference', async () => {
  const asOf = '1998-07-01'
  const scores = await owner.call(rfm, { asOf })
  expect(scores.cuts).toEqual({ r: [513, 487, 443, 153], f: [1, 1, 2, 4], m: [1536, 3195, 5925, 13049] })
  expect([scores.cells['555'], scores.cells['111'], scores.nonEmptyCells]).toEqual([233, 177, 60])
  const four = await owner.call(quadrants, { asOf })
  expect(four.groups.map((group) => group.people)).toEqual([501, 92, 235, 1529])
  const { steps } = await owner.call(ladder, { asOf })
  expect(steps.slice(0, 3).map((step) => step.members)).toEqual([2357, 1139, 736])
})

test('two segments are saved as of 30 September 1997', async () => {
  for (const id of segmentIds) {
    const segment = await owner.call(showSegment, { id })
    expect(segment).toMatchObject({ asOf: '1997-09-30', reachable: { email: 0, sms: 0 } })
  }
})

test('a fifth was held out, and as nothing was sent the report finds no sign of an effect', async () => {
  const campaign = await owner.call(showCampaign, { id: campaignId })
  expect(campaign).toMatchObject({ state: 'launched', startsOn: '1997-10-01', endsOn: '1998-07-01' })
  expect(campaign.control / (campaign.control + campaign.treated)).toBeCloseTo(0.2, 2)

  const report = await owner.call(campaignReport, { id: campaignId })
  expect(report.windowComplete).toBe(true)
  expect(report.verdict.kind).toBe('no_sign')
  expect(report.sampleRatio.state).toBe('fine')
  expect(report.arms.map((arm) => arm.reached)).toEqual([0, 0])
  expect(report.spend?.raw.interval.low).toBeLessThan(0)
  expect(report.spend?.raw.interval.high).toBeGreaterThan(0)
  expect(report.verdict.en).not.toMatch(/significan/i)
})
