import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { currencyDigits, parseMoney, plainMoney, money as moneyOf } from '#base/money'
import type { ByHand } from '#domain/program/model/basket'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { readPercent } from './entry.ts'
import { NumberEntry } from './number-entry.tsx'

type Kind = 'percent' | 'amount'
type Words = Readonly<{
  label: string
  of: ByHand | null
  /** The most an amount may take off. */
  mostMinor: number
  onDone: (discount: ByHand | null) => void
}>

/** A discount by hand: a share or an amount; nothing typed is none. */
export function DiscountForm({ label, of, mostMinor, onDone }: Words) {
  const say = useWords()
  const { currency } = usePolicy()
  const digits = currencyDigits(currency)
  const [kind, setKind] = useState<Kind>(of !== null && 'minor' in of ? 'amount' : 'percent')
  const [text, setText] = useState(() => textOf(of, digits))
  const [wrong, setWrong] = useState<'bad' | 'tooMuch' | null>(null)
  const done = () => {
    const read = readDiscount(kind, text, digits)
    if (read === 'bad') return setWrong('bad')
    if (read !== null && 'minor' in read && read.minor > mostMinor) return setWrong('tooMuch')
    onDone(read)
  }
  return (
    <div className="checkout-discount">
      <Segmented<Kind>
        size="large"
        value={kind}
        onChange={setKind}
        options={[
          { value: 'percent', label: say('checkout.discount.percent') },
          { value: 'amount', label: say('checkout.discount.amount') },
        ]}
      />
      <NumberEntry label={label} value={text} onChange={setText} onEnter={done} />
      <p className="quiet" role={wrong === null ? undefined : 'alert'}>
        {wrong === null
          ? kind === 'percent'
            ? say('checkout.discount.percentHow')
            : null
          : say(`checkout.discount.${wrong}`)}
      </p>
      <div className="till-door-acts">
        <Button size="large" type="primary" onClick={done}>
          {say('checkout.line.done')}
        </Button>
        <Button size="large" disabled={of === null} onClick={() => onDone(null)}>
          {say('checkout.discount.none')}
        </Button>
      </div>
    </div>
  )
}

function textOf(of: ByHand | null, digits: number): string {
  if (of === null) return ''
  return 'minor' in of ? plainMoney(moneyOf(of.minor), digits) : String(of.bps / 100)
}

function readDiscount(kind: Kind, text: string, digits: number): ByHand | null | 'bad' {
  if (text.trim() === '') return null
  if (kind === 'percent') {
    const bps = readPercent(text)
    return bps === null ? 'bad' : bps === 0 ? null : { bps }
  }
  const read = parseMoney(text, digits)
  if (typeof read === 'string' || read.amountMinor < 0) return 'bad'
  return read.amountMinor === 0 ? null : { minor: read.amountMinor }
}
