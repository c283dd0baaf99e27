import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import type { Asked, Endpoint, Told } from '#base/endpoint'
import { uuidv7 } from '#base/id'

export const API = '/api/v1'

export type ProblemField = Readonly<{ path: string; message: string }>

/** What the host answers when it does not do what was asked: RFC 9457 in the caller's language. */
export type Problem = Readonly<{
  status: number
  /** Stable; `unreachable` is ours, for a host that does not answer. */
  code: string
  title: string
  detail?: string
  fields: readonly ProblemField[]
  requestId?: string
}>

/** An Error that carries the problem. Made by a function, because only Refusal is a class here. */
export type ProblemError = Error & Readonly<{ problem: Problem }>

export const isProblem = (trouble: unknown): trouble is ProblemError =>
  trouble instanceof Error && 'problem' in trouble

function problemError(problem: Problem): ProblemError {
  return Object.assign(new Error(problem.title), { problem })
}

/** What calls need from the app around them; set once when it starts. */
type Caller = {
  language: () => string
  signedOut: () => void
  /** What an app that has no session signs in with, such as a till. */
  token?: () => string | null
}
const caller: Caller = { language: () => 'en', signedOut: () => {} }

export function introduceCaller(app: Caller): void {
  Object.assign(caller, app)
}

/** A new id for a wish, made and kept by whoever has the wish before it is first sent. */
export const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

type Wish = Readonly<Record<string, unknown>>

/** Puts `:id` parts into the path and says which fields are left for the query or the body. */
export function address(words: Endpoint, input: Wish): { path: string; rest: Wish } {
  const rest: Record<string, unknown> = { ...input }
  const path = words.path.replace(/:(\w+)/g, (_part, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: API + path, rest }
}

/** Query text: lists and objects travel as JSON text, what is absent does not travel. */
export function query(fields: Wish): string {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === '') continue
    text.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  const all = text.toString()
  return all === '' ? '' : `?${all}`
}

function request(words: Endpoint, input: Wish): Request {
  const { path, rest } = address(words, input)
  const headers = new Headers({
    accept: 'application/json, application/problem+json',
    'accept-language': caller.language(),
  })
  const token = caller.token?.() ?? null
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  if (words.method === 'GET') return new Request(location.origin + path + query(rest), { headers })
  if (words.body === 'bytes') {
    const { bytes, ...fields } = rest
    headers.set('content-type', 'application/octet-stream')
    return new Request(location.origin + path + query(fields), {
      method: words.method,
      headers,
      body: bytes as BodyInit,
    })
  }
  headers.set('content-type', 'application/json')
  return new Request(location.origin + path, { method: words.method, headers, body: JSON.stringify(rest) })
}

async function answer(asked: Request, words: Endpoint, signal?: AbortSignal): Promise<Response> {
  let reply: Response
  try {
    reply = await fetch(asked, { signal: signal ?? null })
  } catch (trouble) {
    if (signal?.aborted) throw trouble
    throw problemError({ status: 0, code: 'unreachable', title: '', fields: [] })
  }
  if (reply.ok) return reply
  const problem = await readProblem(reply)
  if (problem.status === 401 && words.can !== 'anyone') caller.signedOut()
  throw problemError(problem)
}

async function readProblem(reply: Response): Promise<Problem> {
  const type = reply.headers.get('content-type') ?? ''
  const said = type.includes('json') ? ((await reply.json()) as Partial<Problem>) : {}
  return { code: 'unexpected', title: '', fields: [], ...said, status: reply.status }
}

/** Asks the host; the answer is typed by the contract. Throws a ProblemError for everything that is not an answer. */
export async function call<const E extends Endpoint>(
  words: E,
  input: Asked<E>,
  signal?: AbortSignal,
): Promise<Told<E>> {
  const reply = await answer(request(words, input as Wish), words, signal)
  return (reply.status === 204 ? {} : await reply.json()) as Told<E>
}

/** Fetches a file and hands it to the browser's downloads under the name the host gave it. */
export async function download<const E extends Endpoint>(words: E, input: Asked<E>): Promise<void> {
  const reply = await answer(request(words, input as Wish), words)
  const named = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(reply.headers.get('content-disposition') ?? '')
  const href = URL.createObjectURL(await reply.blob())
  const link = document.createElement('a')
  link.href = href
  link.download = decodeURIComponent(named?.[1] ?? words.name)
  link.click()
  // The browser has read the address by the next turn; keeping it would keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}

/** What a question is remembered by; the first part lets a change forget every question of an endpoint. */
export const keyOf = (words: Endpoint, input: unknown): readonly unknown[] => [words.path, words.name, input]

type Asking<Answered = never> = Readonly<{
  enabled?: boolean
  /** Asks again after so long; a function decides by the latest answer, so that waiting ends. */
  everyMs?: number | false | ((told: Answered | undefined) => number | false)
  /** Keeps the last answer while the next is asked. */
  keep?: boolean
}>

/** A question as a React value: loading, answer or ProblemError; asked again when its input changes. */
export function useCall<const E extends Endpoint>(
  words: E,
  input: Asked<E>,
  asking: Asking<Told<E>> = {},
): UseQueryResult<Told<E>, Error> {
  const { everyMs = false } = asking
  return useQuery<Told<E>, Error>({
    queryKey: keyOf(words, input),
    queryFn: ({ signal }) => call(words, input, signal),
    enabled: asking.enabled ?? true,
    refetchInterval: typeof everyMs === 'function' ? (query) => everyMs(query.state.data) : everyMs,
    // While a list turns its page the last one stays, marked as such; else the page would jump.
    ...(asking.keep ? { placeholderData: keepPreviousData } : {}),
  })
}

/** A command as a React value; `done` sees the answer. */
export function useCommand<const E extends Endpoint>(
  words: E,
  done?: (told: Told<E>, asked: Asked<E>) => unknown,
): UseMutationResult<Told<E>, Error, Asked<E>> {
  return useMutation<Told<E>, Error, Asked<E>>({
    mutationFn: (input) => call(words, input),
    onSuccess: (told, asked) => done?.(told, asked),
  })
}
