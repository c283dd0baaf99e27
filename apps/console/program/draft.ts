import { useEffect, useState } from 'react'
import type { ProgramDocument } from '#domain/program/contract'
import { useMe } from '../me.ts'
import { namedAnew } from './auto-name.ts'
import { changedParts } from './parts.ts'
import type { Part } from './parts.ts'
import { writtenOut } from './raw.ts'
import type { Raw } from './raw.ts'

/** A program being written, kept in the browser until it is published or given up. */
export type Kept = Readonly<{
  /** The live version it was begun from. */
  base: number
  raw: Raw
}>

const placeOf = (staffId: string): string => `zhiji.program.draft.${staffId}`

/** The draft that somebody keeps in this browser; null when there is none that can be read. */
export function keptDraft(staffId: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(staffId)) ?? 'null')
    const { base, raw } = (kept ?? {}) as Partial<Kept> // What is not one of ours fails the next line.
    return typeof base === 'number' && typeof raw === 'object' && raw !== null ? { base, raw } : null
  } catch {
    // What cannot be read is no draft; the live program is there all the same.
    return null
  }
}

/** Keeps a draft; answers whether the browser took it. */
export function keepDraft(staffId: string, kept: Kept | null): boolean {
  try {
    if (kept === null) localStorage.removeItem(placeOf(staffId))
    else localStorage.setItem(placeOf(staffId), JSON.stringify(kept))
    return true
  } catch {
    // Browsers may have no room or forbid it; who leaves the page is warned then.
    return false
  }
}

export type Draft = Readonly<{
  raw: Raw
  /** The parts it says differently from the live version. */
  changed: readonly Part[]
  /** The live version it was begun from; null when nothing was begun. */
  base: number | null
  /** Whether it is lost when the page is left, because the browser keeps nothing. */
  loose: boolean
  change: (next: (raw: Raw) => Raw) => void
  discard: () => void
}>

type Live = Readonly<{ version: number; document: ProgramDocument }>

/** The draft over the live program: what is typed stays in the browser until it is published or discarded. */
export function useDraft(live: Live): Draft {
  const { id, chain } = useMe()
  const [kept, setKept] = useState(() => keptDraft(id))
  // Asked once: a browser that keeps nothing keeps nothing later either.
  const [keeps] = useState(() => keepDraft(id, kept))
  const document: Raw = live.document
  const changed = kept ? changedParts(kept.raw, document) : []
  const lost = !keeps && changed.length > 0
  useEffect(() => void keepDraft(id, kept), [id, kept])
  useEffect(() => {
    if (!lost) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [lost])
  return {
    raw: kept?.raw ?? document,
    changed,
    base: kept?.base ?? null,
    loose: lost,
    change: (next) =>
      setKept((held) => {
        const before = held?.raw ?? document
        return { base: held?.base ?? live.version, raw: namedAnew(before, next(before), chain.currency) }
      }),
    discard: () => setKept(null),
  }
}

/** What belongs to the house and not to a promise: a template that is silent about it changes nothing. */
const HOUSE = ['cashRounding', 'prices', 'adjustments', 'authentication', 'prepaid', 'returns', 'storedValue']

/** A draft out of a template or a file: what it says, and the house rules it is silent about. */
export function draftFrom(program: Raw, live: Live): Kept {
  const kept = Object.entries(live.document).filter(([key]) => HOUSE.includes(key) && !(key in program))
  return { base: live.version, raw: writtenOut({ ...Object.fromEntries(kept), ...program }) }
}
