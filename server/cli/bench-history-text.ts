import type { Language } from '../language.ts'
import type { HistoryFigures } from './bench-history.ts'

/** Sales per second with 20 million past sales, of those with 1 million, at the least. */
const TARGET = 0.8

/** The figures for programs: the ratio that the target is about first. */
export const historyJson = (found: HistoryFigures) => ({
  flat_ratio: found.flatRatio,
  yardstick_flat_ratio: found.yardstickFlatRatio,
  shops: [found.short, found.long].map((shop) => ({
    history: shop.history,
    bytes: shop.bytes,
    engine_tps: shop.engineTps,
    yardstick_tps: shop.yardstickTps,
  })),
  members: found.members,
  callers: found.callers,
  rounds: found.rounds,
  seconds: found.seconds,
  cores: found.machine.cores,
  cpu: found.machine.cpu,
  memory_gb: found.machine.memoryGb,
  load_before: found.machine.loadBefore,
  node: found.machine.node,
  postgres: found.machine.postgres,
})

/** The figures for people. */
export function historyPlain(found: HistoryFigures, language: Language): string {
  const n = (value: number) => Math.round(value).toLocaleString(language)
  const gb = (bytes: number) => (bytes / 2 ** 30).toFixed(1)
  const { short, long, machine } = found
  const on = `PostgreSQL ${machine.postgres}, Node.js ${machine.node}, ${machine.cores} × ${machine.cpu}\n`
  return language === 'zh'
    ? `历史长短对销售速度的影响：会员 ${n(found.members)} 名，并发 ${found.callers}，${found.rounds} 轮取中位数\n${on}\n` +
        [short, long]
          .map(
            (shop) =>
              `${n(shop.history)} 笔历史（${gb(shop.bytes)} GB）：` +
              `引擎每秒 ${n(shop.engineTps)} 笔，标尺 ${n(shop.yardstickTps)} 笔\n`,
          )
          .join('') +
        `历史长的为短的 ${found.flatRatio} 倍（目标 ${TARGET}），标尺为 ${found.yardstickFlatRatio} 倍\n`
    : `What a past costs: ${n(found.members)} members, ${found.callers} callers, medians of ${found.rounds} rounds\n` +
        `${on}\n` +
        [short, long]
          .map(
            (shop) =>
              `${n(shop.history)} past sales (${gb(shop.bytes)} GB): ` +
              `engine ${n(shop.engineTps)}, yardstick ${n(shop.yardstickTps)} sales/s\n`,
          )
          .join('') +
        `beside the long past ${found.flatRatio} of the speed beside the short one (target ${TARGET}), ` +
        `yardstick ${found.yardstickFlatRatio}\n`
}
