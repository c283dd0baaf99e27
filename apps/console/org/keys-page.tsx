import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Modal, Tag } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createKey, listKeys, revokeKey } from '#domain/org/contract'
import type { ApiKey } from '#domain/org/contract'
import { PERMISSIONS } from '#domain/org/model'
import type { Permission } from '#domain/org/model'
import { newId, useCall, useCommand } from '#ui/call.ts'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { PlainList } from '#ui/kit/plain-list.tsx'
import { MomentText } from '#ui/kit/texts.tsx'

/** API keys of integrators, and the way to the API's reference. */
export function KeysPage() {
  const { t } = useTranslation()
  const ask = useCall(listKeys, {})
  const [making, setMaking] = useState(false)
  const columns = useKeyColumns()
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
      {t('org.keys.add')}
    </Button>
  )
  return (
    <Page
      title={t('org.keys.title')}
      answer={t('org.keys.answer')}
      actions={
        <>
          <Button href="/api/docs">{t('org.keys.docs')}</Button>
          {add}
        </>
      }
    >
      <PlainList
        name="keys"
        rows={ask.data?.rows}
        columns={columns}
        rowKey={(row) => row.id}
        trouble={ask.error}
        again={ask.refetch}
        empty={
          <EmptyState title={t('org.keys.emptyTitle')} actions={add}>
            {t('org.keys.empty')}
          </EmptyState>
        }
      />
      <Modal
        open={making}
        title={t('org.keys.add')}
        footer={null}
        destroyOnHidden
        mask={{ closable: false }}
        onCancel={() => setMaking(false)}
      >
        <MakeKey done={() => setMaking(false)} />
      </Modal>
    </Page>
  )
}

function useKeyColumns(): readonly Column<ApiKey>[] {
  const { t } = useTranslation()
  return [
    { key: 'name', title: t('org.keys.column.name'), render: (row) => row.name, card: 'title' },
    { key: 'prefix', title: t('org.keys.column.prefix'), render: (row) => <code>{row.prefix}…</code> },
    {
      key: 'scopes',
      title: t('org.keys.column.scopes'),
      render: (row) => row.scopes.map((scope) => <Tag key={scope}>{scope}</Tag>),
      width: 320,
    },
    {
      key: 'made',
      title: t('org.keys.column.made'),
      render: (row) => <MomentText of={row.madeAt} />,
      card: 'none',
    },
    {
      key: 'used',
      title: t('org.keys.column.used'),
      render: (row) => (row.usedAt ? <MomentText of={row.usedAt} /> : t('org.keys.never')),
    },
    { key: 'state', title: t('org.keys.column.state'), render: (row) => <KeyState row={row} />, card: 'end' },
  ]
}

function KeyState({ row }: Readonly<{ row: ApiKey }>) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const revoke = useCommand(revokeKey, () => queries.invalidateQueries())
  if (row.revokedAt !== null) return <Tag>{t('org.keys.revoked')}</Tag>
  const ask = () =>
    modal.confirm({
      title: t('org.keys.revoke'),
      content: t('org.keys.revokeSure', { name: row.name }),
      okText: t('org.keys.revoke'),
      okButtonProps: { danger: true },
      onOk: () =>
        revoke.mutate({ id: row.id }, { onError: (trouble) => void message.error(trouble.message) }),
    })
  return (
    <>
      {t('org.keys.active')}{' '}
      <Button size="small" type="link" danger onClick={ask}>
        {t('org.keys.revoke')}
      </Button>
    </>
  )
}

/** Makes a key and shows its secret once. */
function MakeKey({ done }: Readonly<{ done: () => void }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [id] = useState(newId)
  const queries = useQueryClient()
  const make = useCommand(createKey, () => queries.invalidateQueries())
  if (make.data) {
    const { secret } = make.data
    const copy = () =>
      void navigator.clipboard.writeText(secret).then(() => message.success(t('org.keys.copied')))
    return (
      <div className="secret">
        <h3>{t('org.keys.secretTitle')}</h3>
        <p>{t('org.keys.secret')}</p>
        <code>{secret}</code>
        <div className="form-end">
          <Button onClick={copy}>{t('org.keys.copy')}</Button>
          <Button type="primary" onClick={done}>
            {t('org.keys.gotIt')}
          </Button>
        </div>
      </div>
    )
  }
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ scopes: ['sale.record', 'member.read'] }}
      onFinish={(values: { name: string; scopes: Permission[] }) => make.mutate({ id, ...values })}
    >
      <ErrorNotice of={make.error} />
      <Form.Item name="name" label={t('org.keys.name')} extra={t('org.keys.nameHint')} rules={required}>
        <Input autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="scopes" label={t('org.keys.scopes')} rules={required}>
        <Checkbox.Group className="scopes" options={[...PERMISSIONS]} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={make.isPending}>
        {t('org.keys.make')}
      </Button>
    </Form>
  )
}
