import { createContext, useContext } from 'react'
import type { Choices } from './choices.ts'
import type { Group, Part } from './draft.ts'
import type { Say } from './say.ts'

/** The rule in hand, and what its parts need to change it. */
export type Writing = Readonly<{
  root: Group
  choices: Choices
  say: Say
  /** Replaces a part; null takes it away. */
  change: (key: string, change: (part: Part) => Part | null) => void
  /** Adds to a group and puts the focus there. */
  add: (groupKey: string, part: Part) => void
  /** The part that was added last, for the focus. */
  added: string | null
}>

export const WritingAround = createContext<Writing | undefined>(undefined)

export function useWriting(): Writing {
  const writing = useContext(WritingAround)
  if (!writing) throw new Error('console: parts of a rule stand in a rule')
  return writing
}
