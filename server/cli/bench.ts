import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { terminalLanguage, type Language } from '../language.ts'
import { openDatabase } from '../opening.ts'
import { benchImport, type ImportFigures } from './bench-import.ts'
import { INTERRUPTED, interruptible } from './interruption.ts'

const HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji bench import [--receipts N] [--rounds N] [--json]

import   imports made-up sales into a database of its own, and writes the very rows that came of it once more by plain
         COPY into equivalent tables; prints rows of the file per second for both, and their ratio

  --receipts N   receipts of the file, 20,000 when absent
  --rounds N     how often both are measured in turn, 3 when absent; the medians are printed
  --json         the figures as JSON
  --help         this text

It runs on the server of the running program or of the configured database, and removes its database afterwards.
`,
  zh: `用法：zhiji bench import [--receipts N] [--rounds N] [--json]

import   在独立的数据库中导入模拟销售，再把产生的同样的行用 COPY 写入结构相同的表；
         分别给出每秒写入的文件行数及其比值

  --receipts N   文件中的小票数，默认 20,000
  --rounds N     两者交替测量的轮数，默认 3，输出中位数
  --json         以 JSON 输出结果
  --help         显示本说明

测速在正在运行的程序的数据库服务器（或所配置的服务器）上进行，结束后删除测速用的数据库。
`,
}

const OPTIONS = {
  receipts: { type: 'string', default: '20000' },
  rounds: { type: 'string', default: '3' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Where a command writes: the result to `out`, everything else to `err`. */
export type Io = Readonly<{ out: { write(text: string): unknown }; err: { write(text: string): unknown } }>

/** `zhiji bench …` on the process's own streams. */
export const run = (args: string[]): Promise<number> =>
  runBench(args, { out: process.stdout, err: process.stderr })

/**
 * Measures this machine: 0 when measured, 2 when the words were wrong, 130 when interrupted. Without a name it says
 * what can be measured.
 */
export async function runBench(args: string[], io: Io): Promise<number> {
  const language = terminalLanguage(process.env)
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  if (values.help || positionals.length === 0) {
    io.out.write(HELP[language])
    return 0
  }
  const receipts = whole(values.receipts, 100_000_000)
  const rounds = whole(values.rounds, 100)
  if (positionals.length > 1 || positionals[0] !== 'import' || receipts === null || rounds === null) {
    io.err.write(HELP[language])
    return 2
  }
  const say = (line: string) => void io.err.write(`${line}\n`)
  const opened = await openDatabase({ config: readConfig(process.env, true), say, share: true })
  const { signal: stopping, end } = interruptible()
  try {
    const figures = await benchImport({ url: opened.url, receipts, rounds, say, language, stopping })
    io.out.write(values.json ? `${JSON.stringify(figures)}\n` : plain(figures, language))
    return 0
  } catch (trouble) {
    if (stopping.aborted) return INTERRUPTED
    throw trouble
  } finally {
    end()
    await opened.close()
  }
}

function whole(text: string, most: number): number | null {
  const n = Number(text)
  return /^\d+$/.test(text) && n >= 1 && n <= most ? n : null
}

function plain(figures: ImportFigures, language: Language): string {
  const n = (value: number) => Math.round(value).toLocaleString(language)
  const { rows, importRowsPerSecond, copyRowsPerSecond, ratio, tableRows, rounds } = figures
  const share = ratio.toFixed(3)
  return language === 'zh'
    ? `文件 ${n(rows)} 行（写入 ${n(tableRows)} 行数据），测量 ${rounds} 轮，取中位数\n` +
        `导入  ${n(importRowsPerSecond)} 行/秒\nCOPY  ${n(copyRowsPerSecond)} 行/秒\n比值  ${share}\n`
    : `${n(rows)} rows of file (${n(tableRows)} rows of tables), medians of ${rounds} rounds\n` +
        `import  ${n(importRowsPerSecond)} rows/s\nCOPY    ${n(copyRowsPerSecond)} rows/s\nratio   ${share}\n`
}
