import { Button } from 'antd'
import { useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useKeys, useTill, type HeldBasket } from '../till-context.ts'
import { useWords } from '../words.ts'
import { keptDraft, type Draft } from './basket-state.ts'
import { Sheet } from './sheet.tsx'
import { useRead } from './use-read.ts'

type Words = Readonly<{ onTake: (draft: Draft) => void; onClose: () => void }>

/** Baskets put aside, oldest first; the digits take them out. */
export function HeldSheet({ onTake, onClose }: Words) {
  const say = useWords()
  const { moment } = useFormats()
  const { held } = useTill()
  const [rows, again] = useHeld()
  const take = async (row: HeldBasket | undefined) => {
    const draft = keptDraft(row?.basket)
    if (!row || draft === null) return
    await held.drop(row.id)
    onTake(draft)
  }
  const digits = Object.fromEntries(
    (rows ?? []).slice(0, 9).map((row, at) => [String(at + 1), () => void take(row)]),
  )
  useKeys(digits)
  return (
    <Sheet title={say('checkout.held.title')} onClose={onClose}>
      {rows !== null && rows.length === 0 ? <p className="quiet">{say('checkout.held.none')}</p> : null}
      <ul className="till-rows">
        {(rows ?? []).map((row, at) => (
          <li key={row.id} className="checkout-held">
            <button type="button" className="till-row" onClick={() => void take(row)}>
              <span>
                <kbd>{at + 1}</kbd> <strong>{row.label}</strong>{' '}
                <small>{say('checkout.held.lines', { count: linesIn(row), n: linesIn(row) })}</small>
              </span>
              <small className="num">{moment(row.at)}</small>
            </button>
            <Button size="large" onClick={() => void held.drop(row.id).then(again)}>
              {say('checkout.held.drop')}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

const linesIn = ({ basket }: HeldBasket): number => keptDraft(basket)?.lines.length ?? 0

/** What is on hold; read when asked again. */
export function useHeld(changed = 0): readonly [readonly HeldBasket[] | null, () => void] {
  const { held } = useTill()
  const [turn, setTurn] = useState(0)
  const rows = useRead(held.all, `${turn} ${changed}`)
  return [rows, () => setTurn((before) => before + 1)]
}
