import type { Work } from '#db/work'
import * as words from '#domain/insight/contract'
import * as insight from '#domain/insight/index'
import { ALL_ROWS, asked, asOfHead, column, phrase, windowHead } from './asked.ts'
import type { Filters } from './contract.ts'
import type { Sheet } from './model.ts'

const PEOPLE = column('count', '会员数', 'Members')
const MONEY = column('money', '金额', 'Money')
const TOTAL = phrase('合计', 'All together')

const KIND = {
  confidant: phrase('知己', 'Confidants'),
  butterfly: phrase('蝴蝶', 'Butterflies'),
  barnacle: phrase('藤壶', 'Barnacles'),
  passerby: phrase('过客', 'Passers-by'),
}
const STATE = {
  new: phrase('新客', 'new'),
  active: phrase('活跃', 'active'),
  dormant: phrase('沉睡', 'dormant'),
  lost: phrase('流失', 'lost'),
}

export async function rfm(work: Work, filters: Filters): Promise<Sheet> {
  const told = await insight.rfmReport(work, asked(words.rfm.input, filters))
  return {
    head: [asOfHead(told.asOf), windowHead(told.windowMonths)],
    parts: [
      {
        title: phrase('RFM 分布', 'Recency and frequency'),
        columns: [
          column('count', 'R 得分', 'Recency'),
          column('count', 'F 得分', 'Frequency'),
          PEOPLE,
          MONEY,
        ],
        rows: told.grid.map((cell) => [cell.r, cell.f, cell.people, cell.spendMinor]),
        totals: [TOTAL, null, told.members, told.spendMinor],
      },
    ],
  }
}

export async function quadrants(work: Work, filters: Filters): Promise<Sheet> {
  const told = await insight.quadrantReport(work, asked(words.quadrants.input, filters))
  return {
    head: [asOfHead(told.asOf)],
    parts: [
      {
        title: phrase('会员四象限', 'Four kinds of customers'),
        columns: [
          column('text', '类别', 'Kind'),
          PEOPLE,
          MONEY,
          column('count', '靠近分界线', 'Near a line'),
        ],
        rows: told.groups.map((row) => [KIND[row.quadrant], row.people, row.spendMinor, row.near]),
        totals: [TOTAL, told.members, told.spendMinor, null],
      },
    ],
  }
}

export async function ladder(work: Work, filters: Filters): Promise<Sheet> {
  const told = await insight.ladderReport(work, asked(words.ladder.input, filters))
  return {
    head: [asOfHead(told.asOf)],
    parts: [
      {
        title: phrase('忠诚阶梯', 'Loyalty ladder'),
        columns: [
          column('count', '消费天数不少于', 'Purchase days or more'),
          PEOPLE,
          column('share', '由上一级而来', 'Of the step before'),
          column('number', '间隔天数（中位）', 'Days between (median)'),
        ],
        rows: told.steps.map((step) => [step.purchases, step.members, step.fromPreviousBps, step.medianDays]),
        totals: null,
      },
    ],
  }
}

export async function pareto(work: Work, filters: Filters): Promise<Sheet> {
  const told = await insight.paretoReport(work, asked(words.pareto.input, filters))
  return {
    head: [asOfHead(told.asOf)],
    parts: [
      {
        title: phrase('消费集中度', 'Who brings the money'),
        columns: [
          column('share', '会员占比', 'Share of members'),
          column('share', '金额占比', 'Share of the money'),
        ],
        rows: told.curve.map((point) => [point.membersBps, point.spendBps]),
        totals: null,
      },
      {
        title: phrase('合计', 'All together'),
        columns: [PEOPLE, MONEY, column('share', '前 20% 会员的金额', 'Money of the best 20%')],
        rows: [[told.members, told.spendMinor, told.topFifthShareBps]],
        totals: null,
      },
    ],
  }
}

export async function audience(work: Work, filters: Filters): Promise<Sheet> {
  const told = await insight.audienceReport(work, { ...asked(words.audience.input, filters), ...ALL_ROWS })
  return {
    head: [asOfHead(told.asOf)],
    parts: [
      {
        title: phrase('会员名单', 'Members'),
        columns: [
          column('text', '卡号', 'Card number'),
          column('text', '姓名', 'Name'),
          column('count', '消费天数', 'Purchase days'),
          column('day', '最近消费', 'Last purchase'),
          MONEY,
          column('text', 'RFM', 'RFM'),
          column('text', '类别', 'Kind'),
          column('text', '状态', 'State'),
        ],
        rows: told.rows.map((row) => [
          row.number,
          row.name,
          row.purchases,
          row.lastDay,
          row.spendMinor,
          `${row.r}${row.f}${row.m}`,
          KIND[row.quadrant],
          STATE[row.lifecycle],
        ]),
        totals: [TOTAL, null, null, null, told.spendMinor, null, null, null],
      },
    ],
  }
}
