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

export const likeOfferMade = (of: {
  id: string
  needed: number
  couponCode: string
  most: number
}): Happening => ({
  kind: 'club.like_offer_made',
  subjectId: of.id,
  body: { needed: of.needed, couponCode: of.couponCode, most: of.most },
})

export const likeOfferEnded = (of: { id: string }): Happening => ({
  kind: 'club.like_offer_ended',
  subjectId: of.id,
  body: {},
})

export const collectionBegun = (of: { id: string; offerId: string; memberId: string }): Happening => ({
  kind: 'club.collection_begun',
  subjectId: of.memberId,
  body: { id: of.id, offerId: of.offerId },
})

/** The friend where we know them as a member; of anybody else nothing is told. */
export const likeGiven = (of: {
  collectionId: string
  memberId: string
  friendId: string | null
}): Happening => ({
  kind: 'club.like_given',
  subjectId: of.memberId,
  body: { collectionId: of.collectionId, friendId: of.friendId },
})

export const collectionUnlocked = (of: {
  id: string
  offerId: string
  memberId: string
  couponId: string
}): Happening => ({
  kind: 'club.collection_unlocked',
  subjectId: of.memberId,
  body: { id: of.id, offerId: of.offerId, couponId: of.couponId },
})
