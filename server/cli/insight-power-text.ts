import type { Language } from '../language.ts'
import type { PowerAnswer } from './insight-power.ts'
import { table } from './insight-table.ts'

export const POWER_HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji insight power --base SHARE [--to SHARE] [options]
       zhiji insight power --sd S [--difference D] [options]

Before sending: how many members it takes to see an effect, or what effect so many members will probably show.
With --base alone: the table of relative lifts by list size and part held out.

Options
  --base P         share who buy without the campaign, e.g. 0.05
  --to P           share hoped for with it
  --sd S           spread of the amount per member (standard deviation), instead of --base
  --difference D   difference per member hoped for
  --n N            members per arm, of two equal arms: the chance to see it
  --members N      members in all: the smallest difference they will probably show
  --held H         part held out as control (default 0.1)
  --rho R          correlation of a covariate known before (CUPED), 0 ≤ R < 1
  --alpha A        false alarms allowed, two-sided (default 0.05)
  --power P        chance wanted to see a true effect (default 0.8)
  --json           answer as JSON
  --lang zh|en     language (default: the terminal's)
  --help           this text
`,
  zh: `用法：zhiji insight power --base 比例 [--to 比例] [选项]
      zhiji insight power --sd 标准差 [--difference 差值] [选项]

发送之前：看出某个效果需要多少会员，或现有会员数大约能看出多大的效果。
只给 --base 时：按名单人数与对照组比例列出能看出的最小相对提升。

选项
  --base P         不做活动时的购买比例，如 0.05
  --to P           期望做活动后达到的比例
  --sd S           每位会员金额的标准差（代替 --base）
  --difference D   期望的人均差值
  --n N            每组会员数（两组相同）：给出能看出效果的把握
  --members N      会员总数：给出大约能看出的最小差别
  --held H         对照组比例（默认 0.1）
  --rho R          事前变量与指标的相关系数（CUPED），0 ≤ R < 1
  --alpha A        允许的误报率，双侧（默认 0.05）
  --power P        看出真实效果的把握（默认 0.8）
  --json           输出 JSON
  --lang zh|en     语言（默认跟随终端）
  --help           显示本说明
`,
}

type Words = Readonly<{
  achieved: (chance: string) => string
  perArm: (n: string) => string
  inAll: (n: string, held: string) => string
  detectable: (difference: string, relative: string | null) => string
  members: string
  held: (share: string) => string
  nothing: string
}>

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    achieved: (chance) => `Chance to see it: ${chance}.`,
    perArm: (n) => `Members per arm, two equal arms: ${n}.`,
    inAll: (n, held) => `Members in all with ${held} held out: ${n}.`,
    detectable: (difference, relative) => {
      const ofBase = relative === null ? '' : ` (${relative} of the base)`
      return `Such a list will probably show a difference of ${difference}${ofBase} or more.`
    },
    members: 'Members',
    held: (share) => `${share} held out`,
    nothing: 'Give --difference, or --members.',
  },
  zh: {
    achieved: (chance) => `能看出效果的把握：${chance}。`,
    perArm: (n) => `两组相同时每组需要 ${n} 位会员。`,
    inAll: (n, held) => `对照组占 ${held} 时共需 ${n} 位会员。`,
    detectable: (difference, relative) =>
      `这份名单大约能看出 ${difference} 以上的差别${relative === null ? '' : `（相当于基数的 ${relative}）`}。`,
    members: '会员数',
    held: (share) => `对照组 ${share}`,
    nothing: '请给出 --difference 或 --members。',
  },
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`

export function powerText(found: PowerAnswer, language: Language): string {
  const w = WORDS[language]
  const amount = (v: number): string =>
    found.kind === 'shares' ? `${(v * 100).toFixed(2)} %` : v.toPrecision(4)
  const up = (n: number): string => String(Math.ceil(n))
  const lines = [
    ...(found.achieved === null ? [] : [w.achieved(percent(found.achieved))]),
    ...(found.perArm === null ? [] : [w.perArm(up(found.perArm))]),
    ...(found.inAll === null ? [] : [w.inAll(up(found.inAll), percent(found.held))]),
    ...(found.detectable === null
      ? []
      : [
          w.detectable(
            amount(found.detectable),
            found.detectableRelative === null ? null : percent(found.detectableRelative),
          ),
        ]),
  ]
  if (!found.table) return `${lines.length > 0 ? lines.join('\n') : w.nothing}\n`
  const heads = found.table[0]?.cells.map((c) => w.held(percent(c.held))) ?? []
  const rows = found.table.map((r) => [String(r.members), ...r.cells.map((c) => percent(c.relativeLift))])
  return `${[...lines, table([[w.members, ...heads], ...rows])].join('\n')}`
}
