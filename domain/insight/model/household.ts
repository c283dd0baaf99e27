import { must } from '#base/must'

/** A household's year and balance, minor units (C80). Monthly figures are those of an ordinary month. */
export type Household = Readonly<{
  netIncomeMinor: number
  surplusMinor: number
  liquidMinor: number
  monthlyExpenseMinor: number
  assetsMinor: number
  netAssetsMinor: number
  monthlyRepaymentMinor: number
  monthlyIncomeMinor: number
  investmentsMinor: number
}>

/** What people can tell of their money: years and months as they are used to think of them, minor units. */
export type Told = Readonly<{
  incomeMinor: number
  expenseMinor: number
  repaymentMinor: number
  assetsMinor: number
  debtsMinor: number
  liquidMinor: number
  investmentsMinor: number
}>

const MONTHS = 12

/** The figures of the ratios from what was told: surplus and net assets are differences, months are twelfths. */
export const householdOf = (of: Told): Household => ({
  netIncomeMinor: of.incomeMinor,
  surplusMinor: of.incomeMinor - of.expenseMinor,
  liquidMinor: of.liquidMinor,
  monthlyExpenseMinor: of.expenseMinor / MONTHS,
  assetsMinor: of.assetsMinor,
  netAssetsMinor: of.assetsMinor - of.debtsMinor,
  monthlyRepaymentMinor: of.repaymentMinor,
  monthlyIncomeMinor: of.incomeMinor / MONTHS,
  investmentsMinor: of.investmentsMinor,
})

export const RATIO_NAMES = [
  'surplus',
  'liquidity',
  'liquid_share',
  'solvency',
  'debt_service',
  'investment',
] as const
export type RatioName = (typeof RATIO_NAMES)[number]

/** From inclusive; to inclusive, or exclusive where said. */
export type Healthy = Readonly<{ from: number | null; to: number | null; toExclusive?: boolean }>

/**
 * Where each ratio is healthy. The lines of liquidity, solvency, debt service and investment are the trade's; those of
 * surplus and liquid share are customary and the planner's to change.
 */
export const USUAL_LINES: Readonly<Record<RatioName, Healthy>> = {
  surplus: { from: 0.3, to: null },
  liquidity: { from: 3, to: 6 },
  liquid_share: { from: 0.15, to: null },
  solvency: { from: 0.5, to: null },
  debt_service: { from: null, to: 0.6, toExclusive: true },
  investment: { from: 0.5, to: null },
}

export type Ratio = Readonly<{
  name: RatioName
  /** Null when there is nothing to divide by: no debt and no income is no ratio. */
  value: number | null
  stands: 'ok' | 'low' | 'high' | 'unknown'
  healthy: Healthy
}>

export type FinanceProfile = Readonly<{
  ratios: readonly Ratio[]
  /** Whether net assets reach the group the program is made for. */
  inTarget: boolean
}>

/** Net assets from which a household is in the target group, minor units (5,000,000 yuan). */
export const TARGET_NET_ASSETS_MINOR = 500_000_000

/** Surplus ÷ net income, liquid ÷ monthly expense, liquid ÷ net assets, and so on: six ratios with their light. */
export function financeProfile(
  of: Household,
  wish: Readonly<{ lines?: Readonly<Record<RatioName, Healthy>>; targetMinor?: number }> = {},
): FinanceProfile {
  must(Object.values(of).every(Number.isFinite), 'F1: every figure is a number')
  const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
  const values: Readonly<Record<RatioName, number | null>> = {
    surplus: over(of.surplusMinor, of.netIncomeMinor),
    liquidity: over(of.liquidMinor, of.monthlyExpenseMinor),
    liquid_share: over(of.liquidMinor, of.netAssetsMinor),
    solvency: over(of.netAssetsMinor, of.assetsMinor),
    debt_service: over(of.monthlyRepaymentMinor, of.monthlyIncomeMinor),
    investment: over(of.investmentsMinor, of.netAssetsMinor),
  }
  const lines = wish.lines ?? USUAL_LINES
  const ratios = RATIO_NAMES.map((name): Ratio => ({
    name,
    value: values[name],
    stands: standing(values[name], lines[name]),
    healthy: lines[name],
  }))
  return { ratios, inTarget: of.netAssetsMinor >= (wish.targetMinor ?? TARGET_NET_ASSETS_MINOR) }
}

function standing(value: number | null, { from, to, toExclusive }: Healthy): Ratio['stands'] {
  if (value === null) return 'unknown'
  if (from !== null && value < from) return 'low'
  return to !== null && (toExclusive === true ? value >= to : value > to) ? 'high' : 'ok'
}
