import type { Language } from '../language.ts'
import type { LiftAnswer } from './insight-lift.ts'
import { table } from './insight-table.ts'

export const LIFT_HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji insight lift --file members.csv --arm COL --control VALUE --treated VALUE --metric COL [options]

One row per member assigned, reached or not. What the treated did beyond the control, with its 95 % interval.

Options
  --file FILE         CSV in UTF-8, plain or gzipped
  --arm COL           column that says which arm a member was drawn into
  --control VALUE     the arm that was left alone
  --treated VALUE     the arm to judge
  --metric COL        what is compared: 0 or 1, or an amount per member (0 for those who bought nothing)
  --kind KIND         binary (Newcombe) or mean (Welch); default: binary when all values are 0 or 1
  --covariate COL     known before the draw, taken out of the metric (CUPED); may be given several times
  --share ARM=WEIGHT  planned size of an arm, for the check of the split; several times; default: all arms alike
  --planned N         members planned for, for the interval that allows daily looks (default: those in the file)
  --by COL            does the lift differ by this column? Several times; COL,COL crosses two
  --json              answer as JSON
  --lang zh|en        language (default: the terminal's)
  --help              this text

JSON: n, means {control, treated}; diff, se, interval [low, high], df, p; relative {lift, interval} by Fieller, null
when too few of the control bought; anytime; srm {chi2, p} over all arms; capped (money without its largest values);
cuped {theta, diff, se, varianceRatio}, theta a number for one covariate and a list for several; by; verdict {kind,
reasons}, kind being worked, cost_money (less than the control), no_sign or cannot_judge.
`,
  zh: `用法：zhiji insight lift --file members.csv --arm 列名 --control 取值 --treated 取值 --metric 列名 [选项]

每位已分组会员一行（无论是否触达）。给出实验组相对对照组的增量及 95% 置信区间。

选项
  --file 文件         UTF-8 编码的 CSV，可用 gzip 压缩
  --arm 列名          分组列
  --control 取值      对照组
  --treated 取值      要评估的实验组
  --metric 列名       比较的指标：0/1，或每位会员的金额（未消费为 0）
  --kind 类型         binary（Newcombe 区间）或 mean（Welch 区间）；默认：全部为 0/1 时取 binary
  --covariate 列名    分组前已知的变量，用于降低方差（CUPED），可多次给出
  --share 组=权重     计划的分组比例，用于检查分组是否正常；可多次给出，默认各组相同
  --planned N         计划的会员数，用于允许每天查看的区间（默认：文件中的人数）
  --by 列名           增量是否因此列而不同；可多次给出；“列,列”表示交叉
  --json              输出 JSON
  --lang zh|en        语言（默认跟随终端）
  --help              显示本说明

JSON 字段：n、means {control, treated}；diff、se、interval [下限, 上限]、df、p；relative {lift, interval}（Fieller，
对照组购买人数太少时为 null）；anytime；srm {chi2, p}（全部分组）；capped（截去极大值后的金额）；
cuped {theta, diff, se, varianceRatio}，单个变量时 theta 为数字，多个时为列表；by；verdict {kind, reasons}，
kind 为 worked（有效果）、cost_money（不如对照组）、no_sign（没有看出效果）或 cannot_judge（无法判断）。
`,
}

type Words = Readonly<{
  verdict: (found: LiftAnswer, show: Show) => string
  head: readonly string[]
  arms: Readonly<{ control: string; treated: string }>
  srm: (p: string, light: 'green' | 'yellow' | 'red') => string
  relative: (lift: string, low: string, high: string) => string
  anytime: (low: string, high: string) => string
  capped: (cap: string, touched: number, diff: string, low: string, high: string) => string
  cuped: (diff: string, low: string, high: string, saved: string) => string
  story: (by: string, differ: boolean) => string
  byHead: readonly string[]
}>
type Show = (value: number) => string

const REASONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    split_broken: 'the arms are not the sizes that were planned (see --share)',
    too_few_members: 'each arm needs at least 100 members',
  },
  zh: {
    split_broken: '各组人数与计划比例不符（见 --share）',
    too_few_members: '每组至少要有 100 位会员',
  },
}

const english: Words = {
  verdict: ({ verdict, interval: [low, high], diff, detectable }, show) => {
    const between = `between ${show(low)} and ${show(high)}`
    if (verdict.kind === 'cannot_judge')
      return `Cannot be judged: ${verdict.reasons.map((r) => REASONS.en[r] ?? r).join('; ')}.`
    if (verdict.kind === 'worked') return `It worked: ${show(diff)} per member (${between}).`
    if (verdict.kind === 'cost_money')
      return `The treated did less than the control: ${show(diff)} (${between}).`
    return `No sign of an effect; it may lie anywhere ${between}. Such arms probably show ${show(detectable)} or more.`
  },
  head: ['Arm', 'Members', 'Mean'],
  arms: { control: 'control', treated: 'treated' },
  srm: (p, light) =>
    light === 'green' ? `The split is as planned (p ${p}).` : `The split is not as planned (p ${p}).`,
  relative: (lift, low, high) => `Relative to the control: ${lift} (between ${low} and ${high}).`,
  anytime: (low, high) => `If looked at every day: between ${low} and ${high}.`,
  capped: (cap, touched, diff, low, high) =>
    `Capped at ${cap} (${touched} members): ${diff} (between ${low} and ${high}).`,
  cuped: (diff, low, high, saved) =>
    `With what was known before taken out: ${diff} (between ${low} and ${high}), ${saved} less variance.`,
  story: (by, differ) =>
    differ
      ? `By ${by} the lift differs:`
      : `By ${by} no difference can be told from chance; use the mean for all cells:`,
  byHead: ['Cell', 'Control', 'Treated', 'Lift', 'from', 'to', 'to plan with'],
}

const chinese: Words = {
  verdict: ({ verdict, interval: [low, high], diff, detectable }, show) => {
    const between = `在 ${show(low)} 与 ${show(high)} 之间`
    if (verdict.kind === 'cannot_judge')
      return `无法判断：${verdict.reasons.map((r) => REASONS.zh[r] ?? r).join('；')}。`
    if (verdict.kind === 'worked') return `有效果：每位会员增加 ${show(diff)}（${between}）。`
    if (verdict.kind === 'cost_money') return `实验组不如对照组：${show(diff)}（${between}）。`
    return `没有看出效果：真实差别可能${between}。这样的人数大约能看出 ${show(detectable)} 以上的差别。`
  },
  head: ['分组', '会员数', '均值'],
  arms: { control: '对照组', treated: '实验组' },
  srm: (p, light) =>
    light === 'green' ? `分组人数与计划相符（p ${p}）。` : `分组人数与计划不符（p ${p}）。`,
  relative: (lift, low, high) => `相对对照组：${lift}（在 ${low} 与 ${high} 之间）。`,
  anytime: (low, high) => `若每天查看：在 ${low} 与 ${high} 之间。`,
  capped: (cap, touched, diff, low, high) =>
    `金额以 ${cap} 封顶（${touched} 人）：${diff}（在 ${low} 与 ${high} 之间）。`,
  cuped: (diff, low, high, saved) =>
    `扣除分组前已知差异后：${diff}（在 ${low} 与 ${high} 之间），方差减少 ${saved}。`,
  story: (by, differ) =>
    differ ? `按 ${by} 细分，增量确有不同：` : `按 ${by} 细分，差别与偶然无法区分，各格请用总体均值：`,
  byHead: ['细分', '对照组', '实验组', '增量', '下限', '上限', '建议取值'],
}

const WORDS: Readonly<Record<Language, Words>> = { en: english, zh: chinese }

const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text.replace(/^-/, '−'))
const percent = (value: number): string => signed(value, `${(value * 100).toFixed(2)} %`)

const showing = (found: LiftAnswer): Show => {
  if (found.kind === 'binary') return percent
  return (v) => signed(v, v.toFixed(4))
}

/** The verdict in one sentence. */
export const liftSentence = (found: LiftAnswer, language: Language): string =>
  WORDS[language].verdict(found, showing(found))

/** The answer for people: verdict first, then the arms, then what stands beside it. */
export function liftText(found: LiftAnswer, language: Language): string {
  const w = WORDS[language]
  const show = showing(found)
  const plain = (v: number): string => show(v).replace(/^\+/, '')
  const arms = (['control', 'treated'] as const).map((arm) => [
    `${w.arms[arm]} ${found.arms[arm]}`,
    String(found.n[arm]),
    plain(found.means[arm]),
  ])
  const by = (found.by ?? []).map(({ by, story, cells }) => {
    const lines = cells.map((c) => [
      c.name,
      String(c.n.control),
      String(c.n.treated),
      show(c.diff),
      show(c.interval[0] ?? 0),
      show(c.interval[1] ?? 0),
      show(c.shrunk),
    ])
    return `\n${w.story(by, story === 'differ')}\n${table([w.byHead, ...lines])}`
  })
  const notes = notesOf(found, w, show).join('\n')
  return `${w.verdict(found, show)}\n\n${table([w.head, ...arms])}\n${notes}\n${by.join('')}`
}

const plainPercent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** What stands beside the verdict, a sentence each. */
function notesOf(found: LiftAnswer, w: Words, show: Show): string[] {
  const plain = (v: number): string => show(v).replace(/^\+/, '')
  const { relative, capped, cuped, anytime, srm } = found
  return [
    w.srm(srm.p.toPrecision(3), srm.light),
    ...(relative?.interval
      ? [
          w.relative(
            percent(relative.lift),
            percent(relative.interval[0] ?? 0),
            percent(relative.interval[1] ?? 0),
          ),
        ]
      : []),
    w.anytime(show(anytime.interval[0] ?? 0), show(anytime.interval[1] ?? 0)),
    ...(capped
      ? [
          w.capped(
            plain(capped.cap),
            capped.touched,
            show(capped.diff),
            show(capped.interval[0]),
            show(capped.interval[1]),
          ),
        ]
      : []),
    ...(cuped
      ? [
          w.cuped(
            show(cuped.diff),
            show(cuped.interval[0]),
            show(cuped.interval[1]),
            plainPercent(1 - cuped.varianceRatio),
          ),
        ]
      : []),
  ]
}
