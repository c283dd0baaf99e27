/** A replacement in one file; `find` is there exactly once, or the mutant is out of date and says so. */
export type Edit = Readonly<{ file: string; find: string; replace: string }>

/** A bug planted on purpose, and the tests that must see it. */
export type Mutant = Readonly<{
  /** As in promises 3.6; those of our own go on from 41. */
  no: number
  /** The bug in the words of the promises. */
  words: string
  edits: readonly Edit[]
  /** Test files, and where only some of a file are meant, the beginning of their names. */
  tests: readonly string[]
  only?: string
}>

/** A bug that has no place in this house, and why. */
export type Placeless = Readonly<{ no: number; words: string; why: string }>

export const PLACELESS: readonly Placeless[] = [
  {
    no: 9,
    words: 'keys not scoped by tenant',
    why: 'one database is one chain: there is no second tenant to reach',
  },
]
