import type { Quadrant } from '#domain/insight/model/quadrants'
import type { Language } from '../language.ts'
import type { CellProblem, Fault } from './insight-file.ts'

/** Every question of `zhiji insight`, as named in a refusal. */
const QUESTION_LIST = [
  'rfm',
  'quadrants',
  'ladder',
  'pareto',
  'lift',
  'cohorts',
  'trend',
  'baskets',
  'clv',
  'power',
]

export const HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji insight <question> --file sales.csv --member COL --date COL --amount COL [options]

Questions
  rfm        recency, frequency and money in groups, ties always together
  quadrants  confidants, butterflies, barnacles, passers-by
  ladder     members with at least 1, 2, 3 … purchase days
  pareto     what the best fifth brings

Questions with options of their own; zhiji insight <question> --help tells them
  lift       what a campaign caused, against its control group
  cohorts    who came back, month by month
  clv        who comes back, how often, and what that is worth
  trend      monthly spend: rising, falling or not sure
  baskets    what is bought together
  power      how many members it takes to see an effect

Options
  --file FILE             CSV in UTF-8, plain or gzipped
  --member COL            column of the member
  --date COL              column of the day: YYYY-MM-DD, with or without a time
  --amount COL            column of the amount; below zero is a return
  --as-of DATE            last day that counts, recency is counted to it (default: last day in the file)
  --window-months N       only purchases of the last N months
  --digits N              decimal digits of the currency (default 2)
  --groups N              rfm: groups per score (default 5)
  --count-cut N           quadrants: purchase days, or mean (default), or median
  --spend-cut AMOUNT      quadrants: amount, or mean (default), or median
  --since DATE            ladder: also who moved up a step after this day
  --json                  answer as JSON, amounts in minor units
  --lang zh|en            language (default: the terminal's)
  --help                  this text

Exit code: 0 answered, 2 the question or the file is at fault.
`,
  zh: `用法：zhiji insight <问题> --file sales.csv --member 列名 --date 列名 --amount 列名 [选项]

问题
  rfm        按最近消费、消费次数、消费金额分组打分，相同数值不拆开
  quadrants  四象限：知己、蝴蝶、藤壶、过客
  ladder     忠诚阶梯：消费满 1、2、3 … 次的会员
  pareto     二八分析：前 20% 会员带来多少销售额

以下问题各有自己的选项，见 zhiji insight <问题> --help
  lift       活动与对照组相比带来多少增量
  cohorts    同期群留存：各月新客之后几个月的回购
  clv        谁会再来、来几次、值多少
  trend      月消费趋势：上升、下降或看不出
  baskets    关联购买：哪些商品常一起买
  power      要看出效果需要多少会员

选项
  --file 文件             UTF-8 编码的 CSV，可用 gzip 压缩
  --member 列名           会员列
  --date 列名             日期列：YYYY-MM-DD，可带时间
  --amount 列名           金额列；负数为退货
  --as-of 日期            统计截止日（含当日），最近消费天数算到这一天（默认：文件中最后一天）
  --window-months N       只统计最近 N 个月的消费
  --digits N              币种的小数位数（默认 2）
  --groups N              rfm：每项分几组（默认 5）
  --count-cut N           quadrants：消费次数分界，或 mean（平均数，默认）、median（中位数）
  --spend-cut 金额        quadrants：消费金额分界，或 mean（平均数，默认）、median（中位数）
  --since 日期            ladder：同时统计此日之后上升一级的会员
  --json                  输出 JSON，金额以最小货币单位表示
  --lang zh|en            语言（默认跟随终端）
  --help                  显示本说明

退出码：0 已给出结果，2 命令或文件有误。
`,
}

type Words = Readonly<{
  score: string
  recency: string
  frequency: string
  money: string
  people: (of: string) => string
  cuts: (of: string) => string
  summary: (asOf: string, members: number, money: string) => string
  cells: (full: number, all: number) => string
  quadrant: Readonly<Record<Quadrant, string>>
  quadrantHead: readonly string[]
  quadrantCuts: (count: string, spend: string) => string
  ladderOf: (asOf: string, members: number) => string
  ladderHead: readonly string[]
  moves: (since: string, oneToTwo: number, twoToThree: number) => string
  topFifth: (members: number, share: string) => string
  fourFifths: (members: number, share: string) => string
}>

const english: Words = {
  score: 'Score',
  recency: 'recency (days)',
  frequency: 'frequency (days with a purchase)',
  money: 'money',
  people: (of) => `Members by ${of}`,
  cuts: (of) => `Cuts of ${of}`,
  summary: (asOf, members, money) => `As of ${asOf}: ${members} members with a purchase, ${money} in all.`,
  cells: (full, all) => `${full} of ${all} cells hold members.`,
  quadrant: {
    confidant: 'Confidants',
    butterfly: 'Butterflies',
    barnacle: 'Barnacles',
    passerby: 'Passers-by',
  },
  quadrantHead: ['Quadrant', 'Members', 'share', 'Money', 'share', 'Near a line'],
  quadrantCuts: (count, spend) => `Lines: ${count} purchase days, ${spend} spent.`,
  ladderOf: (asOf, members) => `As of ${asOf}: ${members} members with a purchase.`,
  ladderHead: ['Purchase days', 'Members', 'of the step before', 'Median days between'],
  moves: (since, oneToTwo, twoToThree) => `Moved since ${since}: 1→2 ${oneToTwo}, 2→3 ${twoToThree}.`,
  topFifth: (members, share) => `The best fifth (${members} members) brings ${share} of the money.`,
  fourFifths: (members, share) => `80 % of the money comes from ${members} members (${share}).`,
}

const chinese: Words = {
  score: '得分',
  recency: '最近消费（天）',
  frequency: '消费次数（天）',
  money: '消费金额',
  people: (of) => `人数 · ${of}`,
  cuts: (of) => `分界 · ${of}`,
  summary: (asOf, members, money) => `截至 ${asOf}：有消费的会员 ${members} 人，消费合计 ${money}。`,
  cells: (full, all) => `${all} 格中有 ${full} 格有会员。`,
  quadrant: { confidant: '知己', butterfly: '蝴蝶', barnacle: '藤壶', passerby: '过客' },
  quadrantHead: ['象限', '人数', '占比', '消费金额', '占比', '临界人数'],
  quadrantCuts: (count, spend) => `分界：消费 ${count} 次，金额 ${spend}。`,
  ladderOf: (asOf, members) => `截至 ${asOf}：有消费的会员 ${members} 人。`,
  ladderHead: ['消费次数', '人数', '上一级转化率', '间隔天数中位数'],
  moves: (since, oneToTwo, twoToThree) => `${since} 之后上升：1→2 ${oneToTwo} 人，2→3 ${twoToThree} 人。`,
  topFifth: (members, share) => `消费最高的 20% 会员（${members} 人）带来 ${share} 的销售额。`,
  fourFifths: (members, share) => `80% 的销售额来自 ${members} 位会员（占 ${share}）。`,
}

export const WORDS: Readonly<Record<Language, Words>> = { en: english, zh: chinese }

const CELL: Readonly<Record<Language, Readonly<Record<CellProblem, string>>>> = {
  en: {
    no_member: 'no member is named',
    not_a_date: 'not a date (YYYY-MM-DD)',
    not_a_number: 'not a plain number',
    too_many_decimals: 'more decimals than the currency has (see --digits)',
    too_large: 'too large to be counted exactly',
  },
  zh: {
    no_member: '没有会员',
    not_a_date: '不是日期（YYYY-MM-DD）',
    not_a_number: '不是数字',
    too_many_decimals: '小数位数超过币种（见 --digits）',
    too_large: '数值过大，无法精确计算',
  },
}

/** What is at fault, in one line. */
export function explained(fault: Fault, language: Language): string {
  return language === 'zh' ? inChinese(fault) : inEnglish(fault)
}

function inEnglish(fault: Fault): string {
  switch (fault.kind) {
    case 'question':
      return `"${fault.value}" is none of the questions: ${QUESTION_LIST.join(', ')}. See --help.`
    case 'missing':
      return `--${fault.option} is missing. See --help.`
    case 'number':
      return `--${fault.option} "${fault.value}": a whole number from ${fault.least} to ${fault.most} is needed.`
    case 'day':
      return `--${fault.option} "${fault.value}" is not a date (YYYY-MM-DD).`
    case 'one_of':
      return `--${fault.option} "${fault.value}" is none of: ${fault.choices.join(', ')}.`
    case 'share':
      return `--${fault.option} "${fault.value}": a number that makes sense here is needed. See --help.`
    case 'cut':
      return `--${fault.option} "${fault.value}": a number, mean or median is needed.`
    case 'unreadable':
      return `${fault.file} cannot be read: ${fault.detail}`
    case 'column':
      return `There is no column "${fault.column}". Columns found: ${fault.found.join(', ')}.`
    case 'cell':
      return `Row ${fault.row}, column "${fault.column}": "${fault.value}" – ${CELL.en[fault.problem]}.`
    case 'csv':
      return `Row ${fault.row} cannot be read as CSV: ${fault.detail}`
    case 'empty':
      return 'The file holds no sales.'
    case 'nobody':
      return `Nobody bought in the days that count as of ${fault.asOf}.`
  }
}

function inChinese(fault: Fault): string {
  switch (fault.kind) {
    case 'question':
      return `没有“${fault.value}”这个问题，可用：${QUESTION_LIST.join('、')}。详见 --help。`
    case 'missing':
      return `缺少 --${fault.option}。详见 --help。`
    case 'number':
      return `--${fault.option} “${fault.value}”：应为 ${fault.least} 到 ${fault.most} 的整数。`
    case 'day':
      return `--${fault.option} “${fault.value}”不是日期（YYYY-MM-DD）。`
    case 'one_of':
      return `--${fault.option} “${fault.value}”不在可选值中：${fault.choices.join('、')}。`
    case 'share':
      return `--${fault.option} “${fault.value}”：应为合理的数值，详见 --help。`
    case 'cut':
      return `--${fault.option} “${fault.value}”：应为数字、mean 或 median。`
    case 'unreadable':
      return `无法读取 ${fault.file}：${fault.detail}`
    case 'column':
      return `没有“${fault.column}”列。文件中的列：${fault.found.join('、')}。`
    case 'cell':
      return `第 ${fault.row} 行“${fault.column}”列：“${fault.value}”${CELL.zh[fault.problem]}。`
    case 'csv':
      return `第 ${fault.row} 行不是有效的 CSV：${fault.detail}`
    case 'empty':
      return '文件中没有销售记录。'
    case 'nobody':
      return `截至 ${fault.asOf} 的统计期内没有会员消费。`
  }
}
