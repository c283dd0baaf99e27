import { expect, test } from 'vitest'
import { showJourney } from './contract.ts'
import type { StepAsked } from './contract/document.ts'
import { consent } from '#domain/member/contract'
import { person } from '#test/world/care'
import { started, turn } from '#test/world/journey'
import { world, type TestWorld } from '#test/world/world'
import { makeStepList, showStepLists, stepListFile } from '#domain/campaign/contract/list'
import { haltSending, keepRespect } from '#domain/campaign/contract/respect'

const DAY = '2026-03-02T04:00:00.000Z'
const joined = { kind: 'joined' } as const
const text = (id: string): StepAsked => ({
  id,
  kind: 'message',
  channel: 'sms_file',
  body: '{{ member.name }}，欢迎',
})
const letter = (id: string): StepAsked => ({
  id,
  kind: 'message',
  channel: 'post',
  body: '{{ member.name }}，您好',
})

/** Somebody who may be written to by SMS, and by post where it is said. */
async function willing(w: TestWorld, number: string, more: Readonly<{ post?: true }> = {}): Promise<string> {
  const id = await person(w, number, {
    mobile: `1380000${number.charCodeAt(0)}${number.charCodeAt(0)}`.padEnd(11, '0'),
    address: `人民路 ${number} 号`,
    postcode: '200001',
    consent: { channels: ['sms'], textVersion: 'v1' },
  })
  const yes = { id, consentId: w.newId(), channel: 'post', granted: true, textVersion: 'v1' } as const
  if (more.post) await w.call(consent, yes)
  return id
}

const make = (w: TestWorld, channel: 'sms_file' | 'post' = 'sms_file') =>
  w.call(makeStepList, { id: w.newId(), channel })

const linesIn = async (w: TestWorld, id: string): Promise<string[]> => {
  const { bytes } = await w.ask(stepListFile, { id } as never)
  return new TextDecoder().decode(bytes).replace('\uFEFF', '').trim().split('\r\n').slice(1)
}

test('K23 what waits is handed over once, and its file is the same whenever it is fetched', async () => {
  const w = await world({ at: DAY })
  const journeyId = await started(w, { trigger: joined, steps: [text('hello')] })
  for (const number of ['A', 'B']) await willing(w, number)
  await person(w, 'C')
  await w.settle()
  const before = await w.call(showStepLists, {})
  expect(before.waiting).toMatchObject([{ channel: 'sms_file', journeyId, messages: 2, held: false }])
  const wish = { id: w.newId(), channel: 'sms_file' as const }
  const made = await w.call(makeStepList, wish)
  expect(made).toMatchObject({ messages: 2, kept: 0, replayed: false })
  expect(await w.call(makeStepList, wish)).toMatchObject({ messages: 2, replayed: true })
  expect((await w.ask(makeStepList, { ...wish, channel: 'post' })).body['code']).toBe('step_list_id_reused')
  const lines = await linesIn(w, made.id)
  expect(lines).toEqual([expect.stringContaining('A，欢迎'), expect.stringContaining('B，欢迎')])
  expect(await linesIn(w, made.id)).toEqual(lines)
  expect((await w.ask(makeStepList, { id: w.newId(), channel: 'sms_file' })).body['code']).toBe(
    'nothing_waits',
  )
  w.clock.advance(60_000)
  await willing(w, 'D')
  await w.settle()
  const second = await make(w)
  expect(await linesIn(w, second.id)).toEqual([expect.stringContaining('D，欢迎')])
  const after = await w.call(showStepLists, {})
  expect(after.waiting).toEqual([])
  expect(after.rows.map((one) => [one.id, one.messages])).toEqual([
    [second.id, 1],
    [made.id, 2],
  ])
  const { steps } = await w.call(showJourney, { journeyId })
  expect(steps[0]?.messages).toMatchObject({ handedOver: 3, waiting: 0, unreachable: 1 })
  await w.audit()
})

test('K23, G1 whoever has withdrawn is kept back when it is made, and left out when it is fetched again', async () => {
  const w = await world({ at: DAY })
  await started(w, { trigger: joined, steps: [text('hello')] })
  const [a, b] = [await willing(w, 'A'), await willing(w, 'B')]
  await willing(w, 'D')
  await w.settle()
  w.clock.advance(60_000)
  const no = { channel: 'sms', granted: false, textVersion: 'v1' } as const
  await w.call(consent, { id: a, consentId: w.newId(), ...no })
  const made = await make(w)
  expect(made).toMatchObject({ messages: 2, kept: 1 })
  w.clock.advance(60_000)
  await w.call(consent, { id: b, consentId: w.newId(), ...no })
  expect(await linesIn(w, made.id)).toEqual([expect.stringContaining('D，欢迎')])
  await w.audit()
})

test('K16 a held journey and a halt hand nothing over', async () => {
  const w = await world({ at: DAY })
  const journeyId = await started(w, { trigger: joined, steps: [text('hello')] })
  await willing(w, 'A')
  await w.settle()
  await turn(w, journeyId, 'paused')
  const { waiting } = await w.call(showStepLists, {})
  expect(waiting).toMatchObject([{ messages: 1, held: true }])
  const code = async () => (await w.ask(makeStepList, { id: w.newId(), channel: 'sms_file' })).body['code']
  expect(await code()).toBe('nothing_waits')
  await turn(w, journeyId, 'running')
  await w.call(haltSending, { halted: true })
  expect(await code()).toBe('sending_halted')
  await w.call(haltSending, { halted: false })
  expect((await make(w)).messages).toBe(1)
})

test('G4 two messages to one member in one list count on each other', async () => {
  const w = await world({ at: DAY })
  await w.call(keepRespect, { quietFrom: 0, quietTo: 0, capMessages: 1, capDays: 7 })
  await started(w, { trigger: joined, steps: [letter('one')] })
  await started(w, { trigger: joined, steps: [letter('two')] })
  await willing(w, 'A', { post: true })
  await w.settle()
  const made = await make(w, 'post')
  expect(made).toMatchObject({ messages: 1, kept: 1 })
  expect(await linesIn(w, made.id)).toEqual([expect.stringMatching(/^A,A,200001,人民路 A 号,/)])
})

test('two presses at the same moment make one list of each message', async () => {
  const w = await world({ at: DAY })
  await started(w, { trigger: joined, steps: [text('hello')] })
  for (const number of ['A', 'B', 'C', 'D']) await willing(w, number)
  await w.settle()
  const id = w.newId()
  const wishes = [id, id, w.newId()].map((each) => ({ id: each, channel: 'sms_file' as const }))
  const replies = await Promise.all(wishes.map((wish) => w.ask(makeStepList, wish)))
  const { rows } = await w.call(showStepLists, {})
  expect(rows.map((one) => one.messages)).toEqual([4])
  expect(replies.filter((one) => one.body['code'] === 'nothing_waits').length).toBeLessThanOrEqual(2)
  await w.audit()
})
