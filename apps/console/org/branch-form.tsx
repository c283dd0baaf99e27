import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeBranch, openBranch } from '#domain/org/contract'
import type { Branch } from '#domain/org/contract'
import { newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useMe } from '../me.ts'
import { Choice } from '../start/set-up-fields.tsx'
import { closingHours, zones } from '../start/world.ts'

type Values = Readonly<{ code: string; name: string; region?: string; zone: string; closingHour: number }>

/** Opens a branch, or changes the one it is given. */
export function BranchForm({ branch, done }: Readonly<{ branch: Branch | undefined; done: () => void }>) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const [form] = Form.useForm<Values>()
  const [id] = useState(newId)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const kept = async () => {
    await queries.invalidateQueries()
    void message.success(t('shell.saved'))
    done()
  }
  const open = useCommand(openBranch, kept)
  const change = useCommand(changeBranch, kept)
  const send = (values: Values) => {
    const told = { onError: (trouble: unknown) => void showFields(form, trouble) }
    if (branch) change.mutate({ id: branch.id, version: branch.version, ...values }, told)
    else open.mutate({ id, ...values }, told)
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={branch ?? { zone: chain.zone, closingHour: chain.closingHour }}
      onFinish={send}
    >
      <ErrorNotice of={open.error ?? change.error} />
      <BranchWords />
      <Button type="primary" htmlType="submit" loading={open.isPending || change.isPending}>
        {t('shell.save')}
      </Button>
    </Form>
  )
}

function BranchWords() {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <>
      <Form.Item name="name" label={t('org.branches.column.name')} rules={required}>
        <Input autoFocus />
      </Form.Item>
      <div className="form-pair">
        <Form.Item
          name="code"
          label={t('org.branches.column.code')}
          extra={t('org.branches.codeHint')}
          rules={required}
        >
          <Input />
        </Form.Item>
        <Form.Item name="region" label={t('org.branches.column.region')}>
          <Input />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Choice
          name="zone"
          label={t('org.branches.column.zone')}
          hint={t('org.branches.zoneHint')}
          options={zones()}
        />
        <Choice
          name="closingHour"
          label={t('org.branches.column.closing')}
          options={closingHours(t('start.setUp.midnight'))}
        />
      </div>
    </>
  )
}
