import type { Work } from '#db/work'
import { phrase } from './asked.ts'
import type { Filters, GROUPS, ReportCode } from './contract.ts'
import type { Phrase, Sheet } from './model.ts'
import * as actions from './sheets-actions.ts'
import * as ages from './sheets-ages.ts'
import * as insight from './sheets-insight.ts'
import * as members from './sheets-members.ts'
import * as sales from './sheets-sales.ts'
import * as takings from './sheets-takings.ts'
import * as value from './sheets-value.ts'

export type Report = Readonly<{
  group: (typeof GROUPS)[number]
  title: Phrase
  question: Phrase
  filters: readonly string[]
  /** Everything a reader must be allowed: what the page asks, and for lists of people the right to take them along. */
  can: (filters: Filters) => readonly string[]
  make: (work: Work, filters: Filters) => Promise<Sheet>
}>

const READ = () => ['insight.read']
const PEOPLE = () => ['insight.read', 'member.export']
/** By member it names people; by day, place or product it does not. */
const BY_MEMBER = ({ by }: Filters) => (by === 'member' ? PEOPLE() : READ())
const SPAN = ['from', 'to', 'branchId', 'region']
const LENS = ['asOf', 'windowMonths']

/** Z1: one list of all standard reports; page, file and letter of a report are one question. */
export const REPORTS: Readonly<Record<ReportCode, Report>> = {
  takings: {
    group: 'sales',
    title: phrase('每日销售与收款', 'Takings by day and tender'),
    question: phrase('每天卖了多少，是怎么付的？', 'What came in each day, and how was it paid?'),
    filters: SPAN,
    can: READ,
    make: takings.takingsSheet,
  },
  products: {
    group: 'sales',
    title: phrase('商品销售排行', 'What sells'),
    question: phrase('今天和这段时间，什么卖得最好？', 'What sells best, today and in any span?'),
    filters: [...SPAN, 'by', 'keyOnly', 'q'],
    can: READ,
    make: sales.products,
  },
  hours: {
    group: 'sales',
    title: phrase('分时段销售', 'When people buy'),
    question: phrase(
      '哪些时段忙，哪些时段闲，班怎么排？',
      'Which hours are busy, and where is another hand needed?',
    ),
    filters: SPAN,
    can: READ,
    make: sales.hours,
  },
  months: {
    group: 'sales',
    title: phrase('月度销售趋势', 'Sales by month'),
    question: phrase('生意在涨还是在跌？', 'Is business growing or falling?'),
    filters: ['asOf', 'months', 'branchId', 'region'],
    can: READ,
    make: sales.months,
  },
  bills: {
    group: 'sales',
    title: phrase('客单金额分布', 'How large receipts are'),
    question: phrase('顾客一次花多少？', 'How much do people spend at once?'),
    filters: SPAN,
    can: READ,
    make: sales.bills,
  },
  places: {
    group: 'sales',
    title: phrase('区域与门店销售', 'Where people buy'),
    question: phrase('哪个区域、哪家店卖得多？', 'Which region and branch sells most?'),
    filters: SPAN,
    can: READ,
    make: sales.places,
  },
  sold: {
    group: 'sales',
    title: phrase('任意日查询', 'Query any day'),
    question: phrase('某一天卖了多少，在哪里，卖给谁？', 'What was sold on a day, where and to whom?'),
    filters: [...SPAN, 'by', 'product', 'billFromMinor', 'billToMinor', 'sort', 'descending'],
    can: BY_MEMBER,
    make: sales.sold,
  },
  joins: {
    group: 'members',
    title: phrase('入会统计', 'Who joined'),
    question: phrase('新会员来了多少，从哪里来？', 'How many joined, how and where?'),
    filters: SPAN,
    can: READ,
    make: takings.joinsSheet,
  },
  demographics: {
    group: 'members',
    title: phrase('会员构成', 'Who members are'),
    question: phrase(
      '会员多大年纪，男女如何，爱去哪家店？',
      'How old are members, and where do they like to buy?',
    ),
    filters: ['branchId', 'region'],
    can: READ,
    make: members.demographics,
  },
  birthdays: {
    group: 'members',
    title: phrase('生日日历', 'Birthday calendar'),
    question: phrase('接下来谁过生日？', 'Whose birthday comes next?'),
    filters: ['from', 'days', 'branchId', 'region'],
    can: PEOPLE,
    make: members.birthdays,
  },
  activity: {
    group: 'members',
    title: phrase('会员活跃度', 'How active members are'),
    question: phrase('多少会员最近三个月来过？', 'How many members came in the last three months?'),
    filters: ['asOf', 'branchId', 'region'],
    can: READ,
    make: members.activity,
  },
  recency: {
    group: 'members',
    title: phrase('最近消费健康报告', 'How recently members came'),
    question: phrase('来店的会员比一个月前多还是少？', 'Do more members come than a month ago?'),
    filters: ['asOf', 'branchId', 'region'],
    can: READ,
    make: members.recency,
  },
  repeat: {
    group: 'members',
    title: phrase('复购率', 'Who comes back'),
    question: phrase('买过的会员有多少再来？', 'How many buyers come back?'),
    filters: [...LENS, 'branchId', 'region'],
    can: READ,
    make: members.repeat,
  },
  rfm: {
    group: 'members',
    title: phrase('RFM 分析', 'Recency, frequency, money'),
    question: phrase('谁最近来过、常来、花得多？', 'Who came lately, comes often and spends much?'),
    filters: LENS,
    can: READ,
    make: insight.rfm,
  },
  quadrants: {
    group: 'members',
    title: phrase('会员四象限', 'Four kinds of customers'),
    question: phrase('谁是知己，谁是过客？', 'Who is a confidant, who a passer-by?'),
    filters: [...LENS, 'countCut', 'spendCut'],
    can: READ,
    make: insight.quadrants,
  },
  ladder: {
    group: 'members',
    title: phrase('忠诚阶梯', 'Loyalty ladder'),
    question: phrase('会员在第几次停下？', 'At which purchase do members stop?'),
    filters: [...LENS, 'since'],
    can: READ,
    make: insight.ladder,
  },
  pareto: {
    group: 'members',
    title: phrase('消费集中度', 'Who brings the money'),
    question: phrase('钱是谁带来的？', 'Who brings the money?'),
    filters: LENS,
    can: READ,
    make: insight.pareto,
  },
  audience: {
    group: 'members',
    title: phrase('会员名单', 'Members behind the figures'),
    question: phrase(
      '这些数字背后是哪些会员，各处于什么阶段？',
      'Which members are behind a figure, in which state?',
    ),
    filters: [
      ...LENS,
      'r',
      'f',
      'm',
      'quadrants',
      'lifecycles',
      'purchasesFrom',
      'purchasesTo',
      'lastFrom',
      'lastTo',
    ],
    can: PEOPLE,
    make: insight.audience,
  },
  liability: {
    group: 'value',
    title: phrase('应付会员权益', 'Owed to members'),
    question: phrase('我们还欠会员多少积分和储值？', 'How much in points and stored value do we owe?'),
    filters: ['from', 'on', 'branchId'],
    can: READ,
    make: value.liability,
  },
  breakage: {
    group: 'value',
    title: phrase('失效情况', 'Breakage'),
    question: phrase('发出去的有多少没用就过期了？', 'How much of what was given out dies unused?'),
    filters: ['on', 'branchId'],
    can: READ,
    make: value.breakage,
  },
  ages: {
    group: 'value',
    title: phrase('权益账龄', 'Age of value held'),
    question: phrase(
      '各门店发放的储值、积分和券，放了多久还没用？',
      'How old is what members hold, and which branch gave it out?',
    ),
    filters: ['on', 'branchId'],
    can: READ,
    make: ages.agesSheet,
  },
  coupons: {
    group: 'value',
    title: phrase('券与次卡', 'Coupons and passes'),
    question: phrase('发了多少，用了多少，过期多少？', 'How many were given out, used and lost?'),
    filters: ['from', 'to', 'branchId'],
    can: READ,
    make: ages.couponsSheet,
  },
  reconciliation: {
    group: 'value',
    title: phrase('对账', 'Reconciliation'),
    question: phrase('单据与账本是否一致？', 'Do receipts and ledger agree?'),
    filters: ['from', 'to', 'branchId'],
    can: READ,
    make: value.reconciled,
  },
  campaigns: {
    group: 'actions',
    title: phrase('活动效果', 'What campaigns earned'),
    question: phrase('哪些活动真的有用？', 'Which campaigns did anything?'),
    filters: ['page'],
    can: () => ['insight.read', 'campaign.read'],
    make: actions.campaignsSheet,
  },
  care: {
    group: 'actions',
    title: phrase('关怀工作', 'Work of care'),
    question: phrase('关怀任务做了多少，有没有用？', 'How much care was given, and did it help?'),
    filters: ['from', 'to', 'branchId'],
    can: () => ['insight.read', 'care.read'],
    make: actions.careSheet,
  },
}
