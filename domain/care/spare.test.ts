import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { keepHoldout } from '#domain/campaign/contract/holdout'
import { heldOutOf } from '#domain/campaign/index'
import { careRule, nightOf, person, tasksNow } from '#test/world/care'
import { buy } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { ruleReport } from './contract/rule.ts'
import { addTask, listTasks } from './contract/task.ts'
import { listTickets, openTicket } from './contract/ticket.ts'

const MEMBERS = 40

/** A chain large enough to hold somebody out, with people whose birthday is on 10 March. */
async function chainOf(): Promise<TestWorld & { ids: ReadonlyMap<string, string> }> {
  const w = await world({ at: '2026-03-01T04:00:00.000Z' })
  await w.work((work) =>
    sql`
      insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name)
      select gen_random_uuid(), 'x', 'S' || n, 'import', '2026-02-01', ${work.at}, ''
        from generate_series(1, 1000) n`.execute(work.tx),
  )
  const ids = new Map<string, string>()
  for (let at = 0; at < MEMBERS; at += 1) {
    const number = `M${at}`
    ids.set(await person(w, number, { birthOn: '1990-03-10' }), number)
  }
  return { ...w, ids }
}

const hold = (w: TestWorld) => w.call(keepHoldout, { id: w.newId(), shareBps: 1_000, redraw: true })

async function heldNow(w: Awaited<ReturnType<typeof chainOf>>): Promise<string[]> {
  const held = await w.work((work) => heldOutOf(work, [...w.ids.keys()]))
  expect(held.size).toBeGreaterThan(0)
  return [...held].map((id) => w.ids.get(id) ?? '').toSorted()
}

const birthday = (daysBefore: number) => ({ kind: 'birthday', calendar: 'solar', daysBefore }) as const
const calledBy = async (w: TestWorld, rule?: string) =>
  (await tasksNow(w, rule)).map((one) => one.memberNumber ?? '').toSorted()

test('D11 whoever the chain holds out is neither called nor of the control group; others are', async () => {
  const w = await chainOf()
  await hold(w)
  const held = await heldNow(w)
  const others = [...w.ids.values()].filter((number) => !held.includes(number)).toSorted()
  const kinds = ['call', 'visit', 'greeting', 'gift', 'other'] as const
  for (const kind of kinds) {
    const rule = await careRule(w, {
      trigger: birthday(20),
      task: { kind, titleZh: '生日', titleEn: 'Birthday' },
    })
    const all = [...w.ids.values()].toSorted()
    expect([kind, await calledBy(w, rule)]).toEqual([kind, kind === 'other' ? all : others])
  }
  const halved = await careRule(w, { trigger: birthday(19), controlBps: 5_000 })
  const { called, held: kept, waiting } = await w.call(ruleReport, { ruleId: halved })
  expect([called.members, kept.members, waiting]).toEqual([0, 0, others.length])
  await w.audit()
})

test('D11 a call after a purchase is spared, too; complaints and what staff note are not', async () => {
  const w = await chainOf()
  await hold(w)
  const [spared] = await heldNow(w)
  const memberId = [...w.ids].find(([, number]) => number === spared)?.[0] ?? ''
  await careRule(w, { trigger: { kind: 'purchase', daysAfter: 7 } })
  await buy(w, spared ?? '', 100)
  await w.settle()
  expect(await tasksNow(w)).toEqual([])
  await w.call(openTicket, {
    id: w.newId(),
    class: 'complaint',
    channel: 'phone',
    memberId: memberId as never,
    words: '送错了',
  })
  expect((await w.call(listTickets, { state: 'open' })).total).toBe(1)
  await w.call(addTask, {
    id: w.newId(),
    kind: 'call',
    title: '回电',
    memberId: memberId as never,
    dueOn: '2026-03-02',
  })
  await hold(w)
  await w.settle()
  expect(await calledBy(w)).toEqual([spared])
})

test('D11 when others are held out, what a rule noted for them is cancelled; service stays', async () => {
  const w = await chainOf()
  const rule = await careRule(w, { trigger: birthday(20) })
  const service = await careRule(w, {
    trigger: birthday(20),
    task: { kind: 'other', titleZh: '核对资料', titleEn: 'Check the card' },
  })
  expect(await calledBy(w, rule)).toHaveLength(MEMBERS)
  await hold(w)
  await w.settle()
  const held = await heldNow(w)
  expect((await calledBy(w, rule)).filter((number) => held.includes(number))).toEqual([])
  expect(await calledBy(w, rule)).toHaveLength(MEMBERS - held.length)
  expect(await calledBy(w, service)).toHaveLength(MEMBERS)
  const cancelled = await w.call(listTasks, { state: 'cancelled', rows: 200 })
  expect(cancelled.rows.map((one) => one.memberNumber ?? '').toSorted()).toEqual(held)
  // The rule has looked at that day: nobody is called behind the back of the hold-out.
  await nightOf(w, '2026-03-02')
  expect(await calledBy(w, rule)).toHaveLength(MEMBERS - held.length)
  await w.audit()
})
