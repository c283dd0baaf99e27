import { useMemo } from 'react'
import type { Told } from '#base/endpoint'
import type { showSegment } from '#domain/insight/contract'
import { cutOf, USUAL_MONTHS, type Cut } from '../insight/lens.ts'
import type { LensInUse } from '../insight/use-lens.ts'

/** What a rule is asked with beside its conditions: the day and window, and the two lines of the quadrants. */
export type Question = Readonly<{ asOf?: string; windowMonths: number; countCut: Cut; spendCut: Cut }>

/** As the address says, else as the segment that is changed was found. */
export function useQuestion({ lens, search }: LensInUse, segment: Told<typeof showSegment> | null): Question {
  const { countCut, spendCut } = search
  return useMemo(
    () => ({
      windowMonths: segment?.windowMonths ?? USUAL_MONTHS,
      ...lens,
      countCut: cutOf(countCut ?? segment?.rule.countCut),
      spendCut: cutOf(spendCut ?? segment?.rule.spendCut),
    }),
    [lens, countCut, spendCut, segment],
  )
}
