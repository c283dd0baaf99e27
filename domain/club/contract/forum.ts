import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { line, shownPost, token, words, written } from './shapes.ts'

const topic = shownPost.extend({
  pinned: z.boolean(),
  replies: z.int(),
  /** When something was last written in it. */
  lastAt: z.string(),
})

export const clubHome = endpoint({
  name: 'clubHome',
  method: 'GET',
  path: '/club/:token',
  can: 'anyone',
  summary:
    'The members’ zone by a member’s own link (C46): topics, pinned ones first, then by the last word in them.',
  input: z.object({ token, ...paging }),
  output: pageOf(topic).extend({
    chainName: z.string(),
    /** As others read the member’s name. */
    name: z.string(),
    nickname: z.string().nullable(),
    /** A child reads and does not write (F2). */
    mayWrite: z.boolean(),
    /** How much more may be written today (F6). */
    left: z.object({ posts: z.int(), reviews: z.int() }),
  }),
  refusals: ['club_link_unknown'],
})

export const clubTopic = endpoint({
  name: 'clubTopic',
  method: 'GET',
  path: '/club/:token/topics/:topicId',
  can: 'anyone',
  summary: 'One topic of the members’ zone with its replies, oldest first.',
  input: z.object({ token, topicId: idOf<'post'>() }),
  output: topic.extend({ under: z.array(shownPost), mayWrite: z.boolean() }),
  refusals: ['club_link_unknown', 'topic_unknown'],
})

export const writeTopic = endpoint({
  name: 'writeTopic',
  method: 'POST',
  path: '/club/:token/topics',
  can: 'anyone',
  summary: 'Open a topic in the members’ zone, by a member’s own link.',
  input: z.object({ id: idOf<'post'>(), token, title: line(80), body: words(2000) }),
  output: written,
  refusals: ['club_link_unknown', 'post_id_reused', 'club_child', 'club_limit_reached'],
})

export const writeReply = endpoint({
  name: 'writeReply',
  method: 'POST',
  path: '/club/:token/topics/:topicId/replies',
  can: 'anyone',
  summary: 'Reply to a topic of the members’ zone, by a member’s own link.',
  input: z.object({ id: idOf<'post'>(), token, topicId: idOf<'post'>(), body: words(2000) }),
  output: written,
  refusals: ['club_link_unknown', 'post_id_reused', 'club_child', 'topic_unknown', 'club_limit_reached'],
})

export const takeNickname = endpoint({
  name: 'takeNickname',
  method: 'POST',
  path: '/club/:token/nicknames',
  can: 'anyone',
  summary: 'Be shown by a nickname from now on, on everything written before as well (F4).',
  input: z.object({ id: idOf<'nickname'>(), token, nickname: line(20) }),
  output: written,
  refusals: ['club_link_unknown', 'nickname_id_reused', 'club_child', 'nickname_unfit', 'nickname_taken'],
})

export const clubLink = endpoint({
  name: 'clubLink',
  method: 'GET',
  path: '/members/:memberId/club-link',
  can: 'member.read',
  summary:
    'The path of a member’s own way into the zone, to hand over in the shop; holds an unguessable part.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ path: z.string() }),
  refusals: ['member_unknown'],
})
