import type { Instant } from '#base/instant'
import type { Money } from '#base/money'
import type { Policy } from '#domain/device/model/policy'
import type { ShiftReport } from '../printing/z-report.ts'
import { receipts as en } from '../text/en/receipts.ts'
import { receipts as zhCN } from '../text/zh-CN/receipts.ts'
import { printedMoment } from './printed-moment.ts'
import { paperLanguage } from './receipt-paper.ts'
import { expectedCash, receiptsOf, totalOf, type ShiftSums } from '#domain/device/model/shift-sums'

export type ReportWish = Readonly<{
  shift: ShiftSums
  policy: Pick<Policy, 'chainName' | 'storeName' | 'deviceCode' | 'currency' | 'zone' | 'language'>
  at: Instant
  /** Whoever may read the shifts at head office is told everything while one runs; others are after the count. */
  maySee: boolean
}>

/**
 * The shift on paper: X while it runs, Z once it is closed. Before the count an X tells whoever counts no cash at all:
 * what should be in the drawer could be worked out from it.
 */
export function shiftReport({ shift, policy, at, maySee }: ReportWish): ShiftReport {
  const language = paperLanguage(policy.language)
  const names: Readonly<Record<string, string>> = (language === 'en' ? en : zhCN).tender
  const { closed, counts } = shift
  const blind = isBlind(shift, maySee)
  const told = (minor: Money): Money | null => (blind ? null : minor)
  return {
    language,
    currency: policy.currency,
    kind: closed === null ? 'x' : 'z',
    chain: policy.chainName,
    branch: policy.storeName,
    till: policy.deviceCode,
    shift: shiftName(shift, policy),
    cashier: closed?.by ?? shift.openedBy,
    opened: printedMoment(shift.openedAt, policy.zone),
    printed: printedMoment(at, policy.zone),
    floatMinor: told(shift.floatMinor),
    sales: shift.sales.map(({ tender, receipts, minor }) => ({
      name: names[tender] ?? tender,
      count: receipts,
      amountMinor: tender === 'cash' ? told(minor) : minor,
    })),
    returns: { count: counts.returns, amountMinor: told(totalOf(shift.returns)) },
    topUps: { count: counts.topUps, amountMinor: told(totalOf(shift.topUps)) },
    cashInMinor: told(shift.cashInMinor),
    cashOutMinor: told(shift.cashOutMinor),
    expectedMinor: told(expectedCash(shift)),
    countedMinor: closed?.countedMinor ?? null,
    receipts: { count: receiptsOf(shift), first: shift.firstReceiptNo, last: shift.lastReceiptNo },
  }
}

/** Whether whoever looks must not learn yet what the drawer should hold. */
export const isBlind = ({ closed }: Pick<ShiftSums, 'closed'>, maySee: boolean): boolean =>
  closed === null && !maySee

/** Till, day and time of its opening: people can say it, and no two shifts of a chain share it. */
export function shiftName({ openedAt }: ShiftSums, { deviceCode, zone }: ReportWish['policy']): string {
  const [day = '', time = ''] = printedMoment(openedAt, zone).split(' ')
  return `${deviceCode}-${day.slice(2).replaceAll('-', '')}-${time.replace(':', '')}`
}
