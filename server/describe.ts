import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#base/refusal'
import { describe } from './openapi.ts'
import { API } from './pipeline.ts'
import { refusals } from './refusals.ts'
import type { HostOptions } from './http.ts'

/** The API's description, and pages to read it that ask no other host for anything. */
export async function serveDescription(app: FastifyInstance, options: HostOptions): Promise<void> {
  // Made when somebody asks, which most hosts never live to see. Kept as the bytes that are sent: as objects it would
  // take five times the room for as long as the program runs.
  let made: Buffer | undefined
  const bytes = () => (made ??= Buffer.from(JSON.stringify(describe(options.routes, options.version))))
  app.get(`${API}/openapi.json`, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(bytes()),
  )
  // Where the `type` of a problem document leads.
  app.get<{ Params: { code: string } }>(`${API}/problems/:code`, async (request) => {
    const { code } = request.params
    const known = Object.hasOwn(refusals, code) ? refusals[code] : undefined
    if (!known) throw new Refusal('not_found')
    return { code, ...known }
  })
  const document = { toJSON: () => JSON.parse(bytes().toString('utf8')) as unknown }
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // The host's own policy holds here too: the pages need nothing from elsewhere and nothing inline but styles.
    staticCSP: false,
    uiConfig: { docExpansion: 'none', deepLinking: true, validatorUrl: null },
    // The address bar of the library's own is of no use here: there is one description.
    theme: {
      title: 'Zhiji API',
      css: [{ filename: 'zhiji.css', content: '.swagger-ui .topbar { display: none }' }],
    },
  })
}
