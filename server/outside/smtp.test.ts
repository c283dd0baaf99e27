import { expect, test } from 'vitest'
import { campaignWorld, draft, mailServer, segmentOf } from '#test/world/campaign'
import type { TestWorld } from '#test/world/world'
import * as contract from '#domain/campaign/contract'
import { campaignReport } from '#domain/campaign/contract/report'
import type { Post } from '#domain/campaign/index'
import { campaignJobs } from '#domain/campaign/jobs'
import { pauseAfter, type Mailer } from '#domain/campaign/model'
import { showMember } from '#domain/member/contract'
import { recordSale } from '#domain/sale/contract'
import { makeRunner } from '../jobs.ts'
import { smtpMailer } from './smtp.ts'

/** As long as a claimed letter stays with a sender that died. */
const LEASE_MS = 180_000
const publicUrl = 'https://club.example.com/'

async function launched(of: { members: number }) {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, of)
  const { id } = await draft(w, segmentId)
  const { treated } = await w.call(contract.launchCampaign, { id })
  return { w, id, people, treated }
}

async function sendAll(post: Post): Promise<void> {
  const runner = makeRunner(post.world, campaignJobs(post))
  await runner.settle()
}

const statesOf = async (w: TestWorld, id: string) => (await w.call(contract.showCampaign, { id })).messages

test('from segment to report: every treated member gets one letter, the control group none', async () => {
  const { w, id, people, treated } = await launched({ members: 30 })
  const server = await mailServer()
  const mailer = smtpMailer({ url: server.url, from: '知己茶铺 <club@example.com>' })
  await sendAll({ world: w.world, mailer, publicUrl })
  mailer.close()

  expect(server.letters).toHaveLength(treated)
  expect(new Set(server.letters.map((letter) => letter.to)).size).toBe(treated)
  const rows = (await w.call(contract.listMessages, { id, rows: 200 })).rows
  expect(rows.every((row) => row.state === 'sent' && row.attempts === 1)).toBe(true)
  const emails = new Map(people.map((one) => [one.id, one.email]))
  expect(server.letters.map((l) => `${l.to} ${l.messageId}`).toSorted()).toEqual(
    rows.map((row) => `${emails.get(row.memberId)} <${row.id}@example.com>`).toSorted(),
  )
  const letter = server.letters[0]?.raw ?? ''
  expect(letter).toMatch(/^List-Unsubscribe: *\r?\n? *<https:\/\/club\.example\.com\/unsubscribe\/[\w-]+>/im)
  expect(letter).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im)

  const buyer = people.find((one) => one.email === server.letters[0]?.to)
  await w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    memberNumber: buyer?.number ?? '',
    happenedAt: '2026-03-02T02:00:00Z',
    lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 88_00 }],
  })
  await w.settle()
  const report = await w.call(campaignReport, { id })
  expect(report.arms).toMatchObject([
    { arm: 'treated', members: treated, reached: treated, buyers: 1, spendMinor: 88_00 },
    { arm: 'control', members: 30 - treated, reached: 0, buyers: 0, spendMinor: 0 },
  ])
  expect(report.ladder.treated).toEqual({ oneToTwo: 1, twoToThree: 0 })
  expect(report.verdict).toMatchObject({ kind: 'cannot_judge', soFar: true })
})

test('a sender killed between hand-off and mark leaves letters that go again under the same id', async () => {
  const { w, id, treated } = await launched({ members: 6 })
  const server = await mailServer()
  const real = smtpMailer({ url: server.url, from: 'club@example.com' })
  // The letter is taken by the server, and the program dies before it can write that down.
  const dying: Mailer = {
    send: async (mail) => real.send(mail).then(() => Promise.reject(new Error('killed'))),
  }
  await sendAll({ world: w.world, mailer: dying, publicUrl })
  expect(await statesOf(w, id)).toMatchObject({ sent: 0, queued: treated })
  await expect.poll(() => server.letters.length).toBe(treated)

  const post = { world: w.world, mailer: real, publicUrl }
  await sendAll(post)
  expect(server.letters).toHaveLength(treated)
  w.clock.advance(LEASE_MS)
  await sendAll(post)
  real.close()
  expect(server.letters).toHaveLength(2 * treated)
  expect(new Set(server.letters.map((letter) => letter.messageId)).size).toBe(treated)
  expect(await statesOf(w, id)).toMatchObject({ sent: treated, queued: 0 })
})

test('a final no fails the letter; a passing one is tried again, five times at most; no address is kept', async () => {
  const { w, id, treated } = await launched({ members: 10 })
  const { rows } = await w.call(contract.listMessages, { id, rows: 200 })
  const [never, later] = rows
  const emails = await Promise.all(
    [never, later].map((row) => w.call(showMember, { id: row?.memberId ?? '' })),
  )
  const server = await mailServer({
    refuse: (to) => (to === emails[0]?.email ? 550 : to === emails[1]?.email ? 450 : null),
  })
  const mailer = smtpMailer({ url: server.url, from: 'club@example.com' })
  const post = { world: w.world, mailer, publicUrl }
  await sendAll(post)
  expect(await statesOf(w, id)).toMatchObject({ sent: treated - 2, failed: 1, queued: 1 })
  for (const attempts of [1, 2, 3, 4]) {
    w.clock.advance(pauseAfter(attempts))
    await sendAll(post)
  }
  mailer.close()
  const failed = (await w.call(contract.listMessages, { id, state: 'failed' })).rows
  expect(failed.map((row) => row.attempts).toSorted()).toEqual([1, 5])
  expect(JSON.stringify(failed)).not.toContain('@')
})

test('a mail server that takes a letter and never answers holds nobody up', async () => {
  const { w, id, treated } = await launched({ members: 4 })
  const waiting: (() => void)[] = []
  const server = await mailServer({ letter: () => new Promise((go) => waiting.push(go)) })
  const mailer = smtpMailer({ url: server.url, from: 'club@example.com', mostMs: 200 })
  await sendAll({ world: w.world, mailer, publicUrl })
  const { rows } = await w.call(contract.listMessages, { id, state: 'queued' })
  expect(rows.map((row) => row.trouble)).toEqual(rows.map(() => 'ETIMEDOUT no answer'))
  expect(rows).toHaveLength(treated)
  for (const go of waiting) go()
  mailer.close()
})

test('a mail server that is not there is tried again later', async () => {
  const { w, id, treated } = await launched({ members: 4 })
  const mailer = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'club@example.com' })
  await sendAll({ world: w.world, mailer, publicUrl })
  mailer.close()
  const { rows } = await w.call(contract.listMessages, { id, state: 'queued' })
  expect(rows).toHaveLength(treated)
  expect(rows[0]?.trouble).toContain('ECONNREFUSED')
})
