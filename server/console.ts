import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import serveStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#base/refusal'
import { sendProblem } from './problem.ts'

/** The built console, whether this file runs from the build or from the sources; null when it is not built. */
export function builtConsole(): string | null {
  const beside = import.meta.url.includes('/dist/server/') ? '../apps/console/' : '../dist/apps/console/'
  const folder = fileURLToPath(new URL(beside, import.meta.url))
  return existsSync(`${folder}index.html`) ? folder : null
}

/** Serves the console; an address a browser opens that is no file is a page of it. The rest is a problem document. */
export async function serveConsole(app: FastifyInstance, folder: string | null): Promise<void> {
  if (folder !== null) {
    await app.register(serveStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Built assets carry a hash in their names and never change; the page itself must be fresh.
        const fixed = path.includes('/assets/')
        reply.setHeader('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (folder !== null && page && !request.url.startsWith('/api/')) void reply.sendFile('index.html')
    else sendProblem(request, reply, new Refusal('not_found'))
  })
}
