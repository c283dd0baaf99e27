import { Alert, App, Button, Form, Input, Select, Switch } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepForm } from '#domain/member/contract/form'
import { PROFILE_FIELDS, SOURCES } from '#domain/member/model'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useExtraFields } from '../members/fields.ts'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import type { MemberForm } from './form-page.tsx'

type Asks = 'no' | 'shown' | 'required'
type Values = {
  code: string
  nameZh: string
  nameEn: string
  source: MemberForm['source']
  branchId?: string | null
  prefix?: string
  consentZh: string
  consentEn: string
  consentVersion: string
  screening: boolean
  closed: boolean
  asks: Record<string, Asks>
}

/** What a form that is begun holds: the least that can be asked for. */
const FRESH: Partial<Values> = {
  source: 'qr',
  screening: false,
  closed: false,
  consentVersion: '1',
  prefix: '',
  asks: { name: 'shown', mobile: 'required' },
}

const startOf = ({ fields, closedAt, ...form }: MemberForm): Partial<Values> => ({
  ...form,
  closed: closedAt !== null,
  asks: Object.fromEntries(fields.map((one) => [one.field, one.required ? 'required' : 'shown'])),
})

/** Builds a form: its name, what it asks, and the words an applicant agrees to. */
export function FormBuilder({ form: kept }: Readonly<{ form?: MemberForm }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const go = useGo()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [beside, setBeside] = useState(false)
  const save = useCommand(keepForm, async ({ code }) => {
    await queries.invalidateQueries()
    void message.success(t('shell.saved'))
    if (!kept) go(paths.applicationForm(code))
  })
  const send = ({ asks, ...words }: Values) => {
    const fields = Object.entries(asks)
      .filter(([, how]) => how === 'shown' || how === 'required')
      .map(([field, how]) => ({ field, required: how === 'required' }))
    const wish = { ...words, branchId: words.branchId ?? null, fields, version: kept?.version ?? 0 }
    save.mutate(wish, { onError: (trouble) => setBeside(showFields(form, trouble)) })
  }
  return (
    <Form
      form={form}
      layout="vertical"
      colon={false}
      requiredMark={false}
      className="form-builder"
      initialValues={kept ? startOf(kept) : FRESH}
      onFinish={send}
    >
      <Naming fresh={!kept} />
      <Asking />
      <Consent />
      <ErrorNotice of={beside ? null : save.error} />
      <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
        {t('shell.save')}
      </Button>
    </Form>
  )
}

const useNeeded = () => [{ required: true, message: useTranslation().t('shell.required') }]

function Naming({ fresh }: Readonly<{ fresh: boolean }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const needed = useNeeded()
  return (
    <Section title={t('applications.form.about')}>
      <div className="form-pair">
        <Form.Item name="nameZh" label={t('applications.form.nameZh')} rules={needed}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('applications.form.nameEn')} rules={needed}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('applications.form.code')}
          extra={t('applications.form.codeHint')}
          rules={needed}
        >
          <Input maxLength={40} disabled={!fresh} />
        </Form.Item>
        <Form.Item name="source" label={t('members.form.source')} rules={needed}>
          <Select options={SOURCES.map((one) => ({ value: one, label: t(`parts.source.${one}`) }))} />
        </Form.Item>
        <Form.Item name="branchId" label={t('members.field.branchId')}>
          <Select
            allowClear
            placeholder={t('members.form.noBranch')}
            options={branches.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Form.Item>
        <Form.Item name="prefix" label={t('members.form.prefix')}>
          <Input maxLength={8} placeholder={t('members.form.plain')} />
        </Form.Item>
      </div>
      <Ways />
    </Section>
  )
}

/** Whether somebody looks at each, and whether it takes any more. */
function Ways() {
  const { t } = useTranslation()
  return (
    <div className="form-switches">
      <Form.Item
        name="screening"
        label={t('applications.form.screening')}
        extra={t('applications.form.screeningHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item name="closed" label={t('applications.form.closed')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </div>
  )
}

/** Each field is left out, may be filled in, or must be. */
function Asking() {
  const { t } = useTranslation()
  const extras = useExtraFields()
  const fields = [
    ...PROFILE_FIELDS.map((key) => ({ key: key as string, label: t(`members.field.${key}`) })),
    ...extras.map((one) => ({ key: one.key, label: one.label })),
  ]
  const ways = (['no', 'shown', 'required'] as const).map((one) => ({
    value: one,
    label: t(`applications.form.asks.${one}`),
  }))
  return (
    <Section title={t('applications.form.fields')} note={t('applications.form.fieldsNote')}>
      <div className="form-fields">
        {fields.map((one) => (
          <Form.Item key={one.key} name={['asks', one.key]} label={one.label} layout="horizontal">
            <Select options={ways} placeholder={t('applications.form.asks.no')} />
          </Form.Item>
        ))}
      </div>
    </Section>
  )
}

function Consent() {
  const { t } = useTranslation()
  const needed = useNeeded()
  return (
    <Section title={t('applications.form.consent')}>
      <Alert className="notice" type="info" showIcon title={t('applications.form.consentNote')} />
      <Form.Item name="consentZh" label={t('applications.form.consentZh')} rules={needed}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Form.Item name="consentEn" label={t('applications.form.consentEn')} rules={needed}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Form.Item name="consentVersion" label={t('applications.form.consentVersion')} rules={needed}>
        <Input maxLength={40} className="list-choice" />
      </Form.Item>
    </Section>
  )
}
