import type { Work } from '#db/work'
import { insertFinish, type Finish } from './store/batches.ts'

export type { Finish } from './store/batches.ts'
export type { Press, Publisher } from './port.ts'
export { broadcastsIn } from './touches.ts'

/** What the platform said became of one of its calls, which may be before we noted its name. */
export const hearFinish = (work: Work, carrierId: string, of: Finish): Promise<void> =>
  insertFinish(work, carrierId, of)
