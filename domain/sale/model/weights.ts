import { less, money, sum, type Money } from '#base/money'
import type { TenderKind } from '#domain/program/model/pay'
import type { Weighed } from '#domain/program/model/earn'
import type { Returning, Sold, SoldLine } from './returns.ts'

export type Weights = Readonly<{ weight: bigint; returned: bigint; returning: bigint }>

/**
 * How heavy a sale is in points, what of it came back before, and what comes back now (P3). A line weighs its charge as
 * many times as it earned. What comes back by an amount, without its lines, weighs as the sale does on average; so that
 * both are exact, everything is multiplied by the total.
 */
export function weightsOf(sold: Sold, back: Returning): Weights {
  const total = BigInt(sold.totalMinor)
  const all = sold.lines.reduce((sum, line) => sum + heavy(line, line.chargedMinor), 0n)
  const byLines = (minorOf: (line: SoldLine) => number) =>
    sold.lines.reduce((sum, line) => sum + heavy(line, minorOf(line)), 0n) * total
  const before = sum(sold.lines.map((line) => line.returnedMinor))
  const now = sum(sold.lines.map((line) => backNow(line, back)))
  const weight = all * total
  const returned = least(
    weight,
    byLines((line) => line.returnedMinor) + BigInt(less(sold.returnedMinor, before)) * all,
  )
  const returning = byLines((line) => backNow(line, back)) + BigInt(less(back.totalMinor, now)) * all
  const left = weight - returned
  if (back.complete) return { weight, returned, returning: left }
  // Lines and amounts may part: what is kept never weighs more than its money does at the best rate of the sale.
  const kept = BigInt(sold.totalMinor - sold.returnedMinor - back.totalMinor)
  const best = BigInt(Math.max(0, ...sold.lines.map((line) => line.earnTimes)))
  const beyond = left - kept * best * total
  return { weight, returned, returning: least(most(returning, beyond), left) }
}

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b)

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const heavy = (line: SoldLine, minor: number): bigint => BigInt(minor) * BigInt(line.earnTimes)

const backNow = (line: SoldLine, back: Returning): Money =>
  sum(back.lines.filter((one) => one.returnedNo === line.no).map((one) => one.chargedMinor))

type Part = Readonly<{ kind: TenderKind; amountMinor: number; bonusMinor: number }>

/** The part of a payment that was value given away before, or that nobody paid, and so earns nothing. */
export const otherwise = (tenders: readonly Part[]): number =>
  tenders.reduce((all, t) => all + (EARNS_NOTHING.includes(t.kind) ? t.amountMinor : t.bonusMinor), 0)

const EARNS_NOTHING: readonly TenderKind[] = ['points', 'voucher', 'offline_loss']

/**
 * What of a sale still earns when this is back: the goods kept, less points, vouchers and bonus that still pay them. An
 * amount that came back without its lines is taken from the lines in turn, those that earn least first.
 */
export function keptOf(
  sold: Sold,
  back: Returning,
): Readonly<{ lines: readonly Weighed[]; otherwiseMinor: number }> {
  const paid = sold.tenders.map((t) => ({
    kind: t.kind,
    amountMinor: t.amountMinor - t.back.amountMinor,
    bonusMinor: t.bonusMinor - t.back.bonusMinor,
  }))
  const lines = sold.lines.map((line) => ({
    times: line.earnTimes,
    chargedMinor: less(less(line.chargedMinor, line.returnedMinor), backNow(line, back)),
  }))
  const kept = less(less(sold.totalMinor, sold.returnedMinor), back.totalMinor)
  let beside = Math.max(0, sum(lines.map((line) => line.chargedMinor)) - kept)
  const left = lines
    .toSorted((a, b) => a.times - b.times)
    .map((line) => {
      const off = Math.min(beside, line.chargedMinor)
      beside -= off
      return { ...line, chargedMinor: money(line.chargedMinor - off) }
    })
  return { lines: left, otherwiseMinor: otherwise(paid) - otherwise(back.tenders) }
}
