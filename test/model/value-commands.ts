import fc from 'fast-check'
import { expect } from 'vitest'
import type { Told } from '#base/endpoint'
import { msOf } from '#base/instant'
import { present } from '#base/must'
import { recordSale } from '#domain/sale/contract'
import { voidSales } from '#domain/sale/index'
import { placeHold, releaseHold } from '#domain/wallet/contract/hold'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { showWallet } from '#domain/wallet/contract'
import { shopper, type SaleAsked } from '#test/world/shop'
import type { TestWorld } from '#test/world/world'
import * as value from './value-model.ts'
import type { Model, Sale, SaleWish, Unit } from './value-model.ts'

/** Everything that was sent, so that it can be sent again. */
export type Sent = { wish: SaleAsked; status: number; body: Record<string, unknown> }
export type Real = Readonly<{ w: TestWorld; sent: Sent[]; seen: Map<string, number> }>
type Command = fc.AsyncCommand<Model, Real>
type Act = (model: Model, real: Real) => Promise<void>

/** One step: time moves a little, the act is done on both sides, and what members hold must agree. */
function step(name: string, of: object, act: Act, fits: (model: Model) => boolean = () => true): Command {
  return {
    check: fits,
    toString: () => `${name} ${JSON.stringify(of)}`,
    run: async (model, real) => {
      real.w.clock.advance(5)
      tell(model, real)
      await act(model, real)
      real.seen.set(name, (real.seen.get(name) ?? 0) + 1)
      await agree(model, real)
    },
  }
}

export function tell(model: Model, { w }: Real): void {
  const now = w.clock.now()
  model.now = msOf(now)
  // The chain lives eight hours ahead of UTC.
  model.today = new Date(model.now + 8 * 3_600_000).toISOString().slice(0, 10)
}

const UNITS = ['points', 'principal', 'bonus', 'pass:P'] as const

export async function agree(model: Model, { w }: Real): Promise<void> {
  for (const who of model.members) {
    const told = await w.call(showWallet, { memberId: who.id })
    const lots = told.lots
      .filter((lot) => lot.alive)
      .map((lot) => `${lot.unit} ${lot.expiresOn} ${lot.remaining}`)
    const own = UNITS.flatMap((unit) => value.living(model, who, unit))
    expect(lots.sort()).toEqual(own.map((lot) => `${lot.unit} ${lot.expires} ${lot.remaining}`).sort())
    expect({
      points: told.pointsAvailable,
      principal: told.principalAvailable,
      bonus: told.bonusAvailable,
      'pass:P': told.counts.find((one) => one.kind === 'pass')?.available ?? 0,
      debt: told.pointsDebt,
    }).toEqual({
      ...Object.fromEntries(UNITS.map((unit) => [unit, value.free(model, who, unit)])),
      debt: value.owed(who, 'points'),
    })
  }
}

const pick = <Row>(of: readonly Row[], at: number): Row =>
  present(of[at % Math.max(1, of.length)], 'test: only what there is is picked')

const standingSales = (model: Model) =>
  [...model.sales.values()].filter((sale) => sale.kind === 'sale' && !sale.voided && sale.lines.length > 0)

const enrol = fc.constant(null).map(() =>
  step(
    'enrol',
    {},
    async (model, { w }) => {
      const { id, number } = await shopper(w, `M${model.members.length}`)
      model.members.push({ id, number, lots: [], debt: new Map(), holds: [], couponUses: 0 })
    },
    (model) => model.members.length < 3,
  ),
)
const some = (model: Model) => model.members.length > 0

const topUp = fc
  .record({ who: fc.nat(), amount: fc.option(fc.integer({ min: 1, max: 99_00 }), { freq: 1 }) })
  .map((of) =>
    step(
      'top up',
      of,
      async (model, { w }) => {
        const who = pick(model.members, of.who)
        const id = w.newId()
        const what = of.amount === null ? { packageCode: 'T' } : { amountMinor: of.amount }
        const wish = { id, memberId: who.id, tender: 'cash' as const, branchCode: 'S1', ...what }
        const told = await w.call(topUpMember, wish)
        const [pay, bonus, passes] = of.amount === null ? [100_00, 20_00, 3] : [of.amount, 0, 0]
        value.topUp(model, who, { id, pay, bonus, passes })
        expect(told).toMatchObject({ paidMinor: pay, bonusMinor: bonus })
      },
      some,
    ),
  )

const aLine = fc.record({
  productCode: fc.constantFrom('TEA', 'CAKE'),
  thousandths: fc.constantFrom(1000, 1000, 2000, 500, 333),
  price: fc.nat({ max: 8_000 }),
  pass: fc.nat({ max: 4 }).map((n) => n === 0),
})
const aSale = fc.record({
  who: fc.option(fc.nat(), { freq: 8 }),
  lines: fc.array(aLine, { minLength: 1, maxLength: 3 }),
  coupon: fc.boolean(),
  points: fc.constantFrom(0, 0, 20, 60, 100),
  stored: fc.constantFrom(0, 30, 50, 100),
  hold: fc.boolean(),
})
type SaleOf = typeof aSale extends fc.Arbitrary<infer One> ? One : never

const sale = aSale.map((of) =>
  step('sale', of, async (model, real) => {
    const id = real.w.newId()
    const { asked, wish, total } = rungUp(model, of, { id, at: real.w.clock.now() })
    const code = value.refusalOf(model, wish)
    const reply = await send(real, asked)
    if (code !== null) return expect(reply.body).toMatchObject({ code })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const told = reply.body as Told<typeof recordSale>
    const done = value.sell(model, { ...wish, lines: charged(told, wish, total) }, total)
    expect(told).toMatchObject({ totalMinor: total, points: done.points, roundingMinor: done.rounding })
    compareTenders(told, done, 1)
  }),
)

async function send(real: Real, wish: SaleAsked): Promise<Sent> {
  const { status, body } = await real.w.ask(recordSale, wish)
  const sent = { wish, status, body }
  real.sent.push(sent)
  return sent
}

/** The basket as the till prices it and the member wants to pay it, both for the till and for the model. */
function rungUp(model: Model, of: SaleOf, { id, at }: { id: string; at: string }) {
  const who = of.who === null || model.members.length === 0 ? null : pick(model.members, of.who)
  const lines = of.lines.map((line, place) => {
    const pass = who !== null && line.pass && line.productCode === 'TEA' && line.thousandths % 1000 === 0
    const listed = Math.floor((line.price * line.thousandths + 500) / 1000)
    const words = {
      productCode: line.productCode,
      quantity: line.thousandths / 1000,
      unitPriceMinor: line.price,
    }
    const asked = { ...words, ...(pass ? { passCode: 'P' } : {}) }
    const { thousandths } = line
    return {
      asked,
      no: place + 1,
      thousandths,
      charged: pass ? 0 : listed,
      pass: pass ? thousandths / 1000 : 0,
    }
  })
  const listed = value.sum(lines, (line) => line.charged)
  const coupon = who !== null && of.coupon && listed > 0
  const total = listed - (coupon ? Math.min(3_33, listed) : 0)
  const tenders = who === null ? [] : valueTenders(model, { who, of, total })
  const left = total - value.sum(tenders, (tender) => tender.amount)
  const step = model.rules.cashStep
  const cash = Math.floor((left + step / 2) / step) * step
  const all =
    left > 0 || tenders.length === 0 ? [...tenders, { kind: 'cash', amount: cash, hold: null }] : tenders
  const wish: SaleWish = { id, who, lines, tenders: all, coupon }
  return { wish, total, asked: askedOf(wish, { at, lines: lines.map((line) => line.asked) }) }
}

function askedOf(wish: SaleWish, of: { at: string; lines: SaleAsked['lines'] }): SaleAsked {
  return {
    id: wish.id,
    branchCode: 'S1',
    happenedAt: of.at,
    lines: of.lines,
    ...(wish.who ? { memberNumber: wish.who.number } : {}),
    ...(wish.coupon ? { coupons: [{ code: 'OFF' }] } : {}),
    tenders: wish.tenders.map(({ kind, amount, hold }) => ({
      kind: kind as 'cash' | 'points' | 'stored_value',
      amountMinor: amount,
      ...(hold ? { holdId: hold.id } : {}),
    })),
  }
}

type Paying = Readonly<{ who: value.Member; of: SaleOf; total: number }>

function valueTenders(model: Model, { who, of, total }: Paying): SaleWish['tenders'][number][] {
  const found: SaleWish['tenders'][number][] = []
  const kindOf = (unit: Unit) => (unit === 'points' ? 'points' : 'stored_value')
  const hold = of.hold ? (who.holds.at(-1) ?? null) : null
  let left = total
  for (const kind of ['points', 'stored_value']) {
    const share = kind === 'points' ? of.points : of.stored
    const step = kind === 'points' ? 10 : 1
    const own = hold && kindOf(hold.unit) === kind ? hold : null
    const wanted = own ? own.amount : Math.floor((total * share) / 100)
    const amount = Math.floor(Math.min(left, wanted) / step) * step
    if (amount > 0) found.push({ kind, amount, hold: own })
    left -= amount
  }
  return found
}

/** What each line was charged: a coupon falls on lines by their price, to less than a fen. */
function charged(told: Told<typeof recordSale>, wish: SaleWish, total: number): SaleWish['lines'] {
  const listed = value.sum(wish.lines, (line) => line.charged)
  expect(value.sum(told.lines, (line) => line.chargedMinor)).toBe(total)
  return wish.lines.map((line, at) => {
    const amount = told.lines[at]?.chargedMinor ?? Number.NaN
    const exact = listed === 0 ? 0 : (line.charged * total) / listed
    expect(Math.abs(amount - exact)).toBeLessThan(1)
    return { ...line, charged: amount }
  })
}

function compareTenders(told: Told<typeof recordSale>, done: Sale, sign: 1 | -1): void {
  const words = (of: { kind: string; points: number }, more: number[]) =>
    `${of.kind} ${of.points} ${more.join(' ')}`
  const nonzero = (row: string) => !/^\w+( 0)+$/.test(row)
  expect(
    told.tenders
      .map((t) => words(t, [t.amountMinor, t.principalMinor, t.bonusMinor]))
      .filter(nonzero)
      .sort(),
  ).toEqual(
    done.tenders
      .map((t) => words(t, [t.amount, t.principal, t.bonus]))
      .filter(nonzero)
      .sort(),
  )
  expect(told.pointsBurned).toBe(sign * value.sum(done.tenders, (t) => t.points) || 0)
}

const someItems = fc.array(fc.tuple(fc.nat(), fc.constantFrom(1000, 1000, 2000, 500, 333, 166)), {
  minLength: 1,
  maxLength: 3,
})
const comeBack = fc.record({ which: fc.nat(), items: someItems, whole: fc.boolean() }).map((of) =>
  step(
    'return',
    of,
    async (model, real) => {
      const sale = pick(standingSales(model), of.which)
      const chosen = new Map(of.items.map(([at, thousandths]) => [pick(sale.lines, at), thousandths]))
      const rest = sale.lines.map((line) => [line, line.thousandths - line.back] as const)
      const items = (of.whole ? rest.filter(([, left]) => left > 0) : [...chosen]).map(
        ([line, thousandths]) => [line, thousandths] as [value.SoldLine, number],
      )
      if (items.length === 0) return
      const asked: SaleAsked = {
        id: real.w.newId(),
        kind: 'return',
        branchCode: 'S1',
        happenedAt: real.w.clock.now(),
        returnsSaleId: sale.id,
        items: items.map(([line, thousandths]) => ({ no: line.no, quantity: thousandths / 1000 })),
        ...(sale.member ? { memberNumber: sale.member.number } : {}),
      }
      const reply = await send(real, asked)
      const done = value.giveBack(model, { id: asked.id, sale, items })
      if (typeof done === 'string') return expect(reply.body).toMatchObject({ code: done })
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
      const told = reply.body as Told<typeof recordSale>
      expect(told).toMatchObject({ totalMinor: done.total || 0, points: done.points || 0 })
      expect(told.roundingMinor).toBe(done.rounding || 0)
      compareTenders(told, done, -1)
    },
    (model) => standingSales(model).length > 0,
  ),
)

const unknownReturn = fc.record({ who: fc.nat(), yuan: fc.integer({ min: 1, max: 60 }) }).map((of) =>
  step(
    'return of an unknown sale',
    of,
    async (model, real) => {
      const who = pick(model.members, of.who)
      const lines = [{ productCode: 'TEA', quantity: 1, unitPriceMinor: of.yuan * 100 }]
      const words = { branchCode: 'S1', happenedAt: real.w.clock.now(), memberNumber: who.number, lines }
      const asked: SaleAsked = { id: real.w.newId(), kind: 'return', ...words }
      const reply = await send(real, asked)
      const done = value.giveBackUnknown(model, { id: asked.id, who, total: of.yuan * 100 })
      expect(reply.body).toMatchObject({ totalMinor: done.total, points: done.points || 0 })
    },
    some,
  ),
)

/** Returns that stand, and sales nothing of which came back; a use of a coupon is not undone by a voiding. */
const voidable = (model: Model) =>
  [...model.sales.values()].filter(
    (one) =>
      !one.voided &&
      !one.couponUsed &&
      (one.kind === 'return' || value.returnsOf(model, one.id).length === 0),
  )
const makeVoid = fc.record({ which: fc.nat() }).map((of) =>
  step(
    'void',
    of,
    async (model, { w }) => {
      const one = pick(voidable(model), of.which)
      expect(await w.work((work) => voidSales(work, [one.id], 'undone'))).toBe(1)
      value.takeAllBack(model, one)
    },
    (model) => voidable(model).length > 0,
  ),
)

const aHold = fc.record({
  who: fc.nat(),
  unit: fc.constantFrom('points', 'principal', 'bonus'),
  amount: fc.integer({ min: 1, max: 80 }).map((n) => n * 10),
  seconds: fc.integer({ min: 60, max: 900 }),
})
const hold = aHold.map((of) =>
  step(
    'hold',
    of,
    async (model, { w }) => {
      const who = pick(model.members, of.who)
      const { unit, amount, seconds } = of
      const id = w.newId()
      const reply = await w.ask(placeHold, { id, memberId: who.id, unit, amount, seconds })
      const until = model.now + seconds * 1000
      if (value.hold(model, who, { id, unit: unit as Unit, amount, until })) expect(reply.status).toBe(200)
      else expect(reply.body).toMatchObject({ code: 'not_enough_value' })
    },
    some,
  ),
)

const allHolds = (model: Model) => model.members.flatMap((who) => who.holds)
const release = fc.record({ which: fc.nat() }).map((of) =>
  step(
    'release',
    of,
    async (model, { w }) => {
      const one = pick(allHolds(model), of.which)
      const reply = await w.ask(releaseHold, { id: w.newId(), holdId: one.id })
      if (!value.standing(model, one)) return expect(reply.body).toMatchObject({ code: 'hold_resolved' })
      expect(reply.status).toBe(200)
      one.state = 'released'
    },
    (model) => allHolds(model).length > 0,
  ),
)

/** Holds live at most a quarter of an hour, so none of them sees midnight. */
const advance = fc.record({ days: fc.constantFrom(0, 1, 3, 20), job: fc.boolean() }).map((of) =>
  step('advance', of, async (model, real) => {
    real.w.clock.advance(of.days * 86_400_000 + 16 * 60_000)
    await real.w.job('wallet.holds')
    if (of.job) await real.w.job('wallet.expiry')
    tell(model, real)
  }),
)

const again = fc.record({ which: fc.nat(), other: fc.boolean() }).map((of) =>
  step('again', of, async (_model, { w, sent }) => {
    if (sent.length === 0) return
    const { wish, status, body } = pick(sent, of.which)
    const reply = await w.ask(recordSale, of.other ? { ...wish, till: 'another' } : wish)
    if (of.other) return expect(reply).toMatchObject({ status: 409, body: { code: 'sale_id_reused' } })
    expect(reply.status).toBe(status)
    if (status === 200) expect(reply.body).toEqual({ ...body, replayed: true })
    else expect(reply.body['code']).toBe(body['code'])
  }),
)

export const commands = [
  enrol,
  topUp,
  topUp,
  sale,
  sale,
  sale,
  sale,
  comeBack,
  comeBack,
  comeBack,
  unknownReturn,
  makeVoid,
  hold,
  hold,
  release,
  advance,
  again,
]
