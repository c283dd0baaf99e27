import { must } from '#base/must'
import {
  bestOf,
  CONTENDERS,
  decided,
  seenBy,
  trialOf,
  type Arena,
  type Contender,
  type Enough,
  type Trial,
} from './arena.ts'
import { countedOf, fitDoubts, historyDoubts, type Counted, type Doubt } from './buyer-doubts.ts'
import {
  fitAll,
  foreseer,
  proofDays,
  type Fitted,
  type Foreseen,
  type History,
  type Model,
} from './forecast.ts'
import { columnsOf, type SpendRows } from './purchase-days.ts'

/** Days up to `asOf`; nothing may have been bought behind it. */
export type ForetellWish = Readonly<{ rows: SpendRows; members: number; firstDay: number; asOf: number }>

/** What is told while a forecast is worked out, in this order. */
export type Foretold =
  /** A contender more has been put to the proof. */
  | Readonly<{ is: 'tried' }>
  /** The next members' forecasts; `left` are to come. Not where too little is known. */
  | Readonly<{ is: 'foreseen'; some: readonly Foreseen[]; left: number }>
  | Readonly<{ is: 'end'; found: Found }>

export type Found = Readonly<{
  /** Days held back and looked ahead, behind the day `cut`. */
  horizon: number
  cut: number
  counted: Counted
  enough: Enough
  doubts: readonly Doubt[]
  /** Null where too little is known for any. */
  best: Readonly<{ arena: Arena; fitted: Fitted }> | null
}>

/** Members told of at a time: whoever writes them down serves others in between. */
export const MOST_FORESEEN = 5_000

/**
 * Puts every contender to the proof on the last days, fits the best model to everything, and foretells every member
 * (B12).
 */
export function* foretell({ rows, members, firstDay, asOf }: ForetellWish): Generator<Foretold> {
  const { columns, lists } = columnsOf(rows, members, { from: -Infinity, to: Infinity })
  const history: History = { rows, columns, lists, asOf }
  const horizon = proofDays(firstDay, asOf)
  const cut = asOf - horizon
  const seen = seenBy(rows, members, { cut, end: asOf })
  const plain = { horizon, cut, counted: countedOf(columns, asOf), enough: seen.enough }
  const trials: Trial[] = []
  if (seen.enough.verdict !== 'none')
    for (const contender of CONTENDERS) {
      trials.push(trialOf(seen, contender))
      yield { is: 'tried' }
    }
  const winner = bestOf(trials.filter(({ contender }) => contender !== 'recency'))
  if (!winner) {
    yield { is: 'end', found: { ...plain, doubts: [], best: null } }
    return
  }
  const arena = decided(seen, trials)
  const fitted = fitAll(history, plainest(winner.contender, trials))
  const foresee = foreseer(history, fitted, horizon)
  for (let from = 0; from < members; from += MOST_FORESEEN) {
    const to = Math.min(members, from + MOST_FORESEEN)
    yield { is: 'foreseen', some: foresee(from, to), left: members - to }
  }
  const doubts = [...historyDoubts(columns, lists, asOf), ...fitDoubts(fitted.fit, fitted.spend)]
  yield { is: 'end', found: { ...plain, doubts, best: { arena, fitted } } }
}

/** MBG/CNBD-1 is MBG/NBD: the one with fewer words is said. */
function plainest(best: Contender, trials: readonly Trial[]): Model {
  must(best !== 'recency', 'B12: a model tells the amounts')
  const k = trials.find(({ contender }) => contender === best)?.k
  return k === 1 ? 'mbg' : best
}
