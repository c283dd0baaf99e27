import { useSyncExternalStore } from 'react'
import type { MemberRow } from '../till-context.ts'

let chosen: MemberRow | null = null
const hearers = new Set<() => void>()

/** Hands a member from one screen to another: who was looked up is who buys. */
export function chooseMember(row: MemberRow | null): void {
  chosen = row
  for (const hear of hearers) hear()
}

export const useChosenMember = (): MemberRow | null =>
  useSyncExternalStore(
    (changed) => {
      hearers.add(changed)
      return () => void hearers.delete(changed)
    },
    () => chosen,
  )
