import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { must } from '#base/must'
import { ROOT } from '../config.ts'
import type { HostSays } from './bench-sale-host.ts'
import { wire, type Answered, type Wire } from './bench-sale-wire.ts'

type Owner = Readonly<{ login: string; password: string }>

/** The real HTTP side in a process of its own, with signed-in connections to it. */
export type HttpSide = Readonly<{
  /** Sends one sale on the next free connection and answers when it was taken. */
  sell(wish: Readonly<{ id: string }>): Promise<void>
  /** The most memory the server's process has held so far. */
  peakBytes(): Promise<number>
  close(): Promise<void>
}>

type Wish = Readonly<{ url: string; owner: Owner; connections: number; newId: () => string }>

const API = '/api/v1'

export async function httpSide(wish: Wish): Promise<HttpSide> {
  const child = fork(join(ROOT, 'dist', 'server', 'cli', 'bench-sale-host.js'), {
    env: { ...process.env, DATABASE_URL: wish.url },
    execArgv: [],
  })
  const wires: Wire[] = []
  const close = async () => {
    for (const one of wires) one.close()
    await ended(child)
  }
  try {
    const { port } = (await said(child)) as { port: number }
    const headers = { authorization: `Bearer ${await keyFor(port, wish)}` }
    for (let n = 0; n < wish.connections; n += 1) wires.push(await wire(port))
    const { take, giveBack } = shared(wires)
    const sell = async (body: Readonly<{ id: string }>) => {
      let one = await take()
      try {
        if (!one.isOpen()) wires.push((one = await wire(port)))
        right(await one.ask({ method: 'POST', path: `${API}/sales`, headers, body }))
      } finally {
        // Also when it failed: whoever waits for a connection would wait for ever.
        giveBack(one)
      }
    }
    return { sell, peakBytes: () => peakOf(child), close }
  } catch (trouble) {
    await close()
    throw trouble
  }
}

/** Whoever finds no connection free gets the next one that is, in the order of asking. */
function shared(wires: readonly Wire[]): { take(): Promise<Wire>; giveBack(one: Wire): void } {
  const free = [...wires]
  const waiting: ((one: Wire) => void)[] = []
  return {
    take: () => {
      const one = free.pop()
      return one ? Promise.resolve(one) : new Promise((resolve) => waiting.push(resolve))
    },
    giveBack: (one) => {
      const next = waiting.shift()
      if (next) next(one)
      else free.push(one)
    },
  }
}

/** As an integrator comes by its key: the owner signs in and makes one that may record sales and nothing else. */
async function keyFor(port: number, { owner, newId }: Wish): Promise<string> {
  const one = await wire(port)
  try {
    const { head } = right(await one.ask({ method: 'POST', path: `${API}/sessions`, body: owner }))
    const cookie = /^set-cookie: ([^;\r]+)/im.exec(head)?.[1]
    must(cookie !== undefined, 'B2: who signs in gets a session')
    const headers = { cookie, origin: `http://127.0.0.1:${port}` }
    const body = { id: newId(), name: 'Bench', scopes: ['sale.record'] }
    const made = right(await one.ask({ method: 'POST', path: `${API}/keys`, headers, body }))
    return String((JSON.parse(made.body) as { secret: unknown }).secret)
  } finally {
    one.close()
  }
}

function right(answered: Answered): Answered {
  must(answered.status === 200, `B2: the host takes what a bench sends; it said ${answered.body}`)
  return answered
}

function said(child: ChildProcess): Promise<HostSays> {
  return new Promise((resolve, reject) => {
    child.once('message', (words) => resolve(words as HostSays))
    child.once('exit', (code, signal) =>
      reject(new Error(`The host of the bench ended with ${code ?? signal}.`)),
    )
    child.once('error', reject)
  })
}

async function peakOf(child: ChildProcess): Promise<number> {
  const words = said(child)
  child.send('memory')
  return ((await words) as { peakBytes: number }).peakBytes
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
