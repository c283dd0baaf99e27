import type { Work } from '#db/work'
import * as shop from '#domain/insight/contract/shop'
import * as insight from '#domain/insight/index'
import { ALL_ROWS, asked, column, phrase, placeHead, spanHead } from './asked.ts'
import type { Filters } from './contract.ts'
import type { Sheet } from './model.ts'

const UNITS = column('units', '数量', 'Units')
const MONEY = column('money', '金额', 'Money')
const MEMBER_MONEY = column('money', '其中会员', 'From members')
const BILLS = column('count', '单数', 'Receipts')
const BEFORE = column('money', '上一时段金额', 'Money the time before')
const JOINED = column('count', '在此入会的会员', 'Members joined here')
const TOTAL = phrase('合计', 'All together')

export async function products(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(shop.productRanking.input, filters)
  const told = await insight.productRanking(work, { ...wish, ...ALL_ROWS })
  return {
    head: [spanHead(told), ...(await placeHead(work, wish))],
    parts: [
      {
        title: phrase('商品销售排行', 'What sells'),
        columns: [
          column('count', '名次', 'Rank'),
          column('text', '编码', 'Code'),
          column('text', '商品', 'Product'),
          UNITS,
          MONEY,
          MEMBER_MONEY,
          column('count', '含此商品的单数', 'Receipts with it'),
          BEFORE,
        ],
        rows: told.rows.map((row) => [
          row.rank,
          row.code,
          row.name,
          row.thousandths,
          row.amountMinor,
          row.memberAmountMinor,
          row.bills,
          row.beforeMinor,
        ]),
        totals: [
          null,
          TOTAL,
          null,
          told.sold.thousandths,
          told.sold.amountMinor,
          told.sold.memberAmountMinor,
          null,
          told.before.amountMinor,
        ],
      },
    ],
  }
}

export async function hours(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(shop.hoursReport.input, filters)
  const told = await insight.hoursReport(work, wish)
  const place = (hour: number) =>
    told.above.includes(hour)
      ? phrase('高于平均', 'above')
      : told.below.includes(hour)
        ? phrase('低于平均', 'below')
        : null
  return {
    head: [spanHead(told), ...(await placeHead(work, wish))],
    parts: [
      {
        title: phrase('各时段', 'By hour'),
        columns: [
          column('count', '时段（点）', 'Hour'),
          column('number', '日均单数', 'Receipts a day'),
          BILLS,
          UNITS,
          MONEY,
          column('text', '与平均相比', 'Against the average'),
        ],
        rows: told.hours.map((one) => [
          one.hour,
          one.billsPerDay,
          one.bills,
          one.thousandths,
          one.amountMinor,
          place(one.hour),
        ]),
        totals: [null, null, told.sold.bills, told.sold.thousandths, told.sold.amountMinor, TOTAL],
      },
      {
        title: phrase('星期与时段', 'By weekday and hour'),
        columns: [
          column('count', '星期（1 为周一）', 'Weekday (1 is Monday)'),
          column('count', '时段（点）', 'Hour'),
          BILLS,
          MONEY,
        ],
        rows: told.cells.map((cell) => [cell.weekday, cell.hour, cell.bills, cell.amountMinor]),
        totals: [TOTAL, null, told.sold.bills, told.sold.amountMinor],
      },
    ],
  }
}

export async function months(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(shop.monthsReport.input, filters)
  const told = await insight.monthsReport(work, wish)
  return {
    head: await placeHead(work, wish),
    parts: [
      {
        title: phrase('月度销售趋势', 'Sales by month'),
        columns: [
          column('month', '月份', 'Month'),
          MONEY,
          MEMBER_MONEY,
          BILLS,
          column('money', '上年同月', 'A year before'),
          column('text', '是否完整', 'Whole'),
        ],
        rows: told.rows.map((row) => [
          row.month,
          row.amountMinor,
          row.memberAmountMinor,
          row.bills,
          row.yearBeforeMinor,
          row.whole ? phrase('是', 'yes') : phrase('未结束', 'not over'),
        ]),
        totals: [
          TOTAL,
          told.sold.amountMinor,
          told.sold.memberAmountMinor,
          told.sold.bills,
          told.before.amountMinor,
          null,
        ],
      },
    ],
  }
}

const KIND = { returned: phrase('退货', 'Came back'), free: phrase('零元单', 'Nothing to pay'), bill: null }

export async function bills(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(shop.billsReport.input, filters)
  const told = await insight.billsReport(work, wish)
  return {
    head: [spanHead(told), ...(await placeHead(work, wish))],
    parts: [
      {
        title: phrase('客单金额分布', 'How large receipts are'),
        columns: [
          column('text', '类别', 'Kind'),
          column('money', '不低于', 'From'),
          column('money', '低于', 'Below'),
          BILLS,
          MONEY,
          MEMBER_MONEY,
          column('count', '上一时段单数', 'Receipts the time before'),
        ],
        rows: told.rows.map((row) => [
          KIND[row.kind] ?? phrase('单据', 'Receipts'),
          row.fromMinor,
          row.toMinor,
          row.bills,
          row.amountMinor,
          row.memberAmountMinor,
          row.beforeBills,
        ]),
        totals: [
          TOTAL,
          null,
          null,
          told.sold.bills,
          told.sold.amountMinor,
          told.sold.memberAmountMinor,
          told.before.bills,
        ],
      },
    ],
  }
}

export async function places(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(shop.placesReport.input, filters)
  const told = await insight.placesReport(work, wish)
  const sold = [
    told.sold.amountMinor,
    told.sold.memberAmountMinor,
    told.sold.bills,
    told.before.amountMinor,
    null,
  ]
  const numbers = (row: (typeof told.branches)[number] | (typeof told.regions)[number]) => [
    row.amountMinor,
    row.memberAmountMinor,
    row.bills,
    row.beforeMinor,
    row.members,
  ]
  return {
    head: [spanHead(told), ...(await placeHead(work, wish))],
    parts: [
      {
        title: phrase('按区域', 'By region'),
        columns: [column('text', '区域', 'Region'), MONEY, MEMBER_MONEY, BILLS, BEFORE, JOINED],
        rows: told.regions.map((row) => [row.region, ...numbers(row)]),
        totals: [TOTAL, ...sold],
      },
      {
        title: phrase('按门店', 'By branch'),
        columns: [
          column('text', '编码', 'Code'),
          column('text', '门店', 'Branch'),
          MONEY,
          MEMBER_MONEY,
          BILLS,
          BEFORE,
          JOINED,
        ],
        rows: told.branches.map((row) => [row.code, row.name, ...numbers(row)]),
        totals: [TOTAL, null, ...sold],
      },
    ],
  }
}

const BY = {
  day: phrase('日期', 'Day'),
  branch: phrase('地点', 'Place'),
  product: phrase('品种', 'Product'),
  amount: phrase('单笔金额不低于', 'Receipt from'),
  member: phrase('会员', 'Member'),
}

export async function sold(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(shop.soldReport.input, filters)
  const told = await insight.soldReport(work, { ...wish, ...ALL_ROWS })
  const isMember = wish.by === 'member'
  const isAmount = wish.by === 'amount'
  const special = (key: string) =>
    key === 'returned' ? KIND.returned : key === 'free' ? KIND.free : phrase('未出示会员卡', 'Without a card')
  return {
    head: [
      spanHead(told),
      ...(await placeHead(work, wish)),
      ...(wish.product === '' ? [] : [[phrase('商品', 'Product'), wish.product] as const]),
    ],
    parts: [
      {
        title: phrase('任意日查询', 'What was sold'),
        columns: [
          { kind: isAmount ? 'money' : wish.by === 'day' ? 'day' : 'text', title: BY[wish.by] },
          column('text', '编号', 'Number'),
          ...(isMember ? [column('text', '等级', 'Tier')] : []),
          UNITS,
          MONEY,
          BILLS,
        ],
        rows: told.rows.map((row) => [
          row.fromMinor ?? (row.name === '' ? (row.number ?? special(row.key)) : row.name),
          row.number,
          ...(isMember ? [row.tierNames ? phrase(row.tierNames.nameZh, row.tierNames.nameEn) : null] : []),
          row.thousandths,
          row.amountMinor,
          row.bills,
        ]),
        totals: [
          TOTAL,
          null,
          ...(isMember ? [null] : []),
          told.sold.thousandths,
          told.sold.amountMinor,
          told.sold.bills,
        ],
      },
    ],
  }
}
