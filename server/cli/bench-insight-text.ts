import type { Language } from '../language.ts'
import { rounded, type Beside, type BesideTask } from './bench-insight-beside.ts'
import type { PagesFigures } from './bench-insight-pages.ts'
import type { InsightFigures } from './bench-insight.ts'
import { SCORE_LIMIT } from './bench-insight-tasks.ts'

/** The figures for programs. */
export const insightJson = (found: InsightFigures) => ({
  members: found.members,
  purchase_days: found.purchaseDays,
  cells: found.cells,
  baskets: found.baskets,
  rounds: found.rounds,
  tasks: found.tasks.map(({ name, seconds, cpuSeconds, ratio, found: what }) => ({
    name,
    seconds,
    cpu_seconds: cpuSeconds,
    ratio,
    found: what,
  })),
  score_to_limit: scoreToLimit(found),
  peak_mb: found.peakMb,
  sql: found.beside && {
    members: found.beside.members,
    purchase_days: found.beside.purchaseDays,
    postgresql: found.beside.postgresql,
    duckdb: found.beside.duckdb,
    tasks: found.beside.tasks,
  },
  pages: found.pages && {
    members: found.pages.members,
    purchase_days: found.pages.purchaseDays,
    sales: found.pages.sales,
    pages: found.pages.pages.map(({ name, firstMs, firstCpuMs, againMs, againCpuMs, holdMs }) => ({
      name,
      first_ms: firstMs,
      first_cpu_ms: firstCpuMs,
      again_ms: againMs,
      again_cpu_ms: againCpuMs,
      hold_ms: holdMs,
    })),
    live_money_ms: found.pages.live.moneyMs,
    live_quadrants_ms: found.pages.live.quadrantsMs,
    sql_over_sales_cpu_seconds: found.pages.overSales.sqlCpuSeconds,
    three_pages_cpu_seconds: found.pages.overSales.pagesCpuSeconds,
    ratio: found.pages.overSales.ratio,
    three_pages_again_cpu_seconds: found.pages.overSales.againCpuSeconds,
    again_ratio: found.pages.overSales.againRatio,
  },
  cores: found.cores,
  cpu: found.cpu,
  load_before: found.loadBefore,
  node: found.node,
})

/** Scoring against its own yardstick: what it reads and writes, and nothing else. */
function scoreToLimit({ tasks }: InsightFigures): number | null {
  const seconds = (name: string) => tasks.find((task) => task.name === name)?.cpuSeconds ?? 0
  const limit = seconds(SCORE_LIMIT)
  return limit === 0 ? null : rounded(seconds('score') / limit)
}

/** Tasks in Chinese. */
export const NAMES: Readonly<Record<string, string>> = {
  yardstick: '标尺：全部数组读一遍',
  collapse: '归并相同历史',
  'fit bg': '拟合 BG/NBD',
  'fit mbg': '拟合 MBG/NBD',
  'fit pareto': '拟合 Pareto/NBD',
  'fit gamma-gamma': '拟合 Gamma-Gamma',
  'score limit': '打分的下限：读三列、写两列',
  score: '打分（留存概率、一年预期次数）',
  rfm: 'RFM 三项',
  quadrants: '四象限',
  ladder: '忠诚阶梯',
  'basket pairs': '商品配对',
}

/** The figures for people. */
export function insightPlain(found: InsightFigures, language: Language): string {
  const n = (value: number) => value.toLocaleString(language)
  const name = (task: string) => (language === 'zh' ? (NAMES[task] ?? task) : task)
  const lines = found.tasks.map(
    (task) => `${n(task.cpuSeconds).padStart(9)}  ${n(task.ratio).padStart(9)}  ${name(task.name)}\n`,
  )
  const on = `Node.js ${found.node}, ${found.cores} × ${found.cpu}\n`
  const head =
    language === 'zh'
      ? `会员 ${n(found.members)} 名，消费日 ${n(found.purchaseDays)} 个，归并为 ${n(found.cells)} 种历史；` +
        `${found.rounds} 轮取中位数\n${on}\n  CPU 秒      倍数\n`
      : `${n(found.members)} members, ${n(found.purchaseDays)} purchase days, ${n(found.cells)} different ` +
        `histories; median of ${found.rounds} rounds\n${on}\n    CPU s      ratio\n`
  const limit = n(scoreToLimit(found) ?? 0)
  const tail =
    language === 'zh'
      ? `打分为其下限的 ${limit} 倍；内存峰值 ${n(found.peakMb)} MB\n`
      : `scoring takes ${limit} times its limit; most memory ${n(found.peakMb)} MB\n`
  return (
    head +
    lines.join('') +
    tail +
    (found.beside ? besidePlain(found.beside, language) : '') +
    (found.pages ? pagesPlain(found.pages, language) : '')
  )
}

const BESIDE_NAMES: Readonly<Record<string, string>> = {
  members: '按会员汇总消费日',
  rfm: 'RFM 三项',
  quadrants: '四象限',
  ladder: '忠诚阶梯',
  all: '合计',
}

/** The same by SQL: seconds on the clock, and how many times as long. */
function besidePlain(found: Beside, language: Language): string {
  const n = (value: number) => value.toLocaleString(language)
  const zh = language === 'zh'
  const times = (of: BesideTask['duckdb']) => (of ? `${n(of.seconds)} (${n(of.ratio)} ×)` : '–').padStart(20)
  const lines = found.tasks.map(
    (task) =>
      `${n(task.seconds).padStart(9)}${times(task.postgresql)}${times(task.duckdb)}  ` +
      `${zh ? (BESIDE_NAMES[task.name] ?? task.name) : task.name}\n`,
  )
  const missing = zh ? '未安装' : 'not installed'
  const duck = `DuckDB ${found.duckdb ?? missing}`
  const head = zh
    ? `\n同样的 ${n(found.purchaseDays)} 个消费日（${n(found.members)} 名会员），用 SQL 再算一遍（秒；括号内为本程序的倍数）`
    : `\nThe same ${n(found.purchaseDays)} purchase days of ${n(found.members)} members by SQL ` +
      `(seconds; times as long as the program)`
  return `${head}\n${zh ? '本程序' : 'program'} / PostgreSQL ${found.postgresql} / ${duck}\n\n${lines.join('')}`
}

/** Report pages: milliseconds the first time, again, and how long the others waited at most. */
function pagesPlain(found: PagesFigures, language: Language): string {
  const n = (value: number) => value.toLocaleString(language)
  const { live, overSales } = found
  const lines = found.pages.map(
    ({ name, firstMs, firstCpuMs, againMs, againCpuMs, holdMs }) =>
      [firstMs, firstCpuMs, againMs, againCpuMs, holdMs].map((ms) => n(ms).padStart(9)).join('') +
      `  ${name}\n`,
  )
  return language === 'zh'
    ? `\n报表页面（毫秒）：首次打开（实际时间、CPU）、再次打开（实际时间、CPU）、其他请求最长等待\n\n${lines.join('')}` +
        `新销售出现在概览上：金额 ${n(live.moneyMs)} 毫秒，四象限 ${n(live.quadrantsMs)} 毫秒\n` +
        `${n(found.sales)} 笔销售用 SQL 做 RFM、四象限、阶梯：CPU ${n(overSales.sqlCpuSeconds)} 秒，` +
        `为三个页面首次打开（${n(overSales.pagesCpuSeconds)} 秒）的 ${n(overSales.ratio)} 倍、` +
        `再次打开（${n(overSales.againCpuSeconds)} 秒）的 ${n(overSales.againRatio)} 倍\n`
    : `\nReport pages (ms): opened first (clock, processor), again (clock, processor), ` +
        `and how long others waited at most\n\n${lines.join('')}` +
        `A new sale is on the overview: its money after ${n(live.moneyMs)} ms, the quadrants after ` +
        `${n(live.quadrantsMs)} ms\nRFM, quadrants and ladder by SQL over ${n(found.sales)} sales: ` +
        `${n(overSales.sqlCpuSeconds)} s of the processor, ${n(overSales.ratio)} × the three pages opened first ` +
        `(${n(overSales.pagesCpuSeconds)} s), ${n(overSales.againRatio)} × again (${n(overSales.againCpuSeconds)} s)\n`
}
