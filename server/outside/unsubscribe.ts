import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from '#base/refusal'
import { inWork, nobody, type World } from '#db/work'
import { unsubscribeBy } from '#domain/campaign/index'
import type { Medium } from '#domain/member/model/consent'
import { languageOf, type Language } from '../language.ts'
import { refusals } from '../refusals.ts'

type Params = { Params: { token: string } }

/**
 * What the link in a mail opens. Looking changes nothing, because mail scanners open every link; the button, and the
 * button of the mail program itself (RFC 8058), withdraw at once and need no sign-in (G5).
 */
export async function serveUnsubscribe(app: FastifyInstance, world: World): Promise<void> {
  await app.register(async (scope) => {
    // One-click posts come as a form, and everything needed is in the address: whatever the body is, it is dropped.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => {
      payload.resume()
      payload.on('end', () => done(null, undefined))
      payload.on('error', done)
    })
    scope.get<Params>('/unsubscribe/:token', async (request, reply) => {
      const language = languageOf(request.headers['accept-language'])
      return send(reply, page(language, { title: ASK[language], button: BUTTON[language] }))
    })
    scope.post<Params>('/unsubscribe/:token', { bodyLimit: 16_384 }, async (request, reply) => {
      const language = languageOf(request.headers['accept-language'])
      const { token } = request.params
      try {
        const { channel } = await inWork(world, nobody, (work) => unsubscribeBy(work, { token }))
        return await send(reply, page(language, { title: done(language, channel) }))
      } catch (no) {
        if (!(no instanceof Refusal)) throw no
        const text = refusals[no.code]
        if (!text) throw no
        return await send(reply.status(text.status), page(language, { title: text[language] }))
      }
    })
  })
}

const ASK: Readonly<Record<Language, string>> = {
  zh: '确认不再接收我们的营销消息？',
  en: 'Stop receiving our marketing messages?',
}
const BUTTON: Readonly<Record<Language, string>> = { zh: '退订', en: 'Unsubscribe' }
const WAYS: Readonly<Record<Medium, Readonly<Record<Language, string>>>> = {
  email: { zh: '邮件', en: 'marketing e-mails' },
  sms: { zh: '短信', en: 'marketing text messages' },
  wechat: { zh: '微信消息', en: 'marketing messages on WeChat' },
  post: { zh: '邮寄信函', en: 'marketing letters' },
  call: { zh: '电话', en: 'marketing calls' },
}

const done = (language: Language, channel: Medium): string =>
  language === 'zh'
    ? `已退订，您不会再收到我们的营销${WAYS[channel].zh}。`
    : `Done. You will not receive ${WAYS[channel].en} from us any more.`

function page(language: Language, of: { title: string; button?: string }): string {
  const button = of.button === undefined ? '' : `<form method="post"><button>${of.button}</button></form>`
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${of.title}</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;text-align:center}
button{font:inherit;padding:.5rem 2rem}</style><main><h1>${of.title}</h1>${button}</main></html>`
}

/** The token is in the address, so it goes to nobody else; the form may post to this page only. */
function send(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    .send(html)
}
