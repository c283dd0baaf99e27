import { anytimeOfDifference, anytimeP } from '#domain/insight/model/anytime'
import { covariateSums, cuped } from '#domain/insight/model/cuped'
import { capPooled, fieller, welch, type RelativeLift } from '#domain/insight/model/mean-difference'
import { sumsOf } from '#domain/insight/model/moments'
import { meansMde } from '#domain/insight/model/power'
import { shareDifference, type Interval } from '#domain/insight/model/proportion'
import { splitCheck } from '#domain/insight/model/srm'
import { FEWEST_BUYERS, FEWEST_MEMBERS, type VerdictKind } from '#domain/insight/model/verdict'
import { choiceGiven, listGiven, needed, wholeGiven, ask, type Given } from './insight-ask.ts'
import type { Answer } from './insight-answers.ts'
import { readColumns, type Table } from './insight-columns.ts'
import { BadFile } from './insight-file.ts'
import { groupsGiven, liftBy } from './insight-lift-by.ts'
import { LIFT_HELP, liftSentence, liftText } from './insight-lift-text.ts'
import type { Io } from './insight.ts'

const KINDS = ['binary', 'mean'] as const

/** `zhiji insight lift`: what the treated arm did beyond the control arm. */
export const lift = (args: string[], io: Io): Promise<number> =>
  ask(args, io, {
    options: ['file', 'arm', 'control', 'treated', 'metric', 'kind', 'covariate', 'share', 'planned', 'by'],
    many: ['covariate', 'share', 'by'],
    help: LIFT_HELP,
    answer: async (given, language) => {
      const found = await answerLift(given)
      const verdict = { ...found.verdict, sentence: liftSentence(found, language) }
      return { json: { ...found, verdict }, text: liftText(found, language) } satisfies Answer
    },
  })

type Wish = Readonly<{ file: string; arm: string; control: string; treated: string; metric: string }>

async function answerLift(given: Given) {
  const wish: Wish = {
    file: needed(given, 'file'),
    arm: needed(given, 'arm'),
    control: needed(given, 'control'),
    treated: needed(given, 'treated'),
    metric: needed(given, 'metric'),
  }
  const asked = choiceGiven(given, 'kind', KINDS)
  const planned = wholeGiven(given, 'planned', { least: 2, most: 1e9 })
  const covariates = listGiven(given, 'covariate')
  const groups = groupsGiven(listGiven(given, 'by'))
  const table = await readColumns(wish.file, {
    ...Object.fromEntries(groups.flat().map((column) => [column, 'text' as const])),
    ...Object.fromEntries(covariates.map((column) => [column, 'number' as const])),
    [wish.metric]: 'number',
    [wish.arm]: 'text',
  })
  const metric = table.numbers(wish.metric)
  const rows = { treated: rowsOf(table, wish, 'treated'), control: rowsOf(table, wish, 'control') }
  const y = { treated: picked(metric, rows.treated), control: picked(metric, rows.control) }
  const kind = kindOf(asked, wish.metric, y)
  const main = compared(kind, y)
  const srm = srmOf(table, wish.arm, sharesGiven(given))
  const n = { control: y.control.length, treated: y.treated.length }
  const all = n.control + n.treated
  const half = anytimeOfDifference(main.se, all, Math.max(all, planned ?? all), 0.05)
  const seen = { difference: main.diff, se: main.se, n: all, planned: Math.max(all, planned ?? all) }
  return {
    metric: wish.metric,
    kind,
    arms: { control: wish.control, treated: wish.treated },
    rows: table.rows,
    n,
    ...main,
    anytime: { interval: [main.diff - half, main.diff + half], p: main.se > 0 ? anytimeP(seen) : 1 },
    srm,
    capped: kind === 'mean' ? cappedOf(y) : null,
    cuped: covariates.length > 0 ? cupedOf(table, covariates, { y, rows }) : null,
    detectable: meansMde(1, n) * main.sd,
    by: liftBy(table, groups, { rows, kind, metric }),
    verdict: verdictOf(n, srm, main.interval),
  }
}
export type LiftAnswer = Awaited<ReturnType<typeof answerLift>>

type Rows = Readonly<{ treated: Int32Array; control: Int32Array }>
type Arms = Readonly<{ treated: Float64Array; control: Float64Array }>

function rowsOf(table: Table, wish: Wish, arm: 'treated' | 'control'): Int32Array {
  const { codes, names } = table.text(wish.arm)
  const code = names.indexOf(wish[arm])
  if (code < 0) throw BadFile({ kind: 'one_of', option: arm, value: wish[arm], choices: names.slice(0, 20) })
  const rows = Int32Array.from(codes, (_, i) => i).filter((i) => codes[i] === code)
  if (rows.length < 2)
    throw BadFile({ kind: 'one_of', option: arm, value: wish[arm], choices: names.slice(0, 20) })
  return rows
}

const picked = (column: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => column[row] as number)

function kindOf(asked: (typeof KINDS)[number] | null, column: string, y: Arms): 'binary' | 'mean' {
  const odd = [y.control, y.treated].flatMap((arm) => [
    ...arm.filter((v) => v !== 0 && v !== 1).subarray(0, 1),
  ])
  if (asked === 'binary' && odd.length > 0)
    throw BadFile({ kind: 'one_of', option: 'metric', value: `${column}: ${odd[0]}`, choices: ['0', '1'] })
  return asked ?? (odd.length > 0 ? 'mean' : 'binary')
}

const pair = ({ low, high }: Interval): [number, number] => [low, high]

function relativeOf(found: RelativeLift | null) {
  if (!found) return null
  return {
    lift: found.lift,
    interval: found.low === null || found.high === null ? null : [found.low, found.high],
  }
}

function compared(kind: 'binary' | 'mean', y: Arms) {
  const sums = { treated: sumsOf(y.treated), control: sumsOf(y.control) }
  const means = { control: sums.control.sum / sums.control.n, treated: sums.treated.sum / sums.treated.n }
  const all = sums.treated.n + sums.control.n
  const pooledMean = (sums.treated.sum + sums.control.sum) / all
  const sd = Math.sqrt(Math.max(0, (sums.treated.squares + sums.control.squares) / all - pooledMean ** 2))
  const buyers = y.control.reduce((c, v) => c + (v > 0 ? 1 : 0), 0)
  // Too few in the control to divide by: the absolute difference is all that can be said.
  const relative = means.control > 0 && buyers >= FEWEST_BUYERS ? fieller(sums.treated, sums.control) : null
  const shared = { means, sd, relative: relativeOf(relative) }
  if (kind === 'binary') {
    const of = (arm: typeof sums.treated) => ({ hits: arm.sum, n: arm.n })
    const { difference, se, p, z, ...interval } = shareDifference(of(sums.treated), of(sums.control))
    return { diff: difference, se, interval: pair(interval), df: null, p, z, ...shared }
  }
  const { difference, se, p, degrees, ...interval } = welch(sums.treated, sums.control)
  return { diff: difference, se, interval: pair(interval), df: degrees, p, z: null, ...shared }
}

function sharesGiven(given: Given): Map<string, number> {
  return new Map(
    listGiven(given, 'share').map((text) => {
      const at = text.lastIndexOf('=')
      const weight = Number(text.slice(at + 1))
      if (at < 1 || !(weight > 0)) throw BadFile({ kind: 'share', option: 'share', value: text })
      return [text.slice(0, at), weight]
    }),
  )
}

/** All arms of the file, planned alike unless shares were given; with shares only those named are compared. */
function srmOf(table: Table, column: string, shares: ReadonlyMap<string, number>) {
  const { codes, names } = table.text(column)
  for (const name of shares.keys())
    if (!names.includes(name)) throw BadFile({ kind: 'one_of', option: 'share', value: name, choices: names })
  const counts = new Int32Array(names.length)
  for (const code of codes) counts[code] = (counts[code] as number) + 1
  const arms = names
    .map((name, i) => ({ name, n: counts[i] as number, share: shares.size > 0 ? shares.get(name) : 1 }))
    .filter((arm): arm is typeof arm & { share: number } => arm.share !== undefined)
  if (arms.length < 2) throw BadFile({ kind: 'share', option: 'share', value: [...shares.keys()].join(', ') })
  const { chiSquare, p, light } = splitCheck(
    arms.map((a) => a.n),
    arms.map((a) => a.share),
  )
  return { chi2: chiSquare, p, light, arms: Object.fromEntries(arms.map((a) => [a.name, a.n])) }
}

/** Null where so few bought that the cap would be nothing: it would cut off every purchase there is. */
function cappedOf(y: Arms) {
  const { cap, touched, treated, control } = capPooled(y.treated, y.control)
  if (cap <= 0) return null
  const { difference, se, p, ...interval } = welch(treated, control)
  return { cap, touched, diff: difference, se, interval: pair(interval), p }
}

function cupedOf(table: Table, covariates: readonly string[], of: Readonly<{ y: Arms; rows: Rows }>) {
  const sums = (arm: 'treated' | 'control') =>
    covariateSums(
      of.y[arm],
      covariates.map((column) => picked(table.numbers(column), of.rows[arm])),
    )
  const found = cuped(sums('treated'), sums('control'))
  return {
    covariates,
    // One covariate has one number; several have a list in their order.
    theta: found.theta.length === 1 ? (found.theta[0] as number) : found.theta,
    rho: found.rho,
    diff: found.difference,
    se: found.se,
    interval: pair(found),
    p: found.p,
    varianceRatio: found.varianceRatio,
  }
}

function verdictOf(
  n: Readonly<{ treated: number; control: number }>,
  srm: Readonly<{ light: string }>,
  [low, high]: readonly [number, number],
): Readonly<{ kind: VerdictKind; reasons: readonly string[] }> {
  const reasons = [
    ...(srm.light === 'red' ? ['split_broken'] : []),
    ...(Math.min(n.treated, n.control) < FEWEST_MEMBERS ? ['too_few_members'] : []),
  ]
  if (reasons.length > 0) return { kind: 'cannot_judge', reasons }
  const doubts = srm.light === 'yellow' ? ['split_doubtful'] : []
  return { kind: low > 0 ? 'worked' : high < 0 ? 'cost_money' : 'no_sign', reasons: doubts }
}
