import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { audit } from '#db/audit'
import { listTasks } from '#domain/care/contract/task'
import { announceMailServer, sendNext } from '#domain/campaign/index'
import type { Mail } from '#domain/campaign/model'
import { consent } from '#domain/member/contract'
import { person } from '#test/world/care'
import { morningOf, started, turn, walks } from '#test/world/journey'
import { publish } from '#test/world/shop'
import { buy, FOUR, mergeInto } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { changeJourney, journeyReport, listJourneys, saveJourney, showJourney } from './contract.ts'

async function shop(day: string): Promise<TestWorld> {
  const w = await world({ at: `${day}T04:00:00.000Z` })
  await w.work((work) => announceMailServer(work, true))
  return w
}

/** Somebody who may be written to by e-mail. */
const willing = (w: TestWorld, number: string, more: Parameters<typeof person>[2] = {}) =>
  person(w, number, {
    email: `${number.toLowerCase()}@example.com`,
    consent: { channels: ['email'], textVersion: 'v1' },
    ...more,
  })

const letter = (id: string) =>
  ({ id, kind: 'message', channel: 'email', subject: '您好', body: '{{ member.name }}，欢迎' }) as const

/** Hands over what is in the outbox; answers to whom. */
async function handOver(w: TestWorld): Promise<string[]> {
  const taken: Mail[] = []
  const mailer = {
    send: async (mail: Mail) => {
      taken.push(mail)
      return { outcome: 'taken' as const }
    },
    close: () => undefined,
  }
  const post = { world: w.world, mailer, publicUrl: 'https://shop.example.com/' }
  while ((await sendNext(post)) === 'more');
  return taken.map((mail) => mail.to).toSorted()
}

test('C99 whoever joins is written to, waits, and is called if nothing was bought', async () => {
  const w = await shop('2026-03-02')
  const journeyId = await started(w, {
    trigger: { kind: 'joined' },
    steps: [
      letter('hello'),
      { id: 'week', kind: 'wait', days: 7 },
      {
        id: 'bought',
        kind: 'branch',
        when: { kind: 'bought' },
        yes: [],
        no: [{ id: 'call', kind: 'task', taskKind: 'call', titleZh: '致电', titleEn: 'Call' }],
      },
    ],
  })
  await willing(w, 'A')
  await willing(w, 'B')
  await person(w, 'C', { source: 'import' })
  await w.settle()
  expect(await handOver(w)).toEqual(['a@example.com', 'b@example.com'])
  const waiting = { arm: 'treated', step: 'bought', dueOn: '2026-03-09', ended: null }
  expect(await walks(w, journeyId)).toMatchObject([
    { number: 'A', ...waiting, passed: ['hello: in_outbox', 'week: waits'] },
    { number: 'B', ...waiting },
  ])
  w.clock.set('2026-03-05T04:00:00.000Z')
  await buy(w, 'A', 100)
  await w.settle()
  await morningOf(w, '2026-03-08')
  expect((await walks(w, journeyId)).map((one) => one.ended)).toEqual([null, null])
  await morningOf(w, '2026-03-09')
  expect((await walks(w, journeyId)).map(({ passed, ended }) => [passed.slice(2), ended])).toEqual([
    [['bought: yes'], 'done'],
    [['bought: no', 'call: asked'], 'done'],
  ])
  const { rows } = await w.call(listTasks, {})
  expect(rows).toMatchObject([{ memberNumber: 'B', kind: 'call', titleZh: '致电', dueOn: '2026-03-09' }])
  const shown = await w.call(showJourney, { journeyId })
  expect(shown.steps[0]).toMatchObject({ step: 'hello', passed: 2, messages: { handedOver: 2, waiting: 0 } })
  expect(shown.entries).toMatchObject({ treated: 2, control: 0, walking: 0, ended: { done: 2 } })
})

test('Q4, Q5 a share is held out for ever and gets nothing; an arm does not change when the journey does', async () => {
  const w = await shop('2026-03-02')
  const steps = [letter('hello')]
  const journeyId = await started(w, { trigger: { kind: 'joined' }, controlBps: 5000, steps })
  for (let at = 0; at < 30; at += 1) await willing(w, `M${at}`)
  await w.settle()
  const found = await walks(w, journeyId)
  const treated = found.filter((one) => one.arm === 'treated').map((one) => one.number)
  const control = found.filter((one) => one.arm === 'control')
  expect(treated.length + control.length).toBe(30)
  expect(treated.length).toBeGreaterThan(5)
  expect(control.length).toBeGreaterThan(5)
  expect(control.every((one) => one.passed.length === 0 && one.ended === null)).toBe(true)
  expect(await handOver(w)).toEqual(treated.map((one) => `${one.toLowerCase()}@example.com`).toSorted())
  const report = await w.call(journeyReport, { journeyId })
  expect(report).toMatchObject({ open: 30, verdict: { kind: 'cannot_judge' } })
  await w.audit()
  await w.work((work) =>
    sql`insert into journey.passage (entry_id, step, outcome, at)
        select id, 'hello', 'in_outbox', ${work.at} from journey.entry where arm = 'control' limit 1`.execute(
      work.tx,
    ),
  )
  const { findings } = await audit(w.database)
  expect(findings.map((one) => one.law)).toContain('Q4 whoever is held out passes nothing')
  await w.work((work) =>
    sql`alter table journey.passage disable trigger append_only;
        delete from journey.passage p using journey.entry e where e.id = p.entry_id and e.arm = 'control'`.execute(
      work.tx,
    ),
  )
})

test('Q2 a silence is entered once; again only after the days that the journey says', async () => {
  const w = await shop('2026-03-01')
  await willing(w, 'A')
  await buy(w, 'A', 50)
  await w.settle()
  const steps = [letter('come-back')]
  const once = await started(w, { trigger: { kind: 'silent', days: 30 }, steps })
  const often = await started(w, { trigger: { kind: 'silent', days: 30 }, steps, againAfterDays: 20 })
  await morningOf(w, '2026-03-31')
  await morningOf(w, '2026-03-31')
  expect([(await walks(w, once)).length, (await walks(w, often)).length]).toEqual([1, 1])
  await buy(w, 'A', 50)
  await w.settle()
  await morningOf(w, '2026-04-30')
  expect([(await walks(w, once)).length, (await walks(w, often)).length]).toEqual([1, 2])
  // The second message of the same step to the same member is another one (K3).
  expect(await handOver(w)).toHaveLength(3)
})

test('endsAtPurchase whoever buys has reached the goal and is told nothing more', async () => {
  const w = await shop('2026-03-02')
  const journeyId = await started(w, {
    trigger: { kind: 'joined' },
    endsAtPurchase: true,
    steps: [{ id: 'w', kind: 'wait', days: 3 }, letter('hello')],
  })
  await willing(w, 'A')
  const b = await willing(w, 'B')
  await w.settle()
  w.clock.set('2026-03-04T04:00:00.000Z')
  await buy(w, 'A', 10)
  await w.settle()
  const c = await willing(w, 'C')
  await w.settle()
  await mergeInto(w, { keepId: c, goneId: b })
  await morningOf(w, '2026-03-05')
  expect((await walks(w, journeyId)).slice(0, 2).map((one) => one.ended)).toEqual(['goal', 'left'])
  expect(await handOver(w)).toEqual([])
})

test('Q6 a held journey waits; an ended one is ended for ever, with every walk and message of it', async () => {
  const w = await shop('2026-03-02')
  const journeyId = await started(w, {
    trigger: { kind: 'joined' },
    steps: [letter('hello'), { id: 'w', kind: 'wait', days: 1 }, letter('second')],
  })
  await willing(w, 'A')
  await w.settle()
  await turn(w, journeyId, 'paused')
  expect(await handOver(w)).toEqual([])
  await willing(w, 'B')
  await morningOf(w, '2026-03-03')
  expect(await walks(w, journeyId)).toMatchObject([{ number: 'A', step: 'second' }])
  await turn(w, journeyId, 'running')
  expect(await handOver(w)).toEqual(['a@example.com', 'a@example.com'])
  await willing(w, 'C')
  await w.settle()
  await turn(w, journeyId, 'stopped')
  expect((await walks(w, journeyId)).at(-1)).toMatchObject({ number: 'C', ended: 'stopped', step: null })
  expect(await handOver(w)).toEqual([])
  const again = await w.ask(changeJourney, { id: w.newId(), journeyId, state: 'running' })
  expect(again.body['code']).toBe('journey_stopped')
  const { rows } = await w.call(listJourneys, {})
  expect(rows).toMatchObject([{ state: 'stopped', entries: { walking: 0 } }])
})

test('gifts: points and coupons of the running program, and a refusal at the step when they are used up', async () => {
  const w = await shop('2026-03-02')
  const coupon = {
    code: 'C10',
    nameZh: '十元券',
    nameEn: 'Ten',
    kind: 'amount',
    minor: 10_00,
    most: 1,
  } as const
  await publish(w, { tiers: { list: FOUR }, coupons: [coupon] })
  const journeyId = await started(w, {
    trigger: { kind: 'tier', tier: 'VIP' },
    steps: [
      { id: 'gift', kind: 'gift', points: 88, couponCode: 'C10' },
      { id: 'own', kind: 'branch', when: { kind: 'tier', tiers: ['VIP'] }, yes: [letter('vip')], no: [] },
    ],
  })
  for (const number of ['A', 'B']) {
    await willing(w, number)
    await buy(w, number, 600)
    await w.settle()
  }
  expect((await walks(w, journeyId)).map((one) => one.passed[0])).toEqual([
    'gift: given',
    'gift: coupon_used_up',
  ])
  expect(await handOver(w)).toHaveLength(2)
})

test('a branch asks whether somebody can be told anything; a withdrawal meanwhile is obeyed (G1)', async () => {
  const w = await shop('2026-03-02')
  const when = { kind: 'reachable', channel: 'email' } as const
  const journeyId = await started(w, {
    trigger: { kind: 'joined' },
    steps: [
      {
        id: 'can',
        kind: 'branch',
        when,
        yes: [letter('mail')],
        no: [{ id: 'call', kind: 'task', taskKind: 'call', titleZh: '致电', titleEn: 'Call' }],
      },
    ],
  })
  const a = await willing(w, 'A')
  await person(w, 'B')
  await w.settle()
  expect((await walks(w, journeyId)).map((one) => one.passed)).toEqual([
    ['can: yes', 'mail: in_outbox'],
    ['can: no', 'call: asked'],
  ])
  w.clock.advance(60_000)
  await w.call(consent, {
    id: a,
    consentId: w.newId(),
    channel: 'email',
    granted: false,
    textVersion: 'v1',
  })
  expect(await handOver(w)).toEqual([])
  const shown = await w.call(showJourney, { journeyId })
  expect(shown.steps[1]?.messages).toMatchObject({ withheld: 1, handedOver: 0 })
})

test('what a journey names has to be there: refusals in order, kept for their id', async () => {
  const w = await shop('2026-03-02')
  const save = async (more: object) => {
    const document = { name: 'J', trigger: { kind: 'joined' } as const, steps: [letter('a')], ...more }
    return (await w.ask(saveJourney, { id: w.newId(), journeyId: w.newId(), document })).body['code']
  }
  expect(await save({ steps: [letter('a'), letter('a')] })).toBe('step_twice')
  expect(await save({ tiers: ['NONE'] })).toBe('tier_unknown')
  expect(await save({ branchCodes: ['NONE'] })).toBe('branch_unknown')
  expect(await save({ steps: [{ id: 'g', kind: 'gift' }] })).toBe('gift_empty')
  expect(await save({ steps: [{ id: 'g', kind: 'gift', couponCode: 'X' }] })).toBe('coupon_unknown')
  expect(await save({ steps: [{ ...letter('a'), channel: 'sms' }] })).toBe('carrier_missing')
  expect(await save({ steps: [{ ...letter('a'), subject: '' }] })).toBe('words_missing')
  expect(await save({ steps: [{ ...letter('a'), body: '{{ member.secret }}' }] })).toBe('template_broken')
  expect(await save({})).toBe(undefined)
})
