import type { Writable } from 'node:stream'
import { ABORTED } from './all.ts'

/** What the driver's connection has inside. */
export type Connection = Readonly<{ stream: Writable; emit: (event: string, message: unknown) => unknown }>

/** A statement on its way, as far as its company must know it. */
export type Passenger = Readonly<{ callback: (trouble: Error) => void }>

/** Statements that share one `Sync`, in the order they were written. */
export type Company = Passenger[]

/** What goes out on one connection in one turn of the loop. */
export type Deck = Readonly<{
  /** Before a statement with this text is written, and when it is. */
  before: (text: unknown) => void
  after: (text: unknown) => void
  /** Takes a statement that is written but for the `Sync`; null where it has to bring its own. */
  board: (one: Passenger) => Company | null
  /** Ends the company on its way, if there is one: what comes next brings its own `Sync`. */
  depart: () => void
}>

/** How a work begins and ends; between the two, hot statements share. */
export const BEGIN = '/* prepared */ begin'
export const COMMIT = '/* prepared */ commit'
export const ROLLBACK = 'rollback'

const SYNC = Buffer.from([0x53, 0, 0, 0, 4])

/**
 * What is asked in one turn of the loop leaves in one write, and hot statements of one work share one `Sync`, so that
 * PostgreSQL answers them in one go: a call of the system for each statement and for each answer costs both sides more
 * than the statement. Outside a work each has its own, for one that fails would take back those before it.
 */
export function deckOn({ stream }: Connection): Deck {
  const state: { inWork: boolean; boarding: boolean; company: Company } = {
    inWork: false,
    boarding: false,
    company: [],
  }
  const depart = () => {
    if (state.company.length === 0) return
    stream.write(SYNC)
    state.company = []
  }
  const leave = () => {
    state.boarding = false
    depart()
    stream.uncork()
  }
  return {
    before: (text) => {
      // Whoever comes behind the end of a work, in the same turn of the loop, is not of its company.
      if (!state.inWork) depart()
      if (text === BEGIN) state.inWork = true
      if (state.boarding) return
      state.boarding = true
      stream.cork()
      process.nextTick(leave)
    },
    after: (text) => {
      if (text === COMMIT || text === ROLLBACK) state.inWork = false
    },
    board: (one) => {
      if (state.inWork) state.company.push(one)
      else stream.write(SYNC)
      return state.inWork ? state.company : null
    },
    depart,
  }
}

/** The answer to one is complete and no `Sync` follows it: for the driver it is as if there were one. */
export function goOn(connection: Connection, one: Passenger, company: Company | null): void {
  if (company !== null && company.at(-1) !== one) connection.emit('readyForQuery', { status: 'T' })
}

/**
 * Those behind one that failed: PostgreSQL passes over them up to the `Sync` and says nothing of them. `waiting` are
 * the driver's statements that were sent and are not answered; after a lost connection it has told them already.
 */
export function leaveBehind(failed: Passenger, company: Company, waiting: unknown[]): void {
  for (const one of company.slice(company.indexOf(failed) + 1)) {
    const at = waiting.indexOf(one)
    if (at === -1) continue
    waiting.splice(at, 1)
    one.callback(Object.assign(new Error('a statement before this one failed'), { code: ABORTED }))
  }
}
