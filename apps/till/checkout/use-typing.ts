import type { InputRef } from 'antd'
import { useCallback, useRef, useState } from 'react'
import type { ProductRow } from '../till-context.ts'
import { selectedLine, type Draft } from './basket-state.ts'
import { readEntry, typedBefore, type Entry } from './entry.ts'
import { useFieldKeys, type Acts } from './use-acts.ts'
import type { Entering } from './use-entering.ts'
import { useRefocus } from './use-refocus.ts'
import { useStable } from './use-stable.ts'

type Typing = Readonly<{
  draft: Draft
  entering: Entering
  acts: Acts
  closed: boolean
}>

/** What is typed into the field, what it finds, and what Enter and the arrows do. */
export function useTyping({ draft, entering, acts, closed }: Typing) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [rows, setRows] = useState<readonly ProductRow[]>([])
  const field = useRef<InputRef>(null)
  useRefocus(field, closed)
  const entry = readEntry(text)
  const wanted = entry?.kind === 'find' ? entry.text : ''
  const clear = () => setText('')
  const pick = (row: ProductRow) => {
    entering.add(row, { thousandths: entry?.thousandths ?? 1000 })
    clear()
  }
  const enter = () => {
    // Somebody who moved down means what they see; else the words decide, seen or not.
    const row = at > 0 && wanted !== '' ? rows[at] : undefined
    if (row) return pick(row)
    entered(entry, { draft, entering, acts })
    clear()
  }
  useFieldKeys({
    active: closed,
    empty: text === '',
    move: (step) =>
      wanted === '' ? acts.move(step) : setAt(Math.max(0, Math.min(rows.length - 1, at + step))),
    clear,
    remove: entering.removeSelected,
  })
  return {
    field: {
      field,
      value: text,
      onChange: (next: string) => {
        setText(next)
        setAt(0)
      },
      onEnter: enter,
    },
    at,
    wanted,
    found: useCallback((found: readonly ProductRow[]) => setRows(found), []),
    pick: useStable(pick),
    /** What was typed before a scan is taken with it. */
    take: () => {
      if (text !== '') clear()
      return typedBefore(text)
    },
  }
}

/** Nothing typed opens the selected line; a number and a star is its quantity; anything else is looked for. */
function entered(entry: Entry | null, { draft, entering, acts }: Omit<Typing, 'closed'>): void {
  const line = selectedLine(draft)
  if (entry === null) {
    if (line !== null) acts.open({ kind: 'line', key: line.key })
  } else if (entry.kind === 'quantity') entering.setQuantity(entry.thousandths)
  else entering.find(entry.text, entry.thousandths)
}
