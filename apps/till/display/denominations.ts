import { money, sum, times, type Money } from '#base/money'

/** Notes and coins in use, largest first, in minor units; a currency not listed is counted as one amount. */
const IN_USE: Readonly<Record<string, readonly number[]>> = {
  CNY: [100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 50, 10],
  HKD: [1_000_00, 500_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10],
  GBP: [50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1],
  EUR: [200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1],
  USD: [100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 25, 10, 5, 1],
  JPY: [10_000, 5_000, 1_000, 500, 100, 50, 10, 5, 1],
}

export const denominations = (currency: string): readonly Money[] => (IN_USE[currency] ?? []).map(money)

/** How many there are of each; what nobody typed is none. */
export type Sheets = Readonly<Record<number, number>>

export const countedIn = (values: readonly Money[], sheets: Sheets): Money =>
  sum(values.map((value) => times(value, sheets[value] ?? 0)))
