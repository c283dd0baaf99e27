import type { Doubt } from '#domain/insight/model/buyer-doubts'
import type { Language } from '../language.ts'
import type { ClvAnswer } from './insight-clv.ts'
import { table } from './insight-table.ts'

export const CLV_HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji insight clv --file sales.csv --member COL --date COL [--amount COL] [options]

Who will come back, how often, and what that is worth: a model of buying until one leaves, fitted to the days up to
--calibration-end and told beyond it. Purchases of one member on one day are one. What the file holds behind that day
is compared with the forecast.

Options
  --file FILE              CSV in UTF-8, plain or gzipped
  --member COL             column of the member
  --date COL               column of the day: YYYY-MM-DD with or without a time, or 14-Jan-15
  --amount COL             column of the amount: also what a purchase is worth (Gamma-Gamma)
  --model NAME             bg, mbg (default), pareto, mbgcnbd, nbd; arena proves all on the last period, takes the best
  --calibration-end DATE   last day that is learned from (default: last day in the file)
  --unit week|day          unit of the parameters and of the horizon (default week)
  --horizon N              how far ahead (default: to the last day of the file, else a year)
  --k N                    of mbgcnbd: how regular, 1 to 4 (default: the likeliest)
  --discount N             of the value, a year (default 0.1)
  --json                   answer as JSON, money in units of the currency
  --lang zh|en             language (default: the terminal's)
  --help                   this text
`,
  zh: `用法：zhiji insight clv --file sales.csv --member 列名 --date 列名 [--amount 列名] [选项]

预测谁会再来、来几次、值多少：以 --calibration-end 为界拟合“购买直至流失”模型，再向后推算。
同一会员同一天的消费算一次。文件中该日之后的数据用来检验预测。

选项
  --file 文件              UTF-8 编码的 CSV，可用 gzip 压缩
  --member 列名            会员列
  --date 列名              日期列：YYYY-MM-DD（可带时间），或 14-Jan-15
  --amount 列名            金额列：给出后同时估算每次消费的价值（Gamma-Gamma）
  --model 名称             bg、mbg（默认）、pareto、mbgcnbd、nbd；arena 用最近一段时间回测，取最好的
  --calibration-end 日期   学习到哪一天为止（默认：文件中最后一天）
  --unit week|day          参数与预测期的单位（默认 week）
  --horizon N              预测多久（默认：到文件最后一天，否则一年）
  --k N                    mbgcnbd 的规律程度，1 至 4（默认取似然最大者）
  --discount N             计算价值的年折现率（默认 0.1）
  --json                   输出 JSON，金额以元为单位
  --lang zh|en             语言（默认跟随终端）
  --help                   显示本说明
`,
}

type Words = Readonly<{
  answer: (n: string, alive: string, expected: string, horizon: string) => string
  actual: (actual: string, miss: string) => string
  value: (total: string) => string
  between: (low: string, high: string) => string
  reason: Readonly<Record<'least_brier' | 'nearest_total', string>>
  doubt: Readonly<Record<Doubt, string>>
  unit: Readonly<Record<'week' | 'day', string>>
  little: string
  wide: string
  head: readonly string[]
  scores: readonly string[]
  winner: (name: string, why: string) => string
  recency: string
  stop: string
}>

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    answer: (n, alive, expected, horizon) =>
      `Of ${n} members about ${alive} are still with the shop; ${expected} purchases are to be expected in ${horizon}.`,
    actual: (actual, miss) => `There were ${actual}, so the forecast missed by ${miss}.`,
    value: (total) => `The next twelve months of all of them are worth about ${total}`,
    between: (low, high) => ` (between ${low} and ${high})`,
    reason: {
      least_brier: 'its chances came true most nearly',
      nearest_total: 'of those whose chances came true most nearly, its total was nearest',
    },
    doubt: {
      impossible_history: 'Some members have more purchase days than days: the import is at fault.',
      opening_day:
        'Many "first" purchases fall on the first day: older history is missing, so members look younger.',
      subscription: 'Most gaps are alike, as of a subscription: this model is not made for contracts.',
      season: 'The same month stands out in both years: compare only forecasts of the same season.',
      no_dropout: 'Nobody is seen to leave; the forecast takes it that all stay.',
      at_edge: 'A parameter ran to its bound: the data do not say how members differ.',
      not_converged: 'The best parameters were not reached.',
      spend_correlated: 'Who buys often spends otherwise per purchase: values are biased.',
      spend_typical: 'A mean purchase does not exist in this model; the typical one was used.',
    },
    unit: { week: 'weeks', day: 'days' },
    little: 'Too little data for a model: look at the days since the last purchase instead.',
    wide: 'Few members: take every number as rough.',
    head: ['parameter', 'value'],
    scores: ['model', 'expected', 'error', 'mean miss', 'Brier', 'area'],
    winner: (name, why) => `Best on the days it had not seen: ${name} (${why}).`,
    recency: 'days since the last purchase',
    stop: '.',
  },
  zh: {
    answer: (n, alive, expected, horizon) =>
      `${n} 位会员中约有 ${alive} 位仍是顾客；预计今后 ${horizon}消费 ${expected} 次。`,
    actual: (actual, miss) => `实际为 ${actual} 次，预测偏差 ${miss}。`,
    value: (total) => `全部会员今后 12 个月的价值约为 ${total}`,
    between: (low, high) => `（${low} 至 ${high} 之间）`,
    reason: {
      least_brier: '回购概率最准',
      nearest_total: '回购概率同样准的模型中，总次数最接近',
    },
    doubt: {
      impossible_history: '部分会员的消费天数多于实际天数，导入数据有误。',
      opening_day: '大量“首次消费”集中在第一天：更早的历史缺失，会员显得比实际更新。',
      subscription: '多数间隔相同，像是订阅，本模型不适用于合约。',
      season: '两年中同一月份都明显偏高：只宜与同季节的预测比较。',
      no_dropout: '看不出有会员流失，预测按全部留存计算。',
      at_edge: '有参数到达边界，数据不足以说明会员之间的差别。',
      not_converged: '未能求得最优参数。',
      spend_correlated: '消费次数与客单价相关，价值估计有偏差。',
      spend_typical: '此模型中平均每次金额不存在，改用典型值。',
    },
    unit: { week: '周', day: '天' },
    little: '数据太少，不适合用模型，请看“距上次消费天数”。',
    wide: '会员较少，数字只能作大致参考。',
    head: ['参数', '数值'],
    scores: ['模型', '预测次数', '偏差', '人均误差', 'Brier', 'AUC'],
    winner: (name, why) => `在未见过的日子里表现最好：${name}（${why}）。`,
    recency: '距上次消费天数',
    stop: '。',
  },
}

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)

/** The answer in a sentence, then the parameters, then how the contenders did. */
export function clvText(found: ClvAnswer, language: Language): string {
  const w = WORDS[language]
  const horizon = `${Number(found.horizon.toFixed(1))} ${w.unit[found.unit]}`
  const [expected, alive] = [found.expectedTotal.toFixed(0), found.pAliveTotal.toFixed(0)]
  const miss =
    found.actualTotal === null || found.actualTotal === 0 ? null : found.expectedTotal / found.actualTotal - 1
  const { verdict } = found.enough
  const lines = [
    verdict === 'none' ? w.little : verdict === 'wide' ? w.wide : '',
    w.answer(String(found.n), alive, expected, horizon),
    miss === null ? '' : w.actual(String(found.actualTotal), percent(miss)),
    valueLine(found, w),
    ...found.doubts.map((doubt) => w.doubt[doubt]),
  ]
  const params = [
    [...w.head],
    ...Object.entries(found.params).map(([name, value]) => [name, String(Number(value).toPrecision(7))]),
    ['log-likelihood', found.logLikelihood.toFixed(4)],
    ...(found.gammaGamma
      ? (['p', 'q', 'gamma'] as const).map((name) => [name, found.gammaGamma?.[name].toPrecision(7) ?? ''])
      : []),
  ]
  return `${lines.filter(Boolean).join('\n')}\n\n${found.model}\n${table(params)}${arenaText(found, w)}`
}

function valueLine({ value }: ClvAnswer, w: Words): string {
  if (!value) return ''
  const { total, range } = value
  const between = range ? w.between(range.low.toFixed(0), range.high.toFixed(0)) : ''
  return `${w.value(total.toFixed(0))}${between}${w.stop}`
}

function arenaText({ arena }: ClvAnswer, w: Words): string {
  if (!arena || arena.trials.length === 0) return ''
  const name = (model: string) => (model === 'recency' ? w.recency : model)
  const rows = arena.trials.map((one) => [
    name(one.model),
    one.expectedTotal.toFixed(0),
    percent(one.error),
    one.meanAbsoluteError.toFixed(3),
    one.brier.toFixed(4),
    one.auc === null ? '–' : one.auc.toFixed(3),
  ])
  const { winner, reason } = arena
  const said = winner && reason ? `${w.winner(name(winner), w.reason[reason.code])}\n` : ''
  return `\n${said}${table([[...w.scores], ...rows])}`
}
