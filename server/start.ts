import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Finding } from '#db/audit'
import { inWork, house, realWorld, type World } from '#db/work'
import { chainZone } from '#domain/org/index'
import type { Config } from './config.ts'
import { builtApps } from './console.ts'
import { clearHeap, keepHeapSmall } from './heap.ts'
import { makeHost, MOST_BYTES, usualLimits } from './http.ts'
import { makeRunner, type Runner } from './jobs.ts'
import type { Language } from './language.ts'
import { listen } from './listen.ts'
import { makeLog } from './log.ts'
import { openDatabase, type Opened } from './opening.ts'
import { announceMailServer, hear, type Heard } from '#domain/campaign/index'
import { announcePublicAddress } from '#domain/device/index'
import { makeOutlets } from './outside/outlets.ts'
import { smtpMailer } from './outside/smtp.ts'
import { makePublisher } from './outside/wechat-mass.ts'
import { shippedPurchases } from './outside/purchases.ts'
import { jobsOf, routes, type Surroundings } from './rooms.ts'
import { makeThreads, type Threads } from './threads.ts'
import { startTimetable, type Timetable } from './timetable.ts'
import { version } from './version.ts'

export type Program = Readonly<{ address: string; gone: Promise<void>; stop(): Promise<void> }>
type Wish = Readonly<{ config: Config; language: Language; say: (line: string) => void }>

/** A chain is founded in some zone; until then timed jobs run by the world's clock. */
const NO_ZONE = 'UTC'

/** Everything, in order: database, migrations, jobs, HTTP. Whatever has started is stopped again if the rest fails. */
export async function start({ config, language, say }: Wish): Promise<Program> {
  keepHeapSmall()
  const log = makeLog(config.logLevel)
  const opened = await openDatabase({ config, say, share: false })
  const stops: (() => Promise<unknown>)[] = [opened.close]
  const stop = () => stopAll(stops)
  try {
    const waking: Waking = { runner: null, timetable: null }
    const threads = makeThreads({ entry: new URL('./thread.js', import.meta.url) })
    const world = worldThatWakes({ opened, threads }, waking, log)
    const app = await hostOf(world, config, log)
    stops.push(() => app.close())
    const address = addressOf(config, await listen(app, config))
    const around = await surroundingsOf(world, config, address)
    await startJobs({ opened, world, waking, log }, around)
    stops.push(async () => {
      await waking.timetable?.stop()
      await waking.runner?.stop()
      around.mailer?.close()
      around.outlets.close()
    })
    // First of all: whoever waits for a thread ends with it, and the job that does so before the runner does.
    stops.push(threads.stop)
    await clearHeap()
    waking.runner?.start()
    say(language === 'zh' ? `知己已就绪：${address}` : `Zhiji is ready: ${address}`)
    return { address, gone: opened.gone, stop }
  } catch (trouble) {
    await stop()
    throw trouble
  }
}

/** Every one is stopped, also when one before it fails: what is left open would keep the process alive for ever. */
async function stopAll(stops: (() => Promise<unknown>)[]): Promise<void> {
  const troubles: unknown[] = []
  while (stops.length > 0)
    await stops
      .pop()?.()
      .catch((trouble: unknown) => troubles.push(trouble))
  if (troubles.length > 0) throw troubles[0]
}

/** Jobs commit events too, and may wake each other; so what wakes them is filled in once they are made. */
type Waking = { runner: Runner | null; timetable: Timetable | null }

type Using = Readonly<{ opened: Opened; threads: Threads }>

function worldThatWakes({ opened, threads }: Using, waking: Waking, log: Logger): World {
  const plain = realWorld(opened.database)
  return {
    ...plain,
    apart: threads.apart,
    committed: (kinds) => {
      waking.runner?.wake(kinds)
      if (kinds.includes('org.chain-founded')) void followChain(plain, waking.timetable, log)
    },
  }
}

/**
 * Letters need a server, a sender, and an address at which members can unsubscribe; whether all three are set,
 * campaigns read from the database, and tills' policies the address.
 */
async function surroundingsOf(world: World, config: Config, address: string) {
  const { smtpUrl, smtpFrom, publicUrl } = config
  const ready = smtpUrl !== null && smtpFrom !== null && publicUrl !== null
  const mailer = ready ? smtpMailer({ url: smtpUrl, from: smtpFrom }) : null
  const hearing = (carrierId: string, heard: Heard) =>
    inWork(world, house, (work) => hear(work, carrierId, heard))
  const outlets = makeOutlets({ allowed: config.privateHosts, publicUrl, hear: hearing })
  await inWork(world, house, async (work) => {
    await announceMailServer(work, mailer !== null)
    await announcePublicAddress(work, publicUrl)
  })
  const publisher = makePublisher({ allowed: config.privateHosts })
  return { world, mailer, outlets, publisher, publicUrl: address, purchases: shippedPurchases }
}

type Starting = Readonly<{ opened: Opened; world: World; waking: Waking; log: Logger }>

async function startJobs({ opened, world, waking, log }: Starting, around: Surroundings): Promise<void> {
  const alarm: Surroundings['alarm'] = (findings, found) =>
    log.error({ found, laws: [...new Set(findings.map(lawOf))] }, 'the audit found violations')
  const jobs = jobsOf({ ...around, alarm })
  const runner = makeRunner(world, jobs, log)
  waking.runner = runner
  const zone = (await inWork(world, house, chainZone)) ?? NO_ZONE
  waking.timetable = await startTimetable({ url: opened.url, jobs, runner, zone, log })
}

/** Names of laws carry no personal data; subjects and details stay in the database. */
const lawOf = ({ room, law }: Finding): string => `${room} ${law}`

async function followChain(
  world: World,
  timetable: Timetable | null | undefined,
  log: Logger,
): Promise<void> {
  try {
    const zone = await inWork(world, house, chainZone)
    if (zone !== null) await timetable?.setZone(zone)
  } catch (trouble) {
    // The next start reads the zone again.
    log.error({ err: trouble }, 'the timetable keeps its zone')
  }
}

function hostOf(world: World, config: Config, log: Logger): Promise<FastifyInstance> {
  return makeHost({
    world,
    routes,
    logger: log,
    secure: config.secure,
    publicOrigin: config.publicUrl === null ? null : new URL(config.publicUrl).origin,
    limits: usualLimits,
    mostBytes: MOST_BYTES,
    ...builtApps(),
    version: version(),
    behindProxy: config.behindProxy,
  })
}

function addressOf({ host, publicUrl }: Config, port: number): string {
  if (publicUrl !== null) return publicUrl
  const near = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === '::1'
  return `http://${near ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}/`
}
