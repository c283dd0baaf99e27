import type { Work } from '#db/work'
import { reconcile } from '#domain/sale/index'
import { reconciliation } from '#domain/sale/contract/reconciliation'
import * as value from '#domain/wallet/contract/value'
import { breakageReport, liabilityReport } from '#domain/wallet/index'
import { asked, asOfHead, column, phrase, placeHead, spanHead } from './asked.ts'
import type { Filters } from './contract.ts'
import type { Cell, Column, Part, Phrase, Sheet } from './model.ts'
import { tenderName } from './sheets-takings.ts'

const LINES: Readonly<Record<(typeof value.ROLL_LINES)[number], Phrase>> = {
  opening: phrase('期初', 'Opening'),
  takenOver: phrase('接入', 'Taken over'),
  issued: phrase('发放', 'Issued'),
  clawedBack: phrase('扣回', 'Clawed back'),
  redeemed: phrase('使用', 'Redeemed'),
  givenBack: phrase('退还', 'Given back'),
  expired: phrase('到期', 'Expired'),
  adjusted: phrase('调整', 'Adjusted'),
  refunded: phrase('退款', 'Refunded'),
  other: phrase('其他', 'Other'),
  closing: phrase('期末', 'Closing'),
}
export const KIND: Readonly<Record<value.ValueKind, Phrase>> = {
  points: phrase('积分', 'Points'),
  principal: phrase('储值本金', 'Stored value, paid'),
  bonus: phrase('储值赠送', 'Stored value, given'),
  pass: phrase('次卡', 'Passes'),
  coupon: phrase('券', 'Coupons'),
}

type Subject = Readonly<{
  kind: value.ValueKind
  code: string | null
  names: Readonly<{ nameZh: string; nameEn: string }> | null
}>
const isMoney = ({ kind }: Subject): boolean => kind === 'principal' || kind === 'bonus'
export const nameOf = ({ names, code }: Subject): Phrase | string | null =>
  names ? phrase(names.nameZh, names.nameEn) : code

/** Money and counts never share a column: each has its own table. */
export function apart<Row extends Subject>(
  rows: readonly Row[],
  of: Readonly<{
    title: Phrase
    columns: (kind: 'money' | 'count') => readonly Column[]
    cells: (row: Row) => (Cell | Phrase)[]
  }>,
): Part[] {
  const both = [
    ['money', rows.filter(isMoney), phrase('（金额）', ' (money)')],
    ['count', rows.filter((row) => !isMoney(row)), phrase('（数量）', ' (counts)')],
  ] as const
  return (
    both
      // Where there is nothing at all, an empty table says so.
      .filter(([kind, own]) => own.length > 0 || (rows.length === 0 && kind === 'count'))
      .map(([kind, own, words]) => ({
        title: phrase(of.title.zh + words.zh, of.title.en + words.en),
        columns: [column('text', '类别', 'Kind'), column('text', '名称', 'Name'), ...of.columns(kind)],
        rows: own.map((row) => [KIND[row.kind], nameOf(row), ...of.cells(row)]),
        totals: null,
      }))
  )
}

export async function liability(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(value.liability.input, filters)
  const told = await liabilityReport(work, wish)
  return {
    head: [spanHead({ from: told.from, to: told.on }), ...(await placeHead(work, wish))],
    parts: apart(told.rows, {
      title: phrase('应付会员权益', 'Owed to members'),
      columns: (kind) => value.ROLL_LINES.map((line) => ({ kind, title: LINES[line] })),
      cells: (row) => value.ROLL_LINES.map((line) => row[line]),
    }),
  }
}

export async function breakage(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(value.breakage.input, filters)
  const told = await breakageReport(work, wish)
  const rows = told.rows.flatMap(({ months, ...row }) => months.map((month) => ({ ...row, month })))
  const titles = [
    ['发放', 'Given out'],
    ['收回', 'Came back'],
    ['过期', 'Died unused'],
    ['未用', 'Still open'],
  ] as const
  return {
    head: [asOfHead(told.on), ...(await placeHead(work, wish))],
    parts: apart(rows, {
      title: phrase('失效情况', 'Breakage'),
      columns: (kind) => [
        column('month', '发放月份', 'Month'),
        ...titles.map(([zh, en]) => column(kind, zh, en)),
      ],
      cells: ({ month }) => [month.month, month.given, month.cameBack, month.died, month.open],
    }),
  }
}

/** Points and vouchers are counts; every other tender is money. */
const isCount = (tender: string): boolean => tender === 'points' || tender === 'voucher'

export async function reconciled(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(reconciliation.input, filters)
  const told = await reconcile(work, wish)
  const lines = told.days.flatMap(({ day, tenders }) => tenders.map((tender) => ({ day, ...tender })))
  const of = (kind: 'money' | 'count', zh: string, en: string): Part => {
    const own = lines.filter((line) => isCount(line.tender) === (kind === 'count'))
    const sum = own.reduce((all, line) => all + line.amountMinor, 0)
    return {
      title: phrase(zh, en),
      columns: [
        column('day', '日期', 'Day'),
        column('text', '支付方式', 'Tender'),
        column('count', '单数', 'Receipts'),
        column('money', '金额', 'Money'),
        column(kind, '单据合计', 'Receipts say'),
        column(kind, '账本合计', 'The ledger says'),
      ],
      rows: own.map((line) => [
        line.day,
        tenderName(line.tender),
        line.receipts,
        line.amountMinor,
        line.said,
        line.posted,
      ]),
      totals: [null, phrase('合计', 'All together'), null, sum, null, null],
    }
  }
  return {
    head: [spanHead(told), ...(await placeHead(work, wish))],
    parts: [
      of('money', '对账（金额）', 'Reconciliation (money)'),
      of('count', '对账（积分与券）', 'Reconciliation (points and vouchers)'),
      differences(told.differences),
    ],
  }
}

type Difference = Awaited<ReturnType<typeof reconcile>>['differences'][number]

const differences = (rows: readonly Difference[]): Part => ({
  title: phrase('差异', 'Differences'),
  columns: [
    column('day', '日期', 'Day'),
    column('text', '项目', 'Subject'),
    column('text', '原因', 'Cause'),
    column('text', '单据', 'Receipt'),
    column('count', '单据数（最小单位）', 'Receipts say (minor units)'),
    column('count', '账本数（最小单位）', 'The ledger says (minor units)'),
  ],
  rows: rows.map((row) => [row.day, row.subject, row.cause, row.causeId, row.said, row.posted]),
  totals: null,
})
