import type { $ZodType, input as InputOf, output as OutputOf } from 'zod/v4/core'

/** Who may call: everybody, anybody signed in, or holders of a permission such as `member.read`. */
export type Can = 'anyone' | 'signed-in' | (string & {})

export type Endpoint = Readonly<{
  /** Stable name in OpenAPI: verbs for commands, nouns for questions. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Nouns, below /api/v1; `:id` parts are fields of the input. */
  path: string
  can: Can
  summary: string
  input: $ZodType
  output: $ZodType
  /** Codes this endpoint may refuse with, in order of precedence. */
  refusals: readonly string[]
  /** `bytes`: the body is application/octet-stream and arrives as input.bytes. */
  body?: 'bytes'
  /** `file`: the command answers a FileReply and the host sends it as a download. */
  reply?: 'file'
  /**
   * `session`: the command's answer carries `session`, which the host keeps as a cookie (`start`) or clears
   * (`end`).
   */
  session?: 'start' | 'end'
}>

export type FileReply = Readonly<{
  name: string
  type: string
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>
}>

/**
 * Says what an endpoint takes, gives and refuses; runs anywhere, so tills and pages read the same words as
 * the host.
 */
export const endpoint = <const E extends Endpoint>(words: E): E => words

/** What a caller writes. */
export type Asked<E extends Endpoint> = InputOf<E['input']>
/** What a command receives, after parsing. */
export type Wish<E extends Endpoint> = OutputOf<E['input']>
/** What a command answers: before presenting, so the output schema can still narrow it. */
export type Answer<E extends Endpoint> = E extends { reply: 'file' } ? FileReply : InputOf<E['output']>
/** What a caller reads. */
export type Told<E extends Endpoint> = OutputOf<E['output']>

export type Command<Work, E extends Endpoint> = (work: Work, wish: Wish<E>) => Promise<Answer<E>>
/** Carries out many wishes in one work; each gets its own answer, in the order asked. */
export type ManyCommand<Work, Actor, E extends Endpoint> = (
  work: Work,
  asked: readonly Readonly<{ by: Actor; wish: Wish<E> }>[],
) => Promise<readonly PromiseSettledResult<Answer<E>>[]>

export type Route<Work> = Readonly<
  { endpoint: Endpoint } & (
    | { command: (work: Work, wish: never) => Promise<unknown>; many?: never }
    | {
        many: (work: Work, asked: readonly never[]) => Promise<readonly PromiseSettledResult<unknown>[]>
        command?: never
      }
  )
>

/** Pairs an endpoint with its command; a command that does not fit its contract is a type error here. */
export function on<Work, const E extends Endpoint>(words: E, command: Command<Work, E>): Route<Work> {
  return { endpoint: words, command: command as NonNullable<Route<Work>['command']> }
}

/**
 * The same for a command that carries out the wishes of many callers at once: those that arrive at the same moment are
 * committed together, none waits for company.
 */
export function onMany<Work, Actor, const E extends Endpoint>(
  words: E,
  many: ManyCommand<Work, Actor, E>,
): Route<Work> {
  return { endpoint: words, many: many as NonNullable<Route<Work>['many']> }
}
