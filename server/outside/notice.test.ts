import { expect, test } from 'vitest'
import { campaignJobs, noticeJobs } from '#domain/campaign/jobs'
import { memberNotices } from '#domain/campaign/contract/notice'
import { mailServer } from '#test/world/campaign'
import { member, tiered } from '#test/world/notice'
import { buy } from '#test/world/standing'
import { makeRunner } from '../jobs.ts'
import { smtpMailer } from './smtp.ts'

test('K11: a sale that reaches a tier brings one letter, without consent to marketing and without a link', async () => {
  const w = await tiered()
  const a = await member(w, 'A')
  await buy(w, 'A', 500)
  const server = await mailServer()
  const mailer = smtpMailer({ url: server.url, from: '知己茶铺 <club@example.com>' })
  const post = { world: w.world, mailer, publicUrl: 'https://club.example.com/' }
  const runner = makeRunner(w.world, [...noticeJobs, ...campaignJobs(post)])
  await runner.settle()
  await runner.settle()
  mailer.close()

  expect(server.letters.map(({ to }) => to)).toEqual(['A@example.com'])
  const [notice] = (await w.call(memberNotices, { memberId: a.id })).notices
  expect(notice).toMatchObject({ from: 'PU', to: 'VIP', state: 'sent', trouble: null, attempts: 1 })
  expect(server.letters[0]?.messageId).toBe(`<${notice?.id}@example.com>`)
  expect(server.letters[0]?.raw).not.toMatch(/^List-Unsubscribe/im)
  expect(notice?.subject).toBe('知己茶铺：您的会员等级已升为贵宾')
  expect(notice?.body).toBe(
    '您在知己茶铺的会员等级已由“普通会员”升为“贵宾”。\n\n' +
      '现在起您可享受：全场 9.5折、积分 1.5 倍、生日茶歇。\n\n这是关于您会员等级的服务通知。\n\n知己茶铺',
  )
})
