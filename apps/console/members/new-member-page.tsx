import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked } from '#base/endpoint'
import { enrolMember, listSeries } from '#domain/member/contract'
import { SOURCES } from '#domain/member/model'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { cleaned } from './cleaned.ts'
import { useFieldNames } from './fields.ts'
import { ProfileFields } from './member-form.tsx'

/** The words a member agrees to at the counter; a change of the words is a new version. */
const CONSENT_WORDS = 'counter-1'

type Values = Record<string, unknown> & { channels?: ('email' | 'sms')[] }

/** Enrols a member. The id is made once, so a second click or a lost answer never makes two. */
export function NewMemberPage() {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [id] = useState(newId)
  const names = useFieldNames()
  const go = useGo()
  const queries = useQueryClient()
  const { branches } = useMe()
  const enrol = useCommand(enrolMember, async (member) => {
    await queries.invalidateQueries()
    go(paths.member(member.id), true)
  })
  const send = ({ channels, ...values }: Values) => {
    const consent = channels?.length ? { channels, textVersion: CONSENT_WORDS } : null
    const wish = { id, ...cleaned(values), consent } as Asked<typeof enrolMember>
    enrol.mutate(wish, { onError: (trouble) => showFields(form, trouble) })
  }
  return (
    <Page
      title={t('members.form.new')}
      answer={t('members.form.newAnswer')}
      back={{ to: paths.members(), label: t('members.page.back') }}
    >
      <Form
        form={form}
        layout="vertical"
        className="page-form"
        initialValues={{ source: 'terminal', branchId: branches[0]?.id ?? null, prefix: null }}
        onFinish={send}
      >
        <ErrorNotice of={enrol.error} names={names} />
        <ProfileFields />
        <MembershipFields />
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={enrol.isPending}>
            {t('members.form.enrol')}
          </Button>
        </div>
      </Form>
    </Page>
  )
}

function MembershipFields() {
  const { t } = useTranslation()
  const { branches } = useMe()
  const { data: series } = useCall(listSeries, {})
  const prefixes = (series?.rows ?? [])
    .filter((row) => row.prefix !== '')
    .map((row) => ({ value: row.prefix, label: row.prefix }))
  const channels = (['sms', 'email'] as const).map((value) => ({ value, label: t(`parts.channel.${value}`) }))
  return (
    <Section title={t('members.form.membership')}>
      <div className="form-pair">
        <Form.Item name="source" label={t('members.form.source')}>
          <Select options={SOURCES.map((value) => ({ value, label: t(`parts.source.${value}`) }))} />
        </Form.Item>
        <Form.Item name="branchId" label={t('members.form.branch')}>
          <Select
            allowClear
            placeholder={t('members.form.noBranch')}
            options={branches.map((b) => ({ value: b.id, label: b.name }))}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="number" label={t('members.form.number')} extra={t('members.form.numberHint')}>
          <Input autoComplete="off" />
        </Form.Item>
        {prefixes.length > 0 ? (
          <Form.Item name="prefix" label={t('members.form.prefix')}>
            <Select allowClear placeholder={t('members.form.plain')} options={prefixes} />
          </Form.Item>
        ) : null}
      </div>
      <Form.Item name="channels" label={t('members.form.consent')} extra={t('members.form.consentHint')}>
        <Checkbox.Group options={channels} />
      </Form.Item>
    </Section>
  )
}
