import type { FastifyInstance } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import type { TestWorld } from '#test/world/world'
import { launchCampaign, unsubscribe } from '#domain/campaign/contract'
import { campaignJobs } from '#domain/campaign/jobs'
import type { Mailer } from '#domain/campaign/model'
import { showMember } from '#domain/member/contract'
import { makeHost, usualLimits } from '../http.ts'
import { makeRunner } from '../jobs.ts'

/** The real host, with its own headers and limits. */
async function pages(w: TestWorld): Promise<FastifyInstance> {
  const app = await makeHost({
    world: w.world,
    routes: [],
    secure: false,
    publicOrigin: null,
    limits: usualLimits,
    mostBytes: 1024,
    consoleFolder: null,
    version: 'test',
    behindProxy: false,
  })
  onTestFinished(() => app.close())
  return app
}

test('the link in a letter withdraws without signing in, and only when the button is pressed', async () => {
  const w = await campaignWorld()
  const app = await pages(w)
  const { segmentId, people } = await segmentOf(w, { members: 5 })
  const { id } = await draft(w, segmentId)
  await w.call(launchCampaign, { id })
  const mails: Parameters<Mailer['send']>[0][] = []
  const mailer: Mailer = { send: async (mail) => (mails.push(mail), { outcome: 'taken' }) }
  const post = { world: w.world, mailer, publicUrl: 'https://club.example.com/' }
  await makeRunner(w.world, campaignJobs(post)).settle()
  const mail = mails[0]
  const memberId = people.find((one) => one.email === mail?.to)?.id ?? ''
  const granted = async () =>
    (await w.call(showMember, { id: memberId })).consents.find((one) => one.channel === 'email')?.granted
  const url = new URL(mail?.unsubscribeUrl ?? '').pathname

  w.clock.advance(60_000)
  const look = await app.inject({ method: 'GET', url, headers: { 'accept-language': 'zh-CN' } })
  expect([look.statusCode, await granted()]).toEqual([200, true])
  expect(look.body).toContain('退订')
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example.org' }
  const press = await app.inject({
    method: 'POST',
    url,
    headers: form,
    payload: 'List-Unsubscribe=One-Click',
  })
  expect([press.statusCode, await granted()]).toEqual([200, false])
  const again = await w.anonymous.call(unsubscribe, { token: url.split('/').at(-1) ?? '' })
  expect(again).toEqual({ withdrawn: true, channel: 'email' })
  expect((await w.call(showMember, { id: memberId })).consents).toHaveLength(2)
  const wrong = await app.inject({ method: 'POST', url: '/unsubscribe/rubbish' })
  expect(wrong.statusCode).toBe(404)
  expect(look.headers['content-security-policy']).toContain("form-action 'self'")
})
