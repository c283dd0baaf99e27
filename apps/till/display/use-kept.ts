import { useEffect, useState } from 'react'
import { useTill, type Kept } from '../till-context.ts'

/** What is kept on this till, read once; null until then. The second changes what is shown, not what is kept. */
export function useKept<T>(read: (kept: Kept) => Promise<T>): readonly [T | null, (next: T) => void] {
  const { kept } = useTill()
  const [found, setFound] = useState<T | null>(null)
  useEffect(() => {
    let stale = false
    void read(kept).then((now) => stale || setFound(now))
    return () => {
      stale = true
    }
  }, [kept, read])
  return [found, setFound]
}
