import { Form, InputNumber } from 'antd'
import type { Rule } from 'antd/es/form'
import { useTranslation } from 'react-i18next'
import { currencyDigits, money, parseMoney, plainMoney } from '#base/money'
import { useMe } from '../me.ts'

type Text = string | number | null | undefined

/** Money as a form holds it, which is decimal text, and as the house counts it. */
export function useMinor(): Readonly<{
  digits: number
  /** Undefined for what is no amount. */
  minorOf: (text: Text) => number | undefined
  textOf: (minor: number) => string
}> {
  const { chain } = useMe()
  const digits = currencyDigits(chain.currency)
  const minorOf = (text: Text) => {
    const parsed = parseMoney(String(text ?? ''), digits)
    return typeof parsed === 'object' ? parsed.amountMinor : undefined
  }
  return { digits, minorOf, textOf: (minor) => plainMoney(money(minor), digits) }
}

type ItemWords = Readonly<{
  name: string | (string | number)[]
  label: string
  extra?: string | undefined
  /** Whether nothing is an answer too; and whether zero is. */
  optional?: boolean
  zero?: boolean
}>

/** An amount of money in a form, typed as decimal text so that no fen passes through a float. */
export function MoneyItem({ name, label, extra, optional = false, zero = false }: ItemWords) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const { digits, minorOf } = useMinor()
  const rule: Rule = {
    validator: (_rule, value: Text) => {
      if ((value === undefined || value === null || value === '') && optional) return Promise.resolve()
      const minor = minorOf(value)
      if (minor !== undefined && (minor > 0 || (zero && minor === 0))) return Promise.resolve()
      return Promise.reject(new Error(t('shell.required')))
    },
  }
  return (
    <Form.Item name={name} label={label} extra={extra} rules={[rule]}>
      <InputNumber className="form-money num" stringMode min="0" precision={digits} suffix={chain.currency} />
    </Form.Item>
  )
}
