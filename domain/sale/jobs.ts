import { onEvents, whenAsked, type Job } from '#db/jobs'
import { askForMerits, TELL_MERITS, tellMerits } from './tell-merits.ts'

/** A program that begins to have tiers asks what members bought before. */
export const saleJobs: readonly Job[] = [
  onEvents({ name: 'sale.programs', kinds: ['program.published'], most: 100 }, askForMerits),
  whenAsked({ name: TELL_MERITS }, tellMerits),
]
