import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeStaff, hireStaff } from '#domain/org/contract'
import type { Staff } from '#domain/org/contract'
import { LANGUAGES, ROLES } from '#domain/org/model'
import type { Language, Role } from '#domain/org/model'
import { newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { spoken } from '#ui/kit/language.ts'
import { useMe } from '../me.ts'

type Values = {
  name: string
  login: string
  password: string
  roles: Role[]
  language: Language
  reach: 'chain' | 'some'
  branchIds?: string[]
}

/** Gives somebody a sign-in, or changes the person it is given. */
export function StaffForm({ person, done }: Readonly<{ person: Staff | undefined; done: () => void }>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [id] = useState(newId)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const kept = async () => {
    await queries.invalidateQueries()
    void message.success(t('shell.saved'))
    done()
  }
  const hire = useCommand(hireStaff, kept)
  const change = useCommand(changeStaff, kept)
  const send = ({ reach, branchIds, login, password, ...values }: Values) => {
    const told = { onError: (trouble: unknown) => void showFields(form, trouble) }
    const post = { ...values, branchIds: reach === 'chain' ? null : (branchIds ?? []) }
    if (person) change.mutate({ id: person.id, version: person.version, ...post }, told)
    else hire.mutate({ id, login, password, ...post }, told)
  }
  const shown: Partial<Values> = person
    ? { ...person, reach: person.branchIds === null ? 'chain' : 'some', branchIds: person.branchIds ?? [] }
    : { roles: ['cashier'], language: spoken(), reach: 'some' }
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={shown} onFinish={send}>
      <ErrorNotice of={hire.error ?? change.error} />
      <PersonFields known={person !== undefined} />
      <RoleFields />
      <Button type="primary" htmlType="submit" loading={hire.isPending || change.isPending}>
        {t('shell.save')}
      </Button>
    </Form>
  )
}

function PersonFields({ known }: Readonly<{ known: boolean }>) {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <>
      <div className="form-pair">
        <Form.Item name="name" label={t('org.staff.column.name')} rules={required}>
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="language" label={t('org.staff.language')}>
          <Select options={LANGUAGES.map((value) => ({ value, label: t(`shell.languages.${value}`) }))} />
        </Form.Item>
      </div>
      {known ? null : (
        <div className="form-pair">
          <Form.Item
            name="login"
            label={t('org.staff.column.login')}
            extra={t('start.setUp.loginHint')}
            rules={required}
          >
            <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('org.staff.password')}
            extra={t('start.setUp.passwordHint')}
            rules={required}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </div>
      )}
    </>
  )
}

function RoleFields() {
  const { t } = useTranslation()
  const { branches } = useMe()
  const form = Form.useFormInstance<Values>()
  const reach = Form.useWatch('reach', form)
  const options = ROLES.map((value) => ({
    value,
    label: (
      <span>
        {t(`org.role.${value}`)} <small className="quiet">{t(`org.roleMeans.${value}`)}</small>
      </span>
    ),
  }))
  return (
    <>
      <Form.Item
        name="roles"
        label={t('org.staff.roles')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <Checkbox.Group className="column-chooser" options={options} />
      </Form.Item>
      <Form.Item name="reach" label={t('org.staff.where')}>
        <Radio.Group
          options={[
            { value: 'some', label: t('org.staff.some') },
            { value: 'chain', label: t('org.staff.wholeChain') },
          ]}
        />
      </Form.Item>
      {reach === 'some' ? (
        <Form.Item name="branchIds" rules={[{ required: true, message: t('shell.required') }]}>
          <Select
            mode="multiple"
            placeholder={t('org.staff.column.branches')}
            options={branches.map((b) => ({ value: b.id, label: b.name }))}
          />
        </Form.Item>
      ) : null}
    </>
  )
}
