import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { audit } from '#db/audit'
import { connect, pool } from '#db/connect'
import { realWorld, type World } from '#db/work'
import { freshDatabase } from '#test/world/database'
import { baskets, SKEWS, type Basket } from './bench-sale-baskets.ts'
import { bulk, engine, wishOf } from './bench-sale-engine.ts'
import { median, percentile } from './bench-sale-figures.ts'
import { closedLoad, openLoad } from './bench-sale-load.ts'
import { furnish } from './bench-sale-shop.ts'
import { wire } from './bench-sale-wire.ts'
import { functionClient, rateAfter, yardstick } from './bench-yardstick.ts'
import { runBench } from './bench.ts'

afterEach(() => vi.unstubAllEnvs())

type Rows = Record<string, unknown>[]
type Shop = Readonly<{ world: World; url: string; ask: (text: string, values?: unknown[]) => Promise<Rows> }>

const never = new AbortController().signal

async function shop(members: number, history: number): Promise<Shop> {
  const { url, drop } = await freshDatabase()
  const database = connect(pool(url))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.destroy()
    await drop()
  })
  const world = realWorld(database)
  await furnish(world, { url, members, history, stopping: never, progress: () => undefined })
  const ask = async (text: string, values: unknown[] = []) => (await client.query<Rows[0]>(text, values)).rows
  return { world, url, ask }
}

const sold = async ({ ask }: Shop): Promise<number> =>
  Number((await ask('select count(*) as count from sale.sale'))[0]?.['count'])

test('the made-up past keeps every law, and is as large as asked for', async () => {
  const made = await shop(30, 400)
  const laws = await audit(made.world.database)
  expect(laws.findings).toEqual([])
  expect(laws.checked).toBeGreaterThan(20)
  expect(await sold(made)).toBe(400)
  const [per] = await made.ask(
    `select count(*) as members, min(n) as least, max(n) as most
       from (select count(*) as n from sale.sale group by member_id) m`,
  )
  expect(per).toEqual({ members: '30', least: '13', most: '14' })
  const [burned] = await made.ask('select count(*) as n from sale.sale where points_burned > 0')
  expect(Number(burned?.['n'])).toBeGreaterThan(60)
})

test('engine and yardstick leave the same rows for the same baskets, and break no law together', async () => {
  const made = await shop(2, 0)
  await yardstick({ url: made.url, members: 2, connections: 40, stopping: never })
  const take = engine(made.world)
  const other = await functionClient(made.url)
  onTestFinished(() => other.end())
  const draw = baskets({ members: 1, skew: 'one', seed: 7 })
  const drawn: Basket[] = Array.from({ length: 60 }, draw)
  for (const basket of drawn) {
    await take(wishOf({ ...basket, member: 1 }, made.world))
    await other.sell({ ...basket, member: 2 })
  }
  // What is compared below was really there: points, stored value and coupons.
  expect(drawn.filter((one) => one.pointsMinor > 0).length).toBeGreaterThan(10)
  expect(drawn.filter((one) => one.storedMinor > 0).length).toBeGreaterThan(5)
  expect(drawn.filter((one) => one.coupon).length).toBeGreaterThan(2)
  const [first, second] = await Promise.all(['M00000001', 'M00000002'].map((number) => rowsOf(made, number)))
  expect(first?.sales).toHaveLength(60)
  expect(second).toEqual(first)
  expect((await audit(made.world.database)).findings).toEqual([])
})

/** All that sales left of a member, without ids and moments; in the order of the sales. */
async function rowsOf({ ask }: Shop, number: string): Promise<Record<string, Rows>> {
  const of = async (text: string) =>
    ask(
      `with own as (select s.*, row_number() over (order by s.recorded_at, s.id) as nth
           from sale.sale s join member.member m on m.id = s.member_id where m.number = $1) ${text}`,
      [number],
    )
  return {
    sales: await of(`select kind, source, day, program_version, total_minor, listed_minor, rounding_minor,
      change_minor, points, points_burned, receipt::jsonb - 'id' - 'memberId' #- '{lines}' as receipt
      from own order by nth`),
    lines:
      await of(`select nth, no, product_code, product_id, name, quantity, unit_price_minor, l.listed_minor,
      charged_minor, deductions, seller, pass_code, pass_count
      from own join sale.line l on l.sale_id = own.id order by nth, no`),
    tenders: await of(`select nth, t.kind, amount_minor, given_minor, code, count, t.points, principal_minor,
      bonus_minor from own join sale.tender t on t.sale_id = own.id order by nth, t.kind`),
    postings: await of(`select nth, t.kind, p.unit, a.purpose, p.amount, p.lot_id is null as lotless
      from own join ledger.transaction t on t.cause_id = own.id join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id order by nth, p.unit, a.purpose, p.amount`),
    lots: await of(`select nth, l.amount, l.remaining, l.expires_on
      from own join ledger.transaction t on t.cause_id = own.id join ledger.lot l on l.origin_id = t.id order by nth`),
    accounts: await of(`select distinct a.unit, a.purpose, a.balance, a.held
      from own join ledger.account a on a.holder_id = own.member_id order by 1, 2`),
    coupons: await of(`select nth, u.code, coupon_id, u.day, on_return
      from own join wallet.coupon_use u on u.cause_id = own.id order by nth`),
    events: await of(`select nth, e.kind, body - 'memberId' as body
      from own join house.event e on e.subject_id = own.id order by nth`),
  }
}

test('without pgbench the function is called from here, in the very same shop', async () => {
  const made = await shop(20, 20)
  const rule = await yardstick({
    url: made.url,
    members: 20,
    connections: 32,
    stopping: never,
    pgbench: null,
  })
  expect(rule.by).toBe('node')
  const { perSecond, clients } = await rule.measure({ skew: 'zipf', callers: 3, seconds: 1 })
  // The server's connections are not all ours.
  expect(clients).toBe(2)
  expect(perSecond).toBeGreaterThan(0)
  const once = await sold(made)
  expect(once).toBeGreaterThan(20)
  expect(
    await bulk(made.world, baskets({ members: 20, skew: 'zipf', seed: 1 }), { seconds: 0.01 }),
  ).toBeGreaterThan(0)
  expect(await sold(made)).toBe(once + 1_000)
  expect((await audit(made.world.database)).findings).toEqual([])
})

test('every way is measured over a small shop, which is gone afterwards', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const said = { out: '', err: '' }
  const small = [
    '--members',
    '40',
    '--history',
    '90',
    '--rounds',
    '1',
    '--seconds',
    '1',
    '--callers',
    '4',
    '--quick',
  ]
  const code = await runBench(['sale', ...small, '--json'], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  expect(code).toBe(0)
  const found = JSON.parse(said.out)
  expect(found).toMatchObject({ members: 40, history: 90, callers: 4, skew: 'uniform', cells: [] })
  expect(found.audit.findings).toBe(0)
  expect(['pgbench', 'node']).toContain(found.yardstick_by)
  for (const way of ['engine', 'http', 'bulk', 'bulk2']) {
    expect(found[`${way}_tps`]).toBeGreaterThan(0)
    expect(found[`${way}_ratio`]).toBeCloseTo(found[`${way}_tps`] / found.yardstick_tps, 1)
  }
  expect(found.half_of_peak.http.p99_ms).toBeGreaterThanOrEqual(found.half_of_peak.http.p50_ms)
  expect(found.half_of_peak.engine.commit_p50_ms).toBeGreaterThan(0)
  expect(found.half_of_peak.engine.commit_worst_ms).toBeGreaterThanOrEqual(
    found.half_of_peak.engine.commit_p99_ms,
  )
  expect(found.server_peak_mb).toBeGreaterThan(20)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  // Another test may be measuring beside this one.
  const own = [`zhiji_bench_${process.pid}`]
  const { rows } = await client.query('select from pg_database where datname = $1', own)
  expect(rows).toHaveLength(0)
}, 240_000)

test('the yardstick is what pgbench tells behind its warm-up, also where it tells it late', () => {
  const line = (end: string, tps: string) =>
    `progress: ${end} s, ${tps} tps, lat 1.0 ms stddev 0.1, 0 failed\n`
  const usual = [
    line('1.0', '5.0'),
    line('2.0', '9.0'),
    line('3.1', '10.0'),
    line('4.0', '20.0'),
    line('5.0', '40.0'),
  ]
  expect(rateAfter(usual.join(''), 3)).toBeCloseTo((20 * 0.9 + 40) / 1.9, 10)
  expect(rateAfter(line('5.1', '4.5') + line('6.0', '34.0'), 3)).toBeCloseTo((4.5 * 5.1 + 34 * 0.9) / 6, 10)
  expect(rateAfter(line('1.0', '5.0'), 3)).toBeNull()
})

test('baskets are as often paid with points, stored value and coupons as said, and add up', () => {
  const draw = baskets({ members: 1_000, skew: 'uniform', seed: 5 })
  const many = Array.from({ length: 20_000 }, draw)
  const share = (is: (one: Basket) => boolean) => many.filter(is).length / many.length
  expect(share((one) => one.pointsMinor > 0)).toBeCloseTo(0.35, 1)
  expect(share((one) => one.storedMinor > 0)).toBeCloseTo(0.2, 1)
  expect(share((one) => one.coupon)).toBeCloseTo(0.1, 1)
  expect(share((one) => one.lines.length === 5)).toBeCloseTo(0.2, 1)
  for (const one of many) expect(one.pointsMinor + one.storedMinor + one.restMinor).toBe(one.totalMinor)
  expect(Math.min(...many.map((one) => one.restMinor))).toBeGreaterThanOrEqual(0)
  const again = baskets({ members: 1_000, skew: 'uniform', seed: 5 })
  expect(many.slice(0, 50).map(() => again())).toEqual(many.slice(0, 50))
})

test('members are drawn evenly, by Zipf’s law, or one alone', () => {
  const share = (skew: (typeof SKEWS)[number], is: (member: number) => boolean) => {
    const draw = baskets({ members: 1_000, skew, seed: 11 })
    return Array.from({ length: 20_000 }, draw).filter(({ member }) => is(member)).length / 20_000
  }
  expect(share('uniform', (member) => member <= 500)).toBeCloseTo(0.5, 1)
  // The sum of 1/rank over a thousand ranks is 7.5: the first has 13 %, the first ten have 39 %.
  expect(share('zipf', (member) => member === 1)).toBeCloseTo(0.134, 2)
  expect(share('zipf', (member) => member <= 10)).toBeCloseTo(0.39, 1)
  expect(share('one', (member) => member === 1)).toBe(1)
  for (const skew of SKEWS) expect(share(skew, (member) => member < 1 || member > 1_000)).toBe(0)
})

test('a stall is charged to every sale that was due meanwhile', async () => {
  const stall = pause(200)
  const { p50Ms, p99Ms } = await openLoad(() => stall, { rate: 100, seconds: 0.2 })
  expect(p99Ms).toBeGreaterThan(150)
  expect(p50Ms).toBeGreaterThan(50)
  const failing = openLoad(() => Promise.reject(new Error('not taken')), { rate: 100, seconds: 0.05 })
  await expect(failing).rejects.toThrow('not taken')
  await expect(
    closedLoad(() => Promise.reject(new Error('not taken')), { callers: 2, seconds: 1 }),
  ).rejects.toThrow('not taken')
})

test('medians and percentiles are values of the list, whatever its order', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)
  expect([percentile(hundred, 50), percentile(hundred, 99), percentile(hundred, 100)]).toEqual([50, 99, 100])
  expect([median([]), percentile([], 99)]).toEqual([0, 0])
})

test('an answer that comes in pieces is read whole, and a closed connection ends the waiting', async () => {
  const server = createServer((socket) => {
    let asked = 0
    socket.on('data', async () => {
      if (++asked === 3) return socket.destroy()
      socket.write('HTTP/1.1 201 Created\r\nContent-Le')
      await pause(5)
      socket.write(`ngth: 7\r\n\r\n{"a":`)
      await pause(5)
      return socket.write('1}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const one = await wire(typeof address === 'object' && address ? address.port : 0)
  const asked = { method: 'POST', path: '/', body: {} }
  expect(await one.ask(asked)).toMatchObject({ status: 201, body: '{"a":1}' })
  expect(await one.ask(asked)).toMatchObject({ status: 201, body: '{"a":1}' })
  expect(one.isOpen()).toBe(true)
  await expect(one.ask(asked)).rejects.toThrow('closed')
  expect(one.isOpen()).toBe(false)
  await expect(one.ask(asked)).rejects.toThrow('closed')
})
