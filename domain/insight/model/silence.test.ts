import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memberIds } from './histories.ts'
import { boughtWithin, drawnBuyers, lastBought, timesBought } from './silence.ts'

const lists = fc
  .array(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 6 }), { maxLength: 20 })
  .map((all) => all.map((days) => days.toSorted((a, b) => a - b)))

const columnsOf = (all: readonly (readonly number[])[]) => {
  const starts = [0]
  for (const days of all) starts.push((starts.at(-1) ?? 0) + days.length)
  return { starts: Int32Array.from(starts), days: Int32Array.from(all.flat()) }
}
/** Every third one does not count. */
const whoOf = (all: readonly unknown[]) => Uint8Array.from(all, (_, at) => (at % 3 === 2 ? 0 : 1))
const counted = <T>(all: readonly T[]): T[] => all.filter((_, at) => at % 3 !== 2)

test('C69: everybody who counts and bought up to a day is in the band of the last day', () => {
  fc.assert(
    fc.property(lists, fc.integer({ min: 0, max: 60 }), (all, asOf) => {
      const after = [asOf - 5, asOf - 20]
      const last = counted(all).flatMap((days) => days.findLast((day) => day <= asOf) ?? [])
      const [fifth = 0, twentieth = 0] = after
      expect(lastBought(columnsOf(all), whoOf(all), { asOf, after })).toEqual([
        last.filter((day) => day > fifth).length,
        last.filter((day) => day > twentieth && day <= fifth).length,
        last.filter((day) => day <= twentieth).length,
      ])
    }),
  )
})

test('C61: who bought within a span is counted in it once, and in each of two that overlap', () => {
  const spans = [
    { from: 3, to: 20 },
    { from: 18, to: 30 },
    { from: 40, to: 50 },
  ]
  fc.assert(
    fc.property(lists, (all) => {
      expect(boughtWithin(columnsOf(all), whoOf(all), spans)).toEqual(
        spans.map(
          ({ from, to }) =>
            counted(all).filter((days) => days.some((day) => day >= from && day <= to)).length,
        ),
      )
    }),
  )
})

test('C67: buyers by how often they came, the last row for everybody who came more often', () => {
  const purchaseDays = Int32Array.of(1, 1, 2, 3, 9, 0)
  const spendMinor = Float64Array.of(10, 20, 40, 80, 160, 320)
  const who = Uint8Array.of(1, 1, 0, 1, 1, 1)
  expect(timesBought({ purchaseDays, spendMinor }, who, 3)).toEqual([
    { days: 1, members: 2, spendMinor: 30, purchaseDays: 2 },
    { days: 3, members: 2, spendMinor: 240, purchaseDays: 12 },
  ])
})

test('C67: a draw is the same every time, about as many as asked for, and of the right ones', () => {
  const people = 4_000
  const ids = memberIds(Uint8Array.from({ length: people * 16 }, (_, at) => (at * 2_654_435_761) >>> 24))
  const of = {
    ids,
    purchaseDays: Int32Array.from({ length: people }, (_, at) => 1 + (at % 2)),
    who: new Uint8Array(people).fill(1),
  }
  const drawn = drawnBuyers(of, { repeat: true, all: people / 2, most: 500 })
  expect(drawnBuyers(of, { repeat: true, all: people / 2, most: 500 })).toEqual(drawn)
  expect(drawn.length).toBeGreaterThan(350)
  expect(drawn.length).toBeLessThan(650)
  expect(drawnBuyers(of, { repeat: false, all: people / 2, most: people })).toHaveLength(people / 2)
})
