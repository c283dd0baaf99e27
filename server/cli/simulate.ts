import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { nodeSeal as seal } from '#test/simulation/node-seal'
import { NO_NIGHTS, simulate, withNight, type Simulated } from '#test/simulation/run'
import { SOMETIMES } from '#test/simulation/sometimes'
import { terminalLanguage } from '../language.ts'

const HELP = {
  en:
    'Usage: zhiji simulate [--seeds N] [--from S] [--workers W] [--json]\n\n' +
    'Runs N seeded nights of tills, head office, sticks and every trouble there is, from seed S on.\n' +
    'Exit code 0 when nothing was lost, doubled or wrong; a failure is told with its seed.\n',
  zh:
    '用法：zhiji simulate [--seeds N] [--from S] [--workers W] [--json]\n\n' +
    '从种子 S 起模拟 N 个夜晚：收银机、总部、U 盘和各种故障。\n' +
    '全部相符时退出码为 0；出错时给出种子，可以重现。\n',
} as const

type Share = Readonly<{ seeds: number; from: number }>
type Told = Simulated & Readonly<{ seedsPerSecond: number; workers: number }>

/** T10 from the command line; each worker has its own stretch of seeds. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
      workers: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const language = terminalLanguage(process.env)
  const seeds = whole(values.seeds)
  const from = whole(values.from)
  const workers = values.workers === '' ? Math.min(availableParallelism(), seeds ?? 1) : whole(values.workers)
  if (values.help || seeds === null || from === null || workers === null) {
    const stream = values.help ? process.stdout : process.stderr
    stream.write(HELP[language])
    return values.help ? 0 : 2
  }
  const told = await simulated({ seeds, from }, workers)
  process.stdout.write(values.json ? `${JSON.stringify(told)}\n` : plain(told, language))
  return told.failures === 0 ? 0 : 1
}

/** From 1, or null for what is no whole number. */
const whole = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null)

async function simulated(of: Share, workers: number): Promise<Told> {
  const began = performance.now()
  const shares = cut(of, workers)
  const parts = await Promise.all(shares.map((share) => inWorker(share)))
  const seconds = (performance.now() - began) / 1000
  const sum = (what: (part: Simulated) => number) => parts.reduce((all, part) => all + what(part), 0)
  return {
    ...of,
    failures: sum((part) => part.failures),
    told: parts.flatMap((part) => part.told).slice(0, 20),
    hash: parts.reduce((sum, part) => withNight(sum, part.hash), NO_NIGHTS),
    sometimes: Object.fromEntries(
      SOMETIMES.map((what) => [what, sum((part) => part.sometimes[what])]),
    ) as Simulated['sometimes'],
    seedsPerSecond: Math.round(of.seeds / seconds),
    workers: shares.length,
  }
}

function cut({ seeds, from }: Share, workers: number): Share[] {
  const each = Math.ceil(seeds / workers)
  return Array.from({ length: workers }, (_, at) => ({
    from: from + at * each,
    seeds: Math.min(each, seeds - at * each),
  })).filter((share) => share.seeds > 0)
}

function inWorker(share: Share): Promise<Simulated> {
  return new Promise((told, failed) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { share } })
    worker.once('message', told)
    worker.once('error', failed)
  })
}

function plain({ seeds, failures, told, sometimes, seedsPerSecond }: Told, language: 'en' | 'zh'): string {
  const never = SOMETIMES.filter((what) => sometimes[what] === 0)
  const head =
    language === 'zh'
      ? `${seeds} 个种子，${failures} 个失败，每秒 ${seedsPerSecond} 个。`
      : `${seeds} seeds, ${failures} failures, ${seedsPerSecond} a second.`
  const counts = SOMETIMES.map((what) => `  ${String(sometimes[what]).padStart(9)}  ${what}`)
  const missing =
    never.length === 0 ? [] : [language === 'zh' ? '从未遇到：' : 'Never met:', `  ${never.join(', ')}`]
  return [head, ...told.map((line) => `  ! ${line}`), ...counts, ...missing, ''].join('\n')
}

if (!isMainThread && (workerData as { share?: Share } | null)?.share) {
  const { share } = workerData as { share: Share }
  parentPort?.postMessage(await simulate({ ...share, seal }))
}
