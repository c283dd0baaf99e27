import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inPlace, THREAD_GONE, THREAD_STOPPED, type Apart } from '#db/apart'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { askForecast, forecastMembers, memberForecast, showForecast } from './contract/forecast.ts'
import { forecastNext } from './forecast-run.ts'
import { FORECAST_JOB } from './forecasts.ts'

const MEMBERS = 240
const day = (at: number) => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10)

/**
 * Two kinds of customers, both new over the first two hundred days: even ones come every three weeks or so to the end,
 * odd ones come two or three times and then never again.
 */
function daysOf(member: number): number[] {
  const first = (member * 7) % 200
  const gap = 15 + ((member * 13) % 14)
  const times = member % 2 === 0 ? 100 : 1 + (member % 3)
  return Array.from({ length: times }, (_, at) => first + at * gap).filter((at) => at <= 360)
}

async function sell(w: TestWorld, of: readonly (readonly [number, number])[]) {
  const wishes = of.map(([member, at]) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: `M${member}`,
      happenedAt: `${day(at)}T04:00:00Z`,
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: (20 + (member % 9)) * 100 }],
    }),
  )
  for (let from = 0; from < wishes.length; from += 500) {
    const some = wishes.slice(from, from + 500)
    const answers = await w.work((work) => takeIn(work, some, { source: 'import' }))
    expect(answers.every((answer) => answer.outcome === 'applied')).toBe(true)
  }
  await w.settle()
}

describe('a shop of a year', () => {
  let w: TestWorld
  let ids: string[]
  beforeAll(async () => {
    w = await world({ closing: 'by hand' })
    ids = []
    for (let member = 0; member < MEMBERS; member += 1) ids.push(await enrol(w, { number: `M${member}` }))
  })
  afterAll(async () => {
    await w.audit()
    await w.close()
  })

  test('before the first sale there is nothing to ask', async () => {
    const reply = await w.get('/insight/forecast')
    expect(reply.status).toBe(404)
    await w.job(FORECAST_JOB)
    expect((await w.post('/insight/forecasts', { id: w.newId() })).status).toBe(404)
  })

  test('too little data is an answer: the run ends, says why, and scores nobody', async () => {
    await sell(w, [
      [0, 0],
      [1, 3],
      [0, 40],
    ])
    await w.job(FORECAST_JOB)
    const { run, told } = await w.call(showForecast, {})
    expect(run?.state).toBe('done')
    expect(told).toMatchObject({
      verdict: 'none',
      buyers: 2,
      repeatBuyers: 1,
      model: null,
      sums: null,
      asOf: day(40),
    })
    expect(told?.reasons).toContain('few_buyers')
    expect((await w.call(forecastMembers, {})).total).toBe(0)
    expect(await w.call(memberForecast, { memberId: ids[0] as never })).toMatchObject({ forecast: null })
  })

  test('a year of sales: a model is chosen by the proof, and every buyer has a forecast', async () => {
    const already = new Set(['0 0', '1 3', '0 40'])
    const rows = Array.from({ length: MEMBERS }, (_, m) => daysOf(m).map((at) => [m, at] as const)).flat()
    await sell(
      w,
      rows.filter(([m, at]) => !already.has(`${m} ${at}`)),
    )
    const id = w.newId()
    expect(await w.call(askForecast, { id: id as never })).toMatchObject({ id, state: 'waiting' })
    await w.job(FORECAST_JOB)
    const { run, told, lastSaleDay } = await w.call(showForecast, {})
    expect(run).toMatchObject({ id, state: 'done' })
    expect(run?.step).toBe(run?.steps)
    expect(told).toMatchObject({ asOf: lastSaleDay, verdict: 'wide', buyers: MEMBERS, days: 91 })
    expect(told?.proof?.trials.map(({ contender }) => contender)).toEqual([
      'bg',
      'mbg',
      'pareto',
      'mbgcnbd',
      'recency',
    ])
    const { sums, proof } = told ?? {}
    expect(sums?.members).toBe(MEMBERS)
    expect(sums?.bands.reduce((all, band) => all + band.members, 0)).toBe(MEMBERS)
    // Half of them have stayed; whoever came to the end is seen to be here, whoever stopped is not.
    expect(sums?.alive).toBeGreaterThan(90)
    expect(sums?.alive).toBeLessThan(160)
    expect(
      Math.abs(proof?.trials.find(({ contender }) => contender === told?.model?.name)?.error ?? 1),
    ).toBeLessThan(0.25)
    const stays = (await w.call(memberForecast, { memberId: ids[100] as never })).forecast
    const left = (await w.call(memberForecast, { memberId: ids[1] as never })).forecast
    expect(stays?.alive).toBeGreaterThan(0.9)
    expect(left?.alive).toBeLessThan(0.3)
    expect(left?.nextDay).toBeNull()
    expect(stays?.nextDay && stays.nextDay > lastSaleDay).toBe(true)
    expect(stays?.valueMinor).toBeGreaterThan(left?.valueMinor ?? 0)
  })

  test('the members behind a band are those the band counts, sorted as asked', async () => {
    const { told } = await w.call(showForecast, {})
    for (const band of told?.sums?.bands ?? []) {
      const bps = { buysFromBps: Math.round(band.from * 10_000), buysToBps: Math.round(band.to * 10_000) }
      const { total, rows } = await w.call(forecastMembers, { ...bps, rows: 200 })
      expect(total).toBe(band.members)
      expect(rows.reduce((all, row) => all + (row.valueMinor ?? 0), 0)).toBe(
        total <= 200 ? band.valueMinor : expect.any(Number),
      )
    }
    const { rows } = await w.call(forecastMembers, { sort: 'buys', descending: false, rows: 50 })
    expect(rows.map((row) => row.buys)).toEqual(rows.map((row) => row.buys).toSorted((a, b) => a - b))
  })

  test('a run asked for twice is one; without a sale since, the night leaves it as it is', async () => {
    const id = w.newId() as never
    const twice = await Promise.all([w.call(askForecast, { id }), w.call(askForecast, { id })])
    expect(twice[0]).toEqual(twice[1])
    await w.job(FORECAST_JOB)
    const { run } = await w.call(showForecast, {})
    expect(run).toMatchObject({ id, state: 'done' })
    await w.job(FORECAST_JOB)
    expect((await w.call(showForecast, {})).run?.id).toBe(id)
    await sell(w, [[0, 361]])
    await w.job(FORECAST_JOB)
    const after = await w.call(showForecast, {})
    expect(after.run?.id).not.toBe(id)
    expect(after.told?.asOf).toBe(day(361))
    expect((await w.call(forecastMembers, {})).total).toBe(MEMBERS)
  })

  test('G16: a lost thread is tried once more, twice lost is failed, what the end cuts off begins anew', async () => {
    /** Tells some pieces, and then what is wrong with the thread; the times after that it is there. */
    const losing = (times: number, code: string): Apart => {
      let left = times
      return async function* (task, given) {
        let pieces = 0
        for await (const piece of inPlace(task, given)) {
          // After the proof, and after the first members were written.
          if (left > 0 && pieces === 6) {
            left -= 1
            throw Object.assign(new Error('lost'), { code })
          }
          pieces += 1
          yield piece
        }
      }
    }
    const through = (apart: Apart) => forecastNext({ ...w.world, apart })
    const shown = async () => (await w.call(showForecast, {})).run?.state
    const before = (await w.call(showForecast, {})).told

    await sell(w, [[2, 362]])
    expect(await through(losing(1, THREAD_GONE))).toBe('more')
    expect(await shown()).toBe('done')
    expect((await w.call(forecastMembers, {})).total).toBe(MEMBERS)

    await sell(w, [[4, 363]])
    await expect(through(losing(2, THREAD_GONE))).rejects.toThrow('lost')
    expect(await shown()).toBe('failed')
    expect((await w.call(showForecast, {})).told).toMatchObject({ asOf: day(362) })

    await sell(w, [[6, 364]])
    expect(await through(losing(1, THREAD_STOPPED))).toBe('done')
    expect(await shown()).toBe('running')
    expect(await through(losing(0, THREAD_STOPPED))).toBe('more')
    expect(await shown()).toBe('done')
    const { told } = await w.call(showForecast, {})
    expect(told).toMatchObject({ asOf: day(364), buyers: before?.buyers })
    expect((await w.call(forecastMembers, {})).total).toBe(MEMBERS)
  })
})
