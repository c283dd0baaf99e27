import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GENDERS, PROFILE_FIELDS } from '#domain/member/model'
import { placeOf } from './place.ts'
import type { PublicForm } from './join-form.tsx'

type Field = PublicForm['fields'][number]
type Standard = (typeof PROFILE_FIELDS)[number]

const isStandard = (field: string): field is Standard => PROFILE_FIELDS.some((one) => one === field)

/** What a phone offers for a field: its keyboard, and what it knows of its owner. */
const OFFERS: Partial<Record<string, { autoComplete: string; inputMode?: 'tel' | 'email' | 'numeric' }>> = {
  name: { autoComplete: 'name' },
  mobile: { autoComplete: 'tel', inputMode: 'tel' },
  phone: { autoComplete: 'tel', inputMode: 'tel' },
  email: { autoComplete: 'email', inputMode: 'email' },
  address: { autoComplete: 'street-address' },
  postcode: { autoComplete: 'postal-code', inputMode: 'numeric' },
}
const MOST: Partial<Record<string, number>> = {
  name: 120,
  idNumber: 40,
  education: 60,
  income: 60,
  address: 300,
  postcode: 20,
  phone: 40,
  mobile: 40,
  email: 200,
}

/** One thing the form asks, with the means a phone has for it. */
export function JoinField({ of }: Readonly<{ of: Field }>) {
  const { t, i18n } = useTranslation()
  const own = i18n.language === 'zh-CN' ? of.labelZh : of.labelEn
  const label = isStandard(of.field) ? t(`members.field.${of.field}`) : (own ?? of.field)
  const name = placeOf(of.field)
  const message = t('join.missing')
  if (of.kind === 'flag') {
    const rules = of.required ? [{ required: true, type: 'enum' as const, enum: [true], message }] : []
    return (
      <Form.Item name={name} valuePropName="checked" rules={rules}>
        <Checkbox>{of.required ? `${label} *` : label}</Checkbox>
      </Form.Item>
    )
  }
  const isText = !['number', 'day', 'choice'].includes(of.kind) && !['gender', 'ageYears'].includes(of.field)
  return (
    <Form.Item name={name} label={label} rules={[{ required: of.required, whitespace: isText, message }]}>
      {means(of, (gender) => t(`parts.gender.${gender}`))}
    </Form.Item>
  )
}

function means(
  { field, kind, choices }: Field,
  genderName: (one: (typeof GENDERS)[number]) => string,
): ReactNode {
  if (field === 'gender')
    return <Radio.Group options={GENDERS.map((value) => ({ value, label: genderName(value) }))} />
  // The phone's own picker reaches a year of birth faster than a calendar sheet.
  if (field === 'birthOn' || kind === 'day') return <Input type="date" />
  if (field === 'ageYears') return <InputNumber className="join-wide" min={0} max={150} precision={0} />
  if (kind === 'number') return <InputNumber className="join-wide" />
  if (kind === 'choice')
    return <Select allowClear options={choices.map((value) => ({ value, label: value }))} />
  return <Input maxLength={MOST[field] ?? 500} {...OFFERS[field]} />
}
