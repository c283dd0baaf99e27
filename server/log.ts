import { pino, type DestinationStream, type Logger } from 'pino'

/** Messages of the database may quote values; what a log needs is the kind and the place. */
export function plainError(trouble: unknown): Record<string, unknown> {
  if (!(trouble instanceof Error)) return { type: typeof trouble }
  const { name, message, stack } = trouble
  const { code, table, constraint } = trouble as { code?: unknown; table?: unknown; constraint?: unknown }
  const where = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '))
  return { type: name, message: code === undefined ? message : undefined, code, table, constraint, where }
}

const DEBUG = 20

/** Somebody left the page before its answer was through: nothing of ours went wrong. */
function hasLeft(said: unknown): boolean {
  const trouble: unknown = said instanceof Error ? said : (said as { err?: unknown } | null | undefined)?.err
  if (!(trouble instanceof Error)) return false
  // Node.js names it by a code; the package that ends compressed answers by its words alone.
  return (
    trouble.message === 'premature close' ||
    ('code' in trouble && trouble.code === 'ERR_STREAM_PREMATURE_CLOSE')
  )
}

/** JSON lines with request ids and no personal data: no bodies, no queries, no addresses, no values of the database. */
export function makeLog(level: string, to: DestinationStream = process.stderr): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: plainError,
        req: (request: { id?: unknown; method?: unknown }) => ({ id: request.id, method: request.method }),
        res: (reply: { statusCode?: unknown }) => ({ status: reply.statusCode }),
      },
      redact: {
        paths: ['password', 'token', 'secret', 'authorization', 'cookie', '*.password', '*.token'],
        remove: true,
      },
      hooks: {
        logMethod(said, write, level) {
          if (level > DEBUG && hasLeft(said[0])) this.debug('the reader left')
          else write.apply(this, said)
        },
      },
    },
    to,
  )
}
