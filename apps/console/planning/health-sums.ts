import type { Told } from '#base/endpoint'
import { BOUNDS, LESS } from '#domain/planning/contract/health'
import type { programHealth, Question, Verdict } from '#domain/planning/contract/health'

export type Health = Told<typeof programHealth>
export type Finding = Health['rows'][number]

/** What asks for something stands first; what nobody knows comes before what is well. */
export const ORDER = ['bad', 'look', 'unknown', 'good'] as const satisfies readonly Verdict[]

/** Findings by verdict, without verdicts that nothing got. */
export const byVerdict = (rows: readonly Finding[]) =>
  ORDER.map((verdict) => ({ verdict, rows: rows.filter((row) => row.verdict === verdict) })).filter(
    (group) => group.rows.length > 0,
  )

/** The worst verdict there is; null where nothing about buying, only about the rules, can be judged. */
export function overall({ salesTo, rows }: Pick<Health, 'salesTo' | 'rows'>): 'bad' | 'look' | 'good' | null {
  if (salesTo === null) return null
  return (['bad', 'look'] as const).find((verdict) => rows.some((row) => row.verdict === verdict)) ?? 'good'
}

export type Scale = Readonly<{
  good: number
  look: number
  /** Whether less is better. */
  less: boolean
  /** From 0 to 1: each third is a verdict, from bad to good, whichever way the figure runs. */
  place: number
}>

/** Where a figure stands among the bounds; null where there is no figure, or no bounds to stand among. */
export function scaleOf({ code, figure }: Pick<Finding, 'code' | 'figure'>): Scale | null {
  const bounds = boundsOf(code)
  if (figure === null || bounds === null) return null
  const [good, look] = bounds
  const less = LESS.includes(code)
  // The outer thirds end where a figure is twice as good, or twice as bad, as it need be; beyond is the same place.
  const stops = less ? [2 * look, look, good, 0] : [0, look, good, 2 * good]
  return { good, look, less, place: placeAmong(stops, figure) }
}

/** Bounds that leave room for each verdict. */
function boundsOf(code: Question): readonly [good: number, look: number] | null {
  if (!(code in BOUNDS)) return null
  const [good, look] = BOUNDS[code as keyof typeof BOUNDS] // `in` has just said so.
  return look === 0 ? null : [good, look]
}

function placeAmong(stops: readonly number[], figure: number): number {
  const parts = stops.slice(1).map((to, at) => {
    const from = stops[at] ?? to
    return Math.min(1, Math.max(0, (figure - from) / (to - from)))
  })
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}
