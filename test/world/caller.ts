import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Asked, Endpoint, Told } from '#base/endpoint'
import { msOf, type Instant } from '#base/instant'
import { must } from '#base/must'
import { SESSION_IDLE_MS, SESSION_MOST_MS } from '#domain/org/model'

export type Headers = Readonly<Record<string, string>>
export type Reply<Body> = Readonly<{
  status: number
  headers: Readonly<Record<string, string | number | string[] | undefined>>
  /** The JSON of the answer, or null when it is something else. */
  body: Body
  json(): Promise<Body>
  text: string
  bytes: Buffer
}>

type Loose = Record<string, unknown>

/** Somebody who sends requests: the owner, a cashier, a key, nobody. */
export type Caller = Readonly<{
  get<Body = Loose>(path: string, query?: Loose, headers?: Headers): Promise<Reply<Body>>
  post<Body = Loose>(path: string, body?: unknown, headers?: Headers): Promise<Reply<Body>>
  put<Body = Loose>(path: string, body?: unknown, headers?: Headers): Promise<Reply<Body>>
  del<Body = Loose>(path: string, query?: Loose, headers?: Headers): Promise<Reply<Body>>
  /** Asks an endpoint by its contract and gives the whole reply, problem or not. */
  ask<E extends Endpoint>(endpoint: E, wish: Asked<E>, headers?: Headers): Promise<Reply<Loose>>
  /** The same, typed, and fails the test when the answer is a problem: what builders use. */
  call<E extends Endpoint>(endpoint: E, wish: Asked<E>, headers?: Headers): Promise<Told<E>>
  /** What this caller sends with every request. */
  headers: Headers
}>

const API = '/api/v1'
/** What a browser on our own pages sends, so that the host knows the request is not foreign. */
const OWN_PAGE: Headers = { host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }

/** How somebody signs in again when a test has moved the clock past the end of the session. */
export type Renewal = Readonly<{ now: () => Instant; signIn: () => Promise<Headers> }>

export function callerOf(app: FastifyInstance, own: Headers, renewal?: Renewal): Caller {
  const headers = { ...OWN_PAGE, ...own }
  const current = renewing(headers, renewal)
  const send = async <Body>(options: InjectOptions, more: Headers = {}): Promise<Reply<Body>> =>
    replyOf(await app.inject({ ...options, headers: { ...(await current()), ...options.headers, ...more } }))

  const withQuery = <Body>(method: 'GET' | 'DELETE', path: string, query: Loose = {}, more?: Headers) =>
    send<Body>({ method, url: API + path, query: texts(query) }, more)
  const withBody = <Body>(method: 'POST' | 'PUT', path: string, body: unknown = {}, more?: Headers) =>
    send<Body>({ method, url: API + path, ...payloadOf(body) }, more)

  const ask = <Body>(endpoint: Endpoint, wish: unknown, more?: Headers): Promise<Reply<Body>> => {
    const { path, rest } = fill(endpoint, (wish ?? {}) as Loose)
    if (endpoint.method === 'GET' || endpoint.method === 'DELETE')
      return withQuery(endpoint.method, path, rest, more)
    if (endpoint.body !== 'bytes') return withBody(endpoint.method, path, rest, more)
    const { bytes, ...query } = rest
    return send<Body>(
      { method: endpoint.method, url: API + path, query: texts(query), ...payloadOf(bytes) },
      more,
    )
  }
  return {
    headers,
    get: (path, query, more) => withQuery('GET', path, query, more),
    del: (path, query, more) => withQuery('DELETE', path, query, more),
    post: (path, body, more) => withBody('POST', path, body, more),
    put: (path, body, more) => withBody('PUT', path, body, more),
    ask,
    call: async (endpoint, wish, more) => {
      const reply = await ask<Told<typeof endpoint>>(endpoint, wish, more)
      must(
        reply.status === 200,
        `test: ${endpoint.name} is answered, got ${reply.status} ${reply.text.slice(0, 500)}`,
      )
      return reply.body
    },
  }
}

/** Only the clock makes a caller sign in again: a session ended for any other reason must stay ended. */
function renewing(first: Headers, renewal: Renewal | undefined): () => Promise<Headers> {
  if (!renewal) return async () => first
  let headers = first
  let startedMs = msOf(renewal.now())
  let usedMs = startedMs
  return async () => {
    const nowMs = msOf(renewal.now())
    if (nowMs - usedMs >= SESSION_IDLE_MS || nowMs - startedMs >= SESSION_MOST_MS) {
      headers = { ...first, ...(await renewal.signIn()) }
      startedMs = nowMs
    }
    usedMs = nowMs
    return headers
  }
}

type Injected = Awaited<ReturnType<FastifyInstance['inject']>>

function replyOf<Body>({ statusCode, headers, body: text, rawPayload: bytes }: Injected): Reply<Body> {
  const json = /\bjson\b/.test(String(headers['content-type'] ?? ''))
  const body = (json ? JSON.parse(text) : null) as Body
  return { status: statusCode, headers, body, json: async () => body, text, bytes }
}

function payloadOf(body: unknown): Pick<InjectOptions, 'payload' | 'headers'> {
  if (body instanceof Uint8Array) {
    return { payload: Buffer.from(body), headers: { 'content-type': 'application/octet-stream' } }
  }
  return { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** As a client writes a query: nothing for what is absent, JSON text for lists and objects. */
function texts(query: Loose): Record<string, string> {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(said.map(([k, v]) => [k, typeof v === 'object' ? JSON.stringify(v) : String(v)]))
}

function fill(endpoint: Endpoint, wish: Loose): { path: string; rest: Loose } {
  const rest = { ...wish }
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  return { path, rest }
}
