import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import type { TestWorld } from '#test/world/world'
import { disableStaff } from '#domain/org/contract'
import type { Asked } from '#base/endpoint'
import * as contract from './contract.ts'
import { decideLaunch, keepLaunchLimits, listLaunches, showLaunchLimits } from './contract/approval.ts'
import { campaignReport } from './contract/report.ts'
import { launchCost, launchCovered, launchLimit, launchWay, worthOf } from './model/approval.ts'

const codeOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await reply
  return status === 200 ? 'ok' : body['code']
}

/** Fifty members, forty of whom would get a message of 10 fen with a gift of 1.90: 80.00 in all. */
async function priced(w: TestWorld, more: Partial<Asked<typeof contract.planCampaign>> = {}) {
  const { segmentId } = await segmentOf(w, { members: 50 })
  const made = await draft(w, segmentId, { messageCostMinor: 10, giftCostMinor: 190, ...more })
  return made.id
}
const limitAt = (w: TestWorld, marketerMinor: number | null, ownerMinor: number | null = null) =>
  w.call(keepLaunchLimits, { marketerMinor, ownerMinor })
const yes = (w: TestWorld, launchId: string, more: Partial<Asked<typeof decideLaunch>> = {}) => ({
  id: w.newId(),
  launchId,
  approves: true,
  ...more,
})

test('K19: without a limit everybody who may launch does, and the cost is written down', async () => {
  const w = await campaignWorld()
  const marketer = await w.as('marketer')
  const id = await priced(w)
  expect(await w.call(showLaunchLimits, {})).toEqual({ marketerMinor: null, ownerMinor: null, keptAt: null })
  expect(await marketer.call(contract.launchCampaign, { id })).toMatchObject({
    state: 'launched',
    launch: { way: 'own_limit', state: 'applied', messagesMinor: 400, giftsMinor: 76_00, decision: null },
  })
})

test('K19: above the limit nothing is drawn until a second person has agreed', async () => {
  const w = await campaignWorld()
  const marketer = await w.as('marketer')
  await limitAt(w, 79_99)
  const id = await priced(w)
  expect(await marketer.call(contract.campaignForecast, { id })).toMatchObject({
    costMinor: 80_00,
    messagesMinor: 4_00,
    giftsMinor: 76_00,
    couponUnknown: false,
    way: 'second_person',
    limitMinor: 79_99,
  })
  const asked = await marketer.call(contract.launchCampaign, { id })
  expect(asked).toMatchObject({ state: 'draft', treated: 0, launch: { state: 'waiting', limitMinor: 79_99 } })
  expect((await w.call(contract.listMessages, { id })).total).toBe(0)
  expect(await codeOf(marketer.ask(contract.launchCampaign, { id }))).toBe('launch_waits')
  expect(await codeOf(w.ask(contract.launchCampaign, { id }))).toBe('launch_waits')

  const launchId = asked.launch?.id ?? ''
  expect((await w.call(listLaunches, { state: 'waiting' })).rows).toMatchObject([
    { id: launchId, campaignId: id, byName: 'marketer' },
  ])
  const wish = yes(w, launchId, { note: '同意' })
  expect(await w.call(decideLaunch, wish)).toMatchObject({ state: 'applied', replayed: false })
  expect(await w.call(decideLaunch, wish)).toMatchObject({ state: 'applied', replayed: true })
  expect(await codeOf(w.ask(decideLaunch, { ...wish, note: '' }))).toBe('launch_decision_id_reused')
  expect(await w.call(contract.showCampaign, { id })).toMatchObject({
    state: 'launched',
    treated: 40,
    control: 10,
    launch: { decision: { approves: true, note: '同意', byId: w.ownerId } },
  })
  expect((await w.call(contract.listMessages, { id })).total).toBe(40)
  expect((await w.call(listLaunches, { state: 'waiting' })).total).toBe(0)
  expect(await codeOf(w.ask(contract.launchCampaign, { id }))).toBe('already_launched')
})

test('K19: never one’s own, never by a key, never by somebody not up to the cost', async () => {
  const w = await campaignWorld()
  const [asking, other, cashier] = [await w.as('marketer'), await w.as('marketer'), await w.as('cashier')]
  const key = await w.key('campaign.send', 'campaign.read')
  await limitAt(w, 79_99)
  const id = await priced(w)
  const { launch } = await asking.call(contract.launchCampaign, { id })
  const launchId = launch?.id ?? ''
  for (const approves of [true, false])
    expect(await codeOf(asking.ask(decideLaunch, yes(w, launchId, { approves })))).toBe(
      'second_person_needed',
    )
  expect(await codeOf(key.ask(decideLaunch, yes(w, launchId)))).toBe('second_person_needed')
  expect(await codeOf(other.ask(decideLaunch, yes(w, launchId)))).toBe('above_own_limit')
  expect(await codeOf(cashier.ask(decideLaunch, yes(w, launchId)))).toBe('not_allowed')
  expect(await codeOf(w.ask(decideLaunch, yes(w, w.newId())))).toBe('launch_unknown')
  // A higher limit makes the other marketer the second person.
  await limitAt(w, 80_00)
  expect(await codeOf(other.ask(decideLaunch, yes(w, launchId)))).toBe('ok')
  expect(await codeOf(w.ask(decideLaunch, yes(w, launchId)))).toBe('launch_decided')
})

test('K19: a key has no limit of its own as soon as people have one', async () => {
  const w = await campaignWorld()
  const key = await w.key('campaign.send', 'campaign.read')
  await limitAt(w, 1_000_00)
  const id = await priced(w)
  expect(await key.call(contract.launchCampaign, { id })).toMatchObject({ launch: { state: 'waiting' } })
})

test('K19: what was rejected stays a draft, and may be asked for again', async () => {
  const w = await campaignWorld()
  const marketer = await w.as('marketer')
  await limitAt(w, 0)
  const id = await priced(w)
  const first = await marketer.call(contract.launchCampaign, { id })
  await w.call(decideLaunch, yes(w, first.launch?.id ?? '', { approves: false, note: '太贵' }))
  expect(await w.call(contract.showCampaign, { id })).toMatchObject({
    state: 'draft',
    launch: { state: 'rejected', decision: { note: '太贵' } },
  })
  const again = await marketer.call(contract.launchCampaign, { id })
  expect(again.launch).toMatchObject({ state: 'waiting' })
  expect(again.launch?.id).not.toBe(first.launch?.id)
  expect(await w.call(contract.launchCampaign, { id: await priced(w) })).toMatchObject({ state: 'launched' })
})

test('K19: an owner with nobody else goes on alone, and it is said; with somebody else it waits', async () => {
  const w = await campaignWorld()
  await limitAt(w, 0, 10_00)
  const alone = await w.call(contract.launchCampaign, { id: await priced(w) })
  expect(alone).toMatchObject({ state: 'launched', launch: { way: 'alone', state: 'applied' } })
  const marketer = await w.as('marketer')
  const { launch } = await w.call(contract.launchCampaign, { id: await priced(w) })
  expect(launch).toMatchObject({ state: 'waiting' })
  // The owner's own word covers the cost; the marketer is the second pair of eyes.
  expect(await codeOf(marketer.ask(decideLaunch, yes(w, launch?.id ?? '')))).toBe('ok')
  await w.call(disableStaff, { id: marketer.staffId })
  expect(await w.call(contract.launchCampaign, { id: await priced(w) })).toMatchObject({
    launch: { way: 'alone' },
  })
})

test('K19: of many who decide at once one does, and it is launched once', async () => {
  const w = await campaignWorld()
  const people = await Promise.all([1, 2].map(() => w.as('owner')))
  const marketer = await w.as('marketer')
  await limitAt(w, 0)
  const id = await priced(w)
  const { launch } = await marketer.call(contract.launchCampaign, { id })
  const replies = await Promise.all(
    [w, ...people].flatMap((person) =>
      [true, false].map((approves) => person.ask(decideLaunch, yes(w, launch?.id ?? '', { approves }))),
    ),
  )
  expect(replies.filter((r) => r.status === 200)).toHaveLength(1)
  expect(replies.filter((r) => r.body['code'] === 'launch_decided')).toHaveLength(replies.length - 1)
  const approved = replies.find((r) => r.status === 200)?.body['state'] === 'applied'
  expect((await w.call(contract.showCampaign, { id })).state).toBe(approved ? 'launched' : 'draft')
})

test('K19: an approval launches what was wished, with its day and the group that was held out', async () => {
  const w = await campaignWorld()
  const marketer = await w.as('marketer')
  await limitAt(w, 0)
  const { segmentId, people } = await segmentOf(w, { members: 12 })
  const { id } = await draft(w, segmentId, { channel: 'record', giftCostMinor: 5_00 })
  const controlNumbers = people.slice(0, 4).map((one) => one.number)
  const wish = { id, startsOn: '2026-03-02', controlNumbers }
  const { launch } = await marketer.call(contract.launchCampaign, wish)
  expect(launch).toMatchObject({ state: 'waiting', giftsMinor: 40_00 })
  w.clock.advance(3 * 86_400_000)
  await w.call(decideLaunch, yes(w, launch?.id ?? ''))
  expect(await w.call(contract.showCampaign, { id })).toMatchObject({
    startsOn: '2026-03-02',
    treated: 8,
    control: 4,
    armsTold: true,
  })
  expect(await w.call(campaignReport, { id })).toMatchObject({ costMinor: 40_00 })
})

test('K19: the database itself refuses a decision by whoever asked, a second one, and another story', async () => {
  const w = await campaignWorld()
  const marketer = await w.as('marketer')
  await limitAt(w, 0)
  const { launch } = await marketer.call(contract.launchCampaign, { id: await priced(w) })
  const insert = (byId: string) =>
    sql.raw(`insert into campaign.launch_decision
               (id, fingerprint, launch_id, approves, note, at, by_id, asked_by_id, by_name)
             values ('${w.newId()}', '', '${launch?.id}', false, '', '2026-03-02', '${byId}',
                     '${marketer.staffId}', '')`)
  await expect(insert(marketer.staffId).execute(w.database)).rejects.toThrow('another_person')
  await insert(w.ownerId).execute(w.database)
  await expect(insert(w.ownerId).execute(w.database)).rejects.toThrow('unique')
  await expect(sql`update campaign.launch set gifts_minor = 0`.execute(w.database)).rejects.toThrow(
    'append-only',
  )
})

const limits = { marketerMinor: 100, ownerMinor: 500 }
test.each([
  [['marketer'], 100],
  [['owner'], 500],
  [['owner', 'marketer'], 500],
  [['cashier'], 0],
  [[], 0],
] as const)('K19: %j may launch up to %i alone', (roles, most) => {
  expect(launchLimit(roles, limits)).toBe(most)
  const way = (costMinor: number, anybodyElse: boolean) =>
    launchWay(roles, limits, { costMinor, anybodyElse })
  expect(way(most, true)).toBe('own_limit')
  expect(way(most + 1, true)).toBe('second_person')
  expect(way(most + 1, false)).toBe(roles.some((role) => role === 'owner') ? 'alone' : 'second_person')
})

test('K19: no limit at all binds nobody; a role without one is free beside one that has one', () => {
  expect(launchLimit([], { marketerMinor: null, ownerMinor: null })).toBeNull()
  expect(launchLimit(['owner'], { marketerMinor: 1, ownerMinor: null })).toBeNull()
  expect(launchLimit(['marketer', 'owner'], { marketerMinor: 1, ownerMinor: null })).toBeNull()
  expect(launchCovered({ asking: ['marketer'], deciding: ['marketer'] }, limits, 101)).toBe(false)
  expect(launchCovered({ asking: ['owner'], deciding: ['marketer'] }, limits, 901)).toBe(true)
  expect(launchCovered({ asking: ['marketer'], deciding: ['owner'] }, limits, 901)).toBe(true)
})

test('K19: a coupon costs at most what it takes off; what only its goods would tell is said to be unknown', () => {
  const coupon = (kind: Parameters<typeof worthOf>[0]['kind'], mostMinor: number | null = null) => ({
    kind,
    minor: 500,
    mostMinor,
  })
  const kinds = ['amount', 'voucher', 'percent', 'free_item', 'add_on', 'gift'] as const
  expect(kinds.map((kind) => worthOf(coupon(kind, 90)))).toEqual([500, 500, 90, null, null, null])
  const cost = (giftMinor: number, of: Parameters<typeof worthOf>[0] | null) =>
    launchCost({ paid: 10, messageMinor: 5, giftMinor, coupon: of })
  expect(cost(0, null)).toEqual({ messagesMinor: 50, giftsMinor: 0, couponUnknown: false })
  expect(cost(100, coupon('amount'))).toEqual({ messagesMinor: 50, giftsMinor: 5000, couponUnknown: false })
  expect(cost(100, coupon('gift'))).toEqual({ messagesMinor: 50, giftsMinor: 1000, couponUnknown: false })
  expect(cost(0, coupon('percent'))).toEqual({ messagesMinor: 50, giftsMinor: 0, couponUnknown: true })
})
