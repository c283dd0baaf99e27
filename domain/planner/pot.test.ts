import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { launchCampaign } from '#domain/campaign/contract'
import { showJourney } from '#domain/journey/contract'
import type { StepAsked } from '#domain/journey/contract/document'
import { enrolMember } from '#domain/member/contract'
import { foundBy } from '#test/world/breaks'
import { outletsOf, sendAll, smsCarrier } from '#test/world/carrier'
import { morningOf, turn, walks } from '#test/world/journey'
import { letter, planOf, plannerWorld, running, type PlanAsked } from '#test/world/planner'
import { publish } from '#test/world/shop'
import * as contract from './contract.ts'

type Shop = Awaited<ReturnType<typeof plannerWorld>>
type Budget = NonNullable<PlanAsked['budget']>

/** One message costs 1.00. */
const dear = (w: Shop) => smsCarrier(w, { perThousandMinor: 100_000 })

const hello = (carrierId: string): StepAsked => ({
  id: 'hello',
  kind: 'message',
  channel: 'sms',
  carrierId,
  body: '{{ member.name }}，欢迎',
})

/** A running plan whose journey, started, greets whoever joins in 济南. */
async function onTheWay(w: Shop, steps: StepAsked[], budget: Budget) {
  const document = { name: '迎新', trigger: { kind: 'joined' as const }, controlBps: 0, steps }
  const makes = { kind: 'journey' as const, document }
  const mail = {
    id: 'mail',
    name: '邀约',
    phaseId: 'intro',
    makes: { ...letter, giftCostMinor: 1_00, controlShareBps: 0 },
  }
  const again = { ...mail, id: 'again', name: '再邀' }
  const plan = planOf({ activities: [{ id: 'walk', name: '迎新', phaseId: 'intro', makes }, mail, again] })
  const { planId } = await running(w, { ...plan, budget })
  const make = async (activity: string) => {
    const wish = { id: w.newId(), planId, activity, wave: 'pilot' }
    return (await w.call(contract.makeActivity, wish)).made.find((one) => one.id === wish.id)?.targetId ?? ''
  }
  const journeyId = await make('walk')
  await turn(w, journeyId, 'running')
  const change = (of: Budget) =>
    w.call(contract.savePlan, { id: w.newId(), planId, document: { ...plan, budget: of } })
  const shown = async () => (await w.call(contract.showPlan, { planId })).budget
  return { journeyId, make, change, shown }
}

/** Somebody new in 济南 who may be sent text messages. */
const joins = async (w: Shop, ...numbers: string[]): Promise<void> => {
  for (const number of numbers)
    await w.call(enrolMember, {
      id: w.newId(),
      number,
      name: number,
      mobile: `1390000000${number.slice(1)}`,
      source: 'terminal',
      branchId: w.towns['J1']?.branchId ?? '',
      consent: { channels: ['sms'], textVersion: 'v1' },
    })
  await w.settle()
}

function post() {
  const sent: string[] = []
  const outlets = outletsOf(async (mail) => {
    sent.push(mail.to)
    return { outcome: 'taken' }
  }, 2)
  return { sent, outlets }
}

test('K21: a hard stop holds a journey on its way, loses nothing, and lets it go when the pot is raised', async () => {
  const w = await plannerWorld(3)
  const carrier = await dear(w)
  const budget = { messagesMinor: 3_00, otherMinor: 10_00, hardStop: true }
  const { journeyId, change, shown } = await onTheWay(w, [hello(carrier.id)], budget)
  const { sent, outlets } = post()
  await joins(w, 'N1', 'N2', 'N3', 'N4', 'N5')
  await sendAll(w, outlets)
  expect(sent).toHaveLength(3)
  expect(await shown()).toMatchObject({ committedMinor: 3_00, waitingMessages: 2 })
  const messages = async () => (await w.call(showJourney, { journeyId })).steps[0]?.messages
  expect(await messages()).toMatchObject({ handedOver: 3, waiting: 2, failed: 0, withheld: 0 })
  // However often it is looked at: nothing leaves, and no attempt is used up.
  for (const day of ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08']) {
    await morningOf(w, day)
    await sendAll(w, outlets)
  }
  expect(sent).toHaveLength(3)
  const { rows } = await sql<{ attempts: number; trouble: string }>`
    select attempts, trouble from campaign.message where state = 'queued'`.execute(w.database)
  expect(rows.map((one) => [one.attempts, one.trouble])).toEqual([
    [0, 'pot_empty'],
    [0, 'pot_empty'],
  ])
  // At once, and not when the hour is over.
  await change({ messagesMinor: 4_00, otherMinor: 9_00, hardStop: true })
  await sendAll(w, outlets)
  expect(sent).toHaveLength(4)
  await change({ messagesMinor: 4_00, otherMinor: 9_00, hardStop: false })
  await sendAll(w, outlets)
  expect([sent.length, new Set(sent).size]).toEqual([5, 5])
  expect(await shown()).toMatchObject({ committedMinor: 5_00, waitingMessages: 0 })
  expect(await messages()).toMatchObject({ handedOver: 5, waiting: 0 })
  await w.audit()
})

test('K21: what a journey has cost is not there for a launch, and two senders never share what is left', async () => {
  const w = await plannerWorld(3)
  const carrier = await dear(w)
  const budget = { messagesMinor: 6_00, hardStop: true }
  const { make, shown } = await onTheWay(w, [hello(carrier.id)], budget)
  const { sent, outlets } = post()
  await joins(w, 'N1', 'N2')
  await sendAll(w, outlets)
  // Each of the three members is told, with a gift of 1.00: with the 2.00 that were sent, 1.00 is left.
  await w.call(launchCampaign, { id: await make('mail') })
  expect((await shown()).committedMinor).toBe(5_00)
  await joins(w, 'N3', 'N4', 'N5')
  await Promise.all([sendAll(w, outlets), sendAll(w, outlets)])
  expect(sent).toHaveLength(3)
  expect(await shown()).toMatchObject({ committedMinor: 6_00, waitingMessages: 2 })
  const late = await w.ask(launchCampaign, { id: await make('again') })
  expect(late.body).toMatchObject({ code: 'plan_budget_spent' })
})

test('Q8: a coupon that the pot cannot pay for is not given, and is given once when it can', async () => {
  const w = await plannerWorld(3)
  const coupon = { code: 'C10', nameZh: '十元券', nameEn: 'Ten', kind: 'amount', minor: 10_00 } as const
  await publish(w, { coupons: [coupon] })
  const steps: StepAsked[] = [
    { id: 'gift', kind: 'gift', couponCode: 'C10' },
    { id: 'rest', kind: 'wait', days: 30 },
  ]
  const { journeyId, change, shown } = await onTheWay(w, steps, {
    giftsMinor: 25_00,
    otherMinor: 10_00,
    hardStop: true,
  })
  const stands = async () => (await walks(w, journeyId)).map((one) => [one.number, one.step, one.passed[0]])
  await joins(w, 'N1', 'N2')
  await joins(w, 'N3')
  const given = 'gift: given'
  expect(await stands()).toEqual([
    ['N1', null, given],
    ['N2', null, given],
    ['N3', 'gift', undefined],
  ])
  expect((await shown()).committedMinor).toBe(20_00)
  await morningOf(w, '2026-03-03')
  expect((await stands())[2]).toEqual(['N3', 'gift', undefined])
  await change({ giftsMinor: 30_00, otherMinor: 5_00, hardStop: true })
  await morningOf(w, '2026-03-04')
  await morningOf(w, '2026-03-05')
  expect((await stands())[2]).toEqual(['N3', null, given])
  expect((await shown()).committedMinor).toBe(30_00)
  await w.audit()
})

test('P3: the audit finds a journey of a plan that spends no pot', async () => {
  const w = await plannerWorld(3)
  await onTheWay(w, [{ id: 'gift', kind: 'gift', points: 1 }], { hardStop: true })
  await w.audit()
  const found = await foundBy(w, 'planner.audit', 'update journey.journey set pot_id = null')
  expect(found).toEqual(['P3 a journey made stands in the pot of its plan'])
})
