import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Told } from '#base/endpoint'
import { mayAll } from '#domain/org/model'
import { me, showChain } from '#domain/org/contract'
import { call, keyOf } from '#ui/call.ts'

/** Who is signed in; asked once per visit and forgotten at sign-out. */
export const meQuery = queryOptions({
  queryKey: keyOf(me, {}),
  queryFn: ({ signal }) => call(me, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Whether the chain is set up, and its name for the sign-in page. */
export const chainQuery = queryOptions({
  queryKey: keyOf(showChain, {}),
  queryFn: ({ signal }) => call(showChain, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export type Me = Told<typeof me>

/** Who is signed in; pages inside the shell always have it. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('console: the shell is shown to the signed-in only')
  return data
}

/** Whether the signed-in may do something. What they may not is not offered; the host decides all the same. */
export function useMay(): (...wanted: readonly string[]) => boolean {
  const { permissions } = useMe()
  return (...wanted) => mayAll(permissions, wanted)
}
