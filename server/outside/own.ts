import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#base/refusal'
import { inWork, nobody, type Work, type World } from '#db/work'
import * as own from '#domain/booking/contract/own'
import * as booking from '#domain/booking/index'
import { languageOf, type Language } from '../language.ts'
import { refusals } from '../refusals.ts'
import { clubPage } from './club-pages.ts'
import { bookingBody, dayShown, daysBody, homeBody, slotsBody, type Seen } from './own-pages.ts'
import { OWN_WORDS as WORDS } from './own-words.ts'
import { escaped, ourNo, readForms, saidIn, sendPage, wishOf, wordsOfNo } from './pages.ts'

type Params = Readonly<{ token: string; offerId: string; day: string; bookingId: string }>
type Asked = FastifyRequest<{ Params: Params }>
type Page = Readonly<{ title: string; body: string }>
type Look = (work: Work, seen: Seen, request: Asked) => Promise<Page>
/** What a form does; its answer is where the browser goes on. */
type Take = (work: Work, said: Record<string, string>, request: Asked) => Promise<string>

/**
 * A member's own page by their own link (C90): what can be booked, their bookings, points and purchases. Plain pages
 * without a script: service, day, time, confirmed. A form brings the id it was made with, so that pressing twice books
 * once, and the browser goes on to a page that may be loaded again.
 */
export async function serveOwn(app: FastifyInstance, world: World): Promise<void> {
  await app.register(async (scope) => {
    readForms(scope, 4_096)
    const at = (path: string, look: Look) =>
      scope.get(path, (request, reply) => shown(world, { request: request as Asked, reply, look }))
    /** What is refused there is said on the page that is looked at after it. */
    const form = (path: string, take: Take, look: Look) =>
      scope.post(path, (request, reply) => taken(world, { request: request as Asked, reply, look, take }))
    const one = '/own/:token/bookings/:bookingId'
    at('/own/:token', lookHome)
    at('/own/:token/offers/:offerId', lookDays)
    at('/own/:token/offers/:offerId/days/:day', lookSlots)
    at(one, lookBooking)
    form('/own/:token/offers/:offerId/days/:day', takeTime, lookSlots)
    form(`${one}/confirm`, takeConfirmation, lookBooking)
    form(`${one}/cancel`, takeCancellation, lookBooking)
  })
}

const baseOf = ({ params }: Asked): string => `/own/${encodeURIComponent(params.token)}`

const lookHome: Look = async (work, seen, request) => {
  const told = await booking.ownPage(work, wishOf(own.ownPage.input, request.params))
  return { title: told.chainName, body: homeBody(seen, told) }
}

const lookDays: Look = async (work, seen, request) => {
  const told = await booking.ownDays(work, wishOf(own.ownDays.input, request.params))
  return { title: told.productName, body: daysBody(seen, told) }
}

const lookSlots: Look = async (work, seen, request) => {
  const told = await booking.ownSlots(work, wishOf(own.ownSlots.input, request.params))
  return { title: told.productName, body: slotsBody(seen, told, request.params.day) }
}

const takeTime: Take = async (work, said, request) => {
  const { id } = await booking.beginBooking(
    work,
    wishOf(own.beginBooking.input, { ...said, ...request.params }),
  )
  return `${baseOf(request)}/bookings/${id}`
}

const lookBooking: Look = async (work, seen, request) => {
  const told = await booking.ownBooking(work, wishOf(own.ownBooking.input, request.params))
  const title = told.state === 'begun' ? WORDS.check[seen.language] : titleOf(seen.language, told)
  return { title, body: bookingBody(seen, told) }
}

const titleOf = (language: Language, { productName, day }: own.OwnBooking): string =>
  `${productName} · ${dayShown(language, day)}`

const act =
  (
    contract: typeof own.confirmBooking | typeof own.cancelBooking,
    command: typeof booking.confirmBooking,
  ): Take =>
  async (work, said, request) => {
    const { id } = await command(work, wishOf(contract.input, { ...said, ...request.params }))
    return `${baseOf(request)}/bookings/${id}`
  }
const takeConfirmation = act(own.confirmBooking, booking.confirmBooking)
const takeCancellation = act(own.cancelBooking, booking.cancelBooking)

type Looking = Readonly<{ request: Asked; reply: FastifyReply; look: Look }>

/** The page as it stands; after a no with the reason on it, and forms under new ids. */
async function shown(
  world: World,
  { request, reply, look }: Looking,
  no: Refusal | null = null,
): Promise<FastifyReply> {
  const language = languageOf(request.headers['accept-language'])
  try {
    const page = await inWork(world, nobody, async (work) => {
      const { token } = wishOf(own.ownPage.input, request.params)
      const { currency, name } = await booking.ownHead(work, token)
      const notice = no === null ? '' : `<p class="no" role="alert">${escaped(wordsOfNo(no)[language])}</p>`
      const seen = { language, base: baseOf(request), currency, name, newId: work.newId, notice }
      return look(work, seen, request)
    })
    if (no !== null) void reply.status(refusals[no.code]?.status ?? 400)
    return sendPage(reply, clubPage(language, page))
  } catch (trouble) {
    const text = wordsOfNo(trouble)
    return sendPage(reply.status(text.status), clubPage(language, { title: text[language], body: '' }))
  }
}

async function taken(world: World, { take, ...looking }: Looking & { take: Take }): Promise<FastifyReply> {
  const { request, reply } = looking
  const said = Object.fromEntries(saidIn(request.body))
  try {
    const next = await inWork(world, nobody, (work) => take(work, said, request))
    return await reply.redirect(next, 303)
  } catch (no) {
    return shown(world, looking, ourNo(no))
  }
}
