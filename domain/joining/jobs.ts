import { onEvents, type Job } from '#db/jobs'
import { followReturns, UNDOING_KINDS } from './undo.ts'

/** Goods that come back may take a membership with them. */
export const joiningJobs: readonly Job[] = [
  onEvents({ name: 'joining.returns', kinds: UNDOING_KINDS, most: 1_000 }, followReturns),
]
