import type { Language } from '../language.ts'
import type { CampaignFigures, Taken } from './bench-campaign.ts'

/** What a campaign to a million members may take of the database, in seconds. */
const TARGET_SECONDS = 60

const taken = (of: Taken) => ({
  seconds: of.seconds,
  database_seconds: of.databaseSeconds,
  database_cpu_seconds: of.databaseCpuSeconds,
  peak_mb: of.peakMb,
})

/** The figures for programs. */
export const campaignJson = (found: CampaignFigures) => ({
  members: found.members,
  treated: found.treated,
  control: found.control,
  database_seconds_per_million: found.databaseSecondsPerMillion,
  ratio: found.ratio,
  audience: taken(found.audience),
  forecast: taken(found.forecast),
  launch: taken(found.launch),
  yardstick: { audience: taken(found.yardstick.audience), launch: taken(found.yardstick.launch) },
  hand_off: {
    messages: found.handOff.messages,
    per_second: found.handOff.perSecond,
    ...taken(found.handOff),
  },
  cores: found.machine.cores,
  cpu: found.machine.cpu,
  load_before: found.machine.loadBefore,
  node: found.machine.node,
  postgres: found.machine.postgres,
})

const WORDS = {
  zh: {
    head: (n: string) => `给 ${n} 名会员的活动`,
    columns: ['', '秒', '数据库', '其中 CPU', '内存 +MB'],
    parts: ['圈人', '预估', '分组与发件箱', '标尺：圈人', '标尺：分组与发件箱'],
    million: (n: string, most: number) => `每百万会员占用数据库 ${n} 秒（目标 ${most}）`,
    ratio: (n: string) => `是同样的行用 INSERT … SELECT 的 ${n} 倍`,
    handOff: (n: string, cpu: string) => `发送：每秒 ${n} 条；每千条占用数据库 CPU ${cpu} 秒`,
  },
  en: {
    head: (n: string) => `A campaign to ${n} members`,
    columns: ['', 'seconds', 'database', 'of it CPU', 'memory +MB'],
    parts: ['audience', 'forecast', 'draw and outbox', 'yardstick: audience', 'yardstick: draw and outbox'],
    million: (n: string, most: number) =>
      `${n} seconds of the database for a million members (target ${most})`,
    ratio: (n: string) => `${n} times the same rows by INSERT … SELECT`,
    handOff: (n: string, cpu: string) =>
      `hand-off: ${n} messages a second; a thousand take ${cpu} seconds of the database’s processor`,
  },
} as const

/** The figures for people. */
export function campaignPlain(found: CampaignFigures, language: Language): string {
  const words = WORDS[language]
  const n = (value: number) => value.toLocaleString(language)
  const { machine, handOff, yardstick } = found
  const { audience, forecast, launch } = found
  const rows = [audience, forecast, launch, yardstick.audience, yardstick.launch].map((of, at) => [
    words.parts[at] ?? '',
    ...[of.seconds, of.databaseSeconds, of.databaseCpuSeconds].map((value) => value.toFixed(2)),
    n(of.peakMb),
  ])
  const lines = [words.columns, ...rows].map((row) => row.join('\t'))
  const cpu = ((handOff.databaseCpuSeconds * 1000) / handOff.messages).toFixed(2)
  return [
    words.head(n(found.members)),
    `PostgreSQL ${machine.postgres}, Node.js ${machine.node}, ${machine.cores} × ${machine.cpu}`,
    '',
    ...lines,
    '',
    words.million(found.databaseSecondsPerMillion.toFixed(1), TARGET_SECONDS),
    words.ratio(found.ratio.toFixed(2)),
    words.handOff(n(Math.round(handOff.perSecond)), cpu),
    '',
  ].join('\n')
}
