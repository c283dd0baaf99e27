import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import { once } from '#db/once'
import type { Work } from '#db/work'
import type { clubHome, clubTopic, takeNickname, writeReply, writeTopic } from './contract/forum.ts'
import { nicknameTaken, postWritten } from './events.ts'
import { authorOf, judgeNickname } from './model/post.ts'
import {
  authorsOf,
  left,
  LOOKING,
  mustBeGrown,
  mustHaveLeft,
  personOf,
  WRITING,
  type Authors,
} from './person.ts'
import * as people from './store/people.ts'
import * as store from './store/posts.ts'

/** What the members' zone shows first. */
export async function home(work: Work, wish: Wish<typeof clubHome>): Promise<Answer<typeof clubHome>> {
  const person = await personOf(work, wish.token, LOOKING)
  const { page, rows: most } = wish
  const [found, nicknames, remaining] = await all([
    store.topics(work.tx, { first: (page - 1) * most, most }),
    people.nicknames(work.tx, [person.id]),
    left(work, person),
  ])
  const authors = await authorsOf(work, found.rows)
  const nickname = nicknames.get(person.id) ?? null
  return {
    rows: found.rows.map((row) => topicShown(row, authors.authorOf)),
    total: found.total,
    chainName: person.chainName,
    name: authorOf({ name: person.name, withdrawnAt: null, nickname }, person.chainName).name,
    nickname,
    mayWrite: !person.child,
    left: remaining,
  }
}

export async function show(work: Work, wish: Wish<typeof clubTopic>): Promise<Answer<typeof clubTopic>> {
  const person = await personOf(work, wish.token, LOOKING)
  const topic = await store.topic(work.tx, wish.topicId)
  if (!topic) throw new Refusal('topic_unknown')
  const replies = await store.repliesUnder(work.tx, [topic.id])
  const authors = await authorsOf(work, [topic, ...replies])
  return {
    ...topicShown(topic, authors.authorOf),
    under: replies.map((row) => postShown(row, authors.authorOf)),
    mayWrite: !person.child,
  }
}

export const postShown = (row: store.PostRow, authors: Authors) => {
  const { id, kind, title, body, at } = row
  return { id, kind, title, body, at, author: authors(row.memberId) }
}

const topicShown = (row: store.TopicRow, authors: Authors) => {
  const { pinned, replies, lastAt } = row
  return { ...postShown(row, authors), pinned, replies, lastAt }
}

export const NO_PRODUCT = { productCode: null, stars: null, saleId: null } as const

/** F1, F2, F6: a topic of a member. */
export async function openTopic(work: Work, wish: Wish<typeof writeTopic>) {
  const person = await personOf(work, wish.token, WRITING)
  const { id, title, body } = wish
  const said = { id, title, body, memberId: person.id }
  return writeOnce(work, said, {
    admit: async () => {
      mustBeGrown(person)
      await mustHaveLeft(work, person, 'posts')
    },
    row: () => ({ ...said, ...NO_PRODUCT, kind: 'topic', onId: null, day: person.on }),
  })
}

/** F1, F2, F6: a reply of a member; the topic is held, so that it is not hidden at the same moment. */
export async function reply(work: Work, wish: Wish<typeof writeReply>) {
  const person = await personOf(work, wish.token, WRITING)
  const topic = await store.lockPost(work.tx, wish.topicId)
  const { id, topicId: onId, body } = wish
  const said = { id, onId, body, memberId: person.id }
  return writeOnce(work, said, {
    admit: async () => {
      mustBeGrown(person)
      if (topic?.kind !== 'topic' || topic.hidden) throw new Refusal('topic_unknown')
      await mustHaveLeft(work, person, 'posts')
    },
    row: () => ({ ...said, ...NO_PRODUCT, kind: 'reply', title: '', day: person.on }),
  })
}

type Writing = Readonly<{
  admit: () => Promise<void>
  /** What is written; asked for only when it is admitted. */
  row: () => Omit<store.NewPost, 'fingerprint'>
}>

/** F1: the same words under the same id are one post, by whichever link of a member they come. */
export function writeOnce(
  work: Work,
  said: Readonly<{ id: string; memberId: string | null }>,
  { admit, row }: Writing,
) {
  return once(work, said, {
    room: 'club',
    kind: 'post',
    find: (id) => store.postById(work.tx, id),
    answer: ({ id }) => ({ id }),
    admit,
    decide: async (fingerprint) => {
      await store.insertPost(work, { ...row(), fingerprint })
      const post = present(await store.postById(work.tx, said.id), 'F1: a post that was written is there')
      work.record(postWritten(post))
      return post
    },
  })
}

/** F4: a nickname counts for all that was written before, because names are looked up when a post is read. */
export async function nickname(work: Work, wish: Wish<typeof takeNickname>) {
  const person = await personOf(work, wish.token, WRITING)
  const { id, nickname: name } = wish
  const said = { id, name, memberId: person.id }
  return once(work, said, {
    room: 'club',
    kind: 'nickname',
    find: (of) => people.nicknameById(work.tx, of),
    answer: () => ({ id }),
    admit: async () => {
      mustBeGrown(person)
      const no = judgeNickname(name, person.chainName)
      if (no !== null) throw new Refusal(no, { path: 'nickname' })
      if (await people.isTaken(work.tx, name)) throw new Refusal('nickname_taken', { path: 'nickname' })
    },
    decide: async (fingerprint) => {
      const row = { id, fingerprint, memberId: person.id, nickname: name }
      await people.insertNickname(work, row)
      work.record(nicknameTaken(row))
      return row
    },
  })
}
