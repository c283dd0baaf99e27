import { expect, test } from 'vitest'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import type { TestWorld } from '#test/world/world'
import { consent } from '#domain/member/contract'
import * as contract from './contract.ts'
import type { HandOff, Mailer } from './model.ts'
import type { Post } from './port.ts'
import { LEASE_MS, sendNext } from './send.ts'

const publicUrl = 'https://club.example.com/'

async function launched(of: { members: number; consent?: (at: number) => boolean }) {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, of)
  const { id } = await draft(w, segmentId)
  const { treated } = await w.call(contract.launchCampaign, { id })
  return { w, id, people, treated }
}

async function sendAll(post: Post): Promise<void> {
  while ((await sendNext(post)) === 'more');
}

const statesOf = async (w: TestWorld, id: string) => (await w.call(contract.showCampaign, { id })).messages

const withdraw = (w: TestWorld, memberId: string) =>
  w.call(consent, {
    id: memberId,
    consentId: w.newId(),
    channel: 'email',
    granted: false,
    textVersion: 'asked in the shop',
  })

test('two senders at once hand over each letter once', async () => {
  const { w, id, treated } = await launched({ members: 60 })
  const letters: string[] = []
  // Keeps both senders inside their hand-offs at the same time.
  const mailer: Mailer = {
    send: async (mail) => {
      letters.push(mail.id)
      await new Promise((go) => setTimeout(go, 5))
      return { outcome: 'taken' }
    },
  }
  const post = { world: w.world, mailer, publicUrl }
  await Promise.all([sendAll(post), sendAll(post), sendAll(post)])
  expect(letters).toHaveLength(treated)
  expect(new Set(letters).size).toBe(treated)
  expect((await statesOf(w, id)).sent).toBe(treated)
})

test('whoever withdraws while letters go out gets none after that moment', async () => {
  const { w, id, people, treated } = await launched({ members: 40 })
  const gone = new Set<string>()
  const late: string[] = []
  const byEmail = new Map(people.map((one) => [one.email, one.id]))
  let sent = 0
  const mailer: Mailer = {
    send: async (mail) => {
      if (gone.has(byEmail.get(mail.to) ?? '')) late.push(mail.to)
      sent += 1
      return { outcome: 'taken' }
    },
  }
  const post = { world: w.world, mailer, publicUrl }
  await sendNext(post)
  const waiting = await w.call(contract.listMessages, { id, state: 'queued', rows: 200 })
  w.clock.advance(60_000)
  for (const row of waiting.rows.slice(0, 10)) {
    await withdraw(w, row.memberId)
    gone.add(row.memberId)
  }
  await sendAll(post)
  expect(late).toEqual([])
  expect(sent).toBe(treated - 10)
  expect(await statesOf(w, id)).toMatchObject({ withheld: 10, sent: treated - 10, queued: 0 })
})

test('a late answer of a sender whose lease ran out does not settle what another is handing over', async () => {
  const { w, id, treated } = await launched({ members: 4 })
  const answers: ((answer: HandOff) => void)[] = []
  const slow: Mailer = { send: () => new Promise((answer) => answers.push(answer)) }
  const post = { world: w.world, mailer: slow, publicUrl }
  const first = sendNext(post)
  await expect.poll(() => answers.length).toBe(treated)
  w.clock.advance(LEASE_MS)
  const second = sendNext(post)
  await expect.poll(() => answers.length).toBe(2 * treated)
  for (const answer of answers.slice(0, treated)) answer({ outcome: 'refused', trouble: '550' })
  await first
  expect(await statesOf(w, id)).toMatchObject({ queued: treated, failed: 0 })
  for (const answer of answers.slice(treated)) answer({ outcome: 'taken' })
  await second
  expect(await statesOf(w, id)).toMatchObject({ sent: treated, failed: 0 })
})
