import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { instant, msOf } from '#base/instant'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import type { TestWorld } from '#test/world/world'
import { takeIn } from '#domain/sale/index'
import { saleWish } from '#domain/sale/contract'
import { withdraw } from '#domain/member/index'
import { mergeMembers } from '#domain/wallet/contract/merge'
import * as contract from './contract.ts'
import { holdoutReport, keepHoldout, showHoldout } from './contract/holdout.ts'
import { campaignReport } from './contract/report.ts'
import { turnHoldout } from './holdout.ts'
import { isHeldBy } from './model/holdout.ts'
import type { Mailer } from './model.ts'
import { holdoutNow } from './store/holdout.ts'
import { sendNext } from './send.ts'

const DAY_MS = 86_400_000
type World = Awaited<ReturnType<typeof begun>>

/** Members who bought once on 1 March, a thousand who never did, a tenth of them all held out from 2 March on. */
async function begun() {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: BUYERS })
  await strangers(w, STRANGERS)
  await w.call(keepHoldout, { id: w.newId(), shareBps: 1_000 })
  const all = [...people, ...Array.from({ length: STRANGERS }, (_, at) => ({ number: `B${at + 1}` }))]
  return { w, segmentId, people, all, ...(await heldOf(w, people)), heldOfAll: (await heldOf(w, all)).held }
}

const BUYERS = 300
const STRANGERS = 1_000

async function heldOf<One extends { number: string }>(w: TestWorld, people: readonly One[]) {
  const draw = await w.work((work) => holdoutNow(work.tx))
  const held = people.filter(({ number }) => draw !== null && isHeldBy(draw, number))
  return { held, told: people.filter((one) => !held.includes(one)) }
}

const arms = (w: TestWorld, id: string) =>
  w.work(async (work) => {
    const { rows } = await sql<{ arm: string; ids: string[] }>`
      select arm, array_agg(member_id::text) as ids from campaign.assignment where campaign_id = ${id} group by arm
    `.execute(work.tx)
    return new Map(rows.map((row) => [row.arm, new Set(row.ids)]))
  })

const buy = async ({ w }: World, whom: readonly { number: string }[], of: { at: string; minor: number }) => {
  const sales = whom.map((one) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: one.number,
      happenedAt: of.at,
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: of.minor }],
    }),
  )
  if (msOf(w.clock.now()) < msOf(instant(of.at))) w.clock.set(of.at)
  await w.work((work) => takeIn(work, sales, { source: 'import' }))
  await w.settle()
}

test('G3: a draw leaves the chain’s hold-out alone; forecast, launch, audit and report say how many', async () => {
  const world = await begun()
  const { w, segmentId, held } = world
  expect(held.length).toBeGreaterThan(15)
  const { id } = await draft(w, segmentId)
  const forecast = await w.call(contract.campaignForecast, { id })
  expect(forecast).toMatchObject({ heldOut: held.length, audience: BUYERS - held.length })
  const campaign = await w.call(contract.launchCampaign, { id })
  expect(campaign).toMatchObject({ treated: forecast.treated, control: forecast.control })
  const drawn = await arms(w, id)
  expect(drawn.get('held_out')).toEqual(new Set(held.map((one) => one.id)))
  expect((drawn.get('treated')?.size ?? 0) + (drawn.get('control')?.size ?? 0)).toBe(BUYERS - held.length)
  const report = await w.call(campaignReport, { id })
  expect(report).toMatchObject({ heldOut: held.length, sampleRatio: { state: 'fine' } })
  expect(report.arms.map((one) => one.members)).toEqual([campaign.treated, campaign.control])
  const { rows } = await w.work((work) => sql`select * from campaign.audit()`.execute(work.tx))
  expect(rows).toEqual([])
})

test('C73: everything together is measured by those held out of it, with interval and verdict', async () => {
  const world = await begun()
  const { w, segmentId, held, told, all, heldOfAll } = world
  const toldOfAll = all.length - heldOfAll.length
  const { id } = await draft(w, segmentId, { messageCostMinor: 10 })
  await w.call(contract.launchCampaign, { id })
  const mailer: Mailer = { send: async () => ({ outcome: 'taken' }) }
  while ((await sendNext({ world: w.world, mailer, publicUrl: 'https://x/' })) === 'more');
  const { messages } = await w.call(contract.showCampaign, { id })
  expect(messages.sent).toBeGreaterThan(200)
  await buy(world, told.slice(0, 200), { at: '2026-03-10T02:00:00.000Z', minor: 80_00 })
  await buy(world, held.slice(0, 3), { at: '2026-03-10T02:00:00.000Z', minor: 80_00 })
  w.clock.set('2026-06-02T02:00:00.000Z')
  await buy(world, told.slice(0, 1), { at: '2026-06-01T02:00:00.000Z', minor: 1 })
  const { measured } = await w.call(holdoutReport, {})
  expect(measured).toMatchObject({
    period: { shareBps: 1_000, startsOn: '2026-03-02', endsOn: '2026-06-01', current: true },
    windowComplete: true,
    resting: 0,
    campaigns: 1,
    messages: messages.sent,
    costMinor: messages.sent * 10,
    arms: [
      { arm: 'told', members: toldOfAll, buyers: 200, spendMinor: 200 * 80_00, reached: messages.sent },
      { arm: 'held', members: heldOfAll.length, buyers: 3, spendMinor: 3 * 80_00, reached: 0 },
    ],
    sampleRatio: { state: 'fine' },
    verdict: { kind: 'worked', soFar: false },
  })
  const perMember = 80_00 * (200 / toldOfAll - 3 / heldOfAll.length)
  expect(measured?.spend?.raw.diff).toBeCloseTo(perMember, 6)
  expect(measured?.caused?.sales.low).toBeGreaterThan(0)
  expect(measured?.caused?.sales.low).toBeLessThan(measured?.caused?.sales.middle ?? 0)
  expect(measured?.caused?.sales.middle).toBeLessThan(measured?.caused?.sales.high ?? 0)
  await othersNext(world)
  await someLeave(world)
})

/** K20: after three months others are held, those of before are on neither side, and the past stays as it was. */
async function othersNext({ w, all, heldOfAll }: World): Promise<void> {
  await w.work(turnHoldout)
  await w.work(turnHoldout)
  const { periods, heldNow } = await w.call(showHoldout, {})
  expect(periods).toMatchObject([
    { startsOn: '2026-06-02', endsOn: '2026-09-01', current: true },
    { startsOn: '2026-03-02', endsOn: '2026-06-01', current: false },
  ])
  const now = await heldOf(w, all)
  expect(now.held.filter((one) => heldOfAll.includes(one))).toEqual([])
  expect(heldNow).toBe(now.held.length)
  const { measured } = await w.call(holdoutReport, {})
  expect(measured?.resting).toBe(heldOfAll.length)
  expect(measured?.arms.map((one) => one.members)).toEqual([all.length - heldOfAll.length - heldNow, heldNow])
  const past = await w.call(holdoutReport, { id: periods[1]?.id ?? '' })
  expect(past.measured?.arms).toMatchObject([
    { members: all.length - heldOfAll.length, buyers: 200 },
    { members: heldOfAll.length },
  ])
}

/** Whoever leaves still counts, and whoever has gone into another counts as that one. */
async function someLeave({ w, told, held, all, heldOfAll }: World): Promise<void> {
  const [left, gone, into] = [told[0], held[0], told[1]]
  await w.work((work) => withdraw(work, [left?.id ?? ''], 'left'))
  const pair = { keepId: into?.id ?? '', goneId: gone?.id ?? '' }
  await w.call(mergeMembers, { id: w.newId(), ...pair, reason: 'twice' })
  await w.settle()
  const { periods } = await w.call(showHoldout, {})
  const { measured } = await w.call(holdoutReport, { id: periods[1]?.id ?? '' })
  expect(measured?.arms.map((one) => one.members)).toEqual([
    all.length - heldOfAll.length,
    heldOfAll.length - 1,
  ])
}

/** Members of whom nothing is known but that they are there. */
const strangers = (w: TestWorld, members: number) =>
  w.work((work) =>
    sql`
      insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name)
      select gen_random_uuid(), 'x', 'B' || n, 'import', '2026-03-01', now(), ''
        from generate_series(1, ${members}::int) n`.execute(work.tx),
  )

test('stopping is possible and said; a small chain is refused, and saving alike changes nothing', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 10 })
  expect((await w.ask(keepHoldout, { id: w.newId(), shareBps: 500 })).body).toMatchObject({
    code: 'holdout_needs_members',
  })
  await strangers(w, 990)
  const twice = { id: w.newId(), shareBps: 500 }
  await w.call(keepHoldout, twice)
  const again = await w.call(keepHoldout, twice)
  await w.call(keepHoldout, { id: w.newId(), shareBps: 500 })
  expect((await w.call(showHoldout, {})).periods).toEqual(again.periods)
  expect((await w.ask(keepHoldout, { ...twice, shareBps: 600 })).body).toMatchObject({
    code: 'holdout_id_reused',
  })
  expect((await w.ask(holdoutReport, { id: w.newId() })).body).toMatchObject({ code: 'holdout_unknown' })
  expect((await w.ask(keepHoldout, { id: w.newId(), shareBps: 100 })).status).toBe(422)
  w.clock.advance(3 * DAY_MS)
  const off = await w.call(keepHoldout, { id: w.newId(), shareBps: 0 })
  expect(off).toMatchObject({
    state: 'off',
    offSince: '2026-03-05',
    heldNow: 0,
    periods: [{ current: false }],
  })
  const { id } = await draft(w, segmentId)
  expect(await w.call(contract.campaignForecast, { id })).toMatchObject({ heldOut: 0, audience: 10 })
  expect((await w.call(holdoutReport, {})).measured?.period).toMatchObject({ endsOn: '2026-03-05' })
})

test('a chain that never decided begins by itself once it is large, and one that said no does not', async () => {
  const w = await campaignWorld()
  await w.work(turnHoldout)
  expect(await w.call(showHoldout, {})).toMatchObject({
    state: 'undecided',
    periods: [],
    membersNeeded: 1_000,
  })
  await strangers(w, 20_000)
  await w.work(turnHoldout)
  expect(await w.call(showHoldout, {})).toMatchObject({ state: 'on', periods: [{ shareBps: 500 }] })
  await w.call(keepHoldout, { id: w.newId(), shareBps: 0 })
  w.clock.advance(200 * DAY_MS)
  await w.work(turnHoldout)
  expect((await w.call(showHoldout, {})).state).toBe('off')
})
