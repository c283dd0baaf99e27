import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { connect, pool } from '#db/connect'
import { makeHost } from '#server/http'
import { routes } from '#server/rooms'
import type { Permission } from '#domain/org/model'
import type { TestWorld } from '#test/world/world'

export type Told = Readonly<{
  status: number
  text: string
  /** The JSON of the answer. */
  body: Readonly<Record<string, unknown>>
}>

/** A counter of the chain: everything it sends travels over sockets to a host of its own on the shared database. */
export type Tills = Readonly<{
  /** The n-th request goes to the n-th host in turn, so that neighbours are never committed together. */
  post(path: string, body: unknown, nth?: number): Promise<Told>
  get(path: string, nth?: number): Promise<Told>
}>

const EVERYTHING = 1_000_000_000
const SCOPES: Permission[] = [
  'sale.record',
  'sale.read',
  'wallet.read',
  'wallet.topup',
  'wallet.adjust',
  'wallet.transfer',
]

/** Several hosts on one database, as after a restart or beside each other, and one key that may ask all of them. */
export async function tills(w: TestWorld, hosts = 2): Promise<Tills> {
  const key = await w.key(...SCOPES)
  const ports = await Promise.all(Array.from({ length: hosts }, () => listen(w)))
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  onTestFinished(() => agent.destroy())
  const send = (method: string, path: string, nth: number, body?: unknown): Promise<Told> =>
    ask({ agent, port: ports[nth % ports.length] ?? 0, method, path, headers: key.headers }, body)
  let turn = 0
  return {
    post: (path, body, nth = (turn += 1)) => send('POST', path, nth, body),
    get: (path, nth = (turn += 1)) => send('GET', path, nth),
  }
}

/** A host in its own right: another process could not see less of its neighbours. */
async function listen(w: TestWorld): Promise<number> {
  const connections = pool(w.url)
  const database = connect(connections)
  const app = await makeHost({
    world: { ...w.world, database },
    routes,
    secure: false,
    publicOrigin: null,
    limits: { perActor: EVERYTHING, perAddress: EVERYTHING, signIn: EVERYTHING, atOnce: EVERYTHING },
    mostBytes: 5 * 1024 * 1024,
    consoleFolder: null,
    version: 'test',
    behindProxy: false,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(async () => {
    await app.close()
    await database.destroy()
  })
  return (app.server.address() as AddressInfo).port
}

type Line = Readonly<{
  agent: Agent
  port: number
  method: string
  path: string
  headers: Readonly<Record<string, string>>
}>

function ask({ agent, port, method, path, headers }: Line, body?: unknown): Promise<Told> {
  const payload = body === undefined ? undefined : JSON.stringify(body)
  const more = payload === undefined ? {} : { 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const asked = request(
      { agent, host: '127.0.0.1', port, method, path: `/api/v1${path}`, headers: { ...headers, ...more } },
      (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('error', reject)
        reply.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          resolve({ status: reply.statusCode ?? 0, text, body: JSON.parse(text) })
        })
      },
    )
    asked.on('error', reject)
    asked.end(payload)
  })
}

export type Outcomes = Readonly<{
  applied: number
  refused: Readonly<Record<string, number>>
  troubles: readonly Told[]
}>

/** What many answers came to: how many were applied, how many refused by which code, and what never may be. */
export function outcomesOf(all: readonly Told[]): Outcomes {
  const refused: Record<string, number> = {}
  let applied = 0
  for (const { status, body } of all) {
    const code = String(body['code'])
    if (status === 200) applied += 1
    else if (status < 500) refused[code] = (refused[code] ?? 0) + 1
  }
  return { applied, refused, troubles: all.filter(({ status }) => status >= 500) }
}
