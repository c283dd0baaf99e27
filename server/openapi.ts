import { toJSONSchema, type $ZodType } from 'zod/v4/core'
import type { Endpoint, Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { refusals } from './refusals.ts'

type Json = Record<string, unknown>

const PROBLEM = 'application/problem+json'
/** What the host may answer before any command runs. */
const EVERYWHERE = ['invalid', 'malformed', 'too_many_requests', 'our_fault', 'try_later']

/** OpenAPI 3.1 made from the contracts alone, so that it cannot say what the host does not do. */
export function describe(routes: readonly Route<Work>[], version: string): Json {
  const paths: Record<string, Json> = {}
  const shelf: Shelf = { names: new Map(), schemas: { Problem: problemSchema } }
  for (const { endpoint } of routes) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, shelf) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Zhiji',
      version,
      description:
        'Money travels as whole minor units (fen, pence), times as ISO 8601 in UTC, days as YYYY-MM-DD. ' +
        'Whoever first has a wish makes its id (UUIDv7): the same id with the same content gets the same answer. ' +
        'Refusals are RFC 9457 problem documents with a stable `code`; their words follow Accept-Language.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'zhiji_session',
          description: 'Set by POST /sessions.',
        },
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key with the scope that the operation names.',
        },
      },
      schemas: shelf.schemas,
    },
  }
}

function operation(endpoint: Endpoint, shelf: Shelf): Json {
  const scope = endpoint.can === 'anyone' || endpoint.can === 'signed-in' ? [] : [endpoint.can]
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    description: `Who may call: \`${endpoint.can}\`.`,
    tags: [endpoint.path.split('/')[1] ?? 'api'],
    'x-permission': endpoint.can,
    security: endpoint.can === 'anyone' ? [] : [{ session: [] }, { key: scope }],
    ...asked(endpoint, shelf),
    responses: { ...told(endpoint, shelf), ...refused(endpoint) },
  }
}

/** Schemas that name themselves, such as rules in rules, stand beside all others under names of their own. */
type Shelf = Readonly<{ names: Map<string, string>; schemas: Json }>

/** References are read from the top of the whole description, not from that of their schema. */
function shelved(made: Json, { names, schemas }: Shelf): Json {
  const { $defs, ...rest } = made
  if ($defs === undefined) return rest
  const key = JSON.stringify($defs)
  const prefix = names.get(key) ?? `Shared${names.size + 1}`
  names.set(key, prefix)
  const placed = (json: unknown): Json =>
    JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', `"#/components/schemas/${prefix}`)) as Json
  for (const [name, schema] of Object.entries($defs as Json)) schemas[`${prefix}${name}`] = placed(schema)
  return placed(rest)
}

type Asking = Readonly<{ io: 'input' | 'output'; shelf: Shelf }>

function schemaOf(schema: $ZodType, { io, shelf }: Asking): Json {
  // A transform or a check that JSON Schema cannot say becomes "anything" rather than an error.
  const { $schema: _, ...made } = toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json
  return shelved(made, shelf)
}

/** Path parts, query parameters and body, told apart the way the host reads them. */
function asked(endpoint: Endpoint, shelf: Shelf): Json {
  const whole = schemaOf(endpoint.input, { io: 'input', shelf })
  const properties = { ...(whole['properties'] as Record<string, Json> | undefined) }
  // Filled in by the host, never by a caller.
  delete properties['caller']
  const required = new Set((whole['required'] as string[] | undefined) ?? [])
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name))
  const place = (name: string, where: 'path' | 'query'): Json => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    ...valueOf(properties[name] ?? {}, where),
  })
  const path = inPath.map((name) => place(name, 'path'))

  if (endpoint.method === 'GET' || endpoint.method === 'DELETE') {
    return { parameters: [...path, ...rest.map((name) => place(name, 'query'))] }
  }
  if (endpoint.body === 'bytes') {
    const query = rest.filter((name) => name !== 'bytes').map((name) => place(name, 'query'))
    const content = { 'application/octet-stream': { schema: {} } }
    return { parameters: [...path, ...query], requestBody: { required: true, content } }
  }
  const schema = {
    type: 'object',
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    required: rest.filter((name) => required.has(name)),
  }
  const requestBody = { required: schema.required.length > 0, content: { 'application/json': { schema } } }
  return { parameters: path, ...(rest.length > 0 ? { requestBody } : {}) }
}

/** Lists and objects in a query travel as JSON text, which OpenAPI says with `content`. */
function valueOf(schema: Json, where: 'path' | 'query'): Json {
  const structured = schema['type'] === 'array' || schema['type'] === 'object'
  return where === 'query' && structured ? { content: { 'application/json': { schema } } } : { schema }
}

function told(endpoint: Endpoint, shelf: Shelf): Json {
  if (endpoint.reply === 'file') {
    const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    return { 200: { description: 'The file.', content } }
  }
  const schema = schemaOf(endpoint.output, { io: 'output', shelf })
  return { 200: { description: 'Done.', content: { 'application/json': { schema } } } }
}

/** One entry per status, listing its codes with their words. */
function refused(endpoint: Endpoint): Json {
  const gate = endpoint.can === 'anyone' ? [] : ['sign_in_needed', 'not_allowed']
  const byStatus = new Map<number, string[]>()
  for (const code of new Set([...endpoint.refusals, ...gate, ...EVERYWHERE])) {
    const status = refusals[code]?.status ?? 500
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } }
  const entries = [...byStatus].sort(([a], [b]) => a - b)
  return Object.fromEntries(
    entries.map(([status, codes]) => [status, { description: words(codes), content }]),
  )
}

const words = (codes: readonly string[]): string =>
  codes.map((code) => `\`${code}\`: ${refusals[code]?.en ?? code}`).join('\n\n')

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'code', 'fields', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string', description: 'In the language of the caller.' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; decide by this.' },
    detail: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string', description: 'Quote it when asking for help.' },
  },
}
