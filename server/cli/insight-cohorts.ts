import { cohorts } from '#domain/insight/model/cohorts'
import { windowOf } from '#domain/insight/model/calendar'
import { purchaseDaysOf, type PurchaseDays } from '#domain/insight/model/purchase-days'
import { retention } from '#domain/insight/model/retention-table'
import { fitShiftedBetaGeometric, renewalsOf, survival } from '#domain/insight/model/retention-sbg'
import { dayOfNumber } from '#base/instant'
import { ask, dayGiven, needed, textGiven, wholeGiven, type Given } from './insight-ask.ts'
import { readColumns } from './insight-columns.ts'
import { cohortsText, COHORTS_HELP, survivalText } from './insight-cohorts-text.ts'
import { BadFile } from './insight-file.ts'
import type { Io } from './insight.ts'

/** `zhiji insight cohorts`: who came back, by month of the first purchase; or how many stay, from survivors. */
export const cohortsQuestion = (args: string[], io: Io): Promise<number> =>
  ask(args, io, {
    options: ['file', 'member', 'date', 'amount', 'as-of', 'survivors', 'horizon'],
    help: COHORTS_HELP,
    answer: async (given, language) => {
      if (textGiven(given, 'survivors') !== null) {
        const found = survivalOf(given)
        return { json: found, text: survivalText(found, language) }
      }
      const found = await answerCohorts(given)
      return { json: found, text: cohortsText(found, language) }
    },
  })

async function answerCohorts(given: Given) {
  const [file, member, date] = [needed(given, 'file'), needed(given, 'member'), needed(given, 'date')]
  const amount = textGiven(given, 'amount')
  const asked = dayGiven(given, 'as-of')
  const table = await readColumns(file, {
    [member]: 'text',
    [date]: 'day',
    ...(amount === null ? {} : { [amount]: 'number' as const }),
  })
  const days = table.days(date)
  const { codes, names } = table.text(member)
  const asOf = asked ?? days.reduce((a, b) => Math.max(a, b))
  const spendMinor = amount === null ? new Float64Array(days.length) : table.numbers(amount)
  const lists = purchaseDaysOf(
    { member: codes, day: days, spendMinor },
    names.length,
    windowOf(dayOfNumber(asOf)),
  )
  const known = withoutNobody(lists, names.indexOf(''))
  if (known.days.length === 0) throw BadFile({ kind: 'nobody', asOf: dayOfNumber(asOf) })
  const { rows, byAge } = retention(cohorts(known, asOf))
  return {
    asOf: dayOfNumber(asOf),
    rows: table.rows,
    members: rows.reduce((n, r) => n + r.size, 0),
    cohorts: rows.map(({ month, size, cells }) => ({
      month,
      size,
      buyers: cells.map((c) => c.buyers),
      rates: cells.map((c) => c.rate),
      complete: cells.map((c) => c.complete),
    })),
    byAge: byAge.map(({ interval, ...row }) => ({ ...row, interval: [interval.low, interval.high] })),
  }
}
export type CohortsAnswer = Awaited<ReturnType<typeof answerCohorts>>

/** Rows without a member are sales to nobody we know; they make no cohort. */
function withoutNobody(lists: PurchaseDays, nobody: number): PurchaseDays {
  if (nobody < 0) return lists
  const [from, to] = [lists.starts[nobody] as number, lists.starts[nobody + 1] as number]
  const days = Int32Array.from([...lists.days.subarray(0, from), ...lists.days.subarray(to)])
  return { starts: lists.starts.map((start, m) => (m > nobody ? start - (to - from) : start)), days }
}

const MOST_PERIODS = 600

function survivalOf(given: Given) {
  const text = needed(given, 'survivors')
  const horizon = wholeGiven(given, 'horizon', { least: 1, most: MOST_PERIODS }) ?? 12
  const survivors = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const falling = survivors.every((n, t) => n >= 0 && n <= (survivors[t - 1] ?? n))
  if (survivors.length < 3 || !falling) throw BadFile({ kind: 'share', option: 'survivors', value: text })
  const fit = fitShiftedBetaGeometric(renewalsOf(survivors))
  const start = survivors[0] as number
  return {
    survivors,
    model: fit && { alpha: fit.alpha, beta: fit.beta, logLikelihood: fit.logLikelihood },
    horizon,
    projected: fit && survival(fit, horizon).map((share) => share * start),
  }
}
export type SurvivalAnswer = ReturnType<typeof survivalOf>
