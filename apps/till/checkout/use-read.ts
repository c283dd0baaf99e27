import { useCallback, useEffect, useState } from 'react'
import { useTillState } from '../till-context.ts'

/**
 * What a question answers. It is asked when it changes, and again when `turn` does, because what it is about may have
 * changed meanwhile; until then the last answer stands. The question must be the same as long as it asks the same.
 */
export function useRead<T>(ask: () => Promise<T>, turn = ''): T | null {
  const [answer, setAnswer] = useState<T | null>(null)
  const read = useCallback(() => {
    let stale = false
    void ask().then((told) => stale || setAnswer(() => told))
    return () => {
      stale = true
    }
  }, [ask])
  useEffect(read, [read, turn])
  return answer
}

/** Changes when something was written down here, when head office answered, and when a round has read what is new. */
export const useNews = (): string =>
  useTillState(({ sync: { pending, lastAnswerAt, busy } }) => `${pending} ${lastAnswerAt} ${busy}`)
