import { useRouter, useRouterState } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Asked, Endpoint, Told } from '#base/endpoint'
import { useCall } from '#ui/call.ts'
import { listPath } from '#ui/kit/list-state.ts'
import { daysToAsk, placeOf } from './place.ts'
import type { Dated, Place } from './place.ts'

type Wanted = Readonly<Record<string, string | number | undefined>>

export type PlaceInUse = Readonly<{
  place: Place
  /** The address as it stands, for a page's own parameters. */
  search: Readonly<Record<string, unknown>>
  /** A path that looks at the same days and place. */
  to: (path: string, also?: Wanted) => string
  /** This page with other parameters. */
  here: (part: Wanted) => string
  /** Changes parameters of this page's address; undefined takes one away. */
  change: (part: Wanted) => void
}>

/** Days and place of this page; they live in the address, so that a link shows what its sender saw. */
export function usePlace(): PlaceInUse {
  const router = useRouter()
  const { pathname, search } = useRouterState({ select: (state) => state.location })
  const all = search as Readonly<Record<string, unknown>>
  return useMemo(() => {
    const place = placeOf(all)
    // What is listed changes, so a list begins at its first page again.
    const here = (part: Wanted) => listPath(pathname, { ...all, page: 1, ...part })
    return {
      place,
      search: all,
      to: (path, also = {}) => listPath(path, { ...place, ...also }),
      here,
      change: (part) => router.history.replace(here(part)),
    }
  }, [router, pathname, all])
}

type Report<E extends Endpoint> = Readonly<{
  place: Place
  /** What the report looks at when no days are named. */
  usualDays: number
  /** Further parts of the question. */
  also?: Partial<Asked<E>>
  everyMs?: number
}>

/** A report of a span of days at a place, looking back from today, or from the last sale where that is long ago. */
export function useSpanReport<const E extends Endpoint>(report: E, of: Report<E>) {
  const { place, usualDays, also, everyMs } = of
  const { from, to, days = usualDays, branchId, region } = place
  const where = { ...also, ...(branchId ? { branchId } : {}), ...(region ? { region } : {}) }
  const named = from && to ? { from, to } : null
  // What was sold on days that are over does not change while one looks.
  const again = (told: Told<E> | undefined) => {
    const dated = told as Dated | undefined
    return everyMs !== undefined && dated?.to === dated?.today ? everyMs : false
  }
  const asking = { keep: true, everyMs: again } as const
  // The question is built of names that every report of a span declares, so the host's parse is the judge.
  const first = useCall(report, { ...where, ...named } as Asked<E>, asking)
  const known = first.data as Dated | undefined
  const other = named || !known ? null : daysToAsk(known, { days, usualDays })
  const second = useCall(report, { ...where, ...other } as Asked<E>, { ...asking, enabled: other !== null })
  const ask = other ? second : first
  // The answer of the usual days is none for the others: it must not stand in while those are asked for.
  const data = other && second.data === first.data ? undefined : ask.data
  return { data: data as Told<E> | undefined, error: ask.error, refetch: ask.refetch }
}
