import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { SEND_JOB } from './port.ts'
import * as store from './store/pots.ts'

/**
 * K21: what the campaigns and journeys of a plan may cost together; null stops nothing. Messages that have waited for
 * the pot are looked at again at once.
 */
export async function keepPot(work: Work, of: store.Pot & Readonly<{ id: string }>): Promise<void> {
  await store.keepPot(work, of)
  await store.letGo(work, of.id)
  ask(work, SEND_JOB)
}

/** What a plan's pot has left for this work, in thousandths of a minor unit; it counts what is taken. */
export type OpenPot = Readonly<{
  /** Takes so much, or takes nothing and says no. */
  pays: (costMilli: number) => boolean
  /** Minor units, rounded down, never below zero; as good as anything where nothing stops. */
  leftMinor: () => number
}>

const PAYS_ALL: OpenPot = { pays: () => true, leftMinor: () => Number.MAX_SAFE_INTEGER }

/**
 * K21: opens the pot that a journey spends, held still to the end of the work, so that whoever else takes from it sees
 * what was taken. `but` are messages that this work is about to pay for. Nobody's pot, and one without a hard stop, pay
 * for everything.
 */
export async function openPot(
  work: Work,
  potId: string | null,
  but: readonly string[] = [],
): Promise<OpenPot> {
  if (potId === null) return PAYS_ALL
  const pot = await store.lockPot(work.tx, potId)
  if (!pot || pot.mostMinor === null) return PAYS_ALL
  let leftMilli = pot.mostMinor * 1000 - (await committedMilli(work, potId, but))
  return {
    pays: (costMilli) => {
      if (costMilli > leftMilli) return false
      leftMilli -= costMilli
      return true
    },
    leftMinor: () => Math.max(0, Math.floor(leftMilli / 1000)),
  }
}

async function committedMilli(work: Work, id: string, but: readonly string[]): Promise<number> {
  const { currency } = await chain(work)
  const sent = await store.sentFrom(work.tx, { id, currency, at: work.at, but })
  return (
    ((await store.launchedFrom(work.tx, id)) + (await store.givenFrom(work.tx, id))) * 1000 + Number(sent)
  )
}

/** What a plan's launches and journeys cost at the most: by this a hard stop is judged. Minor units, rounded up. */
export const committedIn = async (work: Work, potId: string): Promise<number> =>
  Math.ceil((await committedMilli(work, potId, [])) / 1000)

/** Writes down what a journey has given away, by what it can cost at the most. */
export async function giveFromPot(work: Work, potId: string | null, minor: number): Promise<void> {
  if (potId !== null && minor > 0) await store.insertGift(work, { potId, minor })
}

/** How many messages of a plan's journeys wait until its pot can pay for them. */
export const waitingForPot = (work: Work, potId: string): Promise<number> => store.waitingFor(work.tx, potId)
