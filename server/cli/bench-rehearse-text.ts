import type { Language } from '../language.ts'
import type { RehearseFigures } from './bench-rehearse.ts'

/** What one rehearsal has to reach on two cores, in sales a minute. */
const TARGET = 200_000

/** The figures for programs. */
export const rehearseJson = (found: RehearseFigures) => ({
  sales_per_minute: found.salesPerMinute,
  sales: found.sales,
  members: found.members,
  rounds: found.rounds,
  seconds: found.seconds,
  alike: found.alike,
  peak_mb: found.peakMb,
  cores: found.machine.cores,
  cpu: found.machine.cpu,
  load_before: found.machine.loadBefore,
  node: found.machine.node,
  postgres: found.machine.postgres,
})

/** The figures for people. */
export function rehearsePlain(found: RehearseFigures, language: Language): string {
  const n = (value: number) => Math.round(value).toLocaleString(language)
  const { machine } = found
  const on = `PostgreSQL ${machine.postgres}, Node.js ${machine.node}, ${machine.cores} × ${machine.cpu}\n`
  return language === 'zh'
    ? `演练：${n(found.sales)} 笔历史销售，会员 ${n(found.members)} 名，${found.rounds} 轮取中位数\n${on}\n` +
        `每分钟 ${n(found.salesPerMinute)} 笔（目标 ${n(TARGET)}）\n` +
        `现行方案与原记录一致 ${n(found.alike)} 笔；内存峰值 ${n(found.peakMb)} MB\n`
    : `Rehearsal of ${n(found.sales)} past sales of ${n(found.members)} members, median of ${found.rounds} rounds\n` +
        `${on}\n${n(found.salesPerMinute)} sales a minute (target ${n(TARGET)})\n` +
        `${n(found.alike)} judged by the live program as they were recorded; most memory ${n(found.peakMb)} MB\n`
}
