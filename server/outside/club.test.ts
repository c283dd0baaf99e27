import { expect, test } from 'vitest'
import { launchCampaign } from '#domain/campaign/contract'
import type { Mail } from '#domain/campaign/model'
import { answerPost, clubPosts } from '#domain/club/contract/moderation'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { outletsOf, sendAll, smsCarrier } from '#test/world/carrier'
import { buys, clubWorld, linkedMember } from '#test/world/club'
import type { TestWorld } from '#test/world/world'
import { reviewsBody } from './club-zone.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const look = (w: TestWorld, url: string, language = 'zh-CN') =>
  w.app.inject({ method: 'GET', url, headers: { 'accept-language': language } })

/** Fills in the form of a page as a browser does, with the id that stands in it. */
async function send(w: TestWorld, url: string, said: Record<string, string>) {
  const id = /name="id" value="([^"]+)"/.exec((await look(w, url)).body)?.[1] ?? ''
  const payload = new URLSearchParams({ id, ...said }).toString()
  return w.app.inject({ method: 'POST', url, headers: { ...FORM, 'accept-language': 'zh-CN' }, payload })
}

test('C46: by the link alone a member opens a topic, replies, takes a nickname and reviews a purchase', async () => {
  const w = await clubWorld()
  const { token } = await linkedMember(w, '1', { name: '李小明' })
  await buys(w, '1', 'CREAM')
  const base = `/forum/${token}`

  const opened = await send(w, base, { title: '<b>新品</b>', body: '好用吗？\n<script>' })
  expect([opened.statusCode, opened.headers['location']]).toEqual([303, `${base}?done=posted`])
  const home = await look(w, `${base}?done=posted`)
  expect(home.body).toContain('已发表。')
  expect(home.body).toContain('&lt;b&gt;新品&lt;/b&gt;')
  expect(home.body).not.toContain('<script>')

  const topic = /topics\/([0-9a-f-]{36})/.exec(home.body)?.[1] ?? ''
  expect((await send(w, `${base}/topics/${topic}`, { body: '很好用' })).statusCode).toBe(303)
  expect((await send(w, `${base}/name`, { nickname: '茶香' })).statusCode).toBe(303)
  const review = { productCode: 'CREAM', stars: '4', body: '很滋润' }
  expect((await send(w, `${base}/reviews`, review)).statusCode).toBe(303)

  const { rows } = await w.call(clubPosts, {})
  expect(rows.map((one) => [one.kind, one.body, one.author.name])).toEqual([
    ['review', '很滋润', '茶香'],
    ['reply', '很好用', '茶香'],
    ['topic', '好用吗？\n<script>', '茶香'],
  ])
})

test('the other pages of reviews go on showing the product that was asked for', () => {
  const seen = {
    language: 'en',
    zone: 'Asia/Shanghai',
    base: '',
    newId: () => '',
    typed: new URLSearchParams(),
    notice: '',
  } as const
  const told = { chainName: 'Shop', rows: [], products: [], total: 120 }
  const links = (productCode: string | null) =>
    [...reviewsBody(seen, told, { page: 2, productCode }).matchAll(/href="(\?[^"]*)"/g)].map((one) => one[1])
  expect(links('A&B')).toEqual(['?product=A%26B&amp;page=1', '?product=A%26B&amp;page=3'])
  expect(links(null)).toEqual(['?page=1', '?page=3'])
})

test('a visitor reads the reviews with the answers of the house, and nothing of the zone', async () => {
  const w = await clubWorld()
  const { token } = await linkedMember(w, '1', { name: '李小明' })
  await buys(w, '1', 'CREAM')
  await send(w, `/forum/${token}`, { title: '会员话题', body: '只给会员看' })
  await send(w, `/forum/${token}/reviews`, { productCode: 'CREAM', stars: '4', body: '很滋润' })
  const [written] = (await w.call(clubPosts, { kind: 'review' })).rows
  await w.call(answerPost, { id: w.newId(), postId: written?.id ?? '', body: '谢谢支持' })
  const page = await look(w, '/reviews?product=CREAM', 'en')
  for (const words of ['很滋润', '谢谢支持', '李**', '4.0', '1 review']) expect(page.body).toContain(words)
  expect(page.body).not.toMatch(/李小明|会员话题|<form/)
  expect((await look(w, '/forum/nothing')).statusCode).toBe(404)
})

test('what is refused keeps the words that were typed and says why', async () => {
  const w = await clubWorld()
  const { token } = await linkedMember(w, '1', { name: '李小明' })
  const no = await send(w, `/forum/${token}/name`, { nickname: '知己茶铺' })
  expect([no.statusCode, no.body.includes('昵称不能包含店名'), no.body.includes('value="知己茶铺"')]).toEqual(
    [422, true, true],
  )
  const empty = await send(w, `/forum/${token}`, { title: '只有标题', body: '  ' })
  expect([empty.statusCode, empty.body.includes('value="只有标题"')]).toEqual([422, true])
})

test('the quarterly invitation brings every member their own link, by SMS', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 2 })
  const carrier = await smsCarrier(w)
  const words = { channel: 'sms' as const, subject: '', carrierId: carrier.id }
  const { id } = await draft(w, segmentId, { ...words, body: '{{ member.name }}，本季话题：{{ link.club }}' })
  await w.call(launchCampaign, { id })
  w.clock.advance(60_000)
  const sent: Mail[] = []
  await sendAll(
    w,
    outletsOf(async (mail) => (sent.push(mail), { outcome: 'taken', ref: mail.id })),
  )
  const tokens = sent.map(({ text }) => /https:\/\/shop\.example\/forum\/([\w-]{43})/.exec(text)?.[1] ?? '')
  expect(tokens.length).toBeGreaterThan(0)
  expect(new Set(tokens).size).toBe(tokens.length)
  for (const token of tokens) expect((await look(w, `/forum/${token}`)).statusCode).toBe(200)
})
