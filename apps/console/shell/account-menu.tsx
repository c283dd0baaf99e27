import { App, Button, Dropdown, Form, Input, Modal } from 'antd'
import { UserOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword, signOut } from '#domain/org/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { useMe } from '../me.ts'

/** Who is signed in, where they work, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const go = useGo()
  const [changing, setChanging] = useState(false)
  const leave = useCommand(signOut, () => go('/sign-in'))
  const roles = me.roles.map((role) => t(`org.role.${role}`)).join(t('org.comma'))
  const where =
    me.branchIds === null
      ? t('shell.account.wholeChain')
      : me.branches.map((branch) => branch.name).join(t('org.comma'))
  const items = [
    { key: 'who', disabled: true, label: <Who name={me.name} lines={[roles, where]} /> },
    { type: 'divider' as const },
    { key: 'password', label: t('shell.account.password') },
    { key: 'leave', label: t('shell.account.signOut') },
  ]
  const choose = ({ key }: { key: string }) => (key === 'password' ? setChanging(true) : leave.mutate({}))
  return (
    <>
      <Dropdown trigger={['click']} placement="bottomRight" menu={{ items, onClick: choose }}>
        <Button
          type="text"
          icon={<UserOutlined aria-hidden />}
          aria-label={t('shell.account.title', { name: me.name })}
        >
          <span className="wide-only">{me.name}</span>
        </Button>
      </Dropdown>
      <Modal
        open={changing}
        onCancel={() => setChanging(false)}
        title={t('shell.account.password')}
        footer={null}
        destroyOnHidden
      >
        <PasswordForm done={() => setChanging(false)} />
      </Modal>
    </>
  )
}

function Who({ name, lines }: Readonly<{ name: string; lines: readonly string[] }>) {
  return (
    <span className="who">
      <strong>{name}</strong>
      {lines.filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  )
}

function PasswordForm({ done }: Readonly<{ done: () => void }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const change = useCommand(changePassword, () => {
    void message.success(t('shell.password.done'))
    done()
  })
  const rules = [{ required: true, message: t('shell.required') }]
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(v: { current: string; password: string }) => change.mutate(v)}
    >
      <ErrorNotice of={change.error} />
      <Form.Item name="current" label={t('shell.password.current')} rules={rules}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('shell.password.next')}
        extra={t('shell.password.rule')}
        rules={rules}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('shell.password.save')}
      </Button>
    </Form>
  )
}
