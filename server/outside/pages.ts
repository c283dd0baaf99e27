import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import { escaped as inMarkup } from '#base/markup'
import { Refusal } from '#base/refusal'
import type { Medium } from '#domain/member/model/consent'
import type { Language } from '../language.ts'
import { refusals } from '../refusals.ts'

/** The ways a member is reached, as they are called on public pages. */
export const WAYS: Readonly<Record<Medium, Readonly<Record<Language, string>>>> = {
  email: { zh: '邮件', en: 'E-mail' },
  sms: { zh: '短信', en: 'Text message' },
  wechat: { zh: '微信', en: 'WeChat' },
  post: { zh: '邮寄信函', en: 'Post' },
  call: { zh: '电话', en: 'Phone' },
}

/** What stands in HTML is text, whoever wrote it. */
export const escaped = (text: string): string => inMarkup(text).replaceAll("'", '&#39;')

/** A page of one thing, for whoever is not signed in; `body` is HTML already. */
export function page(language: Language, of: { title: string; body: string }): string {
  const title = escaped(of.title)
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:12vh auto 4rem;padding:0 1.5rem}
body{text-align:center}
h1{font-size:1.5rem;line-height:1.4}button{font:inherit;padding:.5rem 1.5rem;margin:.5rem .25rem;cursor:pointer}
table{border-collapse:collapse;margin:1.5rem auto;width:100%}th,td{padding:.6rem .25rem;border-bottom:1px solid #ddd}
thead th{font-weight:400;font-size:.9rem;color:#555}tbody th{text-align:left;font-weight:500}
input{width:1.3rem;height:1.3rem;vertical-align:middle}label.own{display:block;text-align:left;margin:1rem 0 1.5rem}
.done{background:#eef7ee;padding:.6rem}.less{color:#555;font-size:.95rem}</style>
<main><h1>${title}</h1>${of.body}</main></html>`
}

/** The token is in the address, so it goes to nobody else; a form may post to this page only. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
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

/** Pages take what a form sends as text, whatever the browser calls it, and no more than so many bytes. */
export function readForms(scope: FastifyInstance, bodyLimit: number): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, body, done) =>
    done(null, body),
  )
}

/** What a form said, by its fields. */
export const saidIn = (body: unknown): URLSearchParams =>
  new URLSearchParams(typeof body === 'string' ? body : '')

/** A wish as the contract reads it; what does not fit is our no. */
export function wishOf<Schema extends z.ZodType>(
  schema: Schema,
  said: unknown,
  no = 'invalid',
): z.output<Schema> {
  const read = schema.safeParse(said)
  if (!read.success) throw new Refusal(no)
  return read.data
}

/** Our no, to be said on the page that was asked from; whatever else went wrong is thrown on. */
export function ourNo(trouble: unknown): Refusal {
  if (!(trouble instanceof Refusal) || refusals[trouble.code] === undefined) throw trouble
  return trouble
}

/** Our no in the words that a page shows; whatever else went wrong is thrown on. */
export function wordsOfNo(trouble: unknown) {
  const words = trouble instanceof Refusal ? refusals[trouble.code] : undefined
  if (words === undefined) throw trouble
  return words
}
