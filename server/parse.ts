import type { FastifyRequest } from 'fastify'
import { en, zhCN } from 'zod/v4/locales'
import { safeParseAsync, type $ZodIssue } from 'zod/v4/core'
import type { Endpoint } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { languageOf, type Language } from './language.ts'
import { fieldTexts } from './refusals/fields.ts'

const MESSAGES = { en: en().localeError, zh: zhCN().localeError }

type Fields = Record<string, unknown>

/**
 * The wish of a request: path parts, and the query of a GET or DELETE or the body of the others. Refuses `invalid`
 * with every wrong field, in the caller's language.
 */
export async function parse(endpoint: Endpoint, request: FastifyRequest, given: Fields): Promise<unknown> {
  const raw = { ...told(endpoint, request), ...(request.params as Fields), ...given }
  const language = languageOf(request.headers['accept-language'])
  const error = MESSAGES[language]
  const torn = tornIn(raw)
  if (torn !== null) throw new Refusal('invalid', { fields: [{ path: torn, message: TORN[language] }] })
  const first = await safeParseAsync(endpoint.input, raw, { error })
  if (first.success) return first.data

  // In a query lists and objects travel as JSON text: only fields that failed as text are read so.
  const read = fromQuery(endpoint) ? withJson(raw, first.error.issues) : null
  const second = read && (await safeParseAsync(endpoint.input, read, { error }))
  if (second?.success === true) return second.data
  throw new Refusal('invalid', {
    fields: (second ?? first).error.issues.map((issue) => fieldOf(issue, language)),
  })
}

const fromQuery = ({ method }: Endpoint): boolean => method === 'GET' || method === 'DELETE'

function told(endpoint: Endpoint, request: FastifyRequest): Fields {
  const query = request.query as Fields
  if (fromQuery(endpoint)) return query
  if (endpoint.body === 'bytes') return { ...query, bytes: request.body ?? new Uint8Array() }
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new Refusal('malformed')
  return body as Fields
}

function withJson(raw: Fields, issues: readonly $ZodIssue[]): Fields | null {
  const failed = new Set(issues.map((issue) => String(issue.path[0] ?? '')))
  const read: Fields = { ...raw }
  let changed = false
  for (const name of failed) {
    const value = raw[name]
    if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) continue
    try {
      read[name] = JSON.parse(value)
      changed = true
    } catch (trouble) {
      if (!(trouble instanceof SyntaxError)) throw trouble
    }
  }
  return changed ? read : null
}

const TORN = { en: 'this text has characters that nobody can read', zh: '文字中含有无法识别的字符' } as const

/** Where a text has a NUL or half a character, which the database cannot keep; null when all are whole. */
function tornIn(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value) ? path.join('.') : null
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null
  for (const [name, part] of Object.entries(value)) {
    const found = tornIn(part, [...path, name])
    if (found !== null) return found
  }
  return null
}

/** A contract's own word for what is wrong is put into the caller's language. */
const fieldOf = (issue: $ZodIssue, language: Language) => ({
  path: issue.path.map(String).join('.'),
  message: fieldTexts[issue.message]?.[language] ?? issue.message,
})
