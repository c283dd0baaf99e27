import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { withdraw } from '#domain/member/index'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { financeProfiles, saveFinanceProfile } from './contract/finance.ts'
import { householdOf } from './model/household.ts'

/** The fixture household of C80, in fen. */
const HOUSE = {
  day: '2026-02-01' as never,
  incomeMinor: 6_000_000_00,
  expenseMinor: 2_400_000_00,
  repaymentMinor: 150_000_00,
  assetsMinor: 8_000_000_00,
  debtsMinor: 2_000_000_00,
  liquidMinor: 900_000_00,
  investmentsMinor: 3_300_000_00,
}

async function house(): Promise<Readonly<{ w: TestWorld; memberId: never }>> {
  const w = await world({ at: '2026-03-02T04:00:00.000Z' })
  return { w, memberId: (await enrol(w)) as never }
}

test('C80: the fixture household has six ratios that are well, and is in the target group', async () => {
  const { w, memberId } = await house()
  const wish = { id: w.newId(), memberId, ...HOUSE }
  expect(await w.call(saveFinanceProfile, wish)).toMatchObject({ version: 1, replayed: false })
  const { rows, targetMinor } = await w.call(financeProfiles, { memberId })
  expect(targetMinor).toBe(5_000_000_00)
  expect(rows[0]).toMatchObject({ surplusMinor: 3_600_000_00, netAssetsMinor: 6_000_000_00, inTarget: true })
  expect(rows[0]?.ratios.map((one) => [one.name, one.value, one.stands])).toEqual([
    ['surplus', 0.6, 'ok'],
    ['liquidity', 4.5, 'ok'],
    ['liquid_share', 0.15, 'ok'],
    ['solvency', 0.75, 'ok'],
    ['debt_service', 0.3, 'ok'],
    ['investment', 0.55, 'ok'],
  ])
})

test('G30: a later version stands beside the earlier; the same wish is one, other content is refused', async () => {
  const { w, memberId } = await house()
  const wish = { id: w.newId(), memberId, ...HOUSE }
  await w.call(saveFinanceProfile, wish)
  expect(await w.call(saveFinanceProfile, wish)).toMatchObject({ version: 1, replayed: true })
  const other = await w.ask(saveFinanceProfile, { ...wish, debtsMinor: 0 })
  expect(other.body).toMatchObject({ code: 'finance_profile_id_reused' })
  w.clock.advance(1_000)
  const later = { ...wish, id: w.newId(), debtsMinor: 3_000_000_01 }
  expect(await w.call(saveFinanceProfile, later)).toMatchObject({ version: 2 })
  const { rows } = await w.call(financeProfiles, { memberId })
  expect(rows.map((row) => [row.version, row.inTarget])).toEqual([
    [2, false],
    [1, true],
  ])
})

test('what is wrong is refused where it is wrong, in this order', async () => {
  const { w, memberId } = await house()
  const stranger = w.newId() as never
  const refused = async (change: object) =>
    (await w.ask(saveFinanceProfile, { id: w.newId(), memberId, ...HOUSE, ...change } as never)).body
  const all = { day: '2026-03-03', liquidMinor: 8_000_000_01, investmentsMinor: 8_000_000_01 }
  expect(await refused({ ...all, memberId: stranger })).toMatchObject({ code: 'member_unknown' })
  expect(await refused(all)).toMatchObject({ code: 'finance_day_in_future' })
  const { day: _, ...parts } = all
  expect(await refused(parts)).toMatchObject({ code: 'finance_more_than_assets' })
  expect(JSON.stringify(await refused(parts))).toContain('liquidMinor')
  expect(JSON.stringify(await refused({ investmentsMinor: 8_000_000_01 }))).toContain('investmentsMinor')
  expect((await w.ask(financeProfiles, { memberId: stranger })).body).toMatchObject({
    code: 'member_unknown',
  })
  const cashier = await w.as('cashier')
  expect((await cashier.ask(financeProfiles, { memberId })).body).toMatchObject({ code: 'not_allowed' })
})

test('who goes into another brings the versions along; who leaves takes them away', async () => {
  const { w, memberId } = await house()
  const gone = (await enrol(w)) as never
  await w.call(saveFinanceProfile, { id: w.newId(), memberId: gone, ...HOUSE })
  await w.call(mergeMembers, { id: w.newId(), keepId: memberId, goneId: gone, reason: '同一人' })
  await w.settle()
  expect((await w.call(financeProfiles, { memberId })).rows).toHaveLength(1)
  const left = (await enrol(w)) as never
  await w.call(saveFinanceProfile, { id: w.newId(), memberId: left, ...HOUSE })
  await w.work((work) => withdraw(work, [left], '导入已撤销'))
  await w.settle()
  expect((await w.ask(financeProfiles, { memberId: left })).body).toMatchObject({ code: 'member_unknown' })
  const { rows } = await w.work(({ tx }) =>
    sql<{ memberId: string }>`select member_id as "memberId" from insight.finance_profile`.execute(tx),
  )
  expect(rows.map((row) => row.memberId)).toEqual([gone])
})

test('months are twelfths of a year, surplus and net assets are differences and may lie below zero', () => {
  const poor = householdOf({ ...HOUSE, expenseMinor: 7_200_000_00, debtsMinor: 9_000_000_00 })
  expect(poor).toMatchObject({
    surplusMinor: -1_200_000_00,
    netAssetsMinor: -1_000_000_00,
    monthlyExpenseMinor: 600_000_00,
    monthlyIncomeMinor: 500_000_00,
  })
})
