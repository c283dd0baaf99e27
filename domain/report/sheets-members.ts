import type { Work } from '#db/work'
import * as people from '#domain/insight/contract/people'
import * as insight from '#domain/insight/index'
import { ALL_ROWS, asked, asOfHead, column, phrase, placeHead, spanHead, windowHead } from './asked.ts'
import type { Filters } from './contract.ts'
import type { Part, Sheet } from './model.ts'

const PEOPLE = column('count', '会员数', 'Members')
const SHARE = column('share', '占比', 'Share')
const TOTAL = phrase('合计', 'All together')
const WHOLE = 10_000

const GENDER = {
  female: phrase('女', 'Women'),
  male: phrase('男', 'Men'),
  other: phrase('其他', 'Other'),
  unknown: phrase('未填写', 'Not told'),
}

export async function demographics(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(people.demographics.input, filters)
  const told = await insight.demographicsReport(work, wish)
  const mean = told.meanAge === null ? '–' : String(Math.round(told.meanAge * 10) / 10)
  return {
    head: [...(await placeHead(work, wish)), [phrase('平均年龄', 'Mean age'), mean]],
    parts: [
      {
        title: phrase('年龄', 'Ages'),
        columns: [column('count', '从', 'From'), column('count', '到', 'To'), PEOPLE, SHARE],
        rows: told.ages.map((row) => [row.from, row.to, row.members, row.shareBps]),
        totals: [TOTAL, null, told.withAge, told.withAge > 0 ? WHOLE : 0],
      },
      {
        title: phrase('性别', 'Gender'),
        columns: [column('text', '性别', 'Gender'), PEOPLE, SHARE],
        rows: told.genders.map((row) => [GENDER[row.gender], row.members, row.shareBps]),
        totals: [TOTAL, told.members, told.members > 0 ? WHOLE : 0],
      },
      {
        title: phrase('偏好门店', 'Preferred branch'),
        columns: [column('text', '门店', 'Branch'), column('text', '区域', 'Region'), PEOPLE, SHARE],
        rows: told.stores.map((row) => [row.name, row.region, row.members, row.shareBps]),
        totals: [TOTAL, null, told.buyers, told.buyers > 0 ? WHOLE : 0],
      },
    ],
  }
}

export async function birthdays(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(people.birthdays.input, filters)
  const told = await insight.birthdaysReport(work, { ...wish, ...ALL_ROWS })
  return {
    head: [spanHead(told), ...(await placeHead(work, wish))],
    parts: [
      {
        title: phrase('寿星名单', 'Birthdays'),
        columns: [
          column('day', '生日', 'Birthday'),
          column('text', '姓名', 'Name'),
          column('text', '卡号', 'Card number'),
          column('count', '年满', 'Turns'),
          column('text', '手机', 'Mobile'),
          column('text', '门店', 'Branch'),
        ],
        rows: told.rows.map((row) => [row.day, row.name, row.number, row.turns, row.mobile, row.branchName]),
        totals: [null, TOTAL, null, told.total, null, null],
      },
    ],
  }
}

type Band = Readonly<{
  fromMonths: number | null
  toMonths: number | null
  members: number
  shareBps: number
  beforeMembers: number
}>

function quiet(bands: readonly Band[], total: number): Part {
  return {
    title: phrase('按最近消费时间', 'By the last purchase'),
    columns: [
      column('text', '距最近消费', 'Since the last purchase'),
      column('count', '超过（月）', 'Over (months)'),
      column('count', '不超过（月）', 'At most (months)'),
      PEOPLE,
      SHARE,
      column('count', '一个月前', 'A month before'),
    ],
    rows: bands.map((band) => [
      band.fromMonths === null ? phrase('从未消费', 'never bought') : phrase('消费过', 'bought'),
      band.fromMonths,
      band.toMonths,
      band.members,
      band.shareBps,
      band.beforeMembers,
    ]),
    totals: [
      TOTAL,
      null,
      null,
      total,
      total > 0 ? WHOLE : 0,
      bands.reduce((all, band) => all + band.beforeMembers, 0),
    ],
  }
}

export async function activity(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(people.activity.input, filters)
  const told = await insight.activityReport(work, wish)
  const head = [asOfHead(told.asOf), ...(await placeHead(work, wish))]
  return { head, parts: [quiet(told.bands, told.members)] }
}

export async function recency(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(people.recency.input, filters)
  const told = await insight.recencyReport(work, wish)
  return {
    head: [asOfHead(told.asOf), ...(await placeHead(work, wish))],
    parts: [
      quiet(told.bands, told.buyers),
      {
        title: phrase('一个月内消费过的会员', 'Bought within a month'),
        columns: [column('day', '截至', 'Up to'), PEOPLE],
        rows: told.months.map((row) => [row.until, row.members]),
        totals: null,
      },
    ],
  }
}

export async function repeat(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(people.repeatRate.input, filters)
  const told = await insight.repeatReport(work, wish)
  const both = (key: 'members' | 'spendMinor' | 'perDayMinor') => [told.repeat[key], told.once[key]]
  const again = phrase('再次消费', 'Came back')
  const once = phrase('只来过一次', 'Came once')
  return {
    head: [asOfHead(told.asOf), windowHead(told.windowMonths), ...(await placeHead(work, wish))],
    parts: [
      {
        title: phrase('复购率', 'Who comes back'),
        columns: [
          column('count', '消费天数（10 为及以上）', 'Purchase days (10 is or more)'),
          PEOPLE,
          moneyColumn,
        ],
        rows: told.times.map((row) => [row.days, row.members, row.spendMinor]),
        totals: [TOTAL, told.buyers, told.times.reduce((all, row) => all + row.spendMinor, 0)],
      },
      {
        title: phrase('两类会员', 'Both kinds'),
        columns: [
          column('text', '类别', 'Kind'),
          PEOPLE,
          SHARE,
          moneyColumn,
          column('money', '每个消费日', 'A purchase day'),
        ],
        rows: [again, once].map((kind, at) => [
          kind,
          both('members')[at] ?? 0,
          at === 0 ? told.rateBps : WHOLE - told.rateBps,
          both('spendMinor')[at] ?? 0,
          both('perDayMinor')[at] ?? 0,
        ]),
        totals: null,
      },
    ],
  }
}

const moneyColumn = column('money', '金额', 'Money')
