import type { Work } from '#db/work'
import type { ImportOptions } from './contract.ts'
import type { Item } from './units.ts'
import type { Applied } from './store/rows.ts'

/** Why a thing is not imported; its rows are listed with this. */
export type No = Readonly<{ code: string; details: Record<string, unknown> }>
export const isNo = (answer: object): answer is No => 'code' in answer

/** A thing whose wish is complete. The wish is the room's own, so only the kind that made it looks inside. */
export type Ready<Wish> = Readonly<{ item: Item; wish: Wish }>

/** What a trial run must remember from one chunk to the next, because nothing is written. */
export type Memory = {
  numbers: Set<string>
  mobiles: Set<string>
  codes: Set<string>
  newMembers: Set<string>
}
export const freshMemory = (): Memory => ({
  numbers: new Set(),
  mobiles: new Set(),
  codes: new Set(),
  newMembers: new Set(),
})

/** How things of one kind become facts of their room. Every list answers its items one by one, in their order. */
export type KindOf<Wish> = Readonly<{
  /** Completes the wishes: branches, days, members found. */
  prepare: (work: Work, options: ImportOptions, items: readonly Item[]) => Promise<(Ready<Wish> | No)[]>
  /** What importing would answer, without any effect. */
  judge: (
    work: Work,
    options: ImportOptions,
    ready: readonly Ready<Wish>[],
    memory: Memory,
  ) => Promise<(No | null)[]>
  /** Imports; answers what was made of each, and adds to `also` what was made besides. */
  apply: (
    work: Work,
    options: ImportOptions,
    ready: readonly Ready<Wish>[],
    also: Applied[],
  ) => Promise<(readonly Applied[] | No)[]>
}>

/** The first field a room's own schema objects to, as a reason. */
export function invalid(issues: readonly { path: PropertyKey[]; message: string }[]): No {
  const [first] = issues
  return {
    code: 'row_invalid',
    details: { field: first?.path.join('.') ?? '', message: first?.message ?? '' },
  }
}
