import { Button, Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../words.ts'
import { useTyped } from '../display/money-field.tsx'
import type { ProductRow } from '../till-context.ts'
import { NumberEntry } from './number-entry.tsx'
import { Sheet } from './sheet.tsx'

/** Goods the catalogue has no price for, or does not know at all. */
export type Unpriced = Readonly<{ product: ProductRow | null; code: string; thousandths: number }>

type Words = Readonly<{
  of: Unpriced
  onDone: (goods: Readonly<{ name: string; priceMinor: number }>) => void
  onClose: () => void
}>

/** Asks for the price nobody knows; what was sold is a fact, and head office hears of it. */
export function PriceSheet({ of, onDone, onClose }: Words) {
  const say = useWords()
  const [name, setName] = useState(of.product?.name ?? '')
  const [text, setText] = useState('')
  const typed = useTyped(text)
  const unknown = of.product === null
  const ready = typed !== null && name.trim() !== ''
  const done = () => {
    if (ready) onDone({ name: name.trim(), priceMinor: typed })
  }
  return (
    <Sheet title={say('checkout.price.title')} onClose={onClose} width={480}>
      <p className="quiet">
        {unknown
          ? say('checkout.price.noProduct', { code: of.code })
          : say('checkout.price.unknown', { name: of.product?.name ?? of.code })}
      </p>
      {unknown ? (
        <label className="member-field">
          <span>{say('checkout.price.name')}</span>
          <Input size="large" maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
        </label>
      ) : null}
      <NumberEntry label={say('checkout.price.price')} value={text} onChange={setText} onEnter={done} />
      <div className="till-door-acts checkout-sheet-acts">
        <Button size="large" type="primary" disabled={!ready} onClick={done}>
          {say('checkout.price.go')}
        </Button>
        <Button size="large" onClick={onClose}>
          {say('shell.cancel')}
        </Button>
      </div>
    </Sheet>
  )
}
