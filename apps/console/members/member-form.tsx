import { DatePicker, Form, Input, InputNumber, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { GENDERS } from '#domain/member/model'
import { Section } from '#ui/kit/page.tsx'
import { useExtraFields } from './fields.ts'

/** A day in the form's state is the text the contract takes; only the picker itself sees a Dayjs. */
export const dayInForm = {
  getValueProps: (value: string | null | undefined) => ({ value: value ? dayjs(value) : null }),
  normalize: (value: Dayjs | null) => value?.format('YYYY-MM-DD') ?? null,
}

type TextKey = 'mobile' | 'email' | 'phone' | 'address' | 'idNumber' | 'education' | 'income' | 'postcode'

/** The profile: what a shop asks first on top, the rest below; then the chain's own fields (C02). */
export function ProfileFields() {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('members.form.person')}>
        <PersonFields />
      </Section>
      <Section title={t('members.form.contact')}>
        <TextPair keys={['mobile', 'email']} />
        <TextPair keys={['phone', 'address']} />
      </Section>
      <Section title={t('members.form.more')}>
        <TextPair keys={['idNumber', 'education']} />
        <TextPair keys={['income', 'postcode']} />
        <ExtraFields />
      </Section>
    </>
  )
}

function PersonFields() {
  const { t } = useTranslation()
  const genders = GENDERS.map((value) => ({ value, label: t(`parts.gender.${value}`) }))
  return (
    <>
      <div className="form-pair">
        <Form.Item name="name" label={t('members.field.name')}>
          <Input autoFocus autoComplete="off" maxLength={120} />
        </Form.Item>
        <Form.Item name="gender" label={t('members.field.gender')}>
          <Select allowClear options={genders} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="birthOn" label={t('members.field.birthOn')} {...dayInForm}>
          <DatePicker style={{ width: '100%' }} maxDate={dayjs()} />
        </Form.Item>
        <Form.Item name="ageYears" label={t('members.field.ageYears')}>
          <InputNumber style={{ width: '100%' }} min={0} max={150} precision={0} />
        </Form.Item>
      </div>
    </>
  )
}

/** The keyboard a phone shows for a field. */
const MODES: Partial<Record<TextKey, 'tel' | 'email'>> = { mobile: 'tel', phone: 'tel', email: 'email' }

function TextPair({ keys }: Readonly<{ keys: readonly [TextKey, TextKey] }>) {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      {keys.map((key) => (
        <Form.Item key={key} name={key} label={t(`members.field.${key}`)}>
          <Input inputMode={MODES[key] ?? 'text'} autoComplete="off" maxLength={300} />
        </Form.Item>
      ))}
    </div>
  )
}

function ExtraFields() {
  const fields = useExtraFields()
  return (
    <div className="form-grid">
      {fields.map((field) => {
        const name = ['extra', field.key]
        const plain = { key: field.key, name, label: field.label }
        if (field.kind === 'day') {
          return (
            <Form.Item {...plain} key={field.key} {...dayInForm}>
              <DatePicker style={{ width: '100%' }} />
            </Form.Item>
          )
        }
        if (field.kind === 'flag') {
          return (
            <Form.Item {...plain} key={field.key} valuePropName="checked">
              <Switch />
            </Form.Item>
          )
        }
        return (
          <Form.Item {...plain} key={field.key}>
            {field.kind === 'number' ? (
              <InputNumber style={{ width: '100%' }} />
            ) : field.kind === 'choice' ? (
              <Select allowClear options={field.choices.map((value) => ({ value, label: value }))} />
            ) : (
              <Input />
            )}
          </Form.Item>
        )
      })}
    </div>
  )
}
