import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'

export const ARTICLE_KINDS = ['knowledge', 'script', 'handbook', 'notice'] as const

const words = {
  kind: z.enum(ARTICLE_KINDS),
  /** Short name that tasks and tickets point to. */
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{1,40}$/),
  titleZh: z.string().trim().min(1).max(120),
  titleEn: z.string().trim().min(1).max(120),
  bodyZh: z.string().trim().min(1).max(20_000),
  bodyEn: z.string().trim().min(1).max(20_000),
}

const article = z.object({
  articleId: z.string(),
  versionId: z.string(),
  version: z.int(),
  ...words,
  code: z.string(),
  withdrawn: z.boolean(),
  /** Of a notice: the last day it is shown. */
  until: z.string().nullable(),
  at: z.string(),
  byName: z.string(),
  /** Of a notice: whether whoever asks has read this version. */
  read: z.boolean(),
})

export const writeArticle = endpoint({
  name: 'writeArticle',
  method: 'POST',
  path: '/articles',
  can: 'care.manage',
  summary: 'Write knowledge, a script, a handbook or a notice, or a new version of it (C98).',
  input: z.object({
    id: idOf<'article_version'>(),
    /** Another version of this one; the id itself begins a new article. */
    articleId: idOf<'article'>(),
    ...words,
    withdrawn: z.boolean().default(false),
    until: aDay.nullish().transform((value) => value ?? null),
  }),
  output: article.extend({ replayed: z.boolean() }),
  refusals: ['article_id_reused', 'article_code_taken'],
})

export const listArticles = endpoint({
  name: 'articles',
  method: 'GET',
  path: '/articles',
  can: 'signed-in',
  summary: 'What staff may read: talking points, handbooks, knowledge, notices of the head office (C98).',
  input: z.object({
    kind: z.enum(ARTICLE_KINDS).optional(),
    /** Words that stand in title or body. */
    text: z.string().trim().max(60).optional(),
    code: z.string().max(40).optional(),
    ...paging,
  }),
  output: pageOf(article).extend({ unreadNotices: z.int() }),
  refusals: [],
})

export const readNotice = endpoint({
  name: 'readNotice',
  method: 'POST',
  path: '/articles/:versionId/read',
  can: 'signed-in',
  summary: 'Say that a notice was read; as often as asked.',
  input: z.object({ versionId: idOf<'article_version'>() }),
  output: z.object({ read: z.literal(true) }),
  refusals: ['article_unknown'],
})
