import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { withGone } from '#domain/member/index'
import { today } from '#domain/org/index'
import type {
  answerPost,
  clubPosts,
  moderatePost,
  openHouseTopic,
  sayClubRules,
} from './contract/moderation.ts'
import { clubRulesSaid, postModerated } from './events.ts'
import { judgeAct, standsAfter } from './model/post.ts'
import { authorsOf } from './person.ts'
import { productNames } from './reviews.ts'
import * as store from './store/moderations.ts'
import * as people from './store/people.ts'
import * as posts from './store/posts.ts'
import { NO_PRODUCT, writeOnce } from './topics.ts'

const ANY = { ids: null, kind: null, hidden: null, memberIds: null, onId: null, q: '' } as const

export async function list(work: Work, wish: Wish<typeof clubPosts>): Promise<Answer<typeof clubPosts>> {
  const { kind = null, state, memberId, onId = null, q, page, rows: most } = wish
  const question = {
    ...ANY,
    kind,
    hidden: state === undefined ? null : state === 'hidden',
    memberIds: memberId === undefined ? null : await withGone(work, memberId),
    onId,
    q,
  }
  const { rows, total } = await store.posts(work.tx, question, { first: (page - 1) * most, most })
  return { rows: await shownAll(work, rows), total }
}

async function shownAll(work: Work, rows: readonly store.StaffRow[]) {
  const authors = await authorsOf(work, rows)
  const nameOf = await productNames(work, rows)
  return rows.map(({ fingerprint: _, saleId: __, day: ___, ...row }) => {
    const known = authors.known(row.memberId)
    return {
      ...row,
      author: authors.authorOf(row.memberId),
      memberId: known?.id ?? null,
      memberNumber: known?.number ?? null,
      memberName: known?.name ?? null,
      byName: row.memberId === null ? row.byName : '',
      productName: row.productCode === null ? null : nameOf(row.productCode),
    }
  })
}

async function shown(work: Work, id: string) {
  const { rows } = await store.posts(work.tx, { ...ANY, ids: [id] }, { first: 0, most: 1 })
  return present((await shownAll(work, rows))[0], 'F1: what was written stays')
}

/** F5: one act after the other; what it changes and why are one row each, written together. */
export async function act(work: Work, wish: Wish<typeof moderatePost>) {
  const post = await posts.lockPost(work.tx, wish.postId)
  return once(work, wish, {
    room: 'club',
    kind: 'moderation',
    find: (id) => store.moderationById(work.tx, id),
    answer: ({ postId }) => shown(work, postId),
    admit: async () => {
      if (!post) throw new Refusal('post_unknown')
      const no = judgeAct(post, wish)
      if (no !== null) throw new Refusal(no, no === 'hiding_reason_needed' ? { path: 'reason' } : {})
    },
    decide: async (fingerprint) => {
      const { id, memberId, ...stands } = present(post, 'F5: admitted')
      const row = { id: wish.id, fingerprint, postId: id, act: wish.act, reason: wish.reason }
      await store.insertModeration(work, row)
      await posts.stand(work, id, standsAfter(wish.act, stands))
      work.record(postModerated({ postId: id, memberId, act: wish.act }))
      return row
    },
  })
}

/** F2: the house answers topics and reviews; everybody reads the chain's name. */
export async function answer(work: Work, wish: Wish<typeof answerPost>) {
  const post = await posts.lockPost(work.tx, wish.postId)
  const { id, body, postId: onId } = wish
  const day = await today(work)
  const said = { id, onId, body, memberId: null }
  const { replayed } = await writeOnce(work, said, {
    admit: async () => {
      if (!post) throw new Refusal('post_unknown')
      if (post.kind === 'reply') throw new Refusal('answer_misplaced')
    },
    row: () => ({ ...said, ...NO_PRODUCT, kind: 'reply', title: '', day }),
  })
  return { ...(await shown(work, id)), replayed }
}

/** F1: a bulletin or a question of the house. */
export async function openTopic(work: Work, wish: Wish<typeof openHouseTopic>) {
  const { id, title, body } = wish
  const day = await today(work)
  const said = { id, title, body, memberId: null }
  const { replayed } = await writeOnce(work, said, {
    admit: async () => undefined,
    row: () => ({ ...said, ...NO_PRODUCT, onId: null, kind: 'topic', day }),
  })
  return { ...(await shown(work, id)), replayed }
}

/** F6: the last word counts, from now on. */
export const sayRules = (work: Work, wish: Wish<typeof sayClubRules>) =>
  once(work, wish, {
    room: 'club',
    kind: 'club_rules',
    find: (id) => people.rulesById(work.tx, id),
    answer: ({ postsADay, reviewsADay }) => ({ postsADay, reviewsADay }),
    decide: async (fingerprint) => {
      const row = { ...wish, fingerprint }
      await people.insertRules(work, row)
      work.record(clubRulesSaid(row))
      return row
    },
  })
