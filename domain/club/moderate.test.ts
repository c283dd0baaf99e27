import { describe, expect, test } from 'vitest'
import { clubWorld, linkedMember } from '#test/world/club'
import { clubHome, clubTopic, writeReply, writeTopic } from './contract/forum.ts'
import { answerPost, clubPosts, moderatePost, openHouseTopic } from './contract/moderation.ts'

async function talk() {
  const w = await clubWorld()
  const { token, id: memberId } = await linkedMember(w, '1', { name: '李小明' })
  const topicId = w.newId()
  await w.anonymous.call(writeTopic, { id: topicId, token, title: '旧话题', body: '第一句' })
  const replyId = w.newId()
  await w.anonymous.call(writeReply, { id: replyId, token, topicId, body: '第二句' })
  const act = (postId: string, of: 'hidden' | 'shown' | 'pinned' | 'unpinned', reason = '') =>
    w.ask(moderatePost, { id: w.newId(), postId, act: of, reason })
  return { w, token, memberId, topicId, replyId, act, visitor: w.anonymous }
}

describe('F5 what staff does about a post', () => {
  test('hidden is hidden with a reason, from members with all under it, and staff still reads it', async () => {
    const { w, token, memberId, topicId, act, visitor } = await talk()
    expect((await act(topicId, 'hidden')).body['code']).toBe('hiding_reason_needed')
    expect((await act(topicId, 'hidden', '广告')).status).toBe(200)
    expect((await visitor.call(clubHome, { token })).rows).toEqual([])
    expect((await visitor.ask(clubTopic, { token, topicId })).body['code']).toBe('topic_unknown')
    const { rows } = await w.call(clubPosts, { state: 'hidden' })
    expect(rows.map((one) => [one.id, one.reason, one.hiddenBy, one.memberId, one.memberName])).toEqual([
      [topicId, '广告', '王老板', memberId, '李小明'],
    ])
    expect((await act(topicId, 'hidden', '再来一次')).body['code']).toBe('post_stands_so')
    expect((await act(topicId, 'shown')).status).toBe(200)
    expect((await visitor.call(clubTopic, { token, topicId })).under).toHaveLength(1)
  })

  test('a hidden reply alone leaves its topic', async () => {
    const { token, topicId, replyId, act, visitor } = await talk()
    await act(replyId, 'hidden', '辱骂')
    const topic = await visitor.call(clubTopic, { token, topicId })
    expect([topic.replies, topic.under]).toEqual([0, []])
  })

  test('a pinned topic stands first, however old; replies are not pinned', async () => {
    const { w, token, topicId, replyId, act, visitor } = await talk()
    await w.call(openHouseTopic, { id: w.newId(), title: '本季活动', body: '欢迎参加品鉴会。' })
    const first = async () => (await visitor.call(clubHome, { token })).rows[0]?.title
    expect(await first()).toBe('本季活动')
    await act(topicId, 'pinned')
    expect(await first()).toBe('旧话题')
    await act(topicId, 'unpinned')
    expect(await first()).toBe('本季活动')
    expect((await act(replyId, 'pinned')).body['code']).toBe('only_topics_are_pinned')
  })

  test('two of the staff who hide at the same moment hide once', async () => {
    const { topicId, act } = await talk()
    const codes = (await Promise.all([1, 2].map(() => act(topicId, 'hidden', '广告')))).map(
      (one) => one.status,
    )
    expect(codes.sort()).toEqual([200, 409])
  })

  test('an act that is sent again is one act, and tells how the post stands by now', async () => {
    const { w, topicId } = await talk()
    const wish = { id: w.newId(), postId: topicId, act: 'hidden' as const, reason: '广告' }
    const told = [await w.call(moderatePost, wish), await w.call(moderatePost, wish)]
    expect(told.map((one) => [one.hidden, one.replayed])).toEqual([
      [true, false],
      [true, true],
    ])
    const other = await w.ask(moderatePost, { ...wish, reason: '别的原因' })
    expect(other.body['code']).toBe('moderation_id_reused')
  })
})

describe('F2 the house writes under its own name', () => {
  test('its reply shows the chain to members and the person to staff', async () => {
    const { w, token, topicId, replyId, visitor } = await talk()
    await w.call(answerPost, { id: w.newId(), postId: topicId, body: '感谢分享！' })
    const topic = await visitor.call(clubTopic, { token, topicId })
    expect(topic.under.at(-1)?.author).toEqual({ kind: 'house', name: '知己茶铺' })
    const { rows } = await w.call(clubPosts, { onId: topicId, q: '感谢' })
    expect(rows.map((one) => [one.byName, one.onTitle])).toEqual([['王老板', '旧话题']])
    const under = await w.ask(answerPost, { id: w.newId(), postId: replyId, body: '回复楼层' })
    expect(under.body['code']).toBe('answer_misplaced')
  })
})
