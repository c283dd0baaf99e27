import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bytesOf,
  gathered,
  gathering,
  lastIdOf,
  memberIds,
  patched,
  roomOf,
  takeIn,
  type Histories,
} from './histories.ts'
import { columnsOf } from './purchase-days.ts'
import { amended, type Part } from './runs.ts'

type Day = Readonly<{ day: number; purchases: number; spendMinor: number }>
type People = ReadonlyMap<number, readonly Day[]>

/** An id whose bytes, not its last digits alone, decide its order. */
const idOf = (n: number): string => {
  const hex = (n * 2_654_435_761).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** As the database packs it. */
function packed(people: People): Buffer {
  const sorted = [...people].toSorted(([a], [b]) => (idOf(a) < idOf(b) ? -1 : 1))
  return Buffer.concat(
    sorted.map(([n, days]) => {
      const one = Buffer.alloc(20 + days.length * 16)
      Buffer.from(idOf(n).replaceAll('-', ''), 'hex').copy(one)
      one.writeInt32BE(days.length * 16, 16)
      days.forEach(({ day, purchases, spendMinor }, at) => {
        one.writeInt32BE(day, 20 + at * 16)
        one.writeInt32BE(purchases, 24 + at * 16)
        one.writeBigInt64BE(BigInt(spendMinor), 28 + at * 16)
      })
      return one
    }),
  )
}

const within = { from: 100, to: 130 }
function readAll(people: People, room = { members: 0, days: 0 }): Histories {
  const g = gathering(room)
  takeIn(g, packed(people), within)
  return gathered(g)
}

const plain = ({ ids, columns, lists }: Histories) => ({
  ids: Array.from({ length: columns.members }, (_, at) => memberIds(ids).at(at)),
  ...Object.fromEntries(
    Object.entries(columns).map(([key, of]) => [key, typeof of === 'number' ? of : [...of]]),
  ),
  starts: [...lists.starts],
  days: [...lists.days],
})

const aDay = fc.record({
  day: fc.integer({ min: 90, max: 140 }),
  purchases: fc.integer({ min: 0, max: 3 }),
  spendMinor: fc.integer({ min: -5_000_000_000_000, max: 5_000_000_000_000 }),
})
const days = fc
  .uniqueArray(aDay, { selector: (one) => one.day, maxLength: 8 })
  .map((all) => all.toSorted((a, b) => a.day - b.day))
const people = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), days), { selector: ([n]) => n, maxLength: 25 })
  .map((all): People => new Map(all))

test('G21: a packed run gives the columns of its rows, and nobody without a purchase in the window', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 30 }), (all, members) => {
      const seen = readAll(all, { members, days: members })
      const bought = [...all]
        .filter(([, of]) => of.some((d) => d.day >= 100 && d.day <= 130 && d.purchases > 0))
        .toSorted(([a], [b]) => (idOf(a) < idOf(b) ? -1 : 1))
      const flat = bought.flatMap(([, of], member) => of.map((d) => ({ ...d, member })))
      const rows = {
        member: Int32Array.from(flat, (d) => d.member),
        day: Int32Array.from(flat, (d) => d.day),
        purchases: Int32Array.from(flat, (d) => d.purchases),
        spendMinor: Float64Array.from(flat, (d) => d.spendMinor),
      }
      const { columns, lists } = columnsOf(rows, bought.length, within)
      const ids = Uint8Array.from(
        bought.flatMap(([n]) => [...Buffer.from(idOf(n).replaceAll('-', ''), 'hex')]),
      )
      expect(plain(seen)).toEqual(plain({ ids, columns, lists }))
    }),
  )
})

test('G21: what has changed brought in afterwards is what reading everything anew gives', () => {
  fc.assert(
    fc.property(people, people, (before, changes) => {
      const after = new Map([...before, ...changes])
      expect(plain(patched(readAll(before), packed(changes), within))).toEqual(plain(readAll(after)))
    }),
  )
})

test('G31: parts with what has changed are what everybody says now, wherever one part ends and the next begins', () => {
  fc.assert(
    fc.property(people, people, fc.integer({ min: 1, max: 9 }), (before, changes, most) => {
      const ids = [...before.keys()].map(idOf).toSorted()
      const begins = ids.filter((_, at) => at % most === 0)
      const lowest = '00000000-0000-0000-0000-000000000000'
      const parts = (begins.length === 0 ? [lowest] : begins).map((id, place): Part => {
        const own = ids.slice(place * most, (place + 1) * most)
        const bytes = packed(new Map([...before].filter(([n]) => own.includes(idOf(n)))))
        return { firstId: bytesOf(place === 0 ? lowest : id), bytes }
      })
      const after = amended(parts, packed(changes))
      const g = gathering(roomOf(after.map(({ bytes }) => bytes)))
      for (const { bytes } of after) takeIn(g, bytes, within)
      expect(plain(gathered(g))).toEqual(plain(readAll(new Map([...before, ...changes]))))
    }),
  )
})

test('a member is found by id, and nobody else is', () => {
  fc.assert(
    fc.property(people, (all) => {
      const ids = memberIds(readAll(all).ids)
      for (let at = 0; at < ids.length; at += 1) expect(ids.placeOf(ids.at(at))).toBe(at)
      expect(ids.placeOf(idOf(41))).toBe(-1)
      const last = [...all.keys()].map(idOf).toSorted().at(-1) ?? null
      expect(lastIdOf(packed(all))).toBe(last)
    }),
  )
})
