import type { Language } from '../language.ts'
import type { Commits } from './bench-sale-commits.ts'
import type { SaleFigures } from './bench-sale.ts'

/** The figures for programs: the four that the targets are about first, everything behind them after. */
export function saleJson(found: SaleFigures): Record<string, unknown> {
  const { main, machine, halfOfPeak } = found
  return {
    yardstick_tps: main.yardstickTps,
    engine_ratio: found.engineRatio,
    http_ratio: found.httpRatio,
    bulk_ratio: found.bulkRatio,
    bulk2_ratio: found.bulk2Ratio,
    yardstick_by: found.yardstickBy,
    skew: main.skew,
    callers: main.callers,
    engine_tps: main.engineTps,
    http_tps: main.httpTps,
    bulk_tps: main.bulkTps,
    bulk2_tps: main.bulk2Tps,
    cells: found.cells.map((cell) => ({
      skew: cell.skew,
      callers: cell.callers,
      engine_tps: cell.engineTps,
      yardstick_tps: cell.yardstickTps,
      ratio: cell.ratio,
      engine_p50_ms: cell.p50Ms,
      engine_p99_ms: cell.p99Ms,
      yardstick_clients: cell.yardstickClients,
    })),
    half_of_peak: { engine: openJson(halfOfPeak.engine), http: openJson(halfOfPeak.http) },
    server_peak_mb: found.serverPeakMb,
    audit: found.audit,
    members: found.members,
    history: found.history,
    rounds: found.rounds,
    seconds: found.seconds,
    machine: {
      cores: machine.cores,
      cpu: machine.cpu,
      memory_gb: machine.memoryGb,
      load_before: machine.loadBefore,
      node: machine.node,
      postgres: machine.postgres,
    },
    settings: machine.settings,
    took_seconds: found.tookSeconds,
  }
}

const openJson = ({ perSecond, p50Ms, p99Ms, commits }: SaleFigures['halfOfPeak']['engine']) => ({
  per_second: Math.round(perSecond),
  p50_ms: p50Ms,
  p99_ms: p99Ms,
  // Of commits of one row beside them, evenly over the time.
  commit_p50_ms: commits.p50Ms,
  commit_p99_ms: commits.p99Ms,
  commit_worst_ms: commits.worstMs,
})

/** The figures for people, as a table. */
export function salePlain(found: SaleFigures, language: Language): string {
  const w = WORDS[language]
  const n = (value: number) => Math.round(value).toLocaleString(language)
  const { main, machine, halfOfPeak } = found
  const rows: string[][] = [
    [w.way, w.perSecond, w.ratio, w.target],
    [w.yardstick(found.yardstickBy), n(main.yardstickTps), '1', ''],
    [w.engine, n(main.engineTps), found.engineRatio.toFixed(2), '2.5'],
    [w.http, n(main.httpTps), found.httpRatio.toFixed(2), '1.2'],
    [w.bulk, n(main.bulkTps), found.bulkRatio.toFixed(2), '4'],
    [w.bulk2, n(main.bulk2Tps), found.bulk2Ratio.toFixed(2), '4'],
  ]
  const cells: string[][] = [
    [w.skew, w.callers, w.engine, w.yardstick(found.yardstickBy), w.ratio, 'p50 ms', 'p99 ms'],
    ...found.cells.map((cell) => [
      cell.skew,
      `${cell.callers}${cell.yardstickClients < cell.callers ? ` (${cell.yardstickClients})` : ''}`,
      n(cell.engineTps),
      n(cell.yardstickTps),
      cell.ratio.toFixed(2),
      cell.p50Ms.toFixed(1),
      cell.p99Ms.toFixed(1),
    ]),
  ]
  const half = (name: string, of: SaleFigures['halfOfPeak']['engine']) =>
    `${name}  ${n(of.perSecond)}/s  p50 ${of.p50Ms} ms  p99 ${of.p99Ms} ms  (${w.commits(of.commits)})\n`
  return (
    `${w.about(n(found.members), n(found.history), found.rounds)}\n` +
    `PostgreSQL ${machine.postgres}, Node.js ${machine.node}, ${machine.cores} × ${machine.cpu}\n\n` +
    `${main.skew}, ${main.callers}:\n${table(rows)}\n` +
    (found.cells.length > 0 ? `${table(cells)}\n` : '') +
    `${w.half}\n${half(w.engine, halfOfPeak.engine)}${half('HTTP', halfOfPeak.http)}\n` +
    `${w.memory(n(found.serverPeakMb))}\n${w.audit(found.audit.findings)}\n`
  )
}

/** Chinese signs are two columns wide on a terminal. */
const width = (text: string): number => [...text].reduce((all, sign) => all + (sign > '\u2e80' ? 2 : 1), 0)

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => width(row[at] ?? ''))))
  const cell = (text: string, at: number) => {
    const gap = ' '.repeat((widths[at] ?? 0) - width(text))
    return at === 0 ? text + gap : gap + text
  }
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('')
}

const WORDS = {
  en: {
    way: 'way',
    perSecond: 'sales/s',
    ratio: 'ratio',
    target: 'target',
    yardstick: (by: string) => `yardstick (${by})`,
    engine: 'engine',
    http: 'HTTP',
    bulk: 'bulk',
    bulk2: 'bulk, two at once',
    skew: 'members',
    callers: 'callers',
    half: 'At half of the peak rate:',
    commits: ({ p50Ms, p99Ms, worstMs }: Commits) =>
      `a commit of one row beside: p50 ${p50Ms}, p99 ${p99Ms}, worst ${worstMs} ms`,
    about: (members: string, history: string, rounds: number) =>
      `${members} members, ${history} past sales; medians of ${rounds} rounds`,
    memory: (mb: string) => `Most memory of the server's process: ${mb} MB`,
    audit: (findings: number) =>
      findings === 0
        ? 'Audit: every law holds'
        : `Audit: ${findings} laws broken – the figures are worth nothing`,
  },
  zh: {
    way: '方式',
    perSecond: '笔/秒',
    ratio: '比值',
    target: '目标',
    yardstick: (by: string) => `标尺（${by}）`,
    engine: '引擎',
    http: 'HTTP',
    bulk: '批量',
    bulk2: '两批同时',
    skew: '会员分布',
    callers: '并发',
    half: '半峰值速率下：',
    commits: ({ p50Ms, p99Ms, worstMs }: Commits) =>
      `同时单行提交：p50 ${p50Ms}、p99 ${p99Ms}、最长 ${worstMs} 毫秒`,
    about: (members: string, history: string, rounds: number) =>
      `会员 ${members} 名，历史销售 ${history} 笔；${rounds} 轮取中位数`,
    memory: (mb: string) => `服务进程内存峰值：${mb} MB`,
    audit: (findings: number) =>
      findings === 0 ? '核对：全部规则成立' : `核对：${findings} 处不符，测速结果无效`,
  },
} as const
