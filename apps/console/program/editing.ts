import { createContext, useContext } from 'react'
import type { Finding } from './findings.ts'
import { get, put } from './raw.ts'
import type { Path, Raw } from './raw.ts'

/** What every field of a form has at hand: the document, how to change it, and what is wrong with it. */
export type Editing = Readonly<{
  raw: Raw
  change: (next: (raw: Raw) => Raw) => void
  troubles: readonly Finding[]
  /** Whether troubles are shown although nothing was typed there yet. */
  asked: boolean
}>

const Held = createContext<Editing | undefined>(undefined)
export const EditingProvider = Held.Provider

export function useEditing(): Editing {
  const held = useContext(Held)
  if (!held) throw new Error('program: fields stand inside an EditingProvider')
  return held
}

/** One place of the document: its value, how to set it, and what is wrong exactly there. */
export function usePlace(path: Path) {
  const { raw, change, troubles } = useEditing()
  const name = path.join('.')
  return {
    value: get(raw, path),
    set: (value: unknown) => change((held) => put(held, path, value)),
    trouble: troubles.find((one) => one.level === 'must' && one.path.join('.') === name),
    id: `program-${name.replaceAll('.', '-')}`,
  }
}

/** A list of the document: its items, and how to add, remove and move them. */
export function useListAt(path: Path) {
  const { value, set } = usePlace(path)
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return {
    items,
    set,
    add: (item: unknown) => set([...items, item]),
    remove: (at: number) => set(items.filter((_, other) => other !== at)),
    move: (at: number, to: number) => {
      const rest = items.filter((_, other) => other !== at)
      set([...rest.slice(0, to), items[at], ...rest.slice(to)])
    },
  }
}
