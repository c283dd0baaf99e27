import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import * as store from './store/posts.ts'

export { begin as beginCollection, mine as memberLikeOffers } from './collect.ts'
export { friendBy, markDevice, markMember, memberBy, type Friend } from './friend.ts'
export { like, sharedCollection, type SharedCollection } from './like.ts'
export { clubPath, memberOf } from './person.ts'
export { listed as publicReviews, purchases as clubPurchases, write as writeReview } from './reviews.ts'
export { likesIn } from './touches.ts'
export { home as clubHome, nickname as takeNickname, openTopic, reply, show as clubTopic } from './topics.ts'

/** What members wrote in a span, latest first: for the contact history (C45). */
export const postsIn = (work: Work, of: Span) => store.postsIn(work.tx, of)
