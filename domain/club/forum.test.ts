import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { present } from '#base/must'
import { linkToken, withdraw } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { mergeMembers, undoMemberMerge } from '#domain/wallet/contract/merge'
import { clubWorld, linkedMember, tokenOf } from '#test/world/club'
import { clubHome, clubTopic, takeNickname, writeReply, writeTopic } from './contract/forum.ts'
import { sayClubRules } from './contract/moderation.ts'

const TALK = { title: '新品怎么样', body: '大家用过新面霜吗？' }

async function withTopic() {
  const w = await clubWorld()
  const li = await linkedMember(w, '1', { name: '李小明' })
  const id = w.newId()
  await w.anonymous.call(writeTopic, { id, token: li.token, ...TALK })
  return { w, li, topicId: id, visitor: w.anonymous }
}

describe('F2 who may write in the members’ zone (C46)', () => {
  test('a member opens a topic and another one replies, by their links and without signing in', async () => {
    const { w, li, topicId, visitor } = await withTopic()
    const wang = await linkedMember(w, '2', { name: 'Alice Wang' })
    await visitor.call(writeReply, { id: w.newId(), token: wang.token, topicId, body: '用过，很好。' })
    const { rows, total } = await visitor.call(clubHome, { token: li.token })
    expect([total, rows[0]?.title, rows[0]?.replies]).toEqual([1, TALK.title, 1])
    const topic = await visitor.call(clubTopic, { token: wang.token, topicId })
    expect([topic.author.name, topic.under.map((one) => [one.author.name, one.body])]).toEqual([
      '李**',
      [['A**', '用过，很好。']],
    ])
  })

  test('without a link nobody reads the zone or writes in it; a link that was changed is none', async () => {
    const { w, li, topicId, visitor } = await withTopic()
    const other = `${li.token.slice(0, -2)}${li.token.endsWith('AA') ? 'BB' : 'AA'}`
    const { salt } = await w.work(chain)
    const another = linkToken(salt, 'preferences', li.id)
    for (const token of ['nothing', other, another]) {
      const asked = [
        await visitor.ask(clubHome, { token }),
        await visitor.ask(clubTopic, { token, topicId }),
        await visitor.ask(writeTopic, { id: w.newId(), token, ...TALK }),
        await visitor.ask(writeReply, { id: w.newId(), token, topicId, body: '我也来' }),
      ]
      expect(asked.map((one) => one.body['code'])).toEqual(Array(4).fill('club_link_unknown'))
    }
  })

  test('a child reads and does not write', async () => {
    const { w, topicId, visitor } = await withTopic()
    const { token } = await linkedMember(w, '3', { name: '小朋友', birthOn: '2015-05-01' })
    const { mayWrite, rows } = await visitor.call(clubHome, { token })
    expect([mayWrite, rows.length]).toEqual([false, 1])
    const asked = [
      await visitor.ask(writeTopic, { id: w.newId(), token, ...TALK }),
      await visitor.ask(writeReply, { id: w.newId(), token, topicId, body: '好' }),
      await visitor.ask(takeNickname, { id: w.newId(), token, nickname: '小星星' }),
    ]
    expect(asked.map((one) => one.body['code'])).toEqual(Array(3).fill('club_child'))
  })
})

describe('F1 what was written stays', () => {
  test('a phone that sends again writes once; other words under the same id are refused', async () => {
    const { w, li, topicId, visitor } = await withTopic()
    const again = { id: topicId, token: li.token, ...TALK }
    const replies = await Promise.all([1, 2, 3].map(() => visitor.call(writeTopic, again)))
    expect(replies.map((one) => one.replayed)).toEqual([true, true, true])
    const other = await visitor.ask(writeTopic, { ...again, body: '别的话' })
    expect(other.body['code']).toBe('post_id_reused')
    expect((await visitor.call(clubHome, { token: li.token })).total).toBe(1)
    const rewrite = w.work(({ tx }) => sql`update club.post set body = '改了'`.execute(tx))
    await expect(rewrite).rejects.toThrow('F1')
    const drop = w.work(({ tx }) => sql`delete from club.post`.execute(tx))
    await expect(drop).rejects.toThrow('F1')
  })

  test('nothing stands under a reply', async () => {
    const { w, li, topicId, visitor } = await withTopic()
    const replyId = w.newId()
    await visitor.call(writeReply, { id: replyId, token: li.token, topicId, body: '补充一句' })
    const below = { id: w.newId(), token: li.token, topicId: replyId, body: '再补充' }
    expect((await visitor.ask(writeReply, below)).body['code']).toBe('topic_unknown')
    const forced = w.work(({ tx }) =>
      sql`insert into club.post (id, fingerprint, kind, on_id, body, day, at, by_name)
          values (${w.newId()}, 'x', 'reply', ${replyId}, 'x', '2026-03-02', now(), '')`.execute(tx),
    )
    await expect(forced).rejects.toThrow('F2')
  })
})

describe('F4 how a member is shown', () => {
  test('by a nickname once there is one, on what was written before as well', async () => {
    const { w, li, topicId, visitor } = await withTopic()
    await visitor.call(takeNickname, { id: w.newId(), token: li.token, nickname: '茶香' })
    expect((await visitor.call(clubTopic, { token: li.token, topicId })).author.name).toBe('茶香')
    const home = await visitor.call(clubHome, { token: li.token })
    expect([home.name, home.nickname]).toEqual(['茶香', '茶香'])
  })

  test('a nickname that passes for the house, holds a telephone number or is somebody else’s is refused', async () => {
    const { w, li, visitor } = await withTopic()
    const wang = await linkedMember(w, '2')
    await visitor.call(takeNickname, { id: w.newId(), token: wang.token, nickname: '茶香' })
    const code = async (nickname: string) =>
      (await visitor.ask(takeNickname, { id: w.newId(), token: li.token, nickname })).body['code']
    expect(await code('知己茶铺小编')).toBe('nickname_unfit')
    expect(await code('官方客服')).toBe('nickname_unfit')
    expect(await code('加我 138 0013 8000')).toBe('nickname_unfit')
    expect(await code('茶香')).toBe('nickname_taken')
  })

  test('whoever has left is a former member on everything, and has no way in any more', async () => {
    const { w, li, topicId, visitor } = await withTopic()
    const reader = await linkedMember(w, '2')
    await w.work((work) => withdraw(work, [li.id], '本人要求'))
    const { author, body } = await visitor.call(clubTopic, { token: reader.token, topicId })
    expect([author, body]).toEqual([{ kind: 'former', name: '' }, TALK.body])
    expect((await visitor.ask(clubHome, { token: li.token })).body['code']).toBe('club_link_unknown')
  })

  test('after a merge the one who stayed is shown, and both links lead to them; undone, it is as before', async () => {
    const { w, li, topicId, visitor } = await withTopic()
    const keep = await linkedMember(w, '2', { name: '赵强' })
    await visitor.call(takeNickname, { id: w.newId(), token: keep.token, nickname: '强哥' })
    const mergeId = w.newId()
    await w.call(mergeMembers, { id: mergeId, keepId: keep.id, goneId: li.id, reason: '重复办卡' })
    const { author } = await visitor.call(clubTopic, { token: li.token, topicId })
    expect(author).toEqual({ kind: 'member', name: '强哥' })
    await w.call(undoMemberMerge, { id: w.newId(), mergeId, reason: '弄错了' })
    expect((await visitor.call(clubTopic, { token: keep.token, topicId })).author.name).toBe('李**')
    expect((await visitor.call(clubHome, { token: li.token })).nickname).toBeNull()
  })
})

describe('F6 how much a member writes a day', () => {
  test('as many as the chain says, even at the same moment, and again the next day', async () => {
    const { w, li, visitor } = await withTopic()
    await w.call(sayClubRules, { id: w.newId(), postsADay: 3, reviewsADay: 1 })
    const wishes = [1, 2, 3, 4].map((no) => ({
      id: w.newId(),
      token: li.token,
      ...TALK,
      title: `话题 ${no}`,
    }))
    const asked = await Promise.all(wishes.map((wish) => visitor.ask(writeTopic, wish)))
    expect(asked.map((one) => one.body['code'] ?? 'taken').sort()).toEqual([
      'club_limit_reached',
      'club_limit_reached',
      'taken',
      'taken',
    ])
    expect((await visitor.call(clubHome, { token: li.token })).left.posts).toBe(0)
    w.clock.advance(86_400_000)
    // The same id may be sent again: a day ends.
    const late = wishes.find((_, at) => asked[at]?.status !== 200)
    expect((await visitor.ask(writeTopic, present(late, 'test: one was refused'))).status).toBe(200)
  })

  test('what those wrote who have gone into the member counts as well', async () => {
    const { w, li, visitor } = await withTopic()
    await w.call(sayClubRules, { id: w.newId(), postsADay: 1, reviewsADay: 1 })
    const keep = await linkedMember(w, '2')
    await w.call(mergeMembers, { id: w.newId(), keepId: keep.id, goneId: li.id, reason: '重复办卡' })
    const token = await tokenOf(w, keep.id)
    const more = await visitor.ask(writeTopic, { id: w.newId(), token, ...TALK })
    expect(more.body['code']).toBe('club_limit_reached')
  })
})
