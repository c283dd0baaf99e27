import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isDay } from '#base/instant'
import { listPath, useListState } from '#ui/kit/list-state.ts'

/** Days and a branch that a report looks at; kept in the address, so that a link and a reload show the same. */
export type Span = Readonly<{ from?: string; on?: string; to?: string; branchId?: string }>

const KEYS = ['from', 'on', 'to', 'branchId'] as const

export function spanOf(search: Readonly<Record<string, unknown>>): Span {
  const fits = (key: (typeof KEYS)[number], value: unknown) =>
    typeof value === 'string' && value !== '' && (key === 'branchId' || isDay(value))
  return Object.fromEntries(
    KEYS.filter((key) => fits(key, search[key])).map((key) => [key, search[key]]),
  ) as Span
}

/** The span in the address of this page, and a way to change a part of it; null takes a part out. */
export function useSpan(path: string): [Span, (part: Readonly<Record<string, string | null>>) => void] {
  const router = useRouter()
  const [, , search] = useListState()
  const span = useMemo(() => spanOf(search), [search])
  return [
    span,
    (part) => {
      const next = Object.entries({ ...span, ...part }).filter(([, value]) => value !== null)
      router.history.replace(listPath(path, Object.fromEntries(next)))
    },
  ]
}
