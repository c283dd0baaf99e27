import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { FEWEST_LIKES, LIKE_OFFER_STATES, MOST_LIKES } from '../model/likes.ts'
import { token } from './shapes.ts'

const said = (most: number) => z.string().trim().max(most).default('')
const offerId = idOf<'like-offer'>()

const words = {
  /** In either language or both; where one is empty the other is read. */
  titleZh: said(60),
  titleEn: said(60),
  /** What it is about, below the title. */
  wordsZh: said(400),
  wordsEn: said(400),
  /** How many likes unlock the coupon. */
  needed: z.int().min(FEWEST_LIKES).max(MOST_LIKES),
  /** A coupon of the program. */
  couponCode: z.string().trim().min(1).max(40),
  /** How many members may win at most. */
  most: z.int().min(1).max(1_000_000),
  /** Whether only members' likes count. */
  membersOnly: z.boolean().default(false),
  /** The application form that friends who are no members yet are led to; null leads nowhere. */
  formCode: z
    .string()
    .trim()
    .max(40)
    .nullish()
    .transform((value) => value || null),
}

const offer = z.object({
  id: z.string(),
  no: z.int(),
  ...words,
  firstOn: z.string(),
  lastOn: z.string(),
  formCode: z.string().nullable(),
  couponNameZh: z.string(),
  couponNameEn: z.string(),
  state: z.enum(LIKE_OFFER_STATES),
  /** Members who collect, or did. */
  collections: z.int(),
  likes: z.int(),
  /** Collections that have all their likes: so many coupons were given. */
  wins: z.int(),
  at: z.string(),
  byName: z.string(),
})
export type LikeOffer = z.output<typeof offer>

export const likeOffers = endpoint({
  name: 'likeOffers',
  method: 'GET',
  path: '/like-offers',
  can: 'club.read',
  summary: 'Offers of the kind “so many likes unlock it” (集赞, C44), newest first.',
  input: z.object({ ...paging }),
  output: pageOf(offer),
  refusals: [],
})

export const showLikeOffer = endpoint({
  name: 'likeOffer',
  method: 'GET',
  path: '/like-offers/:offerId',
  can: 'club.read',
  summary: 'One of these offers with what came of it: coupons used, and who joined by it.',
  input: z.object({ offerId }),
  output: offer.extend({
    /** Of the coupons that were given. */
    couponsUsed: z.int(),
    /** Members who joined by the form that friends were led to. */
    joined: z.int(),
  }),
  refusals: ['like_offer_unknown'],
})

export const makeLikeOffer = endpoint({
  name: 'makeLikeOffer',
  method: 'POST',
  path: '/like-offers',
  can: 'club.manage',
  summary: 'Offer a coupon for so many likes; it stays as it is said and may be ended before its last day.',
  input: z
    .object({ id: offerId, ...words, firstOn: aDay, lastOn: aDay })
    .refine((of) => of.titleZh !== '' || of.titleEn !== '', { error: 'words_needed', path: ['titleZh'] })
    .refine((of) => of.lastOn >= of.firstOn, { error: 'ends_before_it_begins', path: ['lastOn'] }),
  output: offer.extend({ replayed: z.boolean() }),
  refusals: [
    'like_offer_id_reused',
    'like_offer_past',
    'coupon_unknown',
    'coupon_not_valid_today',
    'form_unknown',
  ],
})

export const endLikeOffer = endpoint({
  name: 'endLikeOffer',
  method: 'POST',
  path: '/like-offers/:offerId/endings',
  can: 'club.manage',
  summary: 'End an offer before its last day, for ever; what was won stays.',
  input: z.object({ id: idOf<'like-offer-ending'>(), offerId }),
  output: offer.extend({ replayed: z.boolean() }),
  refusals: ['like_offer_unknown', 'like_offer_ending_id_reused', 'like_offer_ended'],
})

const COUPON_STATES = ['issued', 'held', 'redeemed', 'expired', 'void'] as const

export const likeCollections = endpoint({
  name: 'likeCollections',
  method: 'GET',
  path: '/like-offers/:offerId/collections',
  can: 'club.read',
  summary: 'Who collects likes by an offer, the latest first, with the coupon that came of it.',
  input: z.object({ offerId, ...paging }),
  output: pageOf(
    z.object({
      id: z.string(),
      /** Who it is now, after a merge; null when nobody is here any more. */
      memberId: z.string().nullable(),
      memberNumber: z.string().nullable(),
      memberName: z.string().nullable(),
      likes: z.int(),
      /** How many of these were members when they liked it. */
      ofMembers: z.int(),
      /** From how many networks on how many days: one alone for many likes is worth a look. */
      networks: z.int(),
      at: z.string(),
      wonAt: z.string().nullable(),
      coupon: z.enum(COUPON_STATES).nullable(),
    }),
  ),
  refusals: ['like_offer_unknown'],
})

/** An offer as a member reads it, with the own collection. */
const mine = z.object({
  no: z.int(),
  offerId: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  wordsZh: z.string(),
  wordsEn: z.string(),
  couponNameZh: z.string(),
  couponNameEn: z.string(),
  needed: z.int(),
  firstOn: z.string(),
  lastOn: z.string(),
  state: z.enum(LIKE_OFFER_STATES),
  collection: z
    .object({
      /** The page to pass on lies at `/likes/<code>`. */
      code: z.string(),
      likes: z.int(),
      won: z.boolean(),
    })
    .nullable(),
})
export type MemberLikeOffer = z.output<typeof mine>

export const memberLikeOffers = endpoint({
  name: 'memberLikeOffers',
  method: 'GET',
  path: '/club/:token/like-offers',
  can: 'anyone',
  summary: 'By a member’s own link: what can be unlocked by likes, and how far the member has come.',
  input: z.object({ token }),
  output: z.object({ chainName: z.string(), mayCollect: z.boolean(), rows: z.array(mine) }),
  refusals: ['club_link_unknown'],
})

export const beginCollection = endpoint({
  name: 'beginCollection',
  method: 'POST',
  path: '/club/:token/collections',
  can: 'anyone',
  summary: 'Begin to collect likes, by a member’s own link; the answer names the page to pass on.',
  input: z.object({ id: idOf<'collection'>(), token, offerId }),
  output: z.object({ code: z.string(), replayed: z.boolean() }),
  refusals: [
    'club_link_unknown',
    'like_offer_unknown',
    'collection_id_reused',
    'club_child',
    'collection_begun',
    'like_offer_gone',
    'like_offer_closed',
  ],
})
