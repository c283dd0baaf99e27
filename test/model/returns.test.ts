import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProgramDocument } from '#domain/program/model/document'
import type { NewSale } from '#domain/sale/store/sales'
import { runs } from '#test/world/runs'
import { aBuy, aProgram, wishOf, type BuyWish } from './basket.ts'
import { memoryShop, type MemoryShop, type Outcome, type Wish } from './memory-shop.ts'

/** By night there are many more cases than a minute holds. */
const LONG = 900_000

/** A member with some of everything, in lots of different ends. */
function begin(document: ProgramDocument): MemoryShop {
  const shop = memoryShop(document)
  for (const [amount, ends] of [
    [3_000, '2026-05-31'],
    [5_000, '2026-04-30'],
    [7_000, null],
  ] as const)
    shop.open('points', amount, ends)
  for (const ends of ['2026-06-30', null]) shop.open('bonus', 40_00, ends)
  shop.open('principal', 90_00)
  shop.open('pass:P', 12)
  shop.open('coupon:V', 4)
  return shop
}

function sell(document: ProgramDocument, of: BuyWish): { shop: MemoryShop; sale: NewSale } {
  const shop = begin(document)
  return { shop, sale: applied(shop.take(wishOf(shop, document, of))) }
}

function applied(outcome: Outcome): NewSale {
  if (typeof outcome === 'string') throw new Error(`refused: ${outcome}`)
  return outcome
}

type Chunk = Readonly<{ no: number; thousandths: number }>
const returning = (sale: NewSale, chunks: readonly Chunk[]): Wish => ({
  kind: 'return',
  returnsSaleId: sale.id,
  items: merged(chunks).map(({ no, thousandths }) => ({ no, quantity: thousandths / 1000 })),
})

function merged(chunks: readonly Chunk[]): Chunk[] {
  const of = new Map<number, number>()
  for (const { no, thousandths } of chunks) of.set(no, (of.get(no) ?? 0) + thousandths)
  return [...of].map(([no, thousandths]) => ({ no, thousandths }))
}

/** Everything that came back, tender by tender. */
function cameBack(shop: MemoryShop, sale: NewSale) {
  const { lines, tenders, ...sums } = shop.sold(sale.id)
  return {
    sums,
    lines,
    tenders: tenders.map(({ back }) => back),
    lots: shop.lots(),
    debt: shop.debt('points'),
  }
}

/** A sale cut into pieces that come back, in an order of their own, some together; and how much of it stays. */
const aPartition = fc.record({
  cuts: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
  order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  together: fc.integer({ min: 1, max: 3 }),
  kept: fc.nat({ max: 3 }),
})
type Partition = typeof aPartition extends fc.Arbitrary<infer One> ? One : never

function piecesOf(sale: NewSale, of: Partition): Chunk[][] {
  const chunks = sale.lines.map((line) => ({
    no: line.no,
    thousandths: Math.round(Number(line.quantity) * 1000),
    whole: line.passCode !== null,
  }))
  for (const [which, where] of of.cuts) {
    const chunk = chunks[which % chunks.length]
    const size = chunk?.whole ? 1000 : 1
    if (!chunk || chunk.thousandths <= size) continue
    const first = size * (1 + (where % (Math.ceil(chunk.thousandths / size) - 1)))
    chunk.thousandths -= first
    chunks.push({ ...chunk, thousandths: first })
  }
  const shuffled = chunks.map((chunk, at) => ({ chunk, by: of.order[at % of.order.length] ?? 0 }))
  const back = shuffled.toSorted((a, b) => a.by - b.by).map(({ chunk }) => chunk)
  const all = back.slice(0, Math.max(1, back.length - of.kept))
  const groups: Chunk[][] = []
  for (let at = 0; at < all.length; at += of.together) groups.push(all.slice(at, at + of.together))
  return groups
}

test(
  'however a return is split, the same points, tenders and lots come back as by one return, to the fen',
  () => {
    let split = 0
    fc.assert(
      fc.property(aProgram, aBuy, aPartition, (document, buy, partition) => {
        const many = sell(document, buy)
        const once = sell(document, buy)
        const pieces = piecesOf(many.sale, partition)
        if (pieces.length > 1) split += 1
        for (const piece of pieces) applied(many.shop.take(returning(many.sale, piece)))
        applied(once.shop.take(returning(once.sale, pieces.flat())))
        expect(cameBack(many.shop, many.sale)).toEqual(cameBack(once.shop, once.sale))
      }),
      { numRuns: runs('T01_RUNS', 300) },
    )
    expect(split).toBeGreaterThan(20)
  },
  LONG,
)

test(
  'a sale that comes back whole leaves everything as it was before it',
  () => {
    fc.assert(
      fc.property(aProgram, aBuy, aPartition, (document, buy, partition) => {
        const { shop, sale } = sell(document, buy)
        const pieces = piecesOf(sale, { ...partition, kept: 0 })
        for (const piece of pieces) applied(shop.take(returning(sale, piece)))
        expect(shop.lots()).toEqual(begin(document).lots())
        const { tenders, ...sums } = shop.sold(sale.id)
        expect(sums).toMatchObject({ returnedMinor: sums.totalMinor, clawedBack: sums.points })
        expect(sums.returnedRoundingMinor).toBe(sums.roundingMinor)
        for (const { back, ...paid } of tenders)
          expect(back).toEqual({
            amountMinor: paid.amountMinor,
            count: paid.count,
            points: paid.points,
            bonusMinor: paid.bonusMinor,
          })
        const more = returning(sale, [{ no: 1, thousandths: 1000 }])
        expect(shop.take(more)).toBe('return_exceeds_line')
      }),
      { numRuns: runs('T01_RUNS', 300) },
    )
  },
  LONG,
)

test(
  'by amounts too the parts sum to the whole, whatever the member spent meanwhile',
  () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 6 })
    const net = (shop: MemoryShop) => shop.balance('points') - shop.debt('points')
    fc.assert(
      fc.property(aProgram, aBuy, amounts, fc.boolean(), (document, buy, parts, spends) => {
        const goods = { ...buy, lines: buy.lines.map(({ passCode: _, ...line }) => line) }
        const [one, two] = [sell(document, goods), sell(document, goods)]
        if (spends)
          for (const { shop } of [one, two]) {
            const held = Math.floor(shop.balance('points') / 10) * 10
            const line = { productCode: 'GIFT', quantity: 1, unitPriceMinor: held }
            if (held > 0)
              applied(shop.take({ lines: [line], tenders: [{ kind: 'points', amountMinor: held }] }))
          }
        const most = one.sale.totalMinor
        let whole = 0
        for (const part of parts) {
          const unitPriceMinor = Math.min(part, most - whole)
          if (unitPriceMinor === 0) break
          whole += unitPriceMinor
          applied(one.shop.take(byAmount(one.sale, unitPriceMinor)))
        }
        if (whole === 0) return
        applied(two.shop.take(byAmount(two.sale, whole)))
        const [a, b] = [cameBack(one.shop, one.sale), cameBack(two.shop, two.sale)]
        expect([a.sums, a.tenders]).toEqual([b.sums, b.tenders])
        expect(net(one.shop)).toBe(net(two.shop))
        for (const unit of ['principal', 'bonus', 'coupon:V'] as const)
          expect(one.shop.balance(unit)).toBe(two.shop.balance(unit))
        expect(one.shop.take(byAmount(one.sale, most - whole + 1))).toBe('return_exceeds_sale')
      }),
      { numRuns: runs('T01_RUNS', 300) },
    )
  },
  LONG,
)

const byAmount = (sale: NewSale, unitPriceMinor: number): Wish => ({
  kind: 'return',
  returnsSaleId: sale.id,
  lines: [{ productCode: 'BACK', quantity: 1, unitPriceMinor }],
})
