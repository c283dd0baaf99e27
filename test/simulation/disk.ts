import type { Dice } from './dice.ts'

/** The power went, or the program was killed, between two steps. */
export const CRASH = Symbol('crash')

/**
 * A disk that keeps its promises and no more: what was appended is safe only once `sync` has returned. Every call is a
 * step before and after which everything may end.
 */
export type Disk = Readonly<{
  /** The same disk as one program has it; `writes` is told before it writes anything. */
  writtenBy: (writes: () => void) => Disk
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
  const step = () => endsHere(dice, danger)
  const disk: Disk = {
    writtenBy: (writes) => guarded(disk, writes),
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
  return disk
}

/** A disk that tells whoever looks after it before anything is written on it. */
const guarded = (disk: Disk, writes: () => void): Disk => ({
  ...disk,
  append: (record) => {
    writes()
    disk.append(record)
  },
  sync: () => {
    writes()
    disk.sync()
  },
  replace: (records) => {
    writes()
    disk.replace(records)
  },
})
