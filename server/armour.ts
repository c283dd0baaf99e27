import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/**
 * The headers that guard a page are the same on every reply. They are worked out once: doing so anew costs as much as
 * reading the request.
 */
export function wearHelmet(app: FastifyInstance, secure: boolean): void {
  const headers = guarding(secure)
  app.addHook('onRequest', async (_request, reply) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value)
  })
}

/** What the library puts on a reply; this one is never sent. */
function guarding(secure: boolean): (readonly [name: string, value: string])[] {
  const reply = new ServerResponse(new IncomingMessage(new Socket()))
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The till reads barcodes by WebAssembly that comes with it; no script is made from text.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // The kit of the console writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    // Meaningful under https only; over plain http a browser would warn about it.
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
    referrerPolicy: { policy: 'same-origin' },
  })(reply.req, reply, (trouble) => {
    if (trouble) throw trouble
  })
  return Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)])
}
