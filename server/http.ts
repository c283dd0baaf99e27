import type { Socket } from 'node:net'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { uuidv7 } from '#base/id'
import { msOf } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Route } from '#base/endpoint'
import { reachable } from '#db/read-only'
import type { Work } from '#db/work'
import { wearHelmet } from './armour.ts'
import { serveApps } from './console.ts'
import { serveDescription } from './describe.ts'
import { serveClub } from './outside/club.ts'
import { serveLikes } from './outside/likes.ts'
import { serveSurvey } from './outside/survey.ts'
import { serveOwn } from './outside/own.ts'
import { servePreferences } from './outside/preferences.ts'
import { serveHooks } from './outside/hooks.ts'
import { serveUnsubscribe } from './outside/unsubscribe.ts'
import { API, mount, type Pipeline } from './pipeline.ts'
import { refusalOf, sendProblem } from './problem.ts'

export type HostOptions = Pipeline &
  Readonly<{
    routes: readonly Route<Work>[]
    logger?: FastifyBaseLogger
    /** Where the built console lies; null serves the API alone. */
    consoleFolder: string | null
    /** Where the built till lies; without it there is none. */
    tillFolder?: string | null
    version: string
    /** Believe X-Forwarded-* of a proxy in front. */
    behindProxy: boolean
  }>

export const usualLimits = { perActor: 3000, perAddress: 6000, signIn: 20, atOnce: 200 } as const
/** A part of an import is at most 4 MiB; the rest of the API needs far less. */
export const MOST_BYTES = 5 * 1024 * 1024

/** The whole HTTP side on one world: nothing listens yet. */
export async function makeHost(options: HostOptions): Promise<FastifyInstance> {
  const { world } = options
  const app = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    // Its own lines hold addresses and queries; `watch` writes ours.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.behindProxy,
    genReqId: () => uuidv7(msOf(world.clock()), world.randomBytes(10)),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // A connection in keep-alive must not hold up a stop.
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance
  app.decorateRequest('actor', null)
  watch(app)
  letGo(app)
  shed(app, options.limits.atOnce)
  await guard(app, options)
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )

  app.setErrorHandler((trouble, request, reply) => {
    const refusal = refusalOf(trouble)
    if (!refusal) request.log.error({ err: trouble }, 'our fault')
    return sendProblem(request, reply, refusal ?? new Refusal('our_fault'))
  })
  app.get('/healthz', async () => {
    await reachable(world.database)
    return { ok: true, version: options.version }
  })
  mount(app, options, options.routes)
  await serveDescription(app, options)
  await serveUnsubscribe(app, world)
  await servePreferences(app, world)
  await serveClub(app, world)
  await serveLikes(app, { world, secure: options.secure, publicOrigin: options.publicOrigin })
  await serveOwn(app, world)
  await serveSurvey(app, world)
  await serveHooks(app, world, options.publicOrigin)
  await serveApps(app, { consoleFolder: options.consoleFolder, tillFolder: options.tillFolder ?? null })
  return app
}

/** One line per request, without query, body or address: logs hold no personal data. */
function watch(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id))
  app.addHook('onResponse', async (request, reply) => {
    const { actor, method } = request
    const route = request.routeOptions.url ?? 'unknown'
    const ms = Math.round(reply.elapsedTime)
    request.log.info(
      { method, route, status: reply.statusCode, ms, by: actor?.kind, actorId: actor?.id },
      'answered',
    )
  })
}

/** A stop waits for replies on their way, and for no line that merely stays open or never asked anything. */
function letGo(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  let closing = false
  app.server.on('connection', (socket: Socket) => {
    // Browsers open lines in advance; to Node such a line is busy, and it would hold up the stop for ever.
    if (closing) return void socket.destroy()
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('preClose', async () => {
    closing = true
    for (const socket of unused) socket.destroy()
  })
  // Its line was busy when the stop began, and ends with the reply.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close')
  })
}

/** R3: above what one process can do well, callers hear at once that they should come back. */
function shed(app: FastifyInstance, most: number): void {
  let running = 0
  const closed = () => void (running -= 1)
  app.addHook('onRequest', async (request, reply) => {
    running += 1
    // Closes exactly once, whether the answer was sent, refused or broken off. Not by `once`: its wrapper makes V8 keep
    // a fifth of all that requests leave behind until the next full collection, and sales wait for that.
    reply.raw.on('close', closed)
    if (running > most && request.url.startsWith(API)) throw new Refusal('try_later')
  })
}

async function guard(app: FastifyInstance, { secure, limits }: HostOptions): Promise<void> {
  wearHelmet(app, secure)
  await app.register(cookie)
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'identity'] })
  await app.register(rateLimit, {
    max: limits.perAddress,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => new Refusal('too_many_requests', { retryAfterMs: ttl }),
  })
}
