import { useState } from 'react'
import { isProblem, newId } from '#ui/call.ts'

export type Kept = Readonly<{ id: string; at: string; renew: (trouble: unknown) => void }>
type State = Readonly<{ content: string; id: string; at: string }>

const fresh = (content: string): State => ({ content, id: newId(), at: new Date().toISOString() })

/**
 * The id and the moment of a wish: the same while its content is the same and nobody answers, so that pressing again
 * does
 * it once. Other content is another wish; and a no is final for its id, so what is sent after one is another wish too.
 */
export function useKeptId(content: string): Kept {
  const [kept, setKept] = useState(() => fresh(content))
  const mine = kept.content === content ? kept : fresh(content)
  if (mine !== kept) setKept(mine)
  const renew = (trouble: unknown) => {
    const { status } = isProblem(trouble) ? trouble.problem : { status: 0 }
    if (status >= 400 && status < 500) setKept(fresh(content))
  }
  return { id: mine.id, at: mine.at, renew }
}
