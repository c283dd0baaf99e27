import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { keepHoldout } from '#domain/campaign/contract/holdout'
import { heldOutOf } from '#domain/campaign/index'
import { saveSegment } from '#domain/insight/contract'
import type { Rule } from '#domain/insight/contract/rule'
import { person } from '#test/world/care'
import { started, walks } from '#test/world/journey'
import { buy } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { saveJourney } from './contract.ts'

/** A saved segment by the builder's conditions; somebody is found by it, since an empty one is not saved. */
async function segmentBy(w: TestWorld, name: string, conditions: Rule): Promise<string> {
  const id = w.newId()
  await w.call(saveSegment, { id, name, rule: {}, conditions })
  return id
}

test('C58 only whom the rule of a segment finds that day enters, and a branch asks the same way', async () => {
  const w = await world({ at: '2026-03-02T04:00:00.000Z' })
  for (const number of ['A', 'B', 'C']) await person(w, number)
  await buy(w, 'C', 200)
  await buy(w, 'C', 200)
  await w.settle()
  const spent = await segmentBy(w, '消费满百', {
    all: [{ is: 'spend', within: { months: 12 }, from: 100_00 }],
  })
  const often = await segmentBy(w, '常来', { all: [{ is: 'purchases', within: { months: 12 }, from: 2 }] })
  const journeyId = await started(w, {
    trigger: { kind: 'purchase', daysAfter: 0 },
    segmentId: spent as never,
    steps: [
      {
        id: 'often',
        kind: 'branch',
        when: { kind: 'audience', segmentId: often as never },
        yes: [{ id: 'thank', kind: 'task', taskKind: 'call', titleZh: '致谢', titleEn: 'Thank' }],
        no: [],
      },
    ],
  })
  // Nobody of these was in the segment when it was saved.
  await buy(w, 'A', 60)
  await buy(w, 'B', 150)
  await w.settle()
  expect(await walks(w, journeyId)).toMatchObject([{ number: 'B', passed: ['often: no'], ended: 'done' }])
  await buy(w, 'A', 60)
  await w.settle()
  expect(await walks(w, journeyId)).toMatchObject([
    { number: 'A', passed: ['often: yes', 'thank: asked'], ended: 'done' },
    { number: 'B' },
  ])
  const unknown = {
    trigger: { kind: 'joined' as const },
    segmentId: w.newId() as never,
    name: 'X',
    steps: [],
  }
  const document = { ...unknown, steps: [{ id: 'w', kind: 'wait' as const, days: 1 }] }
  const reply = await w.ask(saveJourney, { id: w.newId(), journeyId: w.newId(), document })
  expect(reply.body).toMatchObject({ code: 'segment_unknown' })
})

test('Q7 whoever the chain holds out of everything enters no journey', async () => {
  const w = await world({ at: '2026-03-02T04:00:00.000Z' })
  await w.work((work) =>
    sql`
      insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name)
      select gen_random_uuid(), 'x', 'S' || n, 'import', '2026-03-01', ${work.at}, ''
        from generate_series(1, 1000) n`.execute(work.tx),
  )
  await w.call(keepHoldout, { id: w.newId(), shareBps: 1_000 })
  const journeyId = await started(w, {
    trigger: { kind: 'joined' },
    steps: [{ id: 'week', kind: 'wait', days: 7 }],
  })
  const ids = new Map<string, string>()
  for (let at = 0; at < 20; at += 1) ids.set(await person(w, `M${at}`), `M${at}`)
  await w.settle()
  const held = [...(await w.work((work) => heldOutOf(work, [...ids.keys()])))].map((id) => ids.get(id))
  expect(held.length).toBeGreaterThan(0)
  const walking = (await walks(w, journeyId)).map((one) => one.number)
  expect(walking).toHaveLength(20 - held.length)
  expect(walking.filter((number) => held.includes(number))).toEqual([])
})
