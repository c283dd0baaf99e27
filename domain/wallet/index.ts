import type { Work } from '#db/work'
import * as store from './store.ts'

export { openBalances, voidOpenings, type Opening, type OpeningAnswer } from './opening.ts'
export {
  clawBackPoints,
  closePoints,
  earningsOf,
  earnPoints,
  openPoints,
  pointsIn,
  type PointsBook,
} from './points.ts'
export { reverse } from './reverse.ts'
export { UNITS, type WalletUnit } from './contract.ts'

/** Of these members, those who hold opening balances that stand. */
export const withOpenings = (work: Work, memberIds: readonly string[]) =>
  store.standingOpenings(work.tx, memberIds)
