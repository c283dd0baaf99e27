import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { terminalLanguage, type Language } from '../language.ts'
import { openDatabase } from '../opening.ts'
import { benchCampaign } from './bench-campaign.ts'
import { campaignJson, campaignPlain } from './bench-campaign-text.ts'
import { benchHistory } from './bench-history.ts'
import { historyJson, historyPlain } from './bench-history-text.ts'
import { benchImport } from './bench-import.ts'
import { importPlain } from './bench-import-text.ts'
import { SKEWS } from './bench-sale-baskets.ts'
import { benchInsight } from './bench-insight.ts'
import { benchProjections } from './bench-insight-projections.ts'
import { projectionsJson, projectionsPlain } from './bench-insight-projections-text.ts'
import { insightJson, insightPlain } from './bench-insight-text.ts'
import { benchRehearse } from './bench-rehearse.ts'
import { rehearseJson, rehearsePlain } from './bench-rehearse-text.ts'
import { benchSale, type Cell } from './bench-sale.ts'
import { saleJson, salePlain } from './bench-sale-text.ts'
import { HELP } from './bench-help.ts'
import { INTERRUPTED, interruptible } from './interruption.ts'

/** Where a command writes: the result to `out`, everything else to `err`. */
export type Io = Readonly<{ out: { write(text: string): unknown }; err: { write(text: string): unknown } }>

/** `zhiji bench …` on the process's own streams. */
export const run = (args: string[]): Promise<number> =>
  runBench(args, { out: process.stdout, err: process.stderr })

const OPTIONS = {
  receipts: { type: 'string' },
  sales: { type: 'string' },
  rounds: { type: 'string' },
  members: { type: 'string' },
  history: { type: 'string' },
  seconds: { type: 'string' },
  callers: { type: 'string' },
  quick: { type: 'boolean', default: false },
  alone: { type: 'boolean', default: false },
  pages: { type: 'boolean', default: false },
  projections: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

type Said = Readonly<Partial<Record<keyof typeof OPTIONS, string | boolean>>>
type About = Readonly<{ language: Language; say: (line: string) => void; stopping: AbortSignal }>
type Told = Readonly<{ json: unknown; plain: string }>
/** Null when its words are wrong, else what measures. */
type BenchOf<A> = (said: Said) => ((about: A) => Promise<Told>) | null
type Bench = BenchOf<About & Readonly<{ url: string }>>

const BENCHES: Readonly<Record<string, BenchOf<About>>> = {
  import: onDatabase(importBench),
  sale: onDatabase(saleBench),
  history: onDatabase(historyBench),
  rehearse: onDatabase(rehearseBench),
  campaign: onDatabase(campaignBench),
  insight: insightBench,
}

/** For what needs a server: that of the running program or of the configured database. */
function onDatabase(bench: Bench): BenchOf<About> {
  return (said) => {
    const measure = bench(said)
    return measure && ((about) => served(about, (url) => measure({ ...about, url })))
  }
}

/** The server is opened for it, and closed whatever happens. */
async function served<T>({ say }: About, command: (url: string) => Promise<T>): Promise<T> {
  const opened = await openDatabase({ config: readConfig(process.env, true), say, share: true })
  try {
    return await command(opened.url)
  } finally {
    await opened.close()
  }
}

/**
 * Measures this machine: 0 when measured, 2 when the words were wrong, 130 when interrupted. Without a name it says
 * what can be measured.
 */
export async function runBench(args: string[], io: Io): Promise<number> {
  const language = terminalLanguage(process.env)
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [name, ...more] = positionals
  if (values.help || name === undefined) {
    io.out.write(HELP[language])
    return 0
  }
  const measure = more.length === 0 && Object.hasOwn(BENCHES, name) ? BENCHES[name]?.(values) : null
  if (!measure) {
    io.err.write(HELP[language])
    return 2
  }
  const say = (line: string) => void io.err.write(`${line}\n`)
  const { signal: stopping, end } = interruptible()
  try {
    const { json, plain } = await measure({ language, say, stopping })
    io.out.write(values.json ? `${JSON.stringify(json)}\n` : plain)
    return 0
  } catch (trouble) {
    if (stopping.aborted) return INTERRUPTED
    throw trouble
  } finally {
    end()
  }
}

/** A whole number within its bounds, the usual one when nothing was said; null for anything else. */
function whole(said: string | boolean | undefined, usual: number, most: number): number | null {
  if (said === undefined) return usual
  const n = Number(said)
  return typeof said === 'string' && /^\d+$/.test(said) && n >= 1 && n <= most ? n : null
}

const onlyOf = (said: Said, known: readonly string[]): boolean =>
  Object.entries(said).every(
    ([name, value]) => known.includes(name) || value === false || value === undefined,
  )

function importBench(said: Said): ReturnType<Bench> {
  const receipts = whole(said.receipts, 20_000, 100_000_000)
  const rounds = whole(said.rounds, 3, 100)
  if (receipts === null || rounds === null || !onlyOf(said, ['receipts', 'rounds', 'json'])) return null
  return async (about) => {
    const figures = await benchImport({ ...about, receipts, rounds })
    return { json: figures, plain: importPlain(figures, about.language) }
  }
}

function rehearseBench(said: Said): ReturnType<Bench> {
  const sales = whole(said.sales, 200_000, 100_000_000)
  const rounds = whole(said.rounds, 3, 100)
  if (sales === null || rounds === null || !onlyOf(said, ['sales', 'rounds', 'json'])) return null
  return async (about) => {
    const figures = await benchRehearse({ ...about, sales, rounds })
    return { json: rehearseJson(figures), plain: rehearsePlain(figures, about.language) }
  }
}

function campaignBench(said: Said): ReturnType<Bench> {
  const members = whole(said.members, 100_000, 10_000_000)
  if (members === null || !onlyOf(said, ['members', 'json'])) return null
  return async (about) => {
    const figures = await benchCampaign({ ...about, members })
    return { json: campaignJson(figures), plain: campaignPlain(figures, about.language) }
  }
}

function insightBench(said: Said): ReturnType<BenchOf<About>> {
  const members = whole(said.members, 1_000_000, 30_000_000)
  const rounds = whole(said.rounds, 3, 100)
  const ways = ['alone', 'pages', 'projections'] as const
  if (ways.filter((way) => said[way] === true).length > 1) return null
  if (members === null || rounds === null || !onlyOf(said, ['members', 'rounds', ...ways, 'json']))
    return null
  if (said.projections === true)
    return async (about) => {
      const figures = await served(about, (url) => benchProjections({ ...about, url, members, rounds }))
      return { json: projectionsJson(figures), plain: projectionsPlain(figures, about.language) }
    }
  return async (about) => {
    const measured = (url: string | null) =>
      benchInsight({ ...about, members, rounds, url, pages: said.pages === true })
    const figures = await (said.alone === true ? measured(null) : served(about, measured))
    return { json: insightJson(figures), plain: insightPlain(figures, about.language) }
  }
}

/** Where the ratios of the targets are measured. */
const MAIN_CALLERS = 64
const CALLERS = [1, 16, 64, 256]

function saleBench(said: Said): ReturnType<Bench> {
  const quick = said.quick === true
  const members = whole(said.members, quick ? 20_000 : 100_000, 10_000_000)
  const history = whole(said.history, quick ? 20_000 : 200_000, 100_000_000)
  const rounds = whole(said.rounds, quick ? 2 : 3, 100)
  const seconds = whole(said.seconds, 2, 600)
  const callers = whole(said.callers, MAIN_CALLERS, 1_000)
  const known = ['members', 'history', 'rounds', 'seconds', 'callers', 'quick', 'json']
  if (members === null || history === null || rounds === null || seconds === null) return null
  if (callers === null || !onlyOf(said, known)) return null
  const main: Cell = { skew: 'uniform', callers }
  const grid = SKEWS.flatMap((skew) => CALLERS.map((many): Cell => ({ skew, callers: many })))
  const others = quick ? [] : grid.filter((cell) => cell.skew !== main.skew || cell.callers !== main.callers)
  return async (about) => {
    const figures = await benchSale({ ...about, members, history, rounds, seconds, main, others })
    return { json: saleJson(figures), plain: salePlain(figures, about.language) }
  }
}

/** The two lengths of a past that the target compares. */
const PASTS = { short: 1_000_000, long: 20_000_000 }

function historyBench(said: Said): ReturnType<Bench> {
  const members = whole(said.members, 100_000, 10_000_000)
  const short = whole(said.sales, PASTS.short, 100_000_000)
  const long = whole(said.history, PASTS.long, 100_000_000)
  const rounds = whole(said.rounds, 5, 100)
  const seconds = whole(said.seconds, 4, 600)
  const callers = whole(said.callers, MAIN_CALLERS, 1_000)
  const known = ['members', 'sales', 'history', 'rounds', 'seconds', 'callers', 'json']
  if (members === null || short === null || long === null || rounds === null || seconds === null) return null
  if (callers === null || short >= long || !onlyOf(said, known)) return null
  return async (about) => {
    const history = { short, long }
    const figures = await benchHistory({ ...about, members, history, rounds, seconds, callers })
    return { json: historyJson(figures), plain: historyPlain(figures, about.language) }
  }
}
