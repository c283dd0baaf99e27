import { useRouter, useRouterState } from '@tanstack/react-router'
import { useMemo } from 'react'
import { listPath } from '#ui/kit/list-state.ts'
import { lensOf } from './lens.ts'
import type { Lens } from './lens.ts'

type Wanted = Readonly<Record<string, string | number | undefined>>

export type LensInUse = Readonly<{
  lens: Lens
  /** Whose members: the part of the lens that says where. */
  place: Pick<Lens, 'branchId' | 'region'>
  /** The address as it stands, for a page's own parameters. */
  search: Readonly<Record<string, unknown>>
  /** A path that looks through the same lens. */
  to: (path: string, also?: Wanted) => string
  /** Changes parameters of this page's address; undefined takes one away. */
  change: (part: Wanted) => void
}>

/** The lens of this page; it lives in the address, so that a link shows what its sender saw. */
export function useLens(): LensInUse {
  const router = useRouter()
  const { pathname, search } = useRouterState({ select: (state) => state.location })
  const all = search as Readonly<Record<string, unknown>>
  return useMemo(() => {
    const lens = lensOf(all)
    return {
      lens,
      place: lens,
      search: all,
      to: (path, also = {}) => listPath(path, { ...lens, ...also }),
      // What is listed changes, so a list begins at its first page again.
      change: (part) => router.history.replace(listPath(pathname, { ...all, page: 1, ...part })),
    }
  }, [router, pathname, all])
}
