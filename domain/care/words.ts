import type { Answer, Wish } from '#base/endpoint'
import { msOf } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import { may, type Work } from '#db/work'
import { today } from '#domain/org/index'
import type { listArticles, readNotice, writeArticle } from './contract/article.ts'
import type { noteContact } from './contract/contact.ts'
import { articleWritten, contactNoted } from './events.ts'
import * as store from './store/words.ts'
import { mustBeHere } from './tasks.ts'

/** Whose clock is ahead may be ahead by so much. */
const AHEAD_MS = 10 * 60_000

/** D6: what touched a member and no other room knows of; never changed. */
export async function note(work: Work, wish: Wish<typeof noteContact>) {
  return once(work, wish, {
    room: 'care',
    kind: 'care_contact',
    find: (id) => store.contactById(work.tx, id),
    answer: ({ fingerprint: _, taskId: __, ...row }) => row,
    decide: async (fingerprint) => {
      await mustBeHere(work, wish.memberId)
      if (msOf(wish.happenedAt) > msOf(work.at) + AHEAD_MS)
        throw new Refusal('contact_in_future', { path: 'happenedAt' })
      await store.insertContact(work, { ...wish, fingerprint, taskId: null })
      work.record(contactNoted(wish))
      return present(await store.contactById(work.tx, wish.id), 'D6: a contact that was written is there')
    },
  })
}

/** D7: a version is added, never changed; a code names one article that is shown. */
export async function write(work: Work, wish: Wish<typeof writeArticle>) {
  await store.lockArticles(work.tx)
  return once(work, wish, {
    room: 'care',
    kind: 'article',
    find: (id) => store.articleVersion(work.tx, id),
    answer: (row) => ({ ...shown(row), read: false }),
    decide: async (fingerprint) => {
      const { articleId, code, withdrawn, id, kind } = wish
      if (!withdrawn && (await store.codeTaken(work.tx, code, articleId)))
        throw new Refusal('article_code_taken', { path: 'code' })
      const version = (await store.lastVersion(work.tx, articleId)) + 1
      await store.insertArticle(work, { ...wish, fingerprint, version })
      work.record(articleWritten({ articleId, version, kind }))
      return present(await store.articleVersion(work.tx, id), 'D7: what was written is there')
    },
  })
}

const shown = ({ fingerprint: _, id, ...row }: store.ArticleRow) => ({ ...row, versionId: id })

export async function list(
  work: Work,
  wish: Wish<typeof listArticles>,
): Promise<Answer<typeof listArticles>> {
  const { kind = null, text = null, code = null, page, rows: most } = wish
  const on = await today(work)
  const staffId = work.by.kind === 'staff' ? work.by.id : null
  // Who writes them sees what was withdrawn, too.
  const question = { kind, text, code, today: on, all: may(work.by, 'care.manage'), staffId }
  const rows = await store.articles(work.tx, question, { first: (page - 1) * most, most })
  return {
    rows: rows.map(({ read, total: _, ...row }) => ({ ...shown(row), read })),
    total: rows[0]?.total ?? 0,
    unreadNotices: staffId === null ? 0 : await store.unreadNotices(work.tx, { today: on, staffId }),
  }
}

/** Only people read; a key that says so changes nothing. */
export async function read(work: Work, { versionId }: Wish<typeof readNotice>): Promise<{ read: true }> {
  if (!(await store.articleVersion(work.tx, versionId))) throw new Refusal('article_unknown')
  if (work.by.kind === 'staff') await store.markRead(work, versionId)
  return { read: true }
}
