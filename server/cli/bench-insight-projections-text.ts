import type { Language } from '../language.ts'
import type { ProjectionsFigures } from './bench-insight-projections.ts'
import { NAMES } from './bench-insight-text.ts'

/** The figures for programs. */
export const projectionsJson = ({ stories, sizes, cores, cpu, node }: ProjectionsFigures) => ({
  stories,
  sizes: sizes.map(
    ({ members, purchaseDays, purchases, cells, megabytes, reading, tasks, peakMb, load }) => ({
      members,
      purchase_days: purchaseDays,
      purchases,
      cells,
      megabytes,
      read_seconds: reading.seconds,
      read_cpu_seconds: reading.cpuSeconds,
      read_database_cpu_seconds: reading.databaseCpuSeconds,
      tasks: tasks.map(({ name, cpuSeconds, ratio, found }) => ({
        name,
        cpu_seconds: cpuSeconds,
        ratio,
        found,
      })),
      peak_mb: peakMb,
      load,
    }),
  ),
  cores,
  cpu,
  node,
})

const WORDS = {
  zh: { members: '会员', purchases: '购买', read: '读取（程序＋数据库）', peak: '内存峰值 MB', load: '负载' },
  en: {
    members: 'members',
    purchases: 'purchases',
    read: 'read (program + database)',
    peak: 'most memory, MB',
    load: 'load',
  },
} as const

/** The figures for people: a column for each size; processor seconds, and ratios to one pass in brackets. */
export function projectionsPlain(
  { sizes, cores, cpu, node }: ProjectionsFigures,
  language: Language,
): string {
  const words = WORDS[language]
  const n = (value: number) => value.toLocaleString(language)
  const line = (name: string, cells: readonly string[]) =>
    cells.map((cell) => cell.padStart(22)).join('') + `  ${name}\n`
  const names = sizes[0]?.tasks.map(({ name }) => name) ?? []
  const tasks = names.map((name, at) =>
    line(
      language === 'zh' ? (NAMES[name] ?? name) : name,
      sizes.map((size) => {
        const task = size.tasks[at]
        return task ? `${n(task.cpuSeconds)} (${n(task.ratio)} ×)` : ''
      }),
    ),
  )
  return [
    `Node.js ${node}, ${cores} × ${cpu}\n\n`,
    line(
      words.members,
      sizes.map(({ members }) => n(members)),
    ),
    line(
      words.purchases,
      sizes.map(({ purchases }) => n(purchases)),
    ),
    line(
      words.read,
      sizes.map(({ reading }) => `${n(reading.cpuSeconds)} + ${n(reading.databaseCpuSeconds)}`),
    ),
    ...tasks,
    line(
      words.peak,
      sizes.map(({ peakMb }) => n(peakMb)),
    ),
    line(
      words.load,
      sizes.map(({ load }) => n(load)),
    ),
  ].join('')
}
