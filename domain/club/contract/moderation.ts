import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { ACTS, POST_KINDS } from '../model/post.ts'
import { author, line, words } from './shapes.ts'

const post = z.object({
  id: z.string(),
  kind: z.enum(POST_KINDS),
  title: z.string(),
  body: z.string(),
  /** As members read it. */
  author,
  /** Who it is, for staff alone; null for the house. */
  memberId: z.string().nullable(),
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  /** Who of the staff wrote it; empty for a member. */
  byName: z.string(),
  productCode: z.string().nullable(),
  productName: z.string().nullable(),
  stars: z.int().nullable(),
  at: z.string(),
  hidden: z.boolean(),
  pinned: z.boolean(),
  /** Why it is hidden, and by whom. */
  reason: z.string().nullable(),
  hiddenBy: z.string().nullable(),
  /** What a reply stands under. */
  onId: z.string().nullable(),
  onTitle: z.string().nullable(),
  replies: z.int(),
})

export const clubPosts = endpoint({
  name: 'clubPosts',
  method: 'GET',
  path: '/club-posts',
  can: 'club.read',
  summary: 'Everything written in the club, newest first, hidden or not, with who it was (C46).',
  input: z.object({
    kind: z.enum(POST_KINDS).optional(),
    /** Only hidden or only shown ones. */
    state: z.enum(['hidden', 'shown']).optional(),
    memberId: idOf<'member'>().optional(),
    /** Replies under this post. */
    onId: idOf<'post'>().optional(),
    /** In title or words. */
    q: z.string().trim().max(60).default(''),
    ...paging,
  }),
  output: pageOf(post),
  refusals: [],
})

export const moderatePost = endpoint({
  name: 'moderatePost',
  method: 'POST',
  path: '/club-posts/:postId/moderations',
  can: 'club.manage',
  summary: 'Hide a post with a reason, show it again, pin a topic or take it down from the top (F5).',
  input: z.object({
    id: idOf<'moderation'>(),
    postId: idOf<'post'>(),
    act: z.enum(ACTS),
    reason: z.string().trim().max(200).default(''),
  }),
  output: post.extend({ replayed: z.boolean() }),
  refusals: [
    'moderation_id_reused',
    'post_unknown',
    'hiding_reason_needed',
    'only_topics_are_pinned',
    'post_stands_so',
  ],
})

export const answerPost = endpoint({
  name: 'answerPost',
  method: 'POST',
  path: '/club-posts/:postId/answers',
  can: 'club.manage',
  summary: 'Answer a topic or a review as the house; everybody reads the chain’s name there.',
  input: z.object({ id: idOf<'post'>(), postId: idOf<'post'>(), body: words(2000) }),
  output: post.extend({ replayed: z.boolean() }),
  refusals: ['post_id_reused', 'post_unknown', 'answer_misplaced'],
})

export const openHouseTopic = endpoint({
  name: 'openHouseTopic',
  method: 'POST',
  path: '/club-topics',
  can: 'club.manage',
  summary: 'Open a topic as the house: a bulletin, a question, the programme of the quarter (C41).',
  input: z.object({ id: idOf<'post'>(), title: line(80), body: words(4000) }),
  output: post.extend({ replayed: z.boolean() }),
  refusals: ['post_id_reused'],
})

const rules = z.object({ postsADay: z.int(), reviewsADay: z.int() })
const most = z.int().min(1).max(200)

export const showClubRules = endpoint({
  name: 'clubRules',
  method: 'GET',
  path: '/club-rules',
  can: 'club.read',
  summary: 'How much a member may write a day (F6).',
  input: z.object({}),
  output: rules,
  refusals: [],
})

export const sayClubRules = endpoint({
  name: 'sayClubRules',
  method: 'POST',
  path: '/club-rules',
  can: 'club.manage',
  summary: 'Say how much a member may write a day; counts from now on (F6).',
  input: z.object({ id: idOf<'club_rules'>(), postsADay: most, reviewsADay: most }),
  output: rules.extend({ replayed: z.boolean() }),
  refusals: ['club_rules_id_reused'],
})
