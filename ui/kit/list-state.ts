import { useRouter, useRouterState } from '@tanstack/react-router'

export type ListFilter = Readonly<{ field: string; op: string; value: string }>

/** What a list shows; it lives in the address, so that a link, "back" and a reload show the same. */
export type ListState = Readonly<{
  q: string
  page: number
  rows: number
  sort: string | undefined
  descending: boolean | undefined
  filters: readonly ListFilter[]
}>

export const LIST_ROWS = 20

/** Reads a list's state from search parameters; what makes no sense is left out, never an error. */
export function readList(search: Readonly<Record<string, unknown>>): ListState {
  const { q, page, rows, sort, descending, filters } = search
  return {
    q: typeof q === 'string' || typeof q === 'number' ? String(q) : '',
    page: whole(page, 1),
    rows: Math.min(whole(rows, LIST_ROWS), 200),
    sort: typeof sort === 'string' && sort !== '' ? sort : undefined,
    descending: typeof descending === 'boolean' ? descending : undefined,
    filters: Array.isArray(filters) ? filters.filter(isFilter) : [],
  }
}

const whole = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : otherwise

function isFilter(value: unknown): value is ListFilter {
  if (typeof value !== 'object' || value === null) return false
  const { field, op, value: text } = value as Record<string, unknown>
  return typeof field === 'string' && typeof op === 'string' && typeof text === 'string'
}

/** The search part that shows a list in this state; what is as usual is not written. */
export function writeList(state: Partial<ListState>): Record<string, unknown> {
  const { q, page, rows, sort, descending, filters } = state
  return {
    ...(q ? { q } : {}),
    ...(page && page > 1 ? { page } : {}),
    ...(rows && rows !== LIST_ROWS ? { rows } : {}),
    ...(sort ? { sort } : {}),
    ...(descending === undefined ? {} : { descending }),
    ...(filters && filters.length > 0 ? { filters } : {}),
  }
}

/** A path with a list state, for links to "what is behind a number". */
export function listPath(
  path: string,
  state: Partial<ListState> & Readonly<Record<string, unknown>>,
): string {
  const { q, page, rows, sort, descending, filters, ...others } = state
  const search = {
    ...others,
    ...writeList({ q, page, rows, sort, descending, filters } as Partial<ListState>),
  }
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined) text.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  return text.size === 0 ? path : `${path}?${text.toString()}`
}

/** The state of the list on this page, and how to change it; other parameters of the address stay. */
export function useListState(): [
  ListState,
  (change: Partial<ListState>) => void,
  Readonly<Record<string, unknown>>,
] {
  const router = useRouter()
  const { pathname, search } = useRouterState({ select: (state) => state.location })
  const all = search as Record<string, unknown>
  const state = readList(all)
  const change = (part: Partial<ListState>) => {
    // A change of what is listed starts at the first page again.
    const next = { ...state, page: 1, ...part }
    router.history.replace(listPath(pathname, { ...all, ...next }))
  }
  return [state, change, all]
}
