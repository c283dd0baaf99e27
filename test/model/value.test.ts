import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listSales, showSale } from '#domain/sale/contract'
import { valueReport } from '#domain/wallet/contract'
import { VALUE_ORDERS } from '#domain/program/model/document'
import { runs } from '#test/world/runs'
import { publish } from '#test/world/shop'
import { world } from '#test/world/world'
import { agree, commands, tell, type Real } from './value-commands.ts'
import * as value from './value-model.ts'

const someRules: fc.Arbitrary<value.Rules> = fc.record({
  pointsPerYuan: fc.integer({ min: 1, max: 4 }),
  pointsLiveMonths: fc.constantFrom(null, 1),
  bonusLivesMonths: fc.constantFrom(null, 1),
  order: fc.constantFrom(...VALUE_ORDERS),
  clawBack: fc.constantFrom('pro_rata', 're_rate'),
  graceDays: fc.constantFrom(0, 2),
  cashStep: fc.constantFrom(1, 10),
})

const names = { nameZh: '名', nameEn: 'Name' }
const programOf = (rules: value.Rules) => ({
  earning: { points: rules.pointsPerYuan, perMinor: 100, expiresAfterMonths: rules.pointsLiveMonths },
  pointsAsMoney: { points: 10, minor: 10 },
  storedValue: { order: rules.order, bonusExpiresAfterMonths: rules.bonusLivesMonths },
  topUps: [{ code: 'T', ...names, payMinor: 100_00, bonusMinor: 20_00, passes: [{ code: 'P', count: 3 }] }],
  passes: [{ code: 'P', ...names, productCodes: ['TEA'] }],
  coupons: [
    {
      code: 'OFF',
      ...names,
      kind: 'amount' as const,
      minor: 3_33,
      open: true,
      mostPerMember: 2,
      onReturn: 'when_all_returned' as const,
    },
  ],
  returns: { clawBack: rules.clawBack, graceDays: rules.graceDays },
  cashRounding: { stepMinor: rules.cashStep },
})

const total = new Map<string, number>()

async function play(rules: value.Rules, moves: Iterable<fc.AsyncCommand<value.Model, Real>>): Promise<void> {
  const w = await world({ closing: 'by hand' })
  try {
    await publish(w, programOf(rules))
    const model = value.begin(rules)
    const real: Real = { w, sent: [], seen: total }
    await fc.asyncModelRun(() => ({ model, real }), moves)
    await finish(model, real)
  } finally {
    await w.close()
  }
}

/**
 * Once all holds are over and what died is posted, reports and lists tell the same story, and the audit finds
 * nothing.
 */
async function finish(model: value.Model, real: Real): Promise<void> {
  const { w } = real
  w.clock.advance(16 * 60_000)
  await w.job('wallet.holds')
  await w.job('wallet.expiry')
  tell(model, real)
  await agree(model, real)
  const of = (unit: value.Unit) =>
    value.sum(model.members, (who) => value.sum(value.living(model, who, unit), (lot) => lot.remaining))
  expect(await w.call(valueReport, {})).toMatchObject({
    pointsOutstanding: of('points'),
    principalMinor: of('principal'),
    bonusMinor: of('bonus'),
    pointsDebt: value.sum(model.members, (who) => value.owed(who, 'points')),
  })
  const listed = await w.call(listSales, { rows: 100 })
  const words = (one: { id: string; totalMinor: number; points: number; voided: boolean }) =>
    `${one.id} ${one.totalMinor || 0} ${one.points || 0} ${one.voided}`
  const own = [...model.sales.values()].map((one) => words({ ...one, totalMinor: one.total }))
  expect(listed.rows.map(words).sort()).toEqual(own.sort())
  for (const one of model.sales.values()) {
    if (one.kind === 'return') continue
    const shown = await w.call(showSale, { id: one.id })
    expect(shown.returnedMinor).toBe(0 - value.sum(value.returnsOf(model, one.id), (back) => back.total))
    expect(shown.lines.map((line) => Math.round(line.returnedQuantity * 1000))).toEqual(
      one.lines.map((line) => line.back),
    )
  }
  await w.audit()
}

test(
  'whatever a shop does, what members hold is what the promises say, step by step and in every report',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        someRules,
        fc.array(fc.oneof(...commands), { minLength: 30, maxLength: 40, size: 'max' }),
        play,
      ),
      { numRuns: runs('T03_RUNS', 15), endOnFailure: true },
    )
    // Every kind of step was really taken.
    for (const kind of [
      'top up',
      'sale',
      'return',
      'return of an unknown sale',
      'void',
      'hold',
      'release',
      'advance',
      'again',
    ])
      expect(total.get(kind) ?? 0, kind).toBeGreaterThan(0)
  },
  runs('T03_RUNS', 15) * 20_000,
)
