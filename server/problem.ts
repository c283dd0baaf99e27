import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#base/refusal'
import { languageOf } from './language.ts'
import { refusals } from './refusals.ts'

export type Field = Readonly<{ path: string; message: string }>

/** RFC 9457, with a stable code and the fields that are wrong. */
export type Problem = Readonly<{
  type: string
  title: string
  status: number
  code: string
  detail?: string
  fields: readonly Field[]
  requestId: string
}>

/** Details the host reads for itself and does not show. */
const PRIVATE = new Set(['kept', 'path', 'retryAfterMs', 'cause', 'fields'])
/** How long a client waits when nothing more exact is known. */
const RETRY_AFTER_SECONDS = 2

/** A refusal as the caller reads it, in the caller's language. */
export function problemOf(request: FastifyRequest, refusal: Refusal): Problem {
  const known = refusals[refusal.code]
  const text = known ?? refusals['our_fault']
  const title = text?.[languageOf(request.headers['accept-language'])] ?? ''
  const path = refusal.details['path']
  const fields = (refusal.details['fields'] as Field[] | undefined) ?? []
  const shown = Object.entries(refusal.details).filter(([name]) => !PRIVATE.has(name))
  return {
    type: `/api/v1/problems/${refusal.code}`,
    title,
    status: text?.status ?? 500,
    code: refusal.code,
    ...(shown.length > 0
      ? { detail: shown.map(([name, value]) => `${name}: ${String(value)}`).join(', ') }
      : {}),
    fields: typeof path === 'string' ? [...fields, { path, message: title }] : fields,
    requestId: request.id,
  }
}

/** Sends the problem; codes that pass by themselves say when to come back. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(request, refusal)
  const waitMs = refusal.details['retryAfterMs']
  if (typeof waitMs === 'number') void reply.header('retry-after', Math.ceil(waitMs / 1000))
  else if (problem.status === 429 || problem.status === 503)
    void reply.header('retry-after', RETRY_AFTER_SECONDS)
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem)
}

type Trouble = Readonly<{ statusCode?: number; code?: string; message?: string; syscall?: string }>

/** What the system and PostgreSQL say of a database that has ended, is ending, or is not there yet. */
const GONE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', '08006'])

/** What the HTTP library itself objects to, in our words; anything unknown is our bug and is logged as such. */
export function refusalOf(trouble: unknown): Refusal | null {
  if (trouble instanceof Refusal) return refusals[trouble.code] ? trouble : null
  const { statusCode, code, message, syscall } = trouble as Trouble
  if (statusCode === 413) return new Refusal('too_large')
  if (statusCode === 415) return new Refusal('wrong_media_type')
  if (statusCode === 429) return new Refusal('too_many_requests')
  if (statusCode === 404) return new Refusal('not_found')
  // What is left of a connection that ended in the middle of a work carries no code.
  if (/^Connection terminated|connection error and is not queryable/.test(String(message)))
    return new Refusal('try_later')
  // The database went away: their trouble, and it passes. Without it there may be no socket to connect to, either.
  if (code !== undefined && GONE.has(code)) return new Refusal('try_later')
  if (code === 'ENOENT' && syscall === 'connect') return new Refusal('try_later')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Refusal('malformed')
  return null
}
