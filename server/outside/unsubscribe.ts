import type { FastifyInstance } from 'fastify'
import { inWork, nobody, type World } from '#db/work'
import { unsubscribeBy } from '#domain/campaign/index'
import type { Medium } from '#domain/member/model/consent'
import { languageOf, type Language } from '../language.ts'
import { page, sendPage, wordsOfNo } from './pages.ts'

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
      const body = `${button(language)}${less(language, request.params.token)}`
      return sendPage(reply, page(language, { title: ASK[language], body }))
    })
    scope.post<Params>('/unsubscribe/:token', { bodyLimit: 16_384 }, async (request, reply) => {
      const language = languageOf(request.headers['accept-language'])
      const { token } = request.params
      try {
        const { channel } = await inWork(world, nobody, (work) => unsubscribeBy(work, { token }))
        const body = less(language, token)
        return await sendPage(reply, page(language, { title: done(language, channel), body }))
      } catch (no) {
        const text = wordsOfNo(no)
        return await sendPage(reply.status(text.status), page(language, { title: text[language], body: '' }))
      }
    })
  })
}

const ASK: Readonly<Record<Language, string>> = {
  zh: '确认不再接收我们的营销消息？',
  en: 'Stop receiving our marketing messages?',
}
const BUTTON: Readonly<Record<Language, string>> = { zh: '退订', en: 'Unsubscribe' }
const KINDS: Readonly<Record<Medium, Readonly<Record<Language, string>>>> = {
  email: { zh: '邮件', en: 'marketing e-mails' },
  sms: { zh: '短信', en: 'marketing text messages' },
  wechat: { zh: '微信消息', en: 'marketing messages on WeChat' },
  post: { zh: '邮寄信函', en: 'marketing letters' },
  call: { zh: '电话', en: 'marketing calls' },
}
const LESS: Readonly<Record<Language, string>> = {
  zh: '只想少收一些？选择您想收到的消息',
  en: 'Just less of it? Choose what you want to hear',
}

const done = (language: Language, channel: Medium): string =>
  language === 'zh'
    ? `已退订，您不会再收到我们的营销${KINDS[channel].zh}。`
    : `Done. You will not receive ${KINDS[channel].en} from us any more.`

const button = (language: Language): string =>
  `<form method="post"><button>${BUTTON[language]}</button></form>`

/** The same link leads to the preference centre; the token is ours, and nothing but letters, digits, `-` and `_`. */
const less = (language: Language, token: string): string =>
  `<p class="less"><a href="/preferences/${encodeURIComponent(token)}">${LESS[language]}</a></p>`
