import { meanOf, type Sums } from '#domain/insight/model/moments'
import { wilson } from '#domain/insight/model/proportion'
import { upperStudent } from '#domain/insight/model/special'
import { HIGHEST_SCORE, tapsOf, type Question } from './document.ts'

/**
 * With fewer answers an interval of a share is wider than 17 points to each side (Wilson 1927), which tells hardly one
 * choice from another: the page says so in words instead of showing shares.
 */
export const FEWEST_ANSWERS = 30

/** A share with its 95 % interval, in basis points. */
export type ShareSpan = Readonly<{ shareBps: number; lowBps: number; highBps: number }>

const bps = (share: number): number => Math.round(share * 10_000)

/** Wilson's interval; null where nobody was asked. */
export function shareOf(hits: number, n: number): ShareSpan | null {
  if (n === 0) return null
  const { low, high } = wilson({ hits, n })
  return { shareBps: bps(hits / n), lowBps: bps(low), highBps: bps(high) }
}

export type Counted = Readonly<{ value: number; count: number }> & Partial<ShareSpan>
export type QuestionResult = Readonly<{
  /** From 1. */
  question: number
  answers: number
  /** Fewer than `FEWEST_ANSWERS`: counts are shown, and no share. */
  tooFew: boolean
  taps: readonly Counted[]
  /** Of scores: mean with its 95 % interval, in hundredths; null below the fewest. */
  mean: Readonly<{ hundredths: number; low: number; high: number }> | null
}>

/** How often an answer was given; words of one's own have no value. */
export type Reply = Readonly<{ value: number | null; count: number }>

/** Student's interval of a mean score; at least two values. */
function meanSpan(replies: readonly Reply[]): QuestionResult['mean'] {
  const sums = replies.reduce<Sums>(
    ({ n, sum, squares }, { value, count }) =>
      value === null
        ? { n, sum, squares }
        : { n: n + count, sum: sum + value * count, squares: squares + value * value * count },
    { n: 0, sum: 0, squares: 0 },
  )
  const { mean, ofMean, n } = meanOf(sums)
  const half = Math.sqrt(ofMean) * upperStudent(0.05, n - 1)
  const hundredths = (of: number): number => Math.round(of * 100)
  return {
    hundredths: hundredths(mean),
    low: hundredths(Math.max(0, mean - half)),
    high: hundredths(Math.min(HIGHEST_SCORE, mean + half)),
  }
}

/** What one question was answered with, by those who were asked. */
export function resultOf(question: Question, at: number, replies: readonly Reply[]): QuestionResult {
  const answers = replies.reduce((all, one) => all + one.count, 0)
  const tooFew = answers < FEWEST_ANSWERS
  const taps = tapsOf(question).map(({ value }): Counted => {
    const count = replies.find((one) => one.value === value)?.count ?? 0
    return { value, count, ...(tooFew ? {} : (shareOf(count, answers) ?? {})) }
  })
  const mean = question.kind === 'score' && !tooFew ? meanSpan(replies) : null
  return { question: at, answers, tooFew, taps, mean }
}
