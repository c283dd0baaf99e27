import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { shownPost, token, words, written } from './shapes.ts'

const code = z.string().trim().min(1).max(60)
const review = shownPost.extend({
  productCode: z.string(),
  productName: z.string(),
  stars: z.int(),
  /** What the house answered, oldest first. */
  answers: z.array(shownPost),
})

export const publicReviews = endpoint({
  name: 'publicReviews',
  method: 'GET',
  path: '/reviews',
  can: 'anyone',
  summary:
    'What members say of what they bought (C46), for everybody to read: newest first, with the mean of each product.',
  input: z.object({ productCode: code.optional(), ...paging }),
  output: pageOf(review).extend({
    chainName: z.string(),
    /** Every product that was reviewed, the most reviewed first. */
    products: z.array(
      z.object({
        productCode: z.string(),
        name: z.string(),
        reviews: z.int(),
        /** Mean of the stars, to one decimal. */
        mean: z.number(),
      }),
    ),
  }),
  refusals: [],
})

export const clubPurchases = endpoint({
  name: 'clubPurchases',
  method: 'GET',
  path: '/club/:token/purchases',
  can: 'anyone',
  summary: 'What a member has bought and may review, last bought first, with the stars already given.',
  input: z.object({ token }),
  output: z.object({
    rows: z.array(
      z.object({
        productCode: z.string(),
        name: z.string(),
        boughtOn: z.string(),
        stars: z.int().nullable(),
      }),
    ),
  }),
  refusals: ['club_link_unknown'],
})

export const writeReview = endpoint({
  name: 'writeReview',
  method: 'POST',
  path: '/club/:token/reviews',
  can: 'anyone',
  summary: 'Review a product one has bought: one to five stars and a few words, once (F3).',
  input: z.object({
    id: idOf<'post'>(),
    token,
    productCode: code,
    stars: z.int().min(1).max(5),
    body: words(2000),
  }),
  output: written,
  refusals: [
    'club_link_unknown',
    'post_id_reused',
    'club_child',
    'product_not_bought',
    'review_given',
    'club_limit_reached',
  ],
})
