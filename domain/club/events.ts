import type { Happening } from '#base/happening'
import type { PostKind } from './model/post.ts'

/** The words stay in their row: they are people's words. */
export const postWritten = (of: { id: string; memberId: string | null; kind: PostKind }): Happening => ({
  kind: 'club.post_written',
  subjectId: of.memberId ?? of.id,
  body: { id: of.id, kind: of.kind, house: of.memberId === null },
})

export const postModerated = (of: { postId: string; memberId: string | null; act: string }): Happening => ({
  kind: 'club.post_moderated',
  subjectId: of.memberId ?? of.postId,
  body: { postId: of.postId, act: of.act },
})

export const nicknameTaken = (of: { memberId: string }): Happening => ({
  kind: 'club.nickname_taken',
  subjectId: of.memberId,
  body: {},
})

export const clubRulesSaid = (of: { id: string; postsADay: number; reviewsADay: number }): Happening => ({
  kind: 'club.rules_said',
  subjectId: of.id,
  body: { postsADay: of.postsADay, reviewsADay: of.reviewsADay },
})
