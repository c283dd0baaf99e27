import { useRouter } from '@tanstack/react-router'
import { Select } from 'antd'
import { listPath, useListState } from './list-state.ts'

type Choose<State> = (state: State | undefined) => void

/** The state a list is narrowed to; it lives in the address beside the list's own. */
export function useStateLens<State extends string>(
  path: string,
  states: readonly State[],
): [State | undefined, Choose<State>] {
  const router = useRouter()
  const [, , search] = useListState()
  const state = states.find((one) => one === search['state'])
  return [state, (next) => router.history.replace(listPath(path, { ...search, page: 1, state: next }))]
}

type Words<State> = Readonly<{
  states: readonly State[]
  state: State | undefined
  choose: Choose<State>
  nameOf: (state: State) => string
  /** What stands there while none is chosen. */
  all: string
}>

/** Narrows a list to one state, or shows all again. */
export function StateChoice<State extends string>({ states, state, choose, nameOf, all }: Words<State>) {
  return (
    <Select<State | null>
      className="list-choice"
      allowClear
      placeholder={all}
      value={state ?? null}
      options={states.map((value) => ({ value, label: nameOf(value) }))}
      onChange={(next) => choose(next ?? undefined)}
    />
  )
}
