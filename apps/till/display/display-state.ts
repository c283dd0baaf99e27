import type { ShownQuestion, ShownSale, ShownThanks, TillSays } from '../checkout/display-message.ts'

/** How long thanks stay: long enough to read the change, short enough that the next customer does not see it. */
export const THANKS_MS = 12_000
/** A sale that nothing was heard of for so long is over: the till was closed, or its cashier walked off. */
export const SILENT_SALE_MS = 5 * 60_000
/** A question nobody answers goes, so that the next customer is not asked the last one's. */
export const QUESTION_MS = 90_000

export type Shown =
  | Readonly<{ at: 'idle' }>
  | Readonly<{ at: 'sale'; sale: ShownSale }>
  | Readonly<{ at: 'thanks'; thanks: ShownThanks }>

/** What the customer's screen shows and until when. Pure: the clock is handed in. */
export type DisplayState = Readonly<{
  shown: Shown
  /** Milliseconds of the moment at which it is over by itself; null stays. */
  shownUntil: number | null
  question: ShownQuestion | null
  questionUntil: number | null
}>

export const NOTHING_SHOWN: DisplayState = {
  shown: { at: 'idle' },
  shownUntil: null,
  question: null,
  questionUntil: null,
}

/** Takes what the till says. */
export function heard(state: DisplayState, said: TillSays, nowMs: number): DisplayState {
  switch (said.t) {
    case 'idle':
      // After paying the checkout is empty at once; the customer still reads the change.
      return state.shown.at === 'thanks' ? state : NOTHING_SHOWN
    case 'sale':
      if (isEmpty(said.sale)) return heard(state, { t: 'idle' }, nowMs)
      return { ...state, shown: { at: 'sale', sale: said.sale }, shownUntil: nowMs + SILENT_SALE_MS }
    case 'thanks':
      // Whatever was asked is of no use any more.
      return { ...NOTHING_SHOWN, shown: { at: 'thanks', thanks: said.thanks }, shownUntil: nowMs + THANKS_MS }
    case 'asked':
      return { ...state, question: said.question, questionUntil: said.question && nowMs + QUESTION_MS }
    case 'refresh':
      return state
  }
}

/** Lets go of what is over. The same state where nothing is. */
export function passed(state: DisplayState, nowMs: number): DisplayState {
  const questionOver = state.questionUntil !== null && nowMs >= state.questionUntil
  const rest = questionOver ? { ...state, question: null, questionUntil: null } : state
  const shownOver = rest.shownUntil !== null && nowMs >= rest.shownUntil
  return shownOver ? { ...rest, shown: { at: 'idle' }, shownUntil: null } : rest
}

/** A basket nobody has put anything into is no sale. */
const isEmpty = ({ lines, member }: ShownSale): boolean => lines.length === 0 && member === null
