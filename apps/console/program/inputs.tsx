import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMe } from '../me.ts'
import { useMinor } from '../wallet/money-item.tsx'

export type Name = (string | number)[]
type Of = Readonly<{ name: Name; label: string; extra?: string; optional?: boolean }>

function useNeeded(optional: boolean) {
  const { t } = useTranslation()
  return optional ? [] : [{ required: true, message: t('shell.required') }]
}

type Held = Readonly<{ value?: number | null; onChange?: (value: number | null) => void; id?: string }>

/** Money typed as decimal text and held as minor units, so that the form's values are the document itself. */
function MinorInput({ value, onChange, id }: Held) {
  const { chain } = useMe()
  const { digits, minorOf, textOf } = useMinor()
  return (
    <InputNumber
      {...(id ? { id } : {})}
      className="form-short num"
      stringMode
      min="0"
      precision={digits}
      suffix={chain.currency}
      value={value === null || value === undefined ? null : textOf(value)}
      onChange={(text) => onChange?.(minorOf(text) ?? null)}
    />
  )
}

/** A share typed in percent and held in basis points. */
function BpsInput({ value, onChange, id }: Held) {
  return (
    <InputNumber
      {...(id ? { id } : {})}
      className="form-short num"
      min={0}
      max={100}
      precision={2}
      suffix="%"
      value={value === null || value === undefined ? null : value / 100}
      onChange={(share) => onChange?.(share === null ? null : Math.round(share * 100))}
    />
  )
}

export function MinorItem({ name, label, extra, optional = false }: Of) {
  return (
    <Form.Item name={name} label={label} extra={extra} rules={useNeeded(optional)}>
      <MinorInput />
    </Form.Item>
  )
}

export function BpsItem({ name, label, extra, optional = false }: Of) {
  return (
    <Form.Item name={name} label={label} extra={extra} rules={useNeeded(optional)}>
      <BpsInput />
    </Form.Item>
  )
}

export function CountItem({
  name,
  label,
  extra,
  optional = false,
  least = 0,
}: Of & Readonly<{ least?: number }>) {
  return (
    <Form.Item name={name} label={label} extra={extra} rules={useNeeded(optional)}>
      <InputNumber className="form-short num" min={least} precision={0} />
    </Form.Item>
  )
}

export function TextItem({ name, label, extra, optional = false }: Of) {
  return (
    <Form.Item name={name} label={label} extra={extra} rules={useNeeded(optional)}>
      <Input maxLength={60} autoComplete="off" />
    </Form.Item>
  )
}

export function SwitchItem({ name, label }: Pick<Of, 'name' | 'label'>) {
  return (
    <Form.Item name={name} label={label} valuePropName="checked">
      <Switch />
    </Form.Item>
  )
}

type Choices = Readonly<{ options: readonly Readonly<{ value: string; label: string }>[] }>

export function ChoiceItem({ name, label, options }: Pick<Of, 'name' | 'label'> & Choices) {
  return (
    <Form.Item name={name} label={label} rules={useNeeded(false)}>
      <Select options={[...options]} popupMatchSelectWidth={false} className="form-choice" />
    </Form.Item>
  )
}

/** Product codes, typed one by one. */
export function CodesItem({ name }: Pick<Of, 'name'>) {
  const { t } = useTranslation()
  return (
    <Form.Item name={name} label={t('program.form.products')} extra={t('program.form.productsHint')}>
      <Select mode="tags" open={false} tokenSeparators={[',', '，', ' ']} suffixIcon={null} />
    </Form.Item>
  )
}
