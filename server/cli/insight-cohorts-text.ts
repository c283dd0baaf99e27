import type { Language } from '../language.ts'
import type { CohortsAnswer, SurvivalAnswer } from './insight-cohorts.ts'
import { table } from './insight-table.ts'

export const COHORTS_HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji insight cohorts --file sales.csv --member COL --date COL [options]
       zhiji insight cohorts --survivors 1000,631,468,… [--horizon N]

Members by month of their first purchase, and the share that bought again 0, 1, 2 … months later. A month that is not
over has no share. With --survivors: a cohort of subscribers or paying members, projected (shifted beta-geometric).

Options
  --file FILE        CSV in UTF-8, plain or gzipped
  --member COL       column of the member; rows without one are left out
  --date COL         column of the day: YYYY-MM-DD with or without a time, or 14-Jan-15
  --amount COL       column of the amount, when there are returns: below zero is no purchase
  --as-of DATE       last day that counts (default: last day in the file)
  --survivors LIST   how many were there at the start and after each renewal
  --horizon N        renewals to project (default 12)
  --json             answer as JSON
  --lang zh|en       language (default: the terminal's)
  --help             this text
`,
  zh: `用法：zhiji insight cohorts --file sales.csv --member 列名 --date 列名 [选项]
      zhiji insight cohorts --survivors 1000,631,468,… [--horizon N]

按首次消费月份分组，统计其后第 0、1、2 … 个月仍有消费的会员占比；未结束的月份不给占比。
给出 --survivors 时：对一批订阅或付费会员的续费人数做预测（移位 Beta-几何模型）。

选项
  --file 文件        UTF-8 编码的 CSV，可用 gzip 压缩
  --member 列名      会员列；没有会员的行不计
  --date 列名        日期列：YYYY-MM-DD（可带时间），或 14-Jan-15
  --amount 列名      金额列（有退货时给出）：负数不算消费
  --as-of 日期       统计截止日（默认：文件中最后一天）
  --survivors 列表   起始人数及每次续费后的人数
  --horizon N        预测的续费次数（默认 12）
  --json             输出 JSON
  --lang zh|en       语言（默认跟随终端）
  --help             显示本说明
`,
}

type Words = Readonly<{
  head: (asOf: string, members: number) => string
  columns: readonly [string, string]
  all: string
  open: string
  model: (alpha: string, beta: string) => string
  none: string
  renewals: readonly string[]
}>

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    head: (asOf, members) => `As of ${asOf}: ${members} members by month of their first purchase.`,
    columns: ['Month', 'Members'],
    all: 'All',
    open: '(open)',
    model: (alpha, beta) => `Shifted beta-geometric: alpha ${alpha}, beta ${beta}.`,
    none: 'Nobody or everybody left, or too few renewals: no model can be read from this.',
    renewals: ['Renewals', 'seen', 'projected'],
  },
  zh: {
    head: (asOf, members) => `截至 ${asOf}：会员 ${members} 人，按首次消费月份分组。`,
    columns: ['月份', '人数'],
    all: '合计',
    open: '（未满）',
    model: (alpha, beta) => `移位 Beta-几何模型：alpha ${alpha}，beta ${beta}。`,
    none: '无人流失、全部流失或续费次数太少，无法建立模型。',
    renewals: ['续费次数', '实际', '预测'],
  },
}

/** Months after the first that fit a terminal. */
const SHOWN = 12

export function cohortsText(found: CohortsAnswer, language: Language): string {
  const w = WORDS[language]
  const ages = Math.min(SHOWN, Math.max(...found.cohorts.map((c) => c.rates.length)) - 1)
  const after = Array.from({ length: ages }, (_, k) => k + 1)
  const percent = (rate: number | null | undefined): string =>
    rate === undefined ? '' : rate === null ? w.open : `${(rate * 100).toFixed(1)} %`
  const lines = found.cohorts.map((c) => [c.month, String(c.size), ...after.map((k) => percent(c.rates[k]))])
  const together = after.map((k) => percent(found.byAge.find((row) => row.age === k)?.rate))
  return (
    `${w.head(found.asOf, found.members)}\n\n` +
    table([
      [...w.columns, ...after.map((k) => `+${k}`)],
      ...lines,
      [w.all, String(found.members), ...together],
    ])
  )
}

export function survivalText(found: SurvivalAnswer, language: Language): string {
  const w = WORDS[language]
  if (!found.model || !found.projected) return `${w.none}\n`
  const lines = found.projected.map((n, t) => [String(t), String(found.survivors[t] ?? '–'), n.toFixed(0)])
  const model = w.model(found.model.alpha.toFixed(4), found.model.beta.toFixed(4))
  return `${model}\n\n${table([w.renewals, ...lines])}`
}
