import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import serveStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#base/refusal'
import { sendProblem } from './problem.ts'

/** The folders of the built apps; null where one is not built. */
export type BuiltApps = Readonly<{ consoleFolder: string | null; tillFolder: string | null }>

/** The built apps, whether this file runs from the build or from the sources. */
export const builtApps = (): BuiltApps => ({ consoleFolder: built('console'), tillFolder: built('till') })

function built(app: string): string | null {
  const beside = import.meta.url.includes('/dist/server/') ? '../apps/' : '../dist/apps/'
  const folder = fileURLToPath(new URL(`${beside}${app}/`, import.meta.url))
  return existsSync(`${folder}index.html`) ? folder : null
}

/** Where the till lives; its service worker reaches as far as this and no further. */
export const TILL = '/till/'

/**
 * Serves the console at the root and the till below it; an address a browser opens that is no file is a page of the
 * app it lies in. The rest is a problem document.
 */
export async function serveApps(
  app: FastifyInstance,
  { consoleFolder, tillFolder }: BuiltApps,
): Promise<void> {
  // The first to register gives replies their `sendFile`; a second one would clash with it.
  if (consoleFolder !== null) await serve(app, { folder: consoleFolder, prefix: '/', first: true })
  if (tillFolder !== null)
    await serve(app, { folder: tillFolder, prefix: TILL, first: consoleFolder === null })
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && (isFolder(request.url) || asksForPage(request))
    const folder = request.url.startsWith(TILL) ? tillFolder : consoleFolder
    if (folder !== null && page && !request.url.startsWith('/api/')) void reply.sendFile('index.html', folder)
    else sendProblem(request, reply, new Refusal('not_found'))
  })
}

const asksForPage = ({ headers }: FastifyRequest): boolean => (headers.accept ?? '').includes('text/html')

/** The folder of an app by itself: whoever asks for it means its page, whatever they say they accept. */
const isFolder = (url: string): boolean => ['/', TILL].includes(url.split('?', 1)[0] ?? '')

type Serving = Readonly<{ folder: string; prefix: string; first: boolean }>

async function serve(app: FastifyInstance, { folder, prefix, first }: Serving): Promise<void> {
  await app.register(serveStatic, {
    root: folder,
    prefix,
    decorateReply: first,
    wildcard: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Built assets carry a hash in their names and never change; pages and service workers must be fresh.
      const fixed = path.includes('/assets/')
      reply.setHeader('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
