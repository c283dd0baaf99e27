import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProgramDocument } from '#domain/program/model/document'
import type { TenderKind } from '#domain/program/model/pay'
import type { NewSale } from '#domain/sale/store/sales'
import { runs } from '#test/world/runs'
import { aBuy, aProgram, POINT_MINOR, wishOf } from './basket.ts'
import { memoryShop, type MemoryShop } from './memory-shop.ts'

/**
 * A greedy member (promises L6): buys, pays with whatever is left, returns this and that, tops up. All that can be
 * had is counted in money: goods kept at the price charged, value held, less what was owed back. Against it stands all
 * the money paid in. The difference may only be what the rules grant: the bonus of top-ups, the points of what is kept
 * and was paid in money, and the cash that rounding forgave.
 *
 * Returns without their sale are left out: there staff decide what the goods were worth.
 */
const OUTSIDE: readonly TenderKind[] = ['cash', 'card', 'unknown']
const VOUCHER_MINOR = 7_00

const aMove = fc.oneof(
  { weight: 4, arbitrary: aBuy.map((buy) => ({ what: 'buy' as const, buy })) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('return' as const),
      which: fc.nat(),
      lines: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3_000 })), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('return amount' as const),
      which: fc.nat(),
      amount: fc.integer({ min: 1, max: 10_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('top up' as const),
      principal: fc.integer({ min: 1, max: 20_000 }),
      bonus: fc.nat({ max: 5_000 }),
    }),
  },
)
type Move = typeof aMove extends fc.Arbitrary<infer One> ? One : never

/** What went in and what rules gave, beside what sales say themselves. */
type Purse = { paidIn: number; granted: number }

function play(shop: MemoryShop, document: ProgramDocument, purse: Purse, move: Move): void {
  if (move.what === 'buy') return void shop.take(wishOf(shop, document, move.buy))
  if (move.what === 'top up') {
    shop.topUp(move)
    purse.paidIn += move.principal
    purse.granted += move.bonus
    return
  }
  const sold = shop.sales().filter((row) => row.kind === 'sale')
  const sale = sold[move.which % Math.max(1, sold.length)]
  if (!sale) return
  const back = { kind: 'return' as const, returnsSaleId: sale.id }
  if (move.what === 'return amount') {
    const lines = [{ productCode: 'BACK', quantity: 1, unitPriceMinor: move.amount }]
    return void shop.take({ ...back, lines })
  }
  const items = new Map(
    move.lines.map(([which, thousandths]) => {
      const line = sale.lines[which % sale.lines.length]
      const whole = Math.round(Number(line?.quantity) * 1000)
      return [line?.no ?? 1, Math.min(whole, thousandths) / 1000] as const
    }),
  )
  shop.take({ ...back, items: [...items].map(([no, quantity]) => ({ no, quantity })) })
}

const total = <Row>(of: readonly Row[], value: (row: Row) => number) =>
  of.reduce((all, row) => all + value(row), 0)
const outside = (row: NewSale) =>
  total(
    row.tenders.filter((tender) => OUTSIDE.includes(tender.kind)),
    (tender) => tender.amountMinor,
  ) * (row.kind === 'sale' ? 1 : -1)

/** Everything the member has now, at its full worth. */
function worth(shop: MemoryShop): number {
  return (
    total(shop.sales(), (row) => row.totalMinor) +
    shop.balance('principal') +
    shop.balance('bonus') +
    shop.balance('coupon:V') * VOUCHER_MINOR +
    (shop.balance('points') - shop.debt('points')) * POINT_MINOR
  )
}

/** The most the rules give for one sale as it stands: points for the money that still pays it, and forgiven cash. */
function allowed(shop: MemoryShop, sale: NewSale, document: ProgramDocument): number {
  const { tenders } = shop.sold(sale.id)
  const backs = shop.returnsOf(sale.id)
  const kept = sale.totalMinor + total(backs, (row) => row.totalMinor)
  const money = total(tenders, (t) => {
    const given = t.kind === 'points' || t.kind === 'voucher'
    return given ? 0 : t.amountMinor - t.bonusMinor - (t.back.amountMinor - t.back.bonusMinor)
  })
  const rounding = sale.roundingMinor + total(backs, (row) => row.roundingMinor)
  const { points, perMinor } = document.earning
  // A part of a fen a tender and a line may stay with the member until the rest comes back.
  const slack = backs.length === 0 ? 0 : tenders.length + sale.lines.length
  const earned = kept === 0 ? 0 : Math.floor(((money - rounding + slack) / perMinor) * points)
  // A voucher that is worth more than it pays for is spent whole.
  return Math.max(0, earned) * POINT_MINOR - rounding
}

function gain(shop: MemoryShop, document: ProgramDocument, of: { purse: Purse; before: number }) {
  const paid = of.purse.paidIn + total(shop.sales(), outside)
  const sold = shop.sales().filter((row) => row.kind === 'sale')
  return {
    had: worth(shop) - of.before - paid,
    most: of.purse.granted + total(sold, (sale) => allowed(shop, sale, document)),
  }
}

test('whatever a greedy member does, never more is got out than was put in and the rules grant', () => {
  let moves = 0
  let returned = 0
  fc.assert(
    fc.property(aProgram, fc.array(aMove, { minLength: 2, maxLength: 25 }), (document, played) => {
      const shop = memoryShop(document)
      shop.open('points', 2_000)
      shop.open('coupon:V', 2)
      shop.open('pass:P', 3)
      const purse = { paidIn: 0, granted: 0 }
      const before = worth(shop)
      for (const move of played) {
        play(shop, document, purse, move)
        const { had, most } = gain(shop, document, { purse, before })
        expect(had).toBeLessThanOrEqual(most)
        moves += 1
      }
      returned += shop.sales().filter((row) => row.kind === 'return').length
      giveAllBack(shop)
      const { had } = gain(shop, document, { purse, before })
      expect(had).toBeLessThanOrEqual(purse.granted)
    }),
    { numRuns: runs('T14_RUNS', 300) },
  )
  expect(moves).toBeGreaterThan(500)
  expect(returned).toBeGreaterThan(50)
}, 900_000)

/** Once all goods are back, nothing is left of the points they earned, nor of forgiven cash. */
function giveAllBack(shop: MemoryShop): void {
  for (const sale of shop.sales().filter((row) => row.kind === 'sale')) {
    const { lines, returnedMinor, totalMinor } = shop.sold(sale.id)
    const byLine = total(lines, (line) => line.returnedMinor)
    const left = totalMinor - returnedMinor
    const back = { kind: 'return' as const, returnsSaleId: sale.id }
    const items = lines
      .filter((line) => line.returnedThousandths < line.thousandths)
      .map((line) => ({ no: line.no, quantity: (line.thousandths - line.returnedThousandths) / 1000 }))
    // What came back by an amount is of no line: the rest comes back the same way.
    if (byLine === returnedMinor && items.length > 0) shop.take({ ...back, items })
    else if (left > 0)
      shop.take({ ...back, lines: [{ productCode: 'BACK', quantity: 1, unitPriceMinor: left }] })
  }
}
