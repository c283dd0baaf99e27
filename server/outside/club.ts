import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#base/refusal'
import { inWork, nobody, type Work, type World } from '#db/work'
import * as forum from '#domain/club/contract/forum'
import * as review from '#domain/club/contract/review'
import * as club from '#domain/club/index'
import { chain } from '#domain/org/index'
import { languageOf } from '../language.ts'
import { refusals } from '../refusals.ts'
import { clubPage } from './club-pages.ts'
import { CLUB_WORDS as WORDS } from './club-words.ts'
import { homeBody, mineBody, nameBody, reviewsBody, topicBody, type Seen } from './club-zone.ts'
import { escaped, ourNo, readForms, saidIn, sendPage, wishOf, wordsOfNo } from './pages.ts'

type Asked = FastifyRequest<{
  Params: { token: string; topicId?: string }
  Querystring: { page?: string; product?: string; done?: string }
}>
type Page = Readonly<{ title: string; body: string }>
type Look = (work: Work, seen: Seen, request: Asked) => Promise<Page>
/** What a form writes; its answer is where the browser goes on. */
type Take = (work: Work, said: Record<string, string>, request: Asked) => Promise<string>

/**
 * The members' zone by a member's own link, and the reviews for everybody (C46). Plain pages without a script: a form
 * brings the id it was made with, so that pressing twice writes once, and after writing the browser goes on to a page
 * that may be loaded again.
 */
export async function serveClub(app: FastifyInstance, world: World): Promise<void> {
  await app.register(async (scope) => {
    readForms(scope, 65_536)
    const at = (path: string, look: Look, take?: Take) => {
      scope.get(path, (request, reply) => shown(world, { request: request as Asked, reply, look }))
      if (take)
        scope.post(path, (request, reply) => taken(world, { request: request as Asked, reply, look, take }))
    }
    at('/forum/:token', lookHome, takeTopic)
    at('/forum/:token/topics/:topicId', lookTopic, takeReply)
    at('/forum/:token/reviews', lookMine, takeReview)
    at('/forum/:token/name', lookName, takeName)
    at('/reviews', lookReviews)
  })
}

const pageAsked = ({ query }: Asked): number => Math.max(1, Math.min(1_000_000, Number(query.page) || 1))
const baseOf = ({ params }: Asked): string => `/forum/${encodeURIComponent(params.token)}`

const lookHome: Look = async (work, seen, request) => {
  const page = pageAsked(request)
  const told = await club.clubHome(work, wishOf(forum.clubHome.input, { ...request.params, page }))
  return { title: `${told.chainName} · ${WORDS.zone[seen.language]}`, body: homeBody(seen, told, page) }
}

const takeTopic: Take = async (work, said, request) => {
  await club.openTopic(work, wishOf(forum.writeTopic.input, { ...said, ...request.params }))
  return `${baseOf(request)}?done=posted`
}

const lookTopic: Look = async (work, seen, request) => {
  const told = await club.clubTopic(work, wishOf(forum.clubTopic.input, request.params))
  return { title: told.title, body: topicBody(seen, told) }
}

const takeReply: Take = async (work, said, request) => {
  const wish = wishOf(forum.writeReply.input, { ...said, ...request.params })
  await club.reply(work, wish)
  return `${baseOf(request)}/topics/${wish.topicId}?done=posted`
}

const lookMine: Look = async (work, seen, request) => {
  const { token } = request.params
  const { mayWrite } = await club.clubHome(work, wishOf(forum.clubHome.input, { token, rows: 1 }))
  const told = await club.clubPurchases(work, { token })
  return { title: WORDS.mine[seen.language], body: mineBody(seen, told, mayWrite) }
}

const takeReview: Take = async (work, said, request) => {
  const stars = Number(said['stars'])
  await club.writeReview(work, wishOf(review.writeReview.input, { ...said, ...request.params, stars }))
  return `${baseOf(request)}/reviews?done=posted`
}

const lookName: Look = async (work, seen, request) => {
  const { token } = request.params
  const told = await club.clubHome(work, wishOf(forum.clubHome.input, { token, rows: 1 }))
  return { title: WORDS.name[seen.language], body: nameBody(seen, told) }
}

const takeName: Take = async (work, said, request) => {
  await club.takeNickname(work, wishOf(forum.takeNickname.input, { ...said, ...request.params }))
  return `${baseOf(request)}/name?done=renamed`
}

const lookReviews: Look = async (work, seen, request) => {
  const page = pageAsked(request)
  const { product } = request.query
  const asked = { page, ...(product === undefined ? {} : { productCode: product }) }
  const told = await club.publicReviews(work, wishOf(review.publicReviews.input, asked))
  return {
    title: `${told.chainName} · ${WORDS.reviews[seen.language]}`,
    body: reviewsBody(seen, told, { page, productCode: product ?? null }),
  }
}

type Looking = Readonly<{ request: Asked; reply: FastifyReply; look: Look }>
type Before = Readonly<{ typed: URLSearchParams; no: Refusal | null }>

/** The page as it stands; after a no with what was typed and why, under a new id, because a no is final for its own. */
async function shown(
  world: World,
  { request, reply, look }: Looking,
  { typed, no }: Before = { typed: new URLSearchParams(), no: null },
): Promise<FastifyReply> {
  const language = languageOf(request.headers['accept-language'])
  const base = request.params.token === undefined ? '' : baseOf(request)
  try {
    const page = await inWork(world, nobody, async (work) => {
      const { zone } = await chain(work)
      const notice = noticeOf(request, language, no)
      return look(work, { language, zone, base, newId: work.newId, typed, notice }, request)
    })
    if (no !== null) void reply.status(refusals[no.code]?.status ?? 400)
    return sendPage(reply, clubPage(language, page))
  } catch (trouble) {
    const text = wordsOfNo(trouble)
    return sendPage(reply.status(text.status), clubPage(language, { title: text[language], body: '' }))
  }
}

function noticeOf({ query }: Asked, language: Seen['language'], no: Refusal | null): string {
  if (no !== null)
    return `<p class="no" role="alert">${escaped(refusals[no.code]?.[language] ?? no.code)}</p>`
  const done = query.done === 'renamed' ? WORDS.renamed : query.done === 'posted' ? WORDS.saved : null
  return done === null ? '' : `<p class="done" role="status">${done[language]}</p>`
}

async function taken(world: World, { take, ...looking }: Looking & { take: Take }): Promise<FastifyReply> {
  const { request, reply } = looking
  const typed = saidIn(request.body)
  try {
    const next = await inWork(world, nobody, (work) => take(work, Object.fromEntries(typed), request))
    return await reply.redirect(next, 303)
  } catch (no) {
    return shown(world, looking, { typed, no: ourNo(no) })
  }
}
