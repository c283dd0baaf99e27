import type { Instant } from '#base/instant'
import type { Policy } from '#domain/device/model/policy'
import type { ShiftReport } from '../printing/z-report.ts'
import { receipts as en } from '../text/en/receipts.ts'
import { receipts as zhCN } from '../text/zh-CN/receipts.ts'
import { printedMoment } from './printed-moment.ts'
import { paperLanguage } from './receipt-paper.ts'
import { expectedCash, receiptsOf, totalOf, type ShiftSums } from './shift-sums.ts'

export type ReportWish = Readonly<{
  shift: ShiftSums
  policy: Pick<Policy, 'chainName' | 'storeName' | 'deviceCode' | 'currency' | 'zone' | 'language'>
  at: Instant
}>

/** The shift on paper: X while it runs, Z once it is closed. What should be in the drawer is on Z alone. */
export function shiftReport({ shift, policy, at }: ReportWish): ShiftReport {
  const language = paperLanguage(policy.language)
  const names: Readonly<Record<string, string>> = (language === 'en' ? en : zhCN).tender
  const { closed, counts } = shift
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
    floatMinor: shift.floatMinor,
    sales: shift.sales.map(({ tender, receipts, minor }) => ({
      name: names[tender] ?? tender,
      count: receipts,
      amountMinor: minor,
    })),
    returns: { count: counts.returns, amountMinor: totalOf(shift.returns) },
    topUps: { count: counts.topUps, amountMinor: totalOf(shift.topUps) },
    cashInMinor: shift.cashInMinor,
    cashOutMinor: shift.cashOutMinor,
    expectedMinor: closed === null ? null : expectedCash(shift),
    countedMinor: closed?.countedMinor ?? null,
    receipts: { count: receiptsOf(shift), first: shift.firstReceiptNo, last: shift.lastReceiptNo },
  }
}

/** Till, day and time of its opening: people can say it, and no two shifts of a chain share it. */
export function shiftName({ openedAt }: ShiftSums, { deviceCode, zone }: ReportWish['policy']): string {
  const [day = '', time = ''] = printedMoment(openedAt, zone).split(' ')
  return `${deviceCode}-${day.slice(2).replaceAll('-', '')}-${time.replace(':', '')}`
}
