import { useRouter, useRouterState } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isDay } from '#base/instant'
import { listPath } from '#ui/kit/list-state.ts'

type Wanted = Readonly<Record<string, string | number | boolean | undefined>>

/** What a report looks at; it lives in the address, so that a link shows what its sender saw. */
export type FiltersInUse = Readonly<{
  /** As written in the address; what makes no sense is left out. */
  text: (name: string) => string | undefined
  day: (name: string) => string | undefined
  number: (name: string) => number | undefined
  /** Days and place, for questions that take them. */
  span: Readonly<{ from?: string; to?: string }>
  place: Readonly<{ branchId?: string; region?: string }>
  change: (part: Wanted) => void
}>

export function useFilters(): FiltersInUse {
  const router = useRouter()
  const { pathname, search } = useRouterState({ select: (state) => state.location })
  const all = search as Readonly<Record<string, unknown>>
  return useMemo(() => {
    const text = (name: string) => {
      const value = all[name]
      return typeof value === 'string' && value !== ''
        ? value
        : typeof value === 'number'
          ? String(value)
          : undefined
    }
    const day = (name: string) => {
      const value = text(name)
      return value !== undefined && isDay(value) ? value : undefined
    }
    const number = (name: string) => {
      const value = Number(text(name))
      return text(name) !== undefined && Number.isSafeInteger(value) ? value : undefined
    }
    const given = <K extends string>(key: K, value: string | undefined) =>
      (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>
    return {
      text,
      day,
      number,
      span: { ...given('from', day('from')), ...given('to', day('to')) },
      place: { ...given('branchId', text('branchId')), ...given('region', text('region')) },
      change: (part) => router.history.replace(listPath(pathname, { ...all, page: 1, ...part })),
    }
  }, [router, pathname, all])
}
