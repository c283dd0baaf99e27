import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { safeParseAsync } from 'zod/v4/core'
import type { Endpoint, FileReply, Route } from '#base/endpoint'
import { must } from '#base/must'
import { Refusal } from '#base/refusal'
import { together, type Together } from '#db/together'
import { inWork, type Actor, type Work, type World } from '#db/work'
import { readOnly } from '#db/read-only'
import { mustSayWho, refuseForeign, requirePermission } from './guard.ts'
import { parse } from './parse.ts'
import { sendFile, spool } from './spool.ts'
import { cookieName, doorman, tokenOf } from './who.ts'

export const API = '/api/v1'

/** Requests per minute; a till at its busiest needs a few hundred. */
export type Limits = Readonly<{ perActor: number; perAddress: number; signIn: number; atOnce: number }>

export type Pipeline = Readonly<{
  world: World
  secure: boolean
  publicOrigin: string | null
  limits: Limits
  /** The largest body in bytes; a part of an import is the largest there is. */
  mostBytes: number
}>

type Started = Readonly<{ session?: { token: string; expiresAt: string } }>

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
  }
}

/**
 * The one way in, for every endpoint in the same order: limit, sign-in, permission, parse, transaction, command,
 * events, present. Permission comes before the body is even read: a stranger's upload costs nothing.
 */
export function mount(app: FastifyInstance, host: Pipeline, routes: readonly Route<Work>[]): void {
  const limitActor = actorLimit(app, host.limits.perActor)
  const door = doorman(host.world, host.secure)
  for (const route of routes) {
    const { endpoint } = route
    mustSayWho(endpoint)
    const carryOut = actOf(host, route)
    // A sale changes nothing about who may what; of everything else that writes, nobody needs to know which does.
    const changes = endpoint.method !== 'GET' && route.many === undefined
    const act: Act = (by, wish) => (changes ? carryOut(by, wish).finally(door.forget) : carryOut(by, wish))
    app.route({
      method: endpoint.method,
      url: API + endpoint.path,
      bodyLimit: host.mostBytes,
      ...(endpoint.session === 'start' ? { config: { rateLimit: { max: host.limits.signIn } } } : {}),
      // After the limit per address, which runs on the first line of a request, and before its body is read.
      preParsing: async (request) => {
        request.actor = await door.ask(request)
        await limitActor(request)
        refuseForeign(endpoint, request, host.publicOrigin)
        requirePermission(endpoint, request.actor)
      },
      // Not as a promise of the reply: to wait for one, the library listens to every event of its stream.
      handler: (request, reply) =>
        void answer(host, { endpoint, act }, request, reply).catch(sayTrouble(reply)),
    })
  }
}

const sayTrouble = (reply: FastifyReply) => (trouble: unknown) =>
  void reply.send(trouble instanceof Error ? trouble : new Error('not an error', { cause: trouble }))

/** One bucket per person or key over all endpoints; who is not signed in is counted by address alone. */
function actorLimit(app: FastifyInstance, max: number): (request: FastifyRequest) => Promise<void> {
  const count = app.createRateLimit({
    max,
    timeWindow: 60_000,
    keyGenerator: ({ actor }) => `${actor?.kind} ${actor?.id}`,
    allowList: ({ actor }) => actor?.kind === 'nobody',
  })
  return async (request) => {
    const found = await count(request)
    if (!found.isAllowed && found.isExceeded)
      throw new Refusal('too_many_requests', { retryAfterMs: found.ttl })
  }
}

type Act = (by: Actor, wish: unknown) => Promise<unknown>

/** How a route is carried out: in a work of its own, or in one with whoever asks at the same moment. */
function actOf(host: Pipeline, { endpoint, command, many }: Route<Work>): Act {
  if (many !== undefined) {
    const joined: Together<unknown, unknown> = together(host.world, many as Parameters<typeof together>[1])
    return (by, wish) => joined(by, wish)
  }
  const alone = command as (work: Work, wish: unknown) => Promise<unknown>
  return (by, wish) =>
    inWork(host.world, by, async (work) => {
      // A download may log that it was made; every other question only reads.
      if (endpoint.method === 'GET' && endpoint.reply !== 'file') await readOnly(work)
      const told = await alone(work, wish)
      return endpoint.reply === 'file' ? spool(told as FileReply) : told
    })
}

type Mounted = Readonly<{ endpoint: Endpoint; act: Act }>

async function answer(
  host: Pipeline,
  { endpoint, act }: Mounted,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  must(request.actor !== null, 'S1: nobody reaches a command without having been looked at')
  const wish = await parse(endpoint, request, callerOf(endpoint, request, host.secure))
  const result = await act(request.actor, wish)

  if (endpoint.reply === 'file') return void sendFile(reply, result as Awaited<ReturnType<typeof spool>>)
  keepSession(endpoint, host.secure, reply, result as Started)
  const shown = await present(endpoint, result)
  void reply.header('cache-control', 'no-store').send(shown)
}

/** Endpoints about sessions learn where the caller is and which token it holds; nobody can write this in a body. */
function callerOf(endpoint: Endpoint, request: FastifyRequest, secure: boolean): Record<string, unknown> {
  if (endpoint.session === undefined) return {}
  return { caller: { address: request.ip, token: tokenOf(request, secure) } }
}

/** Nothing leaves that the contract does not declare; an answer that does not fit it is our bug. */
async function present(endpoint: Endpoint, result: unknown): Promise<unknown> {
  const shown = await safeParseAsync(endpoint.output, result)
  // Only the places are told: the values may be personal.
  const wrong = shown.success
    ? []
    : shown.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`)
  must(shown.success, `P1: what ${endpoint.name} answers fits its contract (${wrong.join(', ')})`)
  return shown.data
}

function keepSession(endpoint: Endpoint, secure: boolean, reply: FastifyReply, { session }: Started): void {
  const common = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  if (endpoint.session === 'end') void reply.clearCookie(cookieName(secure), common)
  if (endpoint.session !== 'start') return
  must(session !== undefined, `P2: ${endpoint.name} answers the session it starts`)
  void reply.setCookie(cookieName(secure), session.token, { ...common, expires: new Date(session.expiresAt) })
}
