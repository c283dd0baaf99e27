import { expect, test } from 'vitest'
import { carded, careRule, nightOf } from '#test/world/care'
import { world, type TestWorld } from '#test/world/world'
import type { HandOff, Mail } from '#domain/campaign/model'
import { keepAgent, listAgents } from './contract/agent.ts'
import { listTasks, stepTask } from './contract/task.ts'
import { tellAgents } from './agent-letters.ts'
import { agentWords } from './agent-words.ts'

const taken: HandOff = { outcome: 'taken' }

function mailbox(w: TestWorld, answer: (mail: Mail) => HandOff = () => taken) {
  const letters: Mail[] = []
  const mailer = { send: async (mail: Mail) => (letters.push(mail), answer(mail)) }
  const run = async () => {
    while ((await tellAgents({ world: w.world, mailer })) === 'more');
  }
  return { letters, run }
}

const silent = {
  trigger: { kind: 'no_return', days: 31 },
  nameZh: '一个月未回店',
  nameEn: 'A month away',
  task: { kind: 'call', titleZh: '邀请回店', titleEn: 'Invite back', owner: 'agent' },
} as const

/** Two members of one agent, one of another, and one who came by themselves, all registered on 1 May. */
async function shop(): Promise<TestWorld> {
  const w = await world({ at: '2026-05-01T04:00:00.000Z' })
  await carded(w, { agentCode: 'A7', names: ['林雪', '周明'] })
  await carded(w, { agentCode: 'B2', names: ['高远'] })
  await w.call(keepAgent, { code: 'A7', name: '李代理', email: 'li@example.com' })
  await careRule(w, silent)
  return w
}

test('C77: registered on 1 May and not back by 1 June: the agent is told by one letter, and once', async () => {
  const w = await shop()
  const { letters, run } = mailbox(w)
  await nightOf(w, '2026-05-31')
  await run()
  expect(letters).toEqual([])
  await nightOf(w, '2026-06-01')
  await run()
  await run()
  expect(letters.map((one) => one.to)).toEqual(['li@example.com'])
  expect(letters[0]?.subject).toContain('2 位会员')
  expect(letters[0]?.text).toContain('林雪')
  expect(letters[0]?.text).toContain('周明')
  expect(letters[0]?.text).not.toContain('高远')
  expect(letters[0]?.text).not.toMatch(/138\d{8}/)
  const { rows } = await w.call(listAgents, {})
  expect(rows).toMatchObject([
    { code: 'A7', name: '李代理', open: 2, lastState: 'sent', lastTrouble: null },
    { code: 'B2', name: '', email: null, open: 1, lastState: 'unreachable', lastTrouble: 'no_address' },
  ])
  await nightOf(w, '2026-06-02')
  await run()
  expect(letters).toHaveLength(1)
})

test('D10: a letter that failed goes again under the same id; what is done meanwhile is in none', async () => {
  const w = await shop()
  await nightOf(w, '2026-06-01')
  const away = mailbox(w, () => ({ outcome: 'later', trouble: 'ECONNREFUSED' }))
  await away.run()
  expect(away.letters).toHaveLength(1)
  await away.run()
  expect(away.letters).toHaveLength(1)
  const { rows } = await w.call(listTasks, {})
  const own = rows.filter((one) => one.agentCode === 'A7')
  const done = (taskId: string) =>
    w.call(stepTask, { id: w.newId(), taskId, step: 'done', outcome: 'will_come' })
  await done(own.find((one) => one.memberName === '林雪')?.id ?? '')
  w.clock.advance(2 * 60_000)
  const back = mailbox(w)
  await back.run()
  expect(back.letters.map((one) => one.id)).toEqual(away.letters.map((one) => one.id))
  expect(back.letters[0]?.text).toContain('周明')
  expect(back.letters[0]?.text).not.toContain('林雪')
})

test('D10: where everything is done before the letter leaves, none does; two senders at once send one', async () => {
  const w = await shop()
  await nightOf(w, '2026-06-01')
  const { rows } = await w.call(listTasks, {})
  for (const { id: taskId, agentCode } of rows)
    if (agentCode === 'B2')
      await w.call(stepTask, { id: w.newId(), taskId, step: 'done', outcome: 'not_interested' })
  const { letters, run } = mailbox(w)
  await Promise.all([run(), run(), run()])
  expect(letters).toHaveLength(1)
  const states = (await w.call(listAgents, {})).rows.map((one) => one.lastState)
  expect(states).toEqual(['sent', 'superseded'])
})

test('a letter of many members lists fifty and counts the rest, in the chain’s language', () => {
  const members = Array.from({ length: 53 }, (_, at) => ({
    number: `N${at}`,
    name: at === 0 ? '' : `Name ${at}`,
    titleZh: '邀请回店',
    titleEn: 'Invite back',
    eventOn: null,
  }))
  const en = agentWords({ name: 'Lake Shop', language: 'en' }, { name: 'Li\r\nBcc: x@y', members })
  expect(en.subject).toBe('Lake Shop: 53 of your members wait for you')
  expect(en.text).toContain('- N0: Invite back')
  expect(en.text).toContain('… and 3 more.')
  const zh = agentWords(
    { name: '知己\n茶铺', language: 'zh-CN' },
    { name: '李', members: members.slice(1, 2) },
  )
  expect(zh.subject).toBe('知己 茶铺：您介绍的 1 位会员需要关怀')
  expect(zh.text).toContain('- Name 1（N1）：邀请回店')
})
