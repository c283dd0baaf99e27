import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { msOf } from '#base/instant'
import { house, inWork, type World } from '#db/work'
import { hear, hookOf, type CarrierSetup, type Heard } from '#domain/campaign/index'
import { hearFinish } from '#domain/content/index'
import {
  aliyunHeard,
  tencentHeard,
  twilioHeard,
  webhookHeard,
  wechatFinish,
  wechatHeard,
} from './hook-bodies.ts'
import { isTwilios } from './twilio.ts'
import { isWebhooks } from './webhook.ts'
import { isWechats } from './wechat.ts'

type Params = { Params: { carrierId: string; token: string; what: 'receipts' | 'replies' } }
type Pushed = Readonly<{
  request: FastifyRequest<Params>
  setup: CarrierSetup
  body: string
  publicUrl: string
  now: number
}>

const MOST_BYTES = 256 * 1024

/**
 * Where providers push receipts and replies. The address holds an unguessable part, because most of them sign nothing;
 * those that do are believed only with their signature. A wrong address and a wrong signature look alike.
 */
export async function serveHooks(
  app: FastifyInstance,
  world: World,
  publicOrigin: string | null,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Signatures are over the very bytes, so nothing is parsed before they are looked at.
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    const known = (of: Params['Params']) => inWork(world, house, (work) => hookOf(work, of))
    const path = '/hooks/:carrierId/:token/:what'
    scope.post<Params>(path, async (request, reply) => {
      const setup = await known(request.params)
      if (!setup) return reply.status(404).send()
      const body = typeof request.body === 'string' ? request.body : ''
      const publicUrl = publicOrigin ?? `${request.protocol}://${request.host}`
      const heard = heardOf({ request, setup, body, publicUrl, now: msOf(world.clock()) })
      if (heard === null) return reply.status(404).send()
      const finish = setup.settings.provider === 'wechat' ? wechatFinish(body) : null
      await inWork(world, house, async (work) => {
        await hear(work, setup.id, heard)
        if (finish !== null) await hearFinish(work, setup.id, finish)
      })
      return thanked(reply, setup)
    })
    // WeChat asks once whether the address is ours, and wants its own word back.
    scope.get<Params>(path, async (request, reply) => {
      const setup = await known(request.params)
      const query = request.query as Readonly<Record<string, string>>
      if (setup?.settings.provider !== 'wechat' || !isSignedWechat(request)) return reply.status(404).send()
      return reply.type('text/plain').send(query['echostr'] ?? '')
    })
  })
}

const isSignedWechat = ({ query, params }: FastifyRequest<Params>): boolean => {
  const { timestamp = '', nonce = '', signature = '' } = query as Readonly<Record<string, string>>
  return isWechats(params.token, { timestamp, nonce, signature })
}

/** What was pushed; null when it cannot be believed. */
function heardOf({ request, setup, body, publicUrl, now }: Pushed): Heard | null {
  switch (setup.settings.provider) {
    case 'aliyun':
      return aliyunHeard(body)
    case 'tencent':
      return tencentHeard(body)
    case 'twilio': {
      const params = Object.fromEntries(new URLSearchParams(body))
      const signature = String(request.headers['x-twilio-signature'] ?? '')
      const url = `${publicUrl}${request.url}`
      const id = new URL(request.url, publicUrl).searchParams.get('id')
      return isTwilios(setup.secret, { url, params, signature }) ? twilioHeard(params, id) : null
    }
    case 'wechat':
      return isSignedWechat(request) ? wechatHeard(body) : null
    case 'webhook': {
      const header = (name: string) => String(request.headers[name] ?? '')
      const signed = { id: header('webhook-id'), timestamp: header('webhook-timestamp'), body }
      const given = header('webhook-signature')
      return isWebhooks(setup.secret, { ...signed, given, now }) ? webhookHeard(body) : null
    }
    case 'smpp':
      return null
  }
}

/** Each in the words its provider waits for; anything else would be pushed again. */
function thanked(reply: FastifyReply, { settings }: CarrierSetup): FastifyReply {
  if (settings.provider === 'aliyun') return reply.send({ code: 0, msg: '成功' })
  if (settings.provider === 'tencent') return reply.send({ result: 0, errmsg: 'OK' })
  if (settings.provider === 'twilio') return reply.type('text/xml').send('<Response/>')
  return reply.type('text/plain').send('success')
}
