import { randomBytes } from 'node:crypto'
import type { CarrierSetup } from '#domain/campaign/index'
import type { Failed } from '#domain/campaign/model'
import type { Publisher } from '#domain/content/index'
import { later, objectOf, refused, textOf } from './answers.ts'
import { reacher, type Reach } from './reach.ts'
import { STALE, tokenKeeper } from './wechat-token.ts'

type Wish = Readonly<{
  /** Hosts the operator allows though they are private. */
  allowed: ReadonlySet<string>
  reach?: Reach
  now?: () => number
  /** What parts of a form are told apart by. */
  boundary?: () => string
}>
type Body = Readonly<{ type: string; bytes: string | Uint8Array }>
type Said = Readonly<Record<string, unknown>>
type Account = (path: string, query: Readonly<Record<string, string>>, body: Body) => Promise<Said | Failed>

/**
 * What the platform will never take, however often it is asked: no right to do so, no post left this month, too few
 * followers, a picture, a title or words that do not fit.
 */
const NEVER = new Set([
  '40004',
  '40005',
  '40006',
  '40007',
  '40009',
  '40013',
  '40031',
  '40032',
  '40113',
  '40130',
  '40137',
  '45002',
  '45003',
  '45004',
  '45008',
  '45028',
  '45166',
  '48001',
  '53404',
])
/** A call under this id was taken before; the answer names it. */
const ALREADY = '45065'

const isFailed = (of: Said | Failed): of is Failed => 'outcome' in of

/**
 * Posts of an official account (服务号 群发): the picture becomes a permanent material for the cover and an address for
 * inside of the words, the words a draft, and one call sends the draft to a list of OpenIDs under an id of ours.
 */
export function makePublisher(wish: Wish): Publisher {
  const reach = wish.reach ?? reacher({ allowed: wish.allowed })
  const now = wish.now ?? Date.now
  const boundary = wish.boundary ?? (() => `zhiji${randomBytes(12).toString('hex')}`)
  const open = new Map<string, Readonly<{ print: string; account: Account }>>()
  const of = (setup: CarrierSetup): Account => {
    const print = JSON.stringify([setup.settings, setup.secret])
    const before = open.get(setup.id)
    if (before?.print === print) return before.account
    const account = accountOf(setup, { reach, now })
    open.set(setup.id, { print, account })
    return account
  }
  return {
    picture: (setup, picture) => bring(of(setup), picture, boundary),
    draft: async (setup, draft) => {
      const { title, author, digest, html, sourceUrl, coverRef } = draft
      const article = { title, author, digest, content: html, content_source_url: sourceUrl }
      const articles = [{ ...article, thumb_media_id: coverRef, need_open_comment: 0 }]
      const said = await of(setup)('/cgi-bin/draft/add', {}, json({ articles }))
      return isFailed(said) ? said : named(said, 'media_id', (draftRef) => ({ draftRef }))
    },
    mass: async (setup, { clientId, draftRef, openids }) => {
      const post = { touser: openids, mpnews: { media_id: draftRef }, msgtype: 'mpnews' }
      const body = json({ ...post, send_ignore_reprint: 0, clientmsgid: clientId })
      const said = await of(setup)('/cgi-bin/message/mass/send', {}, body)
      if (isFailed(said)) return said
      const already = textOf(said['errcode']) === ALREADY
      return { ref: textOf(said['msg_id']), already }
    },
  }
}

const json = (of: unknown): Body => ({ type: 'application/json', bytes: JSON.stringify(of) })

function accountOf(
  { settings, secret }: CarrierSetup,
  { reach, now }: Readonly<{ reach: Reach; now: () => number }>,
): Account {
  if (settings.provider !== 'wechat') return async () => refused('no official account')
  const token = tokenKeeper({ ...settings, secret, reach, now })
  const ask = async (
    path: string,
    query: Readonly<Record<string, string>>,
    body: Body,
    anew: boolean,
  ): Promise<Said | Failed> => {
    const found = await token(anew)
    if ('outcome' in found) return found
    const url = new URL(path, settings.endpoint)
    url.searchParams.set('access_token', found.text)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const headers = { 'content-type': body.type }
    const answer = objectOf(await reach({ url: url.href, method: 'POST', headers, body: body.bytes }))
    if ('outcome' in answer) return answer
    const code = textOf(answer.of['errcode'])
    if (STALE.has(code) && !anew) return ask(path, query, body, true)
    if (code === '' || code === '0' || code === ALREADY) return answer.of
    const said = `${code} ${textOf(answer.of['errmsg'])}`
    return NEVER.has(code) ? refused(said) : later(said)
  }
  return (path, query, body) => ask(path, query, body, false)
}

/** What the platform calls a thing; an answer without a name is their trouble. */
function named<T>(said: Said, field: string, then: (name: string) => T): T | Failed {
  const name = textOf(said[field])
  return name === '' ? later(`no ${field} in the answer`) : then(name)
}

async function bring(
  account: Account,
  picture: Readonly<{ type: string; bytes: Uint8Array }>,
  boundary: () => string,
): Promise<Readonly<{ coverRef: string; url: string }> | Failed> {
  const cover = await account('/cgi-bin/material/add_material', { type: 'image' }, form(picture, boundary()))
  if (isFailed(cover)) return cover
  const inside = await account('/cgi-bin/media/uploadimg', {}, form(picture, boundary()))
  if (isFailed(inside)) return inside
  return named(cover, 'media_id', (coverRef) => named(inside, 'url', (url) => ({ coverRef, url })))
}

/** A form of one file, as the platform takes pictures (RFC 7578). */
function form({ type, bytes }: Readonly<{ type: string; bytes: Uint8Array }>, boundary: string): Body {
  const name = type === 'image/png' ? 'picture.png' : 'picture.jpg'
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="media"; filename="${name}"`,
    `Content-Type: ${type}`,
    '',
    '',
  ].join('\r\n')
  const all = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: all }
}
