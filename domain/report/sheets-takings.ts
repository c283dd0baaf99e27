import { z } from 'zod'
import type { Work } from '#db/work'
import { place, span } from '#domain/insight/contract/shop'
import { lookedAt, reachOf } from '#domain/insight/index'
import type { Source } from '#domain/member/model'
import { birthdaysKnown, membersByBranch, membersJoined } from '#domain/member/index'
import { branches } from '#domain/org/index'
import type { TenderKind } from '#domain/program/model/pay'
import { takings } from '#domain/sale/index'
import { asked, column, phrase, placeHead, spanHead } from './asked.ts'
import type { Filters } from './contract.ts'
import type { Column, Part, Phrase, Sheet } from './model.ts'

const question = z.object({ ...span, ...place })
const TOTAL = phrase('合计', 'All together')
const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

const TENDER: Readonly<Record<TenderKind, Phrase>> = {
  cash: phrase('现金', 'Cash'),
  card: phrase('银行卡', 'Bank card'),
  wechat: phrase('微信支付', 'WeChat Pay'),
  alipay: phrase('支付宝', 'Alipay'),
  stored_value: phrase('储值', 'Stored value'),
  points: phrase('积分抵现', 'Points'),
  voucher: phrase('代金券', 'Vouchers'),
  on_account: phrase('挂账', 'On account'),
  other: phrase('其他', 'Other'),
  unknown: phrase('未记录', 'Not told'),
  offline_loss: phrase('离线损失', 'Offline loss'),
}
/** The name of a way to pay; what has none yet keeps its code. */
export const tenderName = (kind: string): Phrase | string =>
  kind in TENDER ? TENDER[kind as TenderKind] : kind

const USUAL_DAYS = 30

/** What came in day by day, and how it was paid. */
export async function takingsSheet(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(question, filters)
  const reach = await reachOf(work, wish)
  const looked = await lookedAt(work, { ...wish, usualDays: USUAL_DAYS }, reach)
  const told = await takings(work, { from: looked.from, to: looked.to, branchIds: reach.ids })
  return {
    head: [spanHead(looked), ...(await placeHead(work, wish))],
    parts: [tendersOf(told.byTender), daysOf(told.byDay)],
  }
}

type Taken = Awaited<ReturnType<typeof takings>>

const tendersOf = (rows: Taken['byTender']): Part => ({
  title: phrase('按支付方式', 'By way of paying'),
  columns: [
    column('text', '支付方式', 'Tender'),
    column('count', '单数', 'Receipts'),
    column('money', '收款', 'Taken'),
    column('money', '退款', 'Given back'),
    column('money', '净额', 'Net'),
  ],
  rows: rows.map((row) => [
    tenderName(row.kind),
    row.receipts,
    row.takenMinor,
    row.givenBackMinor,
    row.takenMinor - row.givenBackMinor,
  ]),
  // A receipt may be paid in two ways, so receipts do not add up.
  totals: [
    TOTAL,
    null,
    sum(rows, (row) => row.takenMinor),
    sum(rows, (row) => row.givenBackMinor),
    sum(rows, (row) => row.takenMinor - row.givenBackMinor),
  ],
})

const daysOf = (rows: Taken['byDay']): Part => ({
  title: phrase('按日', 'By day'),
  columns: [
    column('day', '日期', 'Day'),
    column('count', '单数', 'Receipts'),
    column('money', '销售额', 'Sales'),
    column('money', '其中会员', 'From members'),
    column('money', '抹零', 'Rounding'),
    column('money', '净收款', 'Net taken'),
  ],
  rows: rows.map((row) => [
    row.day,
    row.receipts,
    row.totalMinor,
    row.memberMinor,
    row.roundingMinor,
    row.totalMinor + row.roundingMinor,
  ]),
  totals: [
    TOTAL,
    sum(rows, (row) => row.receipts),
    sum(rows, (row) => row.totalMinor),
    sum(rows, (row) => row.memberMinor),
    sum(rows, (row) => row.roundingMinor),
    sum(rows, (row) => row.totalMinor + row.roundingMinor),
  ],
})

const SOURCE: Readonly<Record<Source, Phrase>> = {
  terminal: phrase('门店登记', 'At a till'),
  advert: phrase('广告', 'Advertisement'),
  in_pack: phrase('包装内卡片', 'Card in a pack'),
  web: phrase('网站', 'Web site'),
  event: phrase('活动', 'Event'),
  qr: phrase('扫码', 'QR code'),
  agent: phrase('推荐人', 'Agent'),
  co_brand: phrase('联名', 'Co-brand'),
  import: phrase('导入', 'Import'),
  other: phrase('其他', 'Other'),
}

const JOIN_DAYS = 90
const JOINED = column('count', '入会', 'Joined')
const STAYED = column('count', '其中仍为会员', 'Still members')

type Joined = Awaited<ReturnType<typeof membersJoined>>[number]

/** Who joined: month by month, by how they came, and where. */
export async function joinsSheet(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(question, filters)
  const reach = await reachOf(work, wish)
  const looked = await lookedAt(work, { ...wish, usualDays: JOIN_DAYS }, reach)
  const rows = await membersJoined(work, { from: looked.from, to: looked.to, branchIds: reach.ids })
  const names = new Map((await branches(work)).map((one) => [one.id, one.name]))
  const living = await livingIn(work, reach)
  const nowhere = phrase('未指定门店', 'No branch')
  return {
    head: [spanHead(looked), ...(await placeHead(work, wish))],
    parts: [
      joinedBy(column('month', '月份', 'Month'), rows, (row) => row.month),
      joinedBy(column('text', '来源', 'How they came'), rows, (row) =>
        row.source in SOURCE ? SOURCE[row.source as Source] : row.source,
      ),
      joinedBy(column('text', '门店', 'Branch'), rows, (row) =>
        row.branchId === null ? nowhere : (names.get(row.branchId) ?? nowhere),
      ),
      {
        title: phrase('现有会员', 'Members today'),
        columns: [column('text', '门店', 'Branch'), column('count', '会员数', 'Members')],
        rows: living.map((one) => [one.name ?? nowhere, one.members]),
        totals: [TOTAL, sum(living, (one) => one.members)],
      },
    ],
  }
}

type Living = Readonly<{ name: string | null; members: number }>

/** Who is a member today by branch; of the whole chain, those of no branch too. */
async function livingIn(work: Work, reach: Awaited<ReturnType<typeof reachOf>>): Promise<Living[]> {
  const counts = await membersByBranch(work)
  const rows = reach.branches.map((one) => ({ name: one.name, members: counts.get(one.id) ?? 0 }))
  if (reach.ids !== null) return rows
  const { members } = await birthdaysKnown(work, { branchIds: null, ids: null })
  return [...rows, { name: null, members: members - sum(rows, (row) => row.members) }]
}

function joinedBy(first: Column, rows: readonly Joined[], nameOf: (row: Joined) => Phrase | string): Part {
  const names = new Map(rows.map((row) => [JSON.stringify(nameOf(row)), nameOf(row)]))
  const lines = [...names].map(([key, name]) => {
    const own = rows.filter((row) => JSON.stringify(nameOf(row)) === key)
    return { name, joined: sum(own, (row) => row.joined), stayed: sum(own, (row) => row.stayed) }
  })
  const sorted = first.kind === 'month' ? lines : lines.toSorted((a, b) => b.joined - a.joined)
  return {
    title: phrase(`按${first.title.zh}`, `By ${first.title.en.toLowerCase()}`),
    columns: [first, JOINED, STAYED],
    rows: sorted.map((line) => [line.name, line.joined, line.stayed]),
    totals: [TOTAL, sum(rows, (row) => row.joined), sum(rows, (row) => row.stayed)],
  }
}
