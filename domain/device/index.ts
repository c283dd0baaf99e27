import type { Work } from '#db/work'
import { sayPublicAddress } from './store/public-address.ts'

export { actorOfDevice } from './actor.ts'
export { printRoutes, type PrintTo } from './print.ts'
export {
  answer as answerBundle,
  bring as bringBundle,
  follow as followBundles,
  show as bundleShown,
} from './bundle.ts'
export { beginLog, revokeLog } from './log.ts'

/** Said by the program at its start: where phones reach it. Tills print it on receipts; null where nobody set it. */
export const announcePublicAddress = (work: Work, url: string | null): Promise<void> =>
  sayPublicAddress(work, url)
