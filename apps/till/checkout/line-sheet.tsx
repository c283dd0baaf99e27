import { DeleteOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { money as moneyOf, shareHalfUp } from '#base/money'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNamed } from '../named.ts'
import { useWords } from '../words.ts'
import {
  withLineDiscount,
  withLineSeller,
  without,
  withPass,
  withQuantity,
  type DraftLine,
} from './basket-state.ts'
import type { ChangeDraft } from './basket-store.ts'
import { DiscountForm } from './discount-form.tsx'
import { quantityText, readQuantity } from './entry.ts'
import { NumberEntry } from './number-entry.tsx'
import { passesFor } from './passes.ts'
import { SellerSheet } from './seller-sheet.tsx'
import { Sheet } from './sheet.tsx'
import type { Sale } from './use-sale.ts'

type Words = Readonly<{ line: DraftLine; sale: Sale; change: ChangeDraft; onClose: () => void }>

/** Quantity and discount of one line, or takes it out. */
export function LineSheet({ line, sale, change, onClose }: Words) {
  const say = useWords()
  const { money } = useFormats()
  const [doing, setDoing] = useState<'quantity' | 'discount' | 'seller'>('quantity')
  const listed = shareHalfUp(moneyOf(line.unitPriceMinor), line.thousandths, 1000)
  if (doing === 'seller')
    return (
      <SellerSheet
        title={say('checkout.seller.line', { name: line.name })}
        seller={line.seller}
        onPick={(seller) => {
          change((draft) => withLineSeller(draft, line.key, seller))
          onClose()
        }}
        onClose={onClose}
      />
    )
  return (
    <Sheet title={line.name} onClose={onClose} width={520}>
      <p className="quiet num">{say('checkout.line.each', { price: money(line.unitPriceMinor) })}</p>
      {doing === 'discount' ? (
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
        <QuantityForm {...{ line, sale, change, onClose }} onDo={setDoing} />
      )}
    </Sheet>
  )
}

type Doing = Readonly<{ onDo: (what: 'discount' | 'seller') => void }>

function QuantityForm({ line, sale, change, onClose, onDo }: Words & Doing) {
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
      <Passes {...{ line, sale, change, onClose }} />
      <div className="till-door-acts checkout-sheet-acts">
        <Button size="large" type="primary" onClick={() => set(readQuantity(text))}>
          {say('checkout.line.done')}
        </Button>
        <Button size="large" onClick={() => onDo('discount')}>
          {say('checkout.line.discount')}
        </Button>
        <Button size="large" onClick={() => onDo('seller')}>
          {line.seller ?? say('checkout.act.seller')}
        </Button>
        <Button size="large" danger icon={<DeleteOutlined />} onClick={remove}>
          {say('checkout.line.remove')}
        </Button>
      </div>
    </>
  )
}

/** Passes of the buyer that could pay the line, with what is left of each. */
function Passes({ line, sale, change, onClose }: Words) {
  const say = useWords()
  const { number } = useFormats()
  const named = useNamed()
  const { draft, member, scene } = sale
  const offers = passesFor(line, { draft, member, program: scene.program })
  if (offers.length === 0) return null
  const pay = (code: string | null) => {
    change((now) => withPass(now, line.key, code))
    onClose()
  }
  return (
    <div className="checkout-notes" role="group" aria-label={say('checkout.line.passes')}>
      {offers.map((one) => (
        <button
          key={one.code}
          type="button"
          className="till-key till-key-word"
          aria-pressed={one.code === line.passCode}
          onClick={() => pay(one.code === line.passCode ? null : one.code)}
        >
          {say('checkout.line.pass', { name: named(one), n: number(one.left) })}
        </button>
      ))}
    </div>
  )
}
