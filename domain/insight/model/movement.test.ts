import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memberIds } from './histories.ts'
import { flows, heldChanges, steady, stepCodes } from './movement.ts'
import { placesAmong } from './places-among.ts'

/** Somebody's state at three snapshots, 0 for nowhere. */
const three = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { maxLength: 40 })

/** A snapshot of some people: their ids in order, sixteen bytes each, and their states. */
function snapshot(people: readonly number[]) {
  const there = people.map((code, id) => ({ code, id })).filter(({ code }) => code > 0)
  const bytes = new Uint8Array(there.length * 16)
  there.forEach(({ id }, at) => {
    bytes[at * 16 + 1] = id
  })
  return { ids: memberIds(bytes), codes: Uint8Array.from(there, ({ code }) => code) }
}

test('everybody of two snapshots goes exactly one way, and each way is counted as one by one', () => {
  fc.assert(
    fc.property(three, (people) => {
      const [before, now] = [snapshot(people.map(([, b]) => b)), snapshot(people.map(([, , n]) => n))]
      const told = flows(before.codes, now.codes, placesAmong(before.ids, now.ids))
      for (let from = 0; from <= 3; from += 1)
        for (let to = from === 0 ? 1 : 0; to <= 3; to += 1) {
          const members = people.filter(([, b, n]) => b === from && n === to).length
          expect(told.find((one) => one.from === from && one.to === to)?.members ?? 0).toBe(members)
        }
      const anywhere = people.filter(([, b, n]) => b > 0 || n > 0).length
      expect(told.reduce((all, { members }) => all + members, 0)).toBe(anywhere)
    }),
  )
})

test('a change counts once it is seen at two snapshots, and a flicker never does', () => {
  fc.assert(
    fc.property(three, (people) => {
      const [earlier, before, now] = [0, 1, 2].map((at) => snapshot(people.map((one) => one[at] ?? 0)))
      if (!earlier || !before || !now) return
      const placeBefore = placesAmong(before.ids, now.ids)
      const told = heldChanges({
        earlier: earlier.codes,
        before: before.codes,
        now: now.codes,
        placeBefore,
        placeEarlier: placesAmong(earlier.ids, now.ids),
      })
      const held = people.filter(([e, b, n]) => n > 0 && b === n && e !== n).length
      expect(told.reduce((all, { members }) => all + members, 0)).toBe(held)
      expect(told.every(({ from, to }) => from !== to)).toBe(true)
      const same = people.filter(([, b, n]) => n > 0 && b === n).length
      expect(steady(before.codes, now.codes, placeBefore).filter((code) => code > 0).length).toBe(same)
    }),
  )
})

test('the last step of the ladder stands for whoever came that often or more', () => {
  expect([...stepCodes(Int32Array.of(1, 2, 6, 7, 300), 6)]).toEqual([1, 2, 6, 6, 6])
})
