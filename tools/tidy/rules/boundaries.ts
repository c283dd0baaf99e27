import { ROOMS } from '#base/rooms'
import type { Import } from '../imports.ts'
import type { Finding, SourceFile, Tree } from '../tree.ts'

const ORDER: readonly string[] = ROOMS
const HTTP =
  /^(?:fastify|@fastify\/.*|fastify-type-provider-zod|(?:node:)?https?|(?:node:)?http2|express|koa|hono|undici|axios)$/
/** What a browser cannot load, so ui and apps may not either. */
const SERVER_ONLY = /^(?:node:.*|pg|pg-.*|kysely|pino|nodemailer|@node-rs\/.*)$/
/** The world outside, which reaches a room only through Work. */
const OUTSIDE = /^node:(?:net|tls|dgram|dns|fs|os|child_process|cluster|worker_threads|timers)(?:\/.*)?$/
const TEST_PACKAGES = /^(?:vitest|fast-check|node:.*)$/
const BASE_PACKAGES = /^(?:zod|temporal-polyfill)$/

/** Rank of rooms, doors, purity, and who may know whom. */
export function boundaries(tree: Tree): Finding[] {
  return tree.sources.flatMap((file) => file.imports.flatMap((one) => check(file, one)))
}

function check(file: SourceFile, one: Import): Finding[] {
  const verdict = one.path ? own(file, target(one)) : foreign(file, one)
  if (!verdict) return []
  return [{ rule: verdict[0], path: file.path, line: one.line, message: `${one.specifier}: ${verdict[1]}` }]
}

type Verdict = readonly [rule: string, message: string] | undefined
type Target = Readonly<{ area: string; room: string; inside: string }>

function target(one: Import): Target {
  const [area = '', room = '', ...inside] = one.path.replace(/\.(?:ts|tsx|js|mjs)$/, '').split('/')
  return { area, room, inside: inside.join('/') }
}

/** What each folder may know of our own folders; tools and test may know everything. */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  base: ['base'],
  db: ['base', 'db'],
  domain: ['base', 'db', 'domain'],
  server: ['base', 'db', 'domain', 'server'],
  ui: ['base', 'domain', 'ui'],
  apps: ['base', 'domain', 'ui', 'apps'],
}

function own(file: SourceFile, to: Target): Verdict {
  const known = MAY_KNOW[file.area]
  if (!known) return undefined
  if (file.isTest && (to.area === 'test' || to.area === 'tools')) return undefined
  // The one command of the command line that runs the simulator (docs/decisions/0025).
  if (file.path === 'server/cli/simulate.ts' && to.area === 'test') return undefined
  if (!known.includes(to.area)) {
    return [
      'order',
      `${file.area} knows only ${known.join(', ')}; move the code down, or hand it in from above`,
    ]
  }
  if (file.area === 'apps' && to.area === 'apps') return strangers(file, to)
  if (to.area !== 'domain') return isPure(file) && to.area !== 'base' ? impure : undefined
  if (file.area === 'domain') return betweenRooms(file, to)
  return throughDoor(file, to)
}

function strangers(file: SourceFile, to: Target): Verdict {
  if (to.room === file.room) return undefined
  return ['strangers', 'an app knows no other app; what both need belongs in ui/kit or ui/parts']
}

const isModel = (inside: string): boolean => inside === 'model' || inside.startsWith('model/')
const isContract = (inside: string): boolean => inside === 'contract' || inside.startsWith('contract/')
const impure = [
  'pure',
  'model, contract and events run in the till: only base, zod and model or contract files',
] as const

/** `model`, `contract` and `events` run in the till and the browser too. */
function isPure(file: SourceFile): boolean {
  return (
    file.area === 'domain' &&
    !file.isTest &&
    /^(?:model|contract|events)\.ts$|^(?:model|contract)\//.test(file.inside)
  )
}

function betweenRooms(file: SourceFile, to: Target): Verdict {
  const mayBePure = isModel(to.inside) || isContract(to.inside)
  if (isPure(file) && !mayBePure && !(to.room === file.room && to.inside === 'events')) return impure
  if (to.room === file.room) return undefined
  if (!ORDER.includes(to.room)) return ['rank', `no such room in base/rooms.ts: ${to.room}`]
  if (ORDER.indexOf(to.room) > ORDER.indexOf(file.room)) {
    return [
      'rank',
      `${file.room} comes before ${to.room}; record an event that ${to.room} reads, or move the code`,
    ]
  }
  if (mayBePure || to.inside === 'index' || to.inside === 'events') return undefined
  return ['door', `come in by #domain/${to.room}/index (or its model, contract, events)`]
}

function throughDoor(file: SourceFile, to: Target): Verdict {
  const reads = isModel(to.inside) || isContract(to.inside)
  if (file.area !== 'server') {
    return reads
      ? undefined
      : ['door', `${file.area} reads only a room's model and contract; ask the server by ui/call`]
  }
  if (reads || ['index', 'routes', 'jobs', 'events'].includes(to.inside)) return undefined
  return ['door', `server comes in by #domain/${to.room}/index, routes or jobs`]
}

function foreign(file: SourceFile, one: Import): Verdict {
  const name = one.package
  const isConfig = file.path.endsWith('.config.ts')
  if (isConfig || (file.isTest && TEST_PACKAGES.test(name))) return undefined
  if (HTTP.test(name) && !file.isTest && MAY_KNOW[file.area] && file.area !== 'server') {
    return ['http', 'only server knows the HTTP library; declare an endpoint in the contract instead']
  }
  if (file.area === 'base' && !BASE_PACKAGES.test(name)) {
    return ['base', 'base imports nothing but zod and temporal-polyfill (docs/decisions/0003)']
  }
  if (isPure(file) && name !== 'zod') return impure
  if (file.area === 'domain' && OUTSIDE.test(name)) {
    return [
      'outside',
      'a room reaches no disk and no network; let server hand it in, or record an event for a job',
    ]
  }
  const isBrowser = file.area === 'ui' || file.area === 'apps'
  if (isBrowser && SERVER_ONLY.test(name))
    return ['browser', 'this cannot run in a browser; ask the server by ui/call']
  return undefined
}
