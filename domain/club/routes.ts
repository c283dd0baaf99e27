import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { clubHome, clubLink, clubTopic, takeNickname, writeReply, writeTopic } from './contract/forum.ts'
import {
  answerPost,
  clubPosts,
  moderatePost,
  openHouseTopic,
  sayClubRules,
  showClubRules,
} from './contract/moderation.ts'
import { clubPurchases, publicReviews, writeReview } from './contract/review.ts'
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
]
