import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#base/refusal'
import { inWork, nobody, type World } from '#db/work'
import * as contract from '#domain/survey/contract/answers'
import { answerSurvey, askedSurvey } from '#domain/survey/index'
import { MOST_QUESTIONS } from '#domain/survey/model/document'
import { languageOf, type Language } from '../language.ts'
import { refusals } from '../refusals.ts'
import { page, ourNo, readForms, saidIn, sendPage, wishOf, wordsOfNo } from './pages.ts'
import { surveyPage, tapPage } from './survey-page.ts'

type Asked = FastifyRequest<{
  Params: { no: string; token: string }
  Querystring: { a?: string; done?: string }
}>

/**
 * A survey by a member's own link (C40). A link of a message opens a page that shows what was tapped; only its button
 * counts, so that a scanner of mails answers nothing (V4). Plain pages without a script.
 */
export async function serveSurvey(app: FastifyInstance, world: World): Promise<void> {
  await app.register(async (scope) => {
    readForms(scope, 65_536)
    scope.get('/survey/:no/:token', (request, reply) => shown(world, request as Asked, reply, null))
    scope.post('/survey/:no/:token', (request, reply) => taken(world, request as Asked, reply))
  })
}

const pathOf = ({ params }: Asked): string =>
  `/survey/${encodeURIComponent(params.no)}/${encodeURIComponent(params.token)}`

async function shown(
  world: World,
  request: Asked,
  reply: FastifyReply,
  no: Refusal | null,
): Promise<FastifyReply> {
  const language = languageOf(request.headers['accept-language'])
  try {
    const asked = await inWork(world, nobody, (work) =>
      askedSurvey(work, wishOf(contract.askedSurvey.input, request.params, 'survey_link_unknown')),
    )
    const seen = { language, asked: contract.askedSurvey.output.parse(asked), path: pathOf(request) }
    const { a, done } = request.query
    const tapped = no === null && a !== undefined && /^\d{1,3}$/.test(a) ? tapPage(seen, Number(a)) : null
    const words = no === null ? '' : wordsOfNo(no)[language]
    if (no !== null) void reply.status(refusals[no.code]?.status ?? 400)
    return sendPage(reply, tapped ?? surveyPage(seen, done === undefined ? null : 'saved', words))
  } catch (trouble) {
    return refused(reply, language, trouble)
  }
}

function refused(reply: FastifyReply, language: Language, trouble: unknown): FastifyReply {
  const text = wordsOfNo(trouble)
  return sendPage(reply.status(text.status), page(language, { title: text[language], body: '' }))
}

async function taken(world: World, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const replies = repliesIn(saidIn(request.body))
  const next = `${pathOf(request)}?done=1`
  // Nothing was chosen: the page stays as it is.
  if (replies.length === 0) return shown(world, request, reply, new Refusal('reply_unfit'))
  try {
    const said = { ...request.params, replies }
    await inWork(world, nobody, (work) =>
      answerSurvey(work, wishOf(contract.answerSurvey.input, said, 'reply_unfit')),
    )
    return await reply.redirect(next, 303)
  } catch (no) {
    return shown(world, request, reply, ourNo(no))
  }
}

type Given = Readonly<{ question: number; words?: string; value?: number }>

/** A field for each question that was answered: `q2=3` is the third choice or the score, `w3=…` are words. */
function repliesIn(said: URLSearchParams) {
  return Array.from({ length: MOST_QUESTIONS }, (_, index) => index + 1).flatMap((question): Given[] => {
    const tapped = said.get(`q${question}`)?.trim() ?? ''
    const words = said.get(`w${question}`)?.trim() ?? ''
    if (words !== '') return [{ question, words }]
    return tapped === '' ? [] : [{ question, value: Number(tapped) }]
  })
}
