import { Input } from 'antd'
import { currencyDigits, parseMoney, type Money } from '#base/money'
import { usePolicy } from '../till-context.ts'

type Words = Readonly<{
  label: string
  value: string
  onChange: (text: string) => void
  hint?: string
  autoFocus?: boolean
}>

/** An amount typed by hand, as text until it is used. */
export function MoneyField({ label, value, onChange, hint, autoFocus = false }: Words) {
  return (
    <label className="member-field">
      <span>{label}</span>
      <Input
        size="large"
        className="num shift-amount"
        inputMode="decimal"
        maxLength={12}
        autoFocus={autoFocus}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint === undefined ? null : <small className="quiet">{hint}</small>}
    </label>
  )
}

/** What was typed as money of the chain; null where it is none, or less than nothing. */
export function useTyped(text: string): Money | null {
  const { currency } = usePolicy()
  const read = text.trim() === '' ? null : parseMoney(text, currencyDigits(currency))
  return read !== null && typeof read !== 'string' && read.amountMinor >= 0 ? read.amountMinor : null
}
