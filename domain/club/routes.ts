import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as collect from './collect.ts'
import { clubHome, clubLink, clubTopic, takeNickname, writeReply, writeTopic } from './contract/forum.ts'
import * as likes from './contract/likes.ts'
import {
  answerPost,
  clubPosts,
  moderatePost,
  openHouseTopic,
  sayClubRules,
  showClubRules,
} from './contract/moderation.ts'
import { clubPurchases, publicReviews, writeReview } from './contract/review.ts'
import * as offers from './like-offers.ts'
import * as moderation from './moderate.ts'
import { limits, linkOf } from './person.ts'
import * as reviews from './reviews.ts'
import * as topics from './topics.ts'

export const clubRoutes: Route<Work>[] = [
  on(clubHome, topics.home),
  on(clubTopic, topics.show),
  on(writeTopic, topics.openTopic),
  on(writeReply, topics.reply),
  on(takeNickname, topics.nickname),
  on(clubLink, linkOf),
  on(publicReviews, reviews.listed),
  on(clubPurchases, reviews.purchases),
  on(writeReview, reviews.write),
  on(clubPosts, moderation.list),
  on(moderatePost, moderation.act),
  on(answerPost, moderation.answer),
  on(openHouseTopic, moderation.openTopic),
  on(showClubRules, limits),
  on(sayClubRules, moderation.sayRules),
  on(likes.likeOffers, offers.list),
  on(likes.showLikeOffer, offers.show),
  on(likes.makeLikeOffer, offers.make),
  on(likes.endLikeOffer, offers.end),
  on(likes.likeCollections, offers.collectors),
  on(likes.memberLikeOffers, collect.mine),
  on(likes.beginCollection, collect.begin),
]
