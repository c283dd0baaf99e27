import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '#base/refusal'
import { inWork, nobody, type Work, type World } from '#db/work'
import * as contract from '#domain/club/contract/likes'
import * as club from '#domain/club/index'
import { languageOf, type Language } from '../language.ts'
import { refusals } from '../refusals.ts'
import { clubPage } from './club-pages.ts'
import { CLUB_WORDS } from './club-words.ts'
import { mineBody, sharedBody, titleOf } from './likes-pages.ts'
import { LIKES_WORDS as WORDS } from './likes-words.ts'
import { escaped, ourNo, readForms, saidIn, sendPage, wishOf, wordsOfNo } from './pages.ts'

type Asked = FastifyRequest<{
  Params: { token?: string; code?: string }
  Querystring: { done?: string }
}>
type Around = Readonly<{ world: World; secure: boolean; publicOrigin: string | null }>
type Before = Readonly<{ typed: URLSearchParams; no: Refusal | null }>

const DEVICE_COOKIE = 'zhiji_friend'
const MEMBER_COOKIE = 'zhiji_friend_member'
const COOKIE_SECONDS = 400 * 86_400
/** A minute from one address: friends at one table, and no script. */
const LIKES_A_MINUTE = 30
const CHECKS_A_MINUTE = 10
const FRESH: Before = { typed: new URLSearchParams(), no: null }

/**
 * Likes for a coupon (集赞, C44): the member’s own page by their link, and the page that is passed on. Plain pages
 * without a script. A browser is marked when it first comes; only one that brings our mark back gives a like (F8).
 */
export async function serveLikes(app: FastifyInstance, around: Around): Promise<void> {
  await app.register(async (scope) => {
    readForms(scope, 65_536)
    scope.setErrorHandler((trouble, request, reply) => refused(request, reply, trouble))
    const limited = (max: number) => ({ config: { rateLimit: { max } } })
    scope.get('/forum/:token/likes', (request, reply) => showMine(around, request as Asked, reply, FRESH))
    scope.post('/forum/:token/likes', (request, reply) => begin(around, request as Asked, reply))
    scope.get('/likes/:code', (request, reply) => showShared(around, request as Asked, reply, FRESH))
    scope.post('/likes/:code', limited(LIKES_A_MINUTE), (request, reply) =>
      like(around, request as Asked, reply),
    )
    scope.post('/likes/:code/member', limited(CHECKS_A_MINUTE), (request, reply) =>
      check(around, request as Asked, reply),
    )
  })
}

const languageIn = (request: FastifyRequest): Language => languageOf(request.headers['accept-language'])

function refused(request: FastifyRequest, reply: FastifyReply, trouble: unknown): FastifyReply {
  const language = languageIn(request)
  const text = wordsOfNo(trouble)
  return sendPage(reply.status(text.status), clubPage(language, { title: text[language], body: '' }))
}

const broughtBy = ({ cookies }: FastifyRequest) => ({
  device: cookies[DEVICE_COOKIE],
  member: cookies[MEMBER_COOKIE],
})

function keep(reply: FastifyReply, { secure }: Around, name: string, value: string): void {
  const common = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const
  void reply.setCookie(name, value, { ...common, maxAge: COOKIE_SECONDS })
}

/** Who is before the browser; one that comes for the first time is marked, and is known from its next visit on. */
async function friendOf(work: Work, around: Around, request: Asked, reply: FastifyReply) {
  const friend = await club.friendBy(work, broughtBy(request))
  if (friend === null) keep(reply, around, DEVICE_COOKIE, await club.markDevice(work))
  return friend
}

const code = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/)

function codeIn({ params }: Asked): string {
  const read = code.safeParse(params.code)
  if (!read.success) throw new Refusal('like_link_unknown')
  return read.data
}

function noticeOf(request: Asked, no: Refusal | null): string {
  const language = languageIn(request)
  if (no !== null) return `<p class="no" role="alert">${escaped(wordsOfNo(no)[language])}</p>`
  const { done } = request.query
  if (done !== 'begun' && done !== 'liked' && done !== 'known') return ''
  return `<p class="done" role="status">${WORDS[done][language]}</p>`
}

/** Opened by the member’s own link: so this browser is theirs, and gives no like to their own collection. */
async function showMine(around: Around, request: Asked, reply: FastifyReply, before: Before) {
  const { world, publicOrigin } = around
  const language = languageIn(request)
  const { token = '' } = request.params
  const origin = publicOrigin ?? `${request.protocol}://${request.host}`
  const body = await inWork(world, nobody, async (work) => {
    const told = await club.memberLikeOffers(work, wishOf(contract.memberLikeOffers.input, { token }))
    await friendOf(work, around, request, reply)
    keep(reply, around, MEMBER_COOKIE, await club.markMember(work, await club.memberOf(work, token)))
    const seen = {
      language,
      zone: '',
      base: `/forum/${encodeURIComponent(token)}`,
      newId: work.newId,
      typed: before.typed,
      notice: noticeOf(request, before.no),
      linkOf: (of: string) => `${origin}/likes/${of}`,
    }
    return mineBody(seen, told)
  })
  if (before.no !== null) void reply.status(refusals[before.no.code]?.status ?? 400)
  return sendPage(reply, clubPage(language, { title: CLUB_WORDS.likes[language], body }))
}

async function begin(around: Around, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { token = '' } = request.params
  const typed = saidIn(request.body)
  const next = `/forum/${encodeURIComponent(token)}/likes?done=begun`
  try {
    await inWork(around.world, nobody, async (work) => {
      const wish = wishOf(contract.beginCollection.input, { ...Object.fromEntries(typed), token })
      const friend = await club.friendBy(work, broughtBy(request))
      return club.beginCollection(work, wish, friend?.deviceId ?? null)
    })
    return await reply.redirect(next, 303)
  } catch (no) {
    return showMine(around, request, reply, { typed, no: ourNo(no) })
  }
}

async function showShared(around: Around, request: Asked, reply: FastifyReply, before: Before) {
  const language = languageIn(request)
  const page = await inWork(around.world, nobody, async (work) => {
    const of = codeIn(request)
    const friend = await friendOf(work, around, request, reply)
    const told = await club.sharedCollection(work, { code: of, friend })
    const { no, typed } = before
    const seen = { language, code: of, newId: work.newId, notice: noticeOf(request, no), typed }
    return { title: titleOf(language, told.offer), body: sharedBody(seen, told) }
  })
  if (before.no !== null) void reply.status(refusals[before.no.code]?.status ?? 400)
  return sendPage(reply, clubPage(language, page))
}

async function like(around: Around, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const said = saidIn(request.body)
  try {
    const of = codeIn(request)
    await inWork(around.world, nobody, async (work) => {
      const { id } = wishOf(z.object({ id: z.guid() }), { id: said.get('id') })
      const friend = await club.friendBy(work, broughtBy(request))
      if (friend === null) throw new Refusal('like_cookie_needed')
      return club.like(work, { id, code: of, friend, address: request.ip })
    })
    return await reply.redirect(`/likes/${of}?done=liked`, 303)
  } catch (no) {
    return showShared(around, request, reply, { ...FRESH, no: ourNo(no) })
  }
}

const member = z.object({
  number: z.string().trim().min(1).max(40),
  mobile: z.string().trim().min(1).max(20),
})

/** A friend says which member they are, by card number and mobile together; the browser is marked as theirs. */
async function check(around: Around, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const typed = saidIn(request.body)
  try {
    const of = codeIn(request)
    const mark = await inWork(around.world, nobody, async (work) => {
      const id = await club.memberBy(work, wishOf(member, Object.fromEntries(typed)))
      if (id === null) throw new Refusal('like_member_unknown')
      return club.markMember(work, id)
    })
    keep(reply, around, MEMBER_COOKIE, mark)
    return await reply.redirect(`/likes/${of}?done=known`, 303)
  } catch (no) {
    return showShared(around, request, reply, { typed, no: ourNo(no) })
  }
}
