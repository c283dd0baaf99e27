import { expect, test } from 'vitest'
import { mergeMembers, undoMemberMerge } from '#domain/wallet/contract/merge'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { columns, daysOf } from './store/days.ts'

const buy = (w: TestWorld, memberNumber: string, day: string, yuan: number) =>
  saleWish.parse({
    id: w.newId(),
    branchCode: 'S1',
    memberNumber,
    happenedAt: `2026-02-${day}T04:00:00Z`,
    lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: yuan * 100 }],
  })

test('G6: the days of a gone member count for who stayed until the merge is undone', async () => {
  const w = await world()
  const people = await Promise.all(['A', 'B', 'C'].map((number) => enrol(w, { number })))
  const [a = '', b = '', c = ''] = people
  const sales = [buy(w, 'A', '01', 10), buy(w, 'A', '03', 5), buy(w, 'B', '01', 20), buy(w, 'C', '02', 40)]
  await w.work((work) => takeIn(work, sales, { source: 'import' }))
  const read = async () => {
    await w.settle()
    return w.work(async (work) => {
      const all = await columns(work.tx, { from: '2026-01-01' as never, to: '2027-01-01' as never })
      const spent = Object.fromEntries(all.memberIds.map((id) => [id, [] as number[]]))
      all.member.forEach((member, at) =>
        spent[all.memberIds[member] ?? '']?.push((all.spendMinor[at] ?? 0) / 100),
      )
      const of = await Promise.all(people.map((id) => daysOf(work.tx, id)))
      return { spent, days: of.map((rows) => rows.map((row) => [row.day.slice(8), row.spendMinor / 100])) }
    })
  }
  const apart = await read()
  expect(apart.spent).toEqual({ [a]: [10, 5], [b]: [20], [c]: [40] })

  const first = { id: w.newId(), keepId: b, goneId: a, reason: '同一顾客' }
  await w.call(mergeMembers, first)
  expect((await read()).spent).toEqual({ [b]: [30, 5], [c]: [40] })
  const second = { id: w.newId(), keepId: c, goneId: b, reason: '同一顾客' }
  await w.call(mergeMembers, second)
  const together = await read()
  expect(together.spent).toEqual({ [c]: [30, 40, 5] })
  expect(together.days[2]).toEqual([
    ['01', 30],
    ['02', 40],
    ['03', 5],
  ])
  const named = await w.work((work) =>
    columns(work.tx, { from: '2026-01-01' as never, to: '2027-01-01' as never, memberIds: [b] }),
  )
  expect(named.memberIds).toEqual([])

  await w.call(undoMemberMerge, { id: w.newId(), mergeId: second.id, reason: '并错了' })
  expect((await read()).spent).toEqual({ [b]: [30, 5], [c]: [40] })
  await w.call(undoMemberMerge, { id: w.newId(), mergeId: first.id, reason: '并错了' })
  expect(await read()).toEqual(apart)
})
