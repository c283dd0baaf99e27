import { expect, test } from 'vitest'
import type { TestWorld } from '#test/world/world'
import { world } from '#test/world/world'
import { openBranch } from '#domain/org/contract'
import { enrol } from '#test/world/wallet'
import { bought, sell } from '#test/world/insight'
import { audience, ladder, pareto, quadrants, rfm } from './contract.ts'
import { loyalty } from './contract/loyalty.ts'
import { movement } from './contract/movement.ts'

const SEA = '海边'
const asOf = '2026-02-20' as never

/** A joined at S1; B and C by the sea, where they never bought; NOWHERE joined at no branch. */
async function twoBranches() {
  const w = await world()
  const second = w.newId() as never
  await w.call(openBranch, { id: second, code: 'S2', name: '码头店', region: SEA })
  for (const [number, branchId] of [
    ['A', w.branchId],
    ['B', second],
    ['C', second],
  ] as const)
    await enrol(w, { number, branchId: branchId as never })
  await enrol(w, { number: 'NOWHERE' })
  const sales = [
    ['A', '2026-01-05', 10_00],
    ['B', '2026-01-20', 20_00],
    ['B', '2026-02-10', 40_00],
    ['C', '2026-01-02', 80_00],
    ['NOWHERE', '2026-02-20', 160_00],
  ] as const
  await sell(w, ...sales.map(([number, at, minor]) => bought(w, { number, at, minor, branch: 'S1' })))
  await w.settle()
  return { w, second }
}

type Asker = Pick<TestWorld, 'call'>

const figures = async (by: Asker, where: Readonly<{ branchId?: never; region?: string }>) => {
  const wish = { asOf, ...where }
  const [scores, kinds, steps, money, list, loyal] = await Promise.all([
    by.call(rfm, wish),
    by.call(quadrants, wish),
    by.call(ladder, wish),
    by.call(pareto, wish),
    by.call(audience, wish),
    by.call(loyalty, wish),
  ])
  const members = [scores, kinds, money, list, loyal].map((told) => told.members)
  expect(new Set([...members, steps.steps[0]?.members, loyal.total, list.total]).size).toBe(1)
  const spends = [scores, kinds, money, list].map((told) => told.spendMinor)
  expect(new Set([...spends, loyal.bands.reduce((all, band) => all + band.spendMinor, 0)]).size).toBe(1)
  return { members: scores.members, spendMinor: scores.spendMinor, twice: steps.steps[1]?.members ?? 0 }
}

test('of a branch or a region are those who joined there, on every page of scores and on the list behind', async () => {
  const { w, second } = await twoBranches()
  expect(await figures(w, {})).toEqual({ members: 4, spendMinor: 310_00, twice: 1 })
  expect(await figures(w, { branchId: second })).toEqual({ members: 2, spendMinor: 140_00, twice: 1 })
  expect(await figures(w, { region: SEA })).toEqual({ members: 2, spendMinor: 140_00, twice: 1 })
  expect(await figures(w, { branchId: w.branchId as never })).toMatchObject({ members: 1, spendMinor: 10_00 })
  const moves = await w.call(movement, { asOf, by: 'step', branchId: second })
  expect(moves).toMatchObject({ members: 2, moved: 1, stayed: 1, came: 0 })
  // Who joins there is one of them at once, whatever was read before.
  await enrol(w, { number: 'D', branchId: second })
  await sell(w, bought(w, { number: 'D', at: '2026-02-19', minor: 5_00 }))
  await w.settle()
  expect(await figures(w, { region: SEA })).toMatchObject({ members: 3, spendMinor: 145_00 })
})

test('a manager sees the members of her own branch alone, and no other branch at all', async () => {
  const { w, second } = await twoBranches()
  const manager = await w.as('manager', { branchIds: [w.branchId] })
  expect(await figures(manager, {})).toMatchObject({ members: 1, spendMinor: 10_00 })
  expect((await manager.ask(rfm, { asOf, branchId: second })).body).toMatchObject({ code: 'branch_unknown' })
  expect((await manager.ask(pareto, { asOf, region: SEA })).body).toMatchObject({ code: 'region_unknown' })
})
