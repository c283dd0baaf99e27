import type { Dice } from './dice.ts'

/** The power went, or the program was killed, between two steps. */
export const CRASH = Symbol('crash')

/**
 * A disk that keeps its promises and no more: what was appended is safe only once `sync` has returned. Every call is a
 * step before and after which everything may end.
 */
export type Disk = Readonly<{
  /** One program writes on it at a time, as a browser's lock sees to it: false while another one does. */
  claim: () => boolean
  release: () => void
  load: () => readonly string[]
  append: (record: string) => void
  sync: () => void
  replace: (records: readonly string[]) => void
  /** What the power leaves: all that was synced, some of the rest, perhaps half of the next record. */
  lose: () => 'nothing' | 'unsynced' | 'torn'
  /** An image of what is on it, and one put over it. */
  image: () => readonly string[]
  restore: (image: readonly string[]) => void
  /** Another, empty one, in as much danger. */
  fresh: () => Disk
}>

export type Danger = Readonly<{ crash: number; torn: boolean }>

function endsHere(dice: Dice, danger: () => Danger): void {
  if (dice.hits(danger().crash)) throw CRASH
}

export function diskOf(dice: Dice, danger: () => Danger): Disk {
  let durable: string[] = []
  let waiting: string[] = []
  let claimed = false
  const step = () => endsHere(dice, danger)
  return {
    claim: () => {
      const isFree = !claimed
      claimed = true
      return isFree
    },
    release: () => void (claimed = false),
    load: () => [...durable, ...waiting],
    append: (record) => {
      step()
      waiting.push(record)
      step()
    },
    sync: () => {
      step()
      durable.push(...waiting)
      waiting = []
      step()
    },
    replace: (records) => {
      step()
      durable = [...records]
      waiting = []
      step()
    },
    lose: () => {
      claimed = false
      if (waiting.length === 0) return 'nothing'
      const kept = dice.below(waiting.length + 1)
      const next = waiting[kept]
      durable.push(...waiting.slice(0, kept))
      waiting = []
      if (next === undefined || !danger().torn) return 'unsynced'
      durable.push(next.slice(0, 1 + dice.below(next.length - 1)))
      return 'torn'
    },
    image: () => [...durable],
    restore: (image) => {
      durable = [...image]
      waiting = []
    },
    fresh: () => diskOf(dice, danger),
  }
}
