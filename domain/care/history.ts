import type { Answer, Wish } from '#base/endpoint'
import { addDays, startOfDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import { bookingsIn } from '#domain/booking/index'
import { touchesOf } from '#domain/campaign/index'
import { likesIn, postsIn } from '#domain/club/index'
import { broadcastsIn } from '#domain/content/index'
import { membersById, withGone } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { giftsGiven } from '#domain/reward/index'
import { answersIn } from '#domain/survey/index'
import type { memberHistory, TouchType } from './contract/history.ts'
import type { TaskKind } from './model/task.ts'
import * as store from './store/touches.ts'

type Touch = Answer<typeof memberHistory>['rows'][number]

/**
 * C45: one history over all rooms, latest first, also of those who have gone into the member. Every room is asked for
 * as many as are shown, so that the latest of all are among them.
 */
export async function history(
  work: Work,
  wish: Wish<typeof memberHistory>,
): Promise<Answer<typeof memberHistory>> {
  const { memberId, from, to, types, rows: most } = wish
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  if (from !== undefined && to !== undefined && to < from) throw new Refusal('span_backwards', { path: 'to' })
  const { zone } = await chain(work)
  const span = {
    memberIds: await withGone(work, memberId),
    from: from === undefined ? null : startOfDay(from, zone),
    before: to === undefined ? null : startOfDay(addDays(to, 1), zone),
    // Types of one source are told apart afterwards, so more is read than shown when only some are wanted.
    most: types === undefined ? most + 1 : SEARCHED,
  }
  const found = [
    ...(await messages(work, span)),
    ...(await broadcasts(work, span)),
    ...(await gifts(work, span)),
    ...(await people(work, span)),
    ...(await posts(work, span)),
    ...(await answers(work, span)),
    ...(await bookings(work, span)),
    ...(await likes(work, span)),
  ]
  const wanted = types === undefined ? found : found.filter((one) => types.includes(one.type))
  const latest = wanted.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
  return { rows: latest.slice(0, most), more: latest.length > most }
}

/** Further back than so many of one source nobody searches by type. */
const SEARCHED = 1_000

const same = (text: string) => ({ zh: text, en: text })
const plain = {
  channel: null,
  delivered: null,
  outcome: null,
  step: null,
  byName: '',
  campaignId: null,
  broadcastId: null,
  account: null,
}

/** What a task was, as a touch; a greeting may have been any of them. */
const DONE_AS: Readonly<Record<TaskKind, TouchType>> = {
  call: 'call',
  gift: 'gift',
  visit: 'visit',
  greeting: 'other',
  other: 'other',
}

async function messages(work: Work, span: Span): Promise<Touch[]> {
  const { sent, replies, notices } = await touchesOf(work, span)
  return [
    ...sent.map(({ id, at, channel, name, delivered, campaignId }) => ({
      ...plain,
      id,
      at,
      channel,
      delivered,
      campaignId,
      type: 'message' as const,
      direction: 'out' as const,
      words: same(name),
    })),
    ...replies.map(({ id, at, channel, text }) => ({
      ...plain,
      id,
      at,
      channel,
      type: 'reply' as const,
      direction: 'in' as const,
      words: same(text),
    })),
    ...notices.map(({ id, at, subject }) => ({
      ...plain,
      id,
      at,
      channel: 'email',
      type: 'notice' as const,
      direction: 'out' as const,
      words: same(subject),
    })),
  ]
}

/** Posts of an official account that the platform took for the member (C44). */
async function broadcasts(work: Work, span: Span): Promise<Touch[]> {
  return (await broadcastsIn(work, span)).map(({ title, ...one }) => ({
    ...plain,
    ...one,
    channel: 'wechat',
    type: 'broadcast' as const,
    direction: 'out' as const,
    words: same(title),
  }))
}

async function gifts(work: Work, span: Span): Promise<Touch[]> {
  return (await giftsGiven(work, span)).map(({ id, at, nameZh, nameEn, count, byName }) => ({
    ...plain,
    id,
    at,
    byName,
    type: 'gift' as const,
    direction: 'out' as const,
    words: { zh: `${nameZh} ×${count}`, en: `${nameEn} ×${count}` },
  }))
}

/** What the member wrote in the forum, and said of what was bought. */
async function posts(work: Work, span: Span): Promise<Touch[]> {
  return (await postsIn(work, span)).map(({ id, at, title, body }) => ({
    ...plain,
    id,
    at,
    type: 'post' as const,
    direction: 'in' as const,
    words: same(title === '' ? body : `${title}: ${body}`),
  }))
}

/** What the member answered to surveys (C40). */
async function answers(work: Work, span: Span): Promise<Touch[]> {
  return (await answersIn(work, span)).map((one) => ({
    ...plain,
    ...one,
    type: 'survey' as const,
    direction: 'in' as const,
  }))
}

/** Times the member took, and what came of them (C90). */
async function bookings(work: Work, span: Span): Promise<Touch[]> {
  return (await bookingsIn(work, span)).map(({ words, ...one }) => ({
    ...plain,
    ...one,
    type: 'booking' as const,
    words: same(words),
  }))
}

/** Likes the member set out to collect from friends; the coupon they unlock comes from us (C44). */
async function likes(work: Work, span: Span): Promise<Touch[]> {
  return (await likesIn(work, span)).map((one) => ({
    ...plain,
    ...one,
    type: 'likes' as const,
    direction: one.step === 'begun' ? ('in' as const) : ('out' as const),
  }))
}

async function people(work: Work, span: Span): Promise<Touch[]> {
  const contacts = await store.contactsIn(work.tx, span)
  const tickets = await store.ticketsIn(work.tx, span)
  const done = await store.tasksDone(work.tx, span)
  return [
    ...contacts.map(({ id, at, kind, direction, note, byName }) => ({
      ...plain,
      id,
      at,
      byName,
      direction,
      type: kind satisfies TouchType,
      words: same(note),
    })),
    ...tickets.map(({ id, at, words, byName }) => ({
      ...plain,
      id,
      at,
      byName,
      type: 'ticket' as const,
      direction: 'in' as const,
      words: same(words),
    })),
    ...done.map(({ id, at, kind, titleZh, titleEn, outcome, byName }) => ({
      ...plain,
      id,
      at,
      byName,
      outcome,
      type: DONE_AS[kind],
      direction: 'out' as const,
      words: { zh: titleZh, en: titleEn },
    })),
  ]
}
