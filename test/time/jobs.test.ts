import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startAudit } from '#domain/org/contract/audit'
import type { Job } from '#db/jobs'
import { house, inWork } from '#db/work'
import { launchCampaign } from '#domain/campaign/contract'
import { announceMailServer } from '#domain/campaign/index'
import type { Mailer } from '#domain/campaign/model'
import { SEND_JOB } from '#domain/campaign/port'
import { runImport } from '#domain/import/contract'
import { recordSale } from '#domain/sale/contract'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { placeHold, releaseHold, showHold } from '#domain/wallet/contract/hold'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { makeRunner } from '#server/jobs'
import { shippedPurchases } from '#server/outside/purchases'
import { jobsOf } from '#server/rooms'
import { basket, coupon, memberWith, stormWorld } from '#test/storm/shop'
import { draft, segmentOf } from '#test/world/campaign'
import { upload } from '#test/world/import'
import { give, held } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'

const DAY_MS = 86_400_000
/** Four houses, all jobs in each. */
const MINUTES = { timeout: 240_000 }

/** A post office that takes every letter and remembers it. */
function postOffice(): { mailer: Mailer; letters: string[] } {
  const letters: string[] = []
  return {
    letters,
    mailer: {
      send: async ({ id }) => {
        letters.push(id)
        await new Promise((go) => setTimeout(go, 2))
        return { outcome: 'taken' }
      },
    },
  }
}

const jobsIn = (w: TestWorld, mailer: Mailer): readonly Job[] =>
  jobsOf({ world: w.world, mailer, publicUrl: 'http://localhost/', purchases: shippedPurchases })

/** A house with work for every job: lots and holds past their end, a merge with stragglers, sales, a file, letters. */
async function busyHouse(): Promise<TestWorld> {
  const w = await stormWorld({ coupons: [coupon('OWN', { daysAlive: 1 })] }, { seed: 12 })
  await w.work((work) => announceMailServer(work, true))
  const { segmentId } = await segmentOf(w, { members: 6 })
  const { id } = await draft(w, segmentId)
  await w.call(launchCampaign, { id })
  for (const number of ['1', '2', '3', '4']) {
    const one = await memberWith(w, number, [
      { unit: 'points', amount: 500, expiresOn: '2026-03-03' },
      { unit: 'bonus', amount: 20_00, expiresOn: '2026-03-02' },
      { unit: 'points', amount: 300, expiresOn: '2026-12-31' },
    ])
    await w.call(issueCoupon, { id: w.newId(), memberId: one.id, code: 'OWN' })
    const hold = { memberId: one.id, unit: 'points', amount: 200, seconds: 60 }
    if (number !== '4') await w.call(placeHold, { id: w.newId(), ...hold })
    await w.call(recordSale, basket(w, { memberNumber: number }))
  }
  const [keep, gone] = [await memberWith(w, '8'), await memberWith(w, '9')]
  await w.call(mergeMembers, { id: w.newId(), keepId: keep.id, goneId: gone.id, reason: '重复办卡' })
  await give(w, gone.id, [{ unit: 'points', amount: 70, expiresOn: '2026-12-31' }])
  const file = await upload(w, { kind: 'members', bytes: Buffer.from('会员号,姓名\n701,张三\n702,李四\n') })
  await w.call(runImport, { id: file })
  await w.call(startAudit, {})
  w.clock.set('2026-03-05T02:00:00.000Z')
  return w
}

type State = Readonly<{ accounts: unknown; lots: unknown; holds: unknown; rows: Record<string, number> }>

/** What the house has come to: who holds what, and how many rows every table has but those that count runs. */
async function stateOf(w: TestWorld): Promise<State> {
  return w.work(async ({ tx }) => {
    const { rows: accounts } = await sql`
      select unit, purpose, holder_id, sum(balance) as balance, sum(held) as held from ledger.account
       group by unit, purpose, holder_id order by unit, purpose, holder_id`.execute(tx)
    const { rows: lots } = await sql`
      select a.unit, a.holder_id, l.amount, l.remaining, l.expires_on from ledger.lot l
        join ledger.account a on a.id = l.account_id order by 1, 2, 3, 4, 5`.execute(tx)
    const { rows: holds } = await sql`select id, state, settled_amount from ledger.hold order by id`.execute(
      tx,
    )
    const { rows: tables } = await sql<{ place: string }>`
      select schemaname || '.' || tablename as place from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(tx)
    const rows: Record<string, number> = {}
    for (const { place } of tables.filter(({ place }) => !/audit|session/.test(place))) {
      const { rows: counted } = await sql<{
        n: number
      }>`select count(*) as n from ${sql.table(place)}`.execute(tx)
      rows[place] = counted[0]?.n ?? 0
    }
    return { accounts, lots, holds, rows }
  })
}

/** Runs every job of the house in as many programs at once, round after round, as each program does by itself. */
async function runAll(w: TestWorld, programs: number, mailer: Mailer): Promise<void> {
  const all = Array.from({ length: programs }, () => {
    const jobs = jobsIn(w, mailer)
    return { names: jobs.map(({ name }) => name), runner: makeRunner(w.world, jobs) }
  })
  // What a job of the night finds is what was read of the log by then: all of it, not as much as time allowed.
  const quiet = () => Promise.all(all.map(({ runner }) => runner.settle()))
  await quiet()
  for (const name of all[0]?.names ?? []) await Promise.all(all.map(({ runner }) => runner.run(name)))
  await quiet()
}

/** Every job dies after its step and before its commit, but for those that open works of their own as they go. */
async function killAll(w: TestWorld, mailer: Mailer): Promise<void> {
  const inOneWork = ({ name, alone }: Job) => alone === undefined && name !== SEND_JOB
  for (const job of jobsIn(w, mailer).filter(inOneWork)) {
    const dies = inWork(w.world, house, async (work) => {
      await job.step(work)
      throw new Error('killed')
    })
    await expect(dies, job.name).rejects.toThrow('killed')
  }
}

test(
  'every job run twice at once, killed half-way or three days late leaves the same house',
  MINUTES,
  async () => {
    const states: State[] = []
    for (const way of ['once', 'twice at once', 'killed first', 'late'] as const) {
      const w = await busyHouse()
      const { mailer, letters } = postOffice()
      const before = await stateOf(w)
      if (way === 'killed first') await killAll(w, mailer)
      if (way === 'killed first') expect(await stateOf(w)).toEqual(before)
      if (way === 'late') w.clock.advance(3 * DAY_MS)
      await runAll(w, way === 'once' ? 1 : 2, mailer)
      const after = await stateOf(w)
      expect(after.rows['ledger.posting'], way).toBeGreaterThan(before.rows['ledger.posting'] ?? 0)
      expect(new Set(letters).size, way).toBe(letters.length)
      expect(letters.length, way).toBeGreaterThan(0)
      await runAll(w, 1, mailer)
      expect(await stateOf(w), `${way}: again`).toEqual(after)
      states.push(after)
    }
    const [once, ...others] = states
    for (const other of others) expect(other).toEqual(once)
    const { holds, lots } = once as {
      holds: { state: string }[]
      lots: { expires_on: string; remaining: number }[]
    }
    expect(holds.map(({ state }) => state)).toEqual(['expired', 'expired', 'expired'])
    expect(lots.filter((lot) => lot.expires_on < '2026-03-05' && lot.remaining !== 0)).toEqual([])
  },
)

test('no hold stands beyond its time once the sweeper has run, whoever looks', async () => {
  const w = await stormWorld()
  const { id: memberId, number } = await memberWith(w, '0001', [{ unit: 'points', amount: 1_000 }])
  const hold = { id: w.newId(), memberId, unit: 'points', amount: 1_000, seconds: 60 }
  await w.call(placeHold, hold)
  const pay = () =>
    basket(w, { fen: 10_00, memberNumber: number, tenders: [{ kind: 'points', amountMinor: 10_00 }] })
  w.clock.advance(59_999)
  expect((await w.ask(recordSale, pay())).body['code']).toBe('not_enough_points')
  expect((await w.call(showHold, { id: hold.id })).state).toBe('active')
  w.clock.advance(1)
  expect((await w.call(showHold, { id: hold.id })).state).toBe('expired')
  w.clock.advance(60_000)
  await w.job('wallet.holds')
  const { rows } = await w.work(({ tx }) => sql`select from ledger.hold where state = 'active'`.execute(tx))
  expect(rows).toEqual([])
  await w.call(recordSale, pay())
  expect(await held(w, memberId)).toMatchObject({ points: 0 })
})

test('a sale does not wait for the sweeper: what a hold reserved is free the moment its time is over', async () => {
  const w = await stormWorld()
  const { id: memberId, number } = await memberWith(w, '0001', [{ unit: 'points', amount: 1_000 }])
  const hold = { id: w.newId(), memberId, unit: 'points', amount: 1_000, seconds: 60 }
  await w.call(placeHold, hold)
  w.clock.advance(60_000)
  const tenders = [{ kind: 'points' as const, amountMinor: 10_00 }]
  const sale = basket(w, { fen: 10_00, memberNumber: number, tenders })
  const late = {
    ...sale,
    id: w.newId(),
    tenders: tenders.map((one) => ({ ...one, holdId: hold.id })),
  }
  expect((await w.ask(recordSale, late)).body['code']).toBe('hold_over')
  await w.call(recordSale, sale)
  expect(await held(w, memberId)).toMatchObject({ points: 0 })
  expect((await w.call(showHold, { id: hold.id })).state).toBe('expired')
})

test('a hold ends once, however sweepers, tills and releases race at the moment it ends', async () => {
  const w = await stormWorld()
  const { id: memberId, number } = await memberWith(w, '0001', [{ unit: 'points', amount: 1_000 }])
  const jobs = jobsIn(w, postOffice().mailer)
  const sweep = () => makeRunner(w.world, jobs).run('wallet.holds')
  for (let round = 0; round < 8; round += 1) {
    const hold = { id: w.newId(), memberId, unit: 'points', amount: 100, seconds: 30 }
    await w.call(placeHold, hold)
    w.clock.advance(round % 2 === 0 ? 30_000 : 29_000)
    const tenders = [{ kind: 'points' as const, amountMinor: 1_00, holdId: hold.id }]
    const [sale, release] = await Promise.all([
      w.ask(recordSale, basket(w, { fen: 1_00, memberNumber: number, tenders })),
      w.ask(releaseHold, { id: w.newId(), holdId: hold.id }),
      sweep(),
      sweep(),
    ])
    const { state } = await w.call(showHold, { id: hold.id })
    expect(
      [sale.status === 200, release.status === 200, state === 'expired'].filter(Boolean),
      state,
    ).toHaveLength(1)
    expect(state === 'expired').toBe(round % 2 === 0)
  }
})
