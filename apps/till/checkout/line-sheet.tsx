import { DeleteOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { money as moneyOf, shareHalfUp } from '#base/money'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useWords } from '../words.ts'
import { withLineDiscount, without, withQuantity, type DraftLine } from './basket-state.ts'
import type { ChangeDraft } from './basket-store.ts'
import { DiscountForm } from './discount-form.tsx'
import { quantityText, readQuantity } from './entry.ts'
import { NumberEntry } from './number-entry.tsx'
import { Sheet } from './sheet.tsx'

type Words = Readonly<{ line: DraftLine; change: ChangeDraft; onClose: () => void }>

/** Quantity and discount of one line, or takes it out. */
export function LineSheet({ line, change, onClose }: Words) {
  const say = useWords()
  const { money } = useFormats()
  const [discounting, setDiscounting] = useState(false)
  const listed = shareHalfUp(moneyOf(line.unitPriceMinor), line.thousandths, 1000)
  return (
    <Sheet title={line.name} onClose={onClose} width={520}>
      <p className="quiet num">{say('checkout.line.each', { price: money(line.unitPriceMinor) })}</p>
      {discounting ? (
        <DiscountForm
          label={say('checkout.line.discount')}
          of={line.discount}
          mostMinor={listed}
          onDone={(discount) => {
            change((draft) => withLineDiscount(draft, line.key, discount))
            onClose()
          }}
        />
      ) : (
        <QuantityForm {...{ line, change, onClose }} onDiscount={() => setDiscounting(true)} />
      )}
    </Sheet>
  )
}

function QuantityForm({ line, change, onClose, onDiscount }: Words & Readonly<{ onDiscount: () => void }>) {
  const say = useWords()
  const [text, setText] = useState(quantityText(line.thousandths))
  const set = (thousandths: number | null) => {
    if (thousandths !== null) change((draft) => withQuantity(draft, line.key, thousandths))
    onClose()
  }
  const step = (by: number) => setText(quantityText(Math.max(1000, (readQuantity(text) ?? 0) + by)))
  const remove = () => {
    change((draft) => without(draft, line.key))
    onClose()
  }
  const [less, more] = [say('checkout.line.less'), say('checkout.line.more')]
  return (
    <>
      <div className="checkout-steps">
        <Button size="large" icon={<MinusOutlined />} aria-label={less} onClick={() => step(-1000)} />
        <NumberEntry
          label={say('checkout.line.quantity')}
          value={text}
          onChange={setText}
          onEnter={() => set(readQuantity(text))}
        />
        <Button size="large" icon={<PlusOutlined />} aria-label={more} onClick={() => step(1000)} />
      </div>
      <div className="till-door-acts checkout-sheet-acts">
        <Button size="large" type="primary" onClick={() => set(readQuantity(text))}>
          {say('checkout.line.done')}
        </Button>
        <Button size="large" onClick={onDiscount}>
          {say('checkout.line.discount')}
        </Button>
        <Button size="large" danger icon={<DeleteOutlined />} onClick={remove}>
          {say('checkout.line.remove')}
        </Button>
      </div>
    </>
  )
}
