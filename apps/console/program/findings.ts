import { useCallback, useDeferredValue, useMemo } from 'react'
import { check } from '#domain/program/model/check'
import { findingWords } from '#domain/program/model/finding-words'
import { useStill } from '#ui/kit/still.ts'
import { useMe } from '../me.ts'
import { partAt } from './parts.ts'
import type { Part } from './parts.ts'
import type { Path, Raw } from './raw.ts'
import { useTongue } from './tongue.ts'

/** What a program still lacks before it can go live, or what its owner should think over. */
export type Finding = Readonly<{ level: 'must' | 'warn'; code: string; path: Path; words: string }>

/** Everything found in a program, by the very check that the host makes before it publishes. */
export function useCheck(): (raw: Raw) => readonly Finding[] {
  const { currency } = useMe().chain
  const language = useTongue()
  return useCallback(
    (raw) =>
      check(raw, { currency }).findings.map((one) => ({
        level: one.level,
        code: one.code,
        path: one.path,
        words: findingWords(one, { language, currency }),
      })),
    [currency, language],
  )
}

/** What is found in the draft; while somebody types fast or presses, what was found a moment ago. */
export function useFindings(raw: Raw): readonly Finding[] {
  const find = useCheck()
  const rested = useStill(useDeferredValue(raw))
  return useMemo(() => find(rested), [find, rested])
}

export const findingsOf = (findings: readonly Finding[], part: Part): readonly Finding[] =>
  findings.filter((one) => partAt(one.path) === part)
