import { dayOfNumber } from '#base/instant'
import {
  arena,
  bestOf,
  CONTENDERS,
  enoughFor,
  fitRegular,
  outcomesOf,
  type Arena,
} from '#domain/insight/model/arena'
import { buyerCells } from '#domain/insight/model/buyer-cells'
import { fitBuyers, fitInUnit, type BuyerFit } from '#domain/insight/model/buyer-fit'
import { countedOf, fitDoubts, historyDoubts } from '#domain/insight/model/buyer-doubts'
import { sumLnGaps } from '#domain/insight/model/buyer-histories'
import { buyerScores, totalsOf } from '#domain/insight/model/buyer-scores'
import {
  columnsOf,
  type MemberColumns,
  type PurchaseDays,
  type SpendRows,
} from '#domain/insight/model/purchase-days'
import { fitSpend, type SpendFit } from '#domain/insight/model/spend-model'
import {
  ask,
  choiceGiven,
  dayGiven,
  needed,
  numberGiven,
  textGiven,
  wholeGiven,
  type Given,
} from './insight-ask.ts'
import { CLV_HELP, clvText } from './insight-clv-text.ts'
import { repeatsOf, valueOf } from './insight-clv-value.ts'
import { readColumns } from './insight-columns.ts'
import { BadFile } from './insight-file.ts'
import type { Io } from './insight.ts'

const MODELS = ['bg', 'mbg', 'pareto', 'mbgcnbd', 'nbd', 'arena'] as const
type Model = (typeof MODELS)[number]
const UNITS = { day: 1, week: 7 } as const
type Unit = keyof typeof UNITS

/** `zhiji insight clv`: who will come back, how often, and what that is worth; fitted up to a day, told beyond it. */
export const clv = (args: string[], io: Io): Promise<number> =>
  ask(args, io, {
    options: [
      'file',
      'member',
      'date',
      'amount',
      'model',
      'calibration-end',
      'unit',
      'horizon',
      'k',
      'discount',
    ],
    help: CLV_HELP,
    answer: async (given, language) => {
      const found = await answerClv(given)
      return { json: found, text: clvText(found, language) }
    },
  })

type Read = Readonly<{ rows: SpendRows; members: number; lastDay: number; hasAmount: boolean }>

async function read(given: Given): Promise<Read> {
  const [file, member, date] = [needed(given, 'file'), needed(given, 'member'), needed(given, 'date')]
  const amount = textGiven(given, 'amount')
  const table = await readColumns(file, {
    ...(amount === null ? {} : { [amount]: 'number' as const }),
    [member]: 'text',
    [date]: 'day',
  })
  const day = table.days(date)
  const { codes, names } = table.text(member)
  const amounts = amount === null ? null : table.numbers(amount)
  const spendMinor = Float64Array.from(day, (_, i) =>
    amounts === null ? 0 : Math.round((amounts[i] as number) * 100),
  )
  return {
    rows: { member: codes, day, spendMinor },
    members: names.length,
    lastDay: day.reduce((a, b) => Math.max(a, b)),
    hasAmount: amounts !== null,
  }
}

type Asked = Readonly<{
  model: Model
  cut: number
  unit: Unit
  horizonDays: number
  k: number | null
  discount: number
}>

function askedOf(given: Given, lastDay: number): Asked {
  const unit = choiceGiven(given, 'unit', ['week', 'day'] as const) ?? 'week'
  const cut = dayGiven(given, 'calibration-end') ?? lastDay
  const horizon = numberGiven(given, 'horizon', (value) => value > 0 && value <= 36_500)
  const left = lastDay - cut
  return {
    unit,
    cut,
    model: choiceGiven(given, 'model', MODELS) ?? 'mbg',
    // Behind the last day of the file nothing can be compared: then a year ahead.
    horizonDays: horizon === null ? (left > 0 ? left : 364) : Math.round(horizon * UNITS[unit]),
    k: wholeGiven(given, 'k', { least: 1, most: 4 }),
    discount: numberGiven(given, 'discount', (value) => value > -1 && value < 10) ?? 0.1,
  }
}

async function answerClv(given: Given) {
  const found = await read(given)
  const asked = askedOf(given, found.lastDay)
  const { columns, lists } = columnsOf(found.rows, found.members, { from: -Infinity, to: asked.cut })
  const buyers = columns.purchaseDays.filter((n) => n > 0).length
  const sumX = columns.purchaseDays.reduce((sum, n) => sum + Math.max(0, n - 1), 0)
  if (sumX === 0) throw BadFile({ kind: 'nobody', asOf: dayOfNumber(asked.cut) })
  const seen: Seen = { ...found, ...asked, columns, lists }
  const proof = asked.model === 'arena' ? backTest(seen) : null
  const model = chosen(asked.model, proof)
  const { fit, k } = fitOf(seen, model)
  const money = found.hasAmount ? repeatsOf(seen) : null
  const spend = money && fitSpend(money)
  return {
    model,
    unit: asked.unit,
    calibrationEnd: dayOfNumber(asked.cut),
    horizon: asked.horizonDays / UNITS[asked.unit],
    n: buyers,
    sumX,
    ...forecastOf(seen, fit),
    ...told(fit, k, UNITS[asked.unit]),
    enough: enoughFor(columns, lists, asked.cut),
    counted: countsOf(seen, buyers),
    doubts: [...historyDoubts(columns, lists, asked.cut), ...fitDoubts(fit, spend)],
    gammaGamma: spend && asSpend(spend),
    value: money && spend && valueOf(seen, { fit, spend, money }),
    arena: proof && asArena(proof),
  }
}
export type ClvAnswer = Awaited<ReturnType<typeof answerClv>>

type Seen = Read & Asked & Readonly<{ columns: MemberColumns; lists: PurchaseDays }>

/** The last period of the shop is forecast from what was before it, as long as the horizon but no more than half. */
function backTest({ rows, members, cut, lastDay, horizonDays }: Seen): Arena {
  if (lastDay > cut) return arena(rows, members, { cut, end: Math.min(lastDay, cut + horizonDays) })
  const first = rows.day.reduce((a, b) => Math.min(a, b))
  const back = Math.max(1, Math.min(horizonDays, Math.floor((cut - first) / 2)))
  return arena(rows, members, { cut: cut - back, end: cut })
}

/** Plain recency forecasts no amounts: where it wins, the best of the models tells them. */
function chosen(model: Model, proof: Arena | null): Exclude<Model, 'arena'> {
  if (model !== 'arena') return model
  const best = bestOf((proof?.trials ?? []).filter(({ contender }) => contender !== 'recency'))
  const contender = best?.contender ?? 'mbg'
  return contender === 'recency' ? 'mbg' : contender
}

function fitOf(
  { columns, lists, cut, k }: Seen,
  kind: Exclude<Model, 'arena'>,
): Readonly<{ fit: BuyerFit; k: number | null }> {
  if (kind !== 'mbgcnbd') return { fit: fitBuyers(buyerCells(columns, cut), { kind }), k: null }
  if (k === null) return fitRegular(buyerCells(columns, cut), lists)
  return { fit: fitBuyers(buyerCells(columns, cut), { kind, k, sumLnGaps: sumLnGaps(lists) }), k }
}

function told(fit: BuyerFit, k: number | null, days: number) {
  const { params, logLikelihood, gradientNorm, evaluations, converged, edge } = fitInUnit(fit, days)
  const { kind: _, ...numbers } = params
  return { params: numbers, k, logLikelihood, gradientNorm, evaluations, converged, edge }
}

function forecastOf({ columns, rows, members, cut, lastDay, horizonDays }: Seen, fit: BuyerFit) {
  const { alive, expected } = totalsOf(
    buyerScores(columns, { params: fit.params, asOf: cut, horizon: horizonDays }),
  )
  const end = cut + horizonDays
  // Days the file does not reach would count as days on which nobody bought.
  const bought = end > lastDay ? null : outcomesOf(rows, members, { cut, end })
  const actualTotal =
    bought && bought.reduce((sum, n, m) => sum + ((columns.purchaseDays[m] as number) > 0 ? n : 0), 0)
  return { expectedTotal: expected, actualTotal, pAliveTotal: alive }
}

/** Who is in the count and who is not: nobody is left out silently. */
function countsOf({ columns, members, cut }: Seen, buyers: number) {
  const { repeatBuyers, bornToday } = countedOf(columns, cut)
  // Who first bought later, or has nothing but returns up to the day.
  return { repeatBuyers, bornToday, notYetBuyers: members - buyers }
}

function asSpend({ params, logLikelihood, members, withoutSpend, correlation, converged }: SpendFit) {
  return { ...params, logLikelihood, n: members, withoutSpend, correlation, converged }
}

const asArena = ({ members, actualTotal, returned, trials, winner, reason, enough }: Arena) => ({
  members,
  actualTotal,
  returned,
  winner,
  reason,
  enough,
  trials: CONTENDERS.flatMap((one) => {
    const found = trials.find(({ contender }) => contender === one)
    if (!found) return []
    const { fit, contender, ...scores } = found
    return [{ model: contender, logLikelihood: fit?.logLikelihood ?? null, ...scores }]
  }),
})
