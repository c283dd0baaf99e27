import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { must } from '#base/must'
import { connect, pool } from '#db/connect'
import { createDatabase } from '#db/engine/index'
import { migrate } from '#db/migrate'
import { house, inWork, realWorld, type World } from '#db/work'
import { calmDisk, dropDatabase } from '#db/yardstick'
import { announceMailServer, forecast, launch, plan, sendNext } from '#domain/campaign/index'
import { campaignForecast, launchCampaign, planCampaign } from '#domain/campaign/contract'
import { saveSegment } from '#domain/insight/index'
import { saveSegment as segmentAsked } from '#domain/insight/contract'
import type { Language } from '../language.ts'
import { backendsOf, msBetween } from './bench-insight-backends.ts'
import { blocksOf } from './bench-insight-sql.ts'
import { machine, type Machine } from './bench-sale-machine.ts'
import { founded } from './bench-sale-shop.ts'

/**
 * What a part took: on the clock, of the database as it counts the time its sessions were at work itself, and of the
 * processor by these sessions (0 where there is no /proc); and the most memory this program held beyond before.
 */
export type Taken = Readonly<{
  seconds: number
  databaseSeconds: number
  databaseCpuSeconds: number
  peakMb: number
}>

export type CampaignFigures = Readonly<{
  members: number
  treated: number
  control: number
  audience: Taken
  /** What a launch would do, told beforehand: the same draw, as the bench makes sure. */
  forecast: Taken
  launch: Taken
  /** The same rows by plain INSERT … SELECT, in one transaction each. */
  yardstick: Readonly<{ audience: Taken; launch: Taken }>
  /** Database time of audience and launch together, beside that of the yardstick. */
  ratio: number
  /** For a million members, at the rate of these. */
  databaseSecondsPerMillion: number
  handOff: Taken & Readonly<{ messages: number; perSecond: number }>
  machine: Machine
}>

type Wish = Readonly<{
  url: string
  members: number
  language: Language
  say: (line: string) => void
  /** Told to stop, the bench throws, and its database is removed all the same. */
  stopping: AbortSignal
}>

type Place = Wish & Readonly<{ name: string; own: string }>

const CHUNK_MEMBERS = 50_000
/** So many are handed over to a mail server that takes each at once: what is left is the house's own work. */
const HANDED = 1_000

/**
 * Measures a campaign to so many members on a database of its own: who is in it, the draw with the outbox, and how
 * quickly messages leave. Each part runs on connections of its own, because sessions tell of their time when they end.
 */
export async function benchCampaign(wish: Wish): Promise<CampaignFigures> {
  const name = `zhiji_campaign_${process.pid}`
  await dropDatabase(wish.url, name)
  const own = await createDatabase(wish.url, name)
  const place = { ...wish, name, own }
  try {
    const about = await machine(own)
    await furnished(place)
    return { ...(await measured(place)), members: wish.members, machine: about }
  } finally {
    await dropDatabase(wish.url, name)
  }
}

async function furnished({ own, members, say, stopping, language }: Place): Promise<void> {
  const database = connect(pool(own))
  try {
    await migrate(database)
    const world = realWorld(database)
    await founded(world, own)
    await inWork(world, house, (work) => announceMailServer(work, true))
  } finally {
    await database.destroy()
  }
  const of = await blocksOf('bench-campaign.sql')
  for (let from = 1; from <= members; from += CHUNK_MEMBERS) {
    stopping.throwIfAborted()
    const to = Math.min(members, from + CHUNK_MEMBERS - 1)
    await told(own, of('members').replaceAll('{from}', String(from)).replaceAll('{to}', String(to)))
    const done = `${Math.round((to / members) * 100)} %`
    say({ en: `members: ${done}`, zh: `会员：${done}` }[language])
  }
  for (const text of of('ready').split('\n')) await told(own, text)
  await told(own, of('day'))
  await told(own, of('twins'))
}

/** A statement, or several in one transaction, on a connection of their own. */
async function told(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

const EVERYBODY = { is: 'profile' as const, field: 'gender', op: 'is' as const, values: ['female', 'male'] }
const LETTER = { channel: 'email' as const, subject: '{{ chain.name }}', body: '{{ member.name }}: hello.' }

async function measured(place: Place): Promise<Omit<CampaignFigures, 'members' | 'machine'>> {
  const { members } = place
  const segmentId = await fresh(place, (work) => Promise.resolve(work.newId()))
  const audience = await timed(place, 'audience', ({ world }) =>
    inWork(world, house, async (work) => {
      const wish = { id: segmentId, name: 'Bench', rule: {}, conditions: EVERYBODY }
      const saved = await saveSegment(work, segmentAsked.input.parse(wish))
      must(saved.members === members, 'B9: a bench tells all of its members')
    }),
  )
  const id = await fresh(place, async (work) => {
    const wish = { id: work.newId(), name: 'Bench', segmentId, ...LETTER }
    return (await plan(work, planCampaign.input.parse(wish))).id
  })
  let foretold = { treated: 0, control: 0, reachable: 0 }
  const forecasted = await timed(place, 'forecast', ({ world }) =>
    inWork(world, house, async (work) => {
      foretold = await forecast(work, campaignForecast.input.parse({ id }))
    }),
  )
  let [treated, control] = [0, 0]
  const launched = await timed(place, 'launch', ({ world }) =>
    inWork(world, house, async (work) => {
      const told = await launch(work, launchCampaign.input.parse({ id }))
      ;[treated, control] = [told.treated, told.control]
      must(treated + control === members, 'B9: a bench draws all of its members')
      const said = [foretold.treated, foretold.control, foretold.reachable]
      must(said.join() === [treated, control, members].join(), 'B9: a forecast tells the draw of the launch')
    }),
  )
  const yardstick = {
    audience: await copied(place, 'audience'),
    launch: await copied(place, 'launch'),
  }
  const both = audience.databaseSeconds + launched.databaseSeconds
  const plain = yardstick.audience.databaseSeconds + yardstick.launch.databaseSeconds
  const handOff = await handedOver(place, Math.min(HANDED, treated))
  return {
    treated,
    control,
    audience,
    forecast: forecasted,
    launch: launched,
    yardstick,
    ratio: rounded(both / plain),
    databaseSecondsPerMillion: rounded((both * 1_000_000) / members),
    handOff,
  }
}

async function fresh<T>({ own }: Place, doing: Parameters<typeof inWork<T>>[2]): Promise<T> {
  const database = connect(pool(own))
  try {
    return await inWork(realWorld(database), house, doing)
  } finally {
    await database.destroy()
  }
}

async function copied(place: Place, block: 'audience' | 'launch'): Promise<Taken> {
  const of = await blocksOf('bench-campaign.sql')
  return timed(place, `INSERT … SELECT ${block}`, async ({ client }) => {
    await client.query('begin')
    await client.query(of(block))
    await client.query('commit')
  })
}

async function handedOver(place: Place, messages: number): Promise<CampaignFigures['handOff']> {
  const handed = { count: 0 }
  const taken = await timed(place, 'hand-off', async ({ world }) => {
    const mailer = {
      send: () => {
        handed.count += 1
        return Promise.resolve({ outcome: 'taken' as const })
      },
    }
    const post = { world, mailer, publicUrl: 'http://localhost/' }
    while (handed.count < messages && (await sendNext(post)) === 'more') place.stopping.throwIfAborted()
  })
  const { count } = handed
  return { ...taken, messages: count, perSecond: rounded(count / taken.seconds) }
}

type Side = Readonly<{ world: World; client: pg.Client }>
const MEMORY_MS = 20

/** Runs a part on connections of its own and says what it took. */
async function timed(place: Place, what: string, doing: (side: Side) => Promise<void>): Promise<Taken> {
  const { own, url, name, say, stopping } = place
  stopping.throwIfAborted()
  await calmDisk(own)
  const before = await activeMs(url, name)
  const database = connect(pool(own))
  const client = new pg.Client({ connectionString: own })
  const memory = watched()
  try {
    await client.connect()
    const began = performance.now()
    await doing({ world: realWorld(database), client })
    const seconds = (performance.now() - began) / 1000
    const cpuMs = msBetween(new Map(), await backendsOf(name))
    await client.end()
    await database.destroy()
    const databaseMs = (await activeMs(url, name)) - before
    const found = {
      seconds: rounded(seconds),
      databaseSeconds: rounded(databaseMs / 1000),
      databaseCpuSeconds: rounded(cpuMs / 1000),
      peakMb: memory.peakMb(),
    }
    say(`${what}: ${found.seconds} s, PostgreSQL ${found.databaseSeconds} s, +${found.peakMb} MB`)
    return found
  } catch (trouble) {
    await Promise.allSettled([client.end(), database.destroy()])
    throw trouble
  } finally {
    memory.end()
  }
}

const rounded = (n: number): number => Math.round(n * 1000) / 1000

/** The most memory of this program from now on, beyond what it holds now. */
function watched() {
  globalThis.gc?.()
  const { rss } = process.memoryUsage()
  let peak = rss
  const look = () => (peak = Math.max(peak, process.memoryUsage().rss))
  const timer = setInterval(look, MEMORY_MS)
  return {
    peakMb: () => Math.round((look() - rss) / 2 ** 20),
    end: () => clearInterval(timer),
  }
}

const PATIENCE = 200

/** Milliseconds that sessions of a database were at work, once all of them have ended and told of theirs. */
async function activeMs(url: string, name: string): Promise<number> {
  const of = await blocksOf('bench-campaign.sql')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let look = 0; look < PATIENCE; look += 1) {
      const { rows } = await client.query<{ here: number; ms: number }>(
        of('active').replaceAll('{name}', name),
      )
      if (rows[0]?.here === 0) return rows[0].ms
      await wait(MEMORY_MS)
    }
    throw new Error('The connections of the bench do not end.')
  } finally {
    await client.end()
  }
}
