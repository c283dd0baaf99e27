import { formatMoney, money } from '#base/money'
import { programDocument } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/index'
import { begin, replay } from '#domain/planning/model/rehearse'
import { told, type SideTold, type Told } from '#domain/planning/model/told'
import type { Screen } from './import-progress.ts'
import type { Io } from './insight.ts'
import { findingLines, findingsOf, program, type Ask } from './program-answers.ts'
import { readPast, type PastFile } from './program-rehearse-file.ts'
import { faulty } from './program-text.ts'

/** Sales judged between two looks at the screen. */
const MOST = 2_000

/**
 * Replays a file of past sales under a program, beside another one or one that promises nothing; without a database.
 * 1 when one of the programs may not go live.
 */
export async function rehearseFile(ask: Ask, io: Io): Promise<number> {
  if (ask.sales === undefined) throw faulty({ kind: 'no_sales', file: null })
  const draft = await readyProgram(ask, io)
  const live =
    ask.live === undefined ? promisingNothing() : await readyProgram({ ...ask, word: ask.live }, io)
  if (draft === null || live === null) return 1
  const began = performance.now()
  const past = await readPast(ask.sales, ask.currency)
  const [first, last] = [past.sales[0], past.sales.at(-1)]
  if (!first || !last) throw faulty({ kind: 'no_sales', file: ask.sales })
  const rehearsal = begin(live, draft, first.day)
  const line = progressOn(io.err, past.sales.length)
  for (let at = 0; at < past.sales.length; at += MOST) {
    replay(rehearsal, past.sales.slice(at, at + MOST))
    line.show(Math.min(at + MOST, past.sales.length))
  }
  line.end()
  const found = told(rehearsal, last.day)
  const tookMs = performance.now() - began
  const figures = {
    from: first.day,
    to: last.day,
    returns_left_out: past.returns,
    rows_left_out: past.rowsLeft,
    seconds: Math.round(tookMs) / 1000,
    sales_per_minute: Math.round(past.sales.length / (tookMs / 60_000)),
  }
  // A file says neither points nor tenders: how many were judged as recorded would mean nothing.
  const { alike: _, recordedPoints: __, ...said } = found
  io.out.write(
    ask.json ? `${JSON.stringify({ ...said, ...figures })}\n` : plain(found, ask, { ...figures, past }),
  )
  return 0
}

async function readyProgram(ask: Ask, io: Io): Promise<ProgramDocument | null> {
  const read = await program(ask)
  if (read.document !== null && read.findings.every((one) => one.level === 'warn')) return read.document
  if (ask.json)
    io.out.write(`${JSON.stringify({ file: ask.word, ready: false, findings: findingsOf(read, ask) })}\n`)
  else for (const line of findingLines(read, ask)) io.err.write(`${line}\n`)
  return null
}

const promisingNothing = (): ProgramDocument =>
  programDocument.parse({ earning: { points: 0, perMinor: 100 } })

/** People at a terminal see how far it has come; a log is left alone. */
function progressOn(screen: Screen, total: number) {
  const isSeen = screen.isTTY === true
  return {
    show: (done: number) => void (isSeen && screen.write(`\r\u001b[K${done} / ${total}`)),
    end: () => void (isSeen && screen.write('\r\u001b[K')),
  }
}

type Figures = Readonly<{
  from: string
  to: string
  seconds: number
  sales_per_minute: number
  past: PastFile
}>

function plain(found: Told, ask: Ask, figures: Figures): string {
  const w = WORDS[ask.language]
  const locale = ask.language === 'zh' ? 'zh-CN' : 'en'
  const say = (minor: number | null) =>
    minor === null ? w.unknown : formatMoney(money(minor), ask.currency, locale)
  const n = (value: number) => value.toLocaleString(locale)
  const row = (name: string, of: (side: SideTold) => string) => [name, of(found.live), of(found.draft)]
  const rows = [
    ['', w.live, w.draft],
    row(w.charged, (side) => say(side.chargedMinor)),
    row(w.given, (side) => say(side.givenMinor)),
    row(w.points, (side) => n(side.pointsIssued)),
    row(w.pointsCost, (side) => say(side.pointsIssued === 0 ? 0 : side.pointsCostMinor)),
    row(w.periodReward, (side) => say(side.periodRewardMinor)),
    row(w.cost, (side) => say(side.costMinor)),
    row(w.owed, (side) => say(side.liabilityPoints === 0 ? 0 : side.liabilityMinor)),
  ]
  const tiers = found.draft.tiers.map(
    (one) => `${ask.language === 'zh' ? one.nameZh : one.nameEn} ${n(one.members)}`,
  )
  const refused = found.draft.refused.map((one) => `${one.code} ${n(one.sales)}`)
  const change = (one: Told['most'][number]) => `  ${one.memberId}  ${say(one.gainMinor)}\n`
  const { past } = figures
  return (
    `${w.about(n(found.sales), n(found.members), figures.from, figures.to)}\n` +
    (past.returns + past.rowsLeft > 0 ? `${w.left(n(past.returns), n(past.rowsLeft))}\n` : '') +
    `\n${table(rows)}\n` +
    (tiers.length > 0 ? `${w.tiers}: ${tiers.join(', ')}\n` : '') +
    (refused.length > 0 ? `${w.refused}: ${refused.join(', ')}\n` : '') +
    `${w.changes(n(found.winners), n(found.losers), n(found.same))}\n` +
    (found.most.length > 0 ? `${w.most}\n${found.most.map(change).join('')}` : '') +
    (found.least.length > 0 ? `${w.least}\n${found.least.map(change).join('')}` : '') +
    `${w.speed(n(figures.sales_per_minute), figures.seconds.toFixed(1))}\n`
  )
}

/** Chinese signs are two columns wide on a terminal. */
const width = (text: string): number => [...text].reduce((all, sign) => all + (sign > '\u2e80' ? 2 : 1), 0)

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => width(row[at] ?? ''))))
  const pad = (text: string, at: number) => {
    const gap = ' '.repeat((widths[at] ?? 0) - width(text))
    return at === 0 ? text + gap : gap + text
  }
  return rows.map((row) => `${row.map(pad).join('  ')}\n`).join('')
}

const WORDS = {
  en: {
    live: 'now',
    draft: 'draft',
    charged: 'charged',
    given: 'taken off by the program',
    points: 'points issued',
    pointsCost: 'what the points cost',
    periodReward: 'rewards of the period',
    cost: 'cost in all',
    owed: 'still owed',
    unknown: 'unknown',
    tiers: 'Tiers under the draft',
    refused: 'Sales that the draft would not make',
    most: 'Members who gain most:',
    least: 'Members who lose most:',
    about: (sales: string, members: string, from: string, to: string) =>
      `${sales} sales, ${members} members, ${from} to ${to}`,
    left: (returns: string, rows: string) => `Left out: ${returns} returns, ${rows} rows that are no sale`,
    changes: (winners: string, losers: string, same: string) =>
      `Better off: ${winners}, worse off: ${losers}, as before: ${same}`,
    speed: (perMinute: string, seconds: string) => `${perMinute} sales a minute (${seconds} s)`,
  },
  zh: {
    live: '现行',
    draft: '草案',
    charged: '实收',
    given: '方案优惠',
    points: '发放积分',
    pointsCost: '积分成本',
    periodReward: '期末返利',
    cost: '总成本',
    owed: '尚未兑付',
    unknown: '未知',
    tiers: '草案下的等级分布',
    refused: '草案下不能成交的销售',
    most: '受益最多的会员：',
    least: '受损最多的会员：',
    about: (sales: string, members: string, from: string, to: string) =>
      `${from} 至 ${to}，销售 ${sales} 笔，会员 ${members} 名`,
    left: (returns: string, rows: string) => `未计入：退货 ${returns} 笔，无法作为销售读取的行 ${rows} 行`,
    changes: (winners: string, losers: string, same: string) =>
      `受益 ${winners} 人，受损 ${losers} 人，不变 ${same} 人`,
    speed: (perMinute: string, seconds: string) => `每分钟 ${perMinute} 笔（用时 ${seconds} 秒）`,
  },
} as const
