import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordSale } from '#domain/sale/contract'
import { showWallet } from '#domain/wallet/contract'
import { runs } from '#test/world/runs'
import { publish, shopper, type Holding, type Receipt } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { aBuy, aProgram, wishOf } from './basket.ts'
import { memoryShop, type Wish } from './memory-shop.ts'

const HOLDINGS: readonly Exclude<Holding, { packageCode: string }>[] = [
  { unit: 'points', amount: 3_000, expiresOn: '2026-05-31' },
  { unit: 'points', amount: 5_000, expiresOn: null },
  { unit: 'principal', amount: 90_00 },
  { unit: 'bonus', amount: 40_00, expiresOn: '2026-06-30' },
]

async function held(w: TestWorld, memberId: string) {
  const { lots, pointsDebt, pointsBalance, principalMinor, bonusMinor } = await w.call(showWallet, {
    memberId,
  })
  const words = lots.map((lot) => `${lot.unit} ${lot.originKind} ${lot.expiresOn} ${lot.remaining}`)
  return { lots: words.sort(), pointsDebt, pointsBalance, principalMinor, bonusMinor }
}

const sums = (receipts: readonly Receipt[]) => {
  const of = (value: (one: Receipt) => number) => receipts.reduce((all, one) => all + value(one), 0)
  const kinds = [...new Set(receipts.flatMap((one) => one.tenders.map((tender) => tender.kind)))].sort()
  const tender = (kind: string, word: 'amountMinor' | 'points' | 'principalMinor' | 'bonusMinor') =>
    of((one) => one.tenders.filter((t) => t.kind === kind).reduce((all, t) => all + t[word], 0))
  return {
    total: of((one) => one.totalMinor),
    rounding: of((one) => one.roundingMinor),
    points: of((one) => one.points),
    burned: of((one) => one.pointsBurned),
    tenders: kinds
      .map((kind) => [
        kind,
        ...(['amountMinor', 'points', 'principalMinor', 'bonusMinor'] as const).map((word) =>
          tender(kind, word),
        ),
      ])
      .filter(([, amount]) => amount !== 0),
  }
}

test(
  'through the API too, a sale that comes back bit by bit gives back what it gives back at once, and all of it',
  async () => {
    const w = await world()
    let nth = 0
    await fc.assert(
      fc.asyncProperty(
        aProgram,
        aBuy,
        fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
        async (document, buy, order) => {
          await publish(w, document)
          nth += 1
          const members = await Promise.all(
            ['A', 'B'].map((name) => shopper(w, `${name}${nth}`, ...HOLDINGS)),
          )
          const shop = memoryShop(document)
          for (const { unit, amount, expiresOn = null } of HOLDINGS) shop.open(unit, amount, expiresOn)
          const goods = { ...buy, lines: buy.lines.map(({ passCode: _, ...line }) => line) }
          const wish = wishOf(shop, document, goods)
          const send = (memberNumber: string, of: Wish) =>
            w.call(recordSale, {
              ...of,
              id: w.newId(),
              branchCode: 'S1',
              happenedAt: w.clock.now(),
              memberNumber,
            })
          const receipts: Receipt[][] = []
          for (const [at, { id, number }] of members.entries()) {
            const before = await held(w, id)
            const sold = await send(number, wish)
            const items = sold.lines.map((line) => ({ no: line.no, quantity: Number(line.quantity) }))
            const pieces =
              at === 0
                ? [items]
                : items
                    .map((item) => [item])
                    .toSorted((a, b) => (order[a[0]?.no ?? 0] ?? 0) - (order[b[0]?.no ?? 0] ?? 0))
            const back: Receipt[] = []
            for (const piece of pieces)
              back.push(await send(number, { kind: 'return', returnsSaleId: sold.id, items: piece }))
            receipts.push(back)
            expect(sums([sold, ...back])).toMatchObject({ total: 0, rounding: 0, points: 0, burned: 0 })
            expect(await held(w, id)).toEqual(before)
          }
          expect(sums(receipts[1] ?? [])).toEqual(sums(receipts[0] ?? []))
        },
      ),
      { numRuns: runs('T14_RUNS', 10), endOnFailure: true },
    )
  },
  runs('T14_RUNS', 10) * 20_000,
)
